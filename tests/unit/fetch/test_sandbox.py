import socket
from typing import Any

import pytest

from libs.fetch.addresses import AllowList
from libs.fetch.pages.sandbox import Refused, Sandbox


@pytest.mark.parametrize(
    "address",
    [
        ("127.0.0.1", 80),
        ("169.254.169.254", 80),
        ("::1", 80, 0, 0),
        ("localhost", 80),
        ("example.com", 80),
        "/run/docker.sock",
        b"\0x",
    ],
)
def test_connections_that_are_refused(address: object) -> None:
    sandbox = Sandbox(AllowList())
    with pytest.raises(Refused):
        sandbox.audit("socket.connect", (None, address))
    assert sandbox.refused


@pytest.mark.parametrize("address", [("93.184.216.34", 443), ("2606:4700::1", 443, 0, 0)])
def test_connections_that_are_not(address: object) -> None:
    sandbox = Sandbox(AllowList())
    sandbox.audit("socket.connect", (None, address))
    assert not sandbox.refused


@pytest.mark.parametrize(
    "event", ["subprocess.Popen", "os.system", "os.fork", "os.posix_spawn", "socket.bind", "socket.sendto"]
)
def test_programs_and_datagrams_are_refused(event: str) -> None:
    with pytest.raises(Refused):
        Sandbox(AllowList()).audit(event, ())


def test_all_else_is_let_through() -> None:
    Sandbox(AllowList()).audit("open", ("/etc/hosts", "r", 0))


def test_a_name_that_is_open_opens_what_it_resolves_to_at_its_port() -> None:
    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", port))]

    sandbox = Sandbox(AllowList.parse("store:9000"))
    getaddrinfo = sandbox.allowing_resolved(look_up)
    getaddrinfo("other", 9000)
    with pytest.raises(Refused):
        sandbox.audit("socket.connect", (None, ("10.0.0.7", 9000)))
    getaddrinfo("store", 9000)
    sandbox.audit("socket.connect", (None, ("10.0.0.7", 9000)))
    with pytest.raises(Refused):
        sandbox.audit("socket.connect", (None, ("10.0.0.7", 9001)))
