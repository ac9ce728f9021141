"""Health and metrics over real HTTP."""

import asyncio
import logging
import socket
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families

from fixtures.loop_time import loop_held_under
from fixtures.waiting import until
from libs.telemetry.health import MOST_CONNECTIONS, HealthServer


class Switch:
    """A worker's two answers."""

    alive = True
    ready = False


async def fetch(port: int, path: str, host: str = "127.0.0.1", accept: str = "*/*") -> tuple[int, str, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://{host}:{port}{path}", headers={"Accept": accept}) as response,
    ):
        return response.status, await response.text(), response.headers["Content-Type"]


def server(switch: Switch, port: int = 0, registry: CollectorRegistry | None = None, **given: Any) -> HealthServer:
    return HealthServer(
        port, alive=lambda: switch.alive, ready=lambda: switch.ready, registry=registry or CollectorRegistry(), **given
    )


async def test_live_and_ready_follow_the_worker() -> None:
    switch = Switch()
    async with server(switch) as health:
        assert health.port != 0
        assert (await fetch(health.port, "/livez"))[:2] == (200, "alive\n")
        assert (await fetch(health.port, "/readyz"))[:2] == (503, "not ready\n")
        switch.alive, switch.ready = False, True
        assert (await fetch(health.port, "/livez"))[:2] == (503, "not alive\n")
        assert (await fetch(health.port, "/readyz"))[:2] == (200, "ready\n")
        assert (await fetch(health.port, "/elsewhere"))[0] == 404


async def test_a_worker_that_waits_stays_ready_and_says_for_what() -> None:
    switch = Switch()
    async with server(switch, waiting=lambda: "waiting until 2026-12-01T08:00:00Z: the day's quota") as health:
        assert (await fetch(health.port, "/readyz"))[:2] == (503, "not ready\n")
        switch.ready = True
        assert (await fetch(health.port, "/readyz"))[:2] == (
            200,
            "waiting until 2026-12-01T08:00:00Z: the day's quota\n",
        )
        assert (await fetch(health.port, "/livez"))[:2] == (200, "alive\n")


async def test_a_check_that_fails_is_not_healthy() -> None:
    async with HealthServer(0, alive=lambda: bool(1 // 0), ready=lambda: True) as health:
        assert (await fetch(health.port, "/livez"))[0] == 500


async def test_metrics_in_the_text_format_and_in_openmetrics() -> None:
    registry = CollectorRegistry()
    Counter("reelbus_things", "Things", ["group"], registry=registry).labels("caption").inc(3)
    async with server(Switch(), registry=registry) as health:
        status, body, kind = await fetch(health.port, "/metrics")
        assert status == 200
        assert kind.startswith("text/plain; version=")
        samples = [sample for family in text_string_to_metric_families(body) for sample in family.samples]
        assert ("reelbus_things_total", {"group": "caption"}, 3.0) in [(s.name, s.labels, s.value) for s in samples]
        _, body, kind = await fetch(health.port, "/metrics", accept="application/openmetrics-text; version=1.0.0")
        assert kind.startswith("application/openmetrics-text")
        assert body.endswith("# EOF\n")


async def test_metrics_of_the_process_by_default() -> None:
    async with HealthServer(0, alive=lambda: True, ready=lambda: True) as health:
        assert "process_resident_memory_bytes" in (await fetch(health.port, "/metrics"))[1]


async def test_both_address_families_on_one_port() -> None:
    async with server(Switch()) as health:
        assert (await fetch(health.port, "/livez"))[0] == 200
        if socket.has_dualstack_ipv6():
            assert (await fetch(health.port, "/livez", host="[::1]"))[0] == 200


@pytest.mark.parametrize("host", ["127.0.0.1", ""])
async def test_a_taken_port_is_a_clear_error(host: str) -> None:
    with socket.create_server((host, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=rf"port {port} .* is taken: set PORT"):
            async with server(Switch(), port):
                pass


async def test_the_port_is_free_again_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with server(Switch()) as health:
        await fetch(health.port, "/livez")
    async with server(Switch(), health.port) as again:
        assert again.port == health.port
        await fetch(again.port, "/livez")
    assert not [record for record in caplog.records if record.name.startswith("aiohttp")]


async def test_the_address_is_chosen() -> None:
    async with server(Switch(), host="127.0.0.1") as health:
        assert (await fetch(health.port, "/livez"))[0] == 200
        if socket.has_dualstack_ipv6():
            with pytest.raises(aiohttp.ClientConnectorError):
                await fetch(health.port, "/livez", host="[::1]")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
async def test_an_address_that_is_not_ours_is_a_clear_error(host: str) -> None:
    with pytest.raises(OSError, match=f"HEALTH_HOST '{host}' is not an address of this machine"):
        async with server(Switch(), host=host):
            pass


@pytest.mark.parametrize(
    "sent", [b"", b"GET /livez HTTP/1.1\r\nHost: x\r\n", b"POST /livez HTTP/1.1\r\nContent-Length: 9\r\n\r\n"]
)
async def test_half_a_request_is_cut_off(sent: bytes) -> None:
    async with server(Switch(), seconds=0.2) as health:
        reader, writer = await asyncio.open_connection("127.0.0.1", health.port)
        writer.write(sent)
        with suppress(ConnectionResetError):
            await reader.read()  # until it is closed
        writer.close()
        assert not health.connections


async def test_an_answer_that_nobody_reads_is_cut_off() -> None:
    registry = CollectorRegistry()
    things = Counter("reelbus_things", "Things", ["name"], registry=registry)
    for number in range(100):
        things.labels(f"{number}" + "x" * 100_000)
    async with server(Switch(), registry=registry, seconds=0.5) as health:
        _, writer = await asyncio.open_connection("127.0.0.1", health.port, limit=1)
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        await until(lambda: len(health.connections) == 1, "the connection")
        await until(lambda: not health.connections, "its end")
        writer.close()


async def test_probes_are_answered_whoever_holds_connections_open() -> None:
    async with server(Switch(), seconds=60) as health:
        held = [await asyncio.open_connection("127.0.0.1", health.port) for _ in range(MOST_CONNECTIONS * 3)]
        assert (await fetch(health.port, "/livez"))[:2] == (200, "alive\n")
        assert len(health.connections) <= MOST_CONNECTIONS
        for _, writer in held:
            writer.close()


async def test_a_connection_gets_one_answer() -> None:
    async with server(Switch()) as health:
        reader, writer = await asyncio.open_connection("127.0.0.1", health.port)
        writer.write(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n" * 3)
        answer = await reader.read()
        writer.close()
        assert answer.count(b"HTTP/1.1 ") == 1
        assert b"\r\nConnection: close\r\n" in answer


async def test_many_scrapers_leave_the_event_loop_free() -> None:
    registry = CollectorRegistry()
    things = Counter("reelbus_things", "Things", ["name"], registry=registry)
    for number in range(300):
        things.labels(str(number))
    async with server(Switch(), registry=registry, seconds=60) as health:
        asked = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
        async with loop_held_under():
            pairs = [await asyncio.open_connection("127.0.0.1", health.port) for _ in range(MOST_CONNECTIONS)]
            for _, writer in pairs:
                writer.write(asked)
            bodies = await asyncio.gather(*(reader.read() for reader, _ in pairs))
        for _, writer in pairs:
            writer.close()
    assert all(body.endswith(b'name="299"} ' + body.split()[-1] + b"\n") for body in bodies)
