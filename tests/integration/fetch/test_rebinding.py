"""Names whose address changes: what is connected to is always what was checked."""

from collections.abc import Sequence
from typing import Any

import httpcore
import pytest

from libs.fetch import AddressRefused, Limits, Unreachable
from tests.integration.fetch.conftest import Opened, fetching
from tests.support.hostile import HostileServer

PUBLIC = "93.184.216.34"
LIMITS = Limits(1_000_000, 2)


class Answers:
    """A resolver that gives one answer after the other, and counts."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers[min(self.asked, len(self.answers)) - 1]


class Internet(httpcore.AsyncNetworkBackend):
    """Every address is the hostile server; tells which were connected to."""

    def __init__(self, server: HostileServer, *dead: str) -> None:
        self.server = server
        self.dead = dead
        self.connected: list[str] = []
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *args: Any, **kwargs: Any) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        if host in self.dead:
            raise httpcore.ConnectError("no route")
        return await self._network.connect_tcp("127.0.0.1", self.server.port, *args, **kwargs)


async def test_a_name_that_turns_private_is_refused(server: HostileServer, settings: Opened) -> None:
    resolver, internet = Answers([PUBLIC], ["127.0.0.1"]), Internet(server)
    async with fetching(settings(allow_private=None), resolver=resolver, network=internet) as fetcher:
        await fetcher.read("http://rebind.test/ok", LIMITS)
        # The same connection: nothing is looked up, nothing new is connected to.
        await fetcher.read("http://rebind.test/ok", LIMITS)
        assert resolver.asked == 1
        with pytest.raises(AddressRefused):  # another port, so another connection
            await fetcher.read("http://rebind.test:81/ok", LIMITS)
    assert internet.connected == [PUBLIC]


async def test_so_it_is_when_a_redirect_makes_the_second_connection(server: HostileServer, settings: Opened) -> None:
    resolver, internet = Answers([PUBLIC], ["127.0.0.1"]), Internet(server)
    async with fetching(settings(allow_private=None), resolver=resolver, network=internet) as fetcher:
        with pytest.raises(AddressRefused):
            await fetcher.read("http://rebind.test/redirect?to=http://rebind.test:6379/", LIMITS)
    assert internet.connected == [PUBLIC]


async def test_one_private_address_among_public_ones_is_enough(server: HostileServer, settings: Opened) -> None:
    internet = Internet(server)
    resolver = Answers([PUBLIC, "10.0.0.1"])
    async with fetching(settings(allow_private=None), resolver=resolver, network=internet) as fetcher:
        with pytest.raises(AddressRefused, match="not public"):
            await fetcher.read("http://mixed.test/ok", LIMITS)
    assert internet.connected == []


async def test_the_next_address_is_tried_when_one_is_dead(server: HostileServer, settings: Opened) -> None:
    internet = Internet(server, "2606:4700::1")
    resolver = Answers(["2606:4700::1", PUBLIC])
    async with fetching(settings(allow_private=None), resolver=resolver, network=internet) as fetcher:
        await fetcher.read("http://dual.test/ok", LIMITS)
    assert internet.connected == ["2606:4700::1", PUBLIC]


async def test_a_name_without_addresses(server: HostileServer, settings: Opened) -> None:
    async with fetching(settings(), resolver=Answers([]), network=Internet(server)) as fetcher:
        with pytest.raises(Unreachable):
            await fetcher.read("http://none.test/", LIMITS)
