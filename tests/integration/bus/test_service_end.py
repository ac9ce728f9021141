"""What a service does when it is stopped: its drain, and what it finishes after its handlers."""

import contextlib
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create
from libs.events import topic
from libs.events.specs import topic_specs
from tests.integration.processes import Process, running
from tests.support.records import publish

WAIT, RUN = [Outgoing("new-video-posted", name, b'{"video_id": "%b"}' % name, ()) for name in (b"wait", b"run")]


@pytest.fixture
async def service(own_broker: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Process]:
    """With the handler of `request.param[0]` at work, and its environment `request.param[1]`."""
    event, env = request.param
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT"))
    await create(bus, list(topic_specs([topic("new-video-posted")])))
    module = "tests.integration.bus.finishing_service"
    async with running(own_broker, module, str(tmp_path / "end"), env=env) as service:
        await service.ready()
        await publish(bus, [event])
        yield service


@pytest.mark.parametrize("service", [(RUN, {})], indirect=True)
async def test_a_services_own_drain_holds_and_it_finishes_what_it_must(service: Process, tmp_path: Path) -> None:
    await service.says("the handler runs")
    service.process.send_signal(signal.SIGTERM)
    await service.says("the drain begins")
    await service.says("still unfinished after 0.2 s of draining")
    await service.says("finishing")
    (tmp_path / "end").touch()
    assert await service.ended() == 0
    assert "finished" in service.lines[-1]


@pytest.mark.parametrize("service", [(RUN, {"WORKER_SHUTDOWN_DRAIN_SECONDS": "0.3"})], indirect=True)
async def test_the_setting_of_the_drain_wins_and_a_second_signal_ends_what_it_finishes(service: Process) -> None:
    await service.says("the handler runs")
    service.process.send_signal(signal.SIGTERM)
    await service.says("still unfinished after 0.3 s of draining")
    await service.says("finishing")

    def gone() -> bool:
        """Sent again and again: one that comes right after the first counts as the same request."""
        if service.process.returncode is None:
            # Not by send_signal: it looks for the exit status itself, and asyncio's watcher then finds none.
            with contextlib.suppress(ProcessLookupError):
                os.kill(service.process.pid, signal.SIGTERM)
        return service.process.returncode is not None

    await until(gone, "it exits")
    assert await service.ended() == 1
    assert not any("finished" in line for line in service.lines[-2:])


@pytest.mark.parametrize("service", [(WAIT, {"WORKER_SHUTDOWN_DRAIN_SECONDS": "3600"})], indirect=True)
async def test_a_service_that_waits_is_healthy_says_so_and_stops(service: Process, tmp_path: Path) -> None:
    async def waits() -> bool:
        return (await service.get("/readyz"))[1].startswith("waiting until ")

    await until(waits, "the gate is closed")
    status, text = await service.get("/readyz")
    assert (status, text.rpartition(": ")[2]) == (200, "the day's quota is used up\n")
    assert (await service.get("/livez"))[0] == 200
    assert 'reelbus_worker_waiting{group="caption"} 1.0' in (await service.get("/metrics"))[1]
    (tmp_path / "end").touch()
    service.process.send_signal(signal.SIGTERM)
    assert await service.ended() == 0
