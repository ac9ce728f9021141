"""A service whose broker goes away: alive all the time, and it still ends when asked to."""

import json
import signal

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from reelbus.stack.broker import broker_process
from tests.integration.processes import running
from tests.support.records import publish
from tests.support.service_topics import create_topics


async def test_it_stays_alive_and_sigterm_ends_it_with_an_offset_uncommitted() -> None:
    with broker_process() as (address, broker):
        bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT"))
        await create_topics(bus, "caption")
        async with running(address, "services.caption", env={"WORKER_COMMIT_INTERVAL_SECONDS": "3600"}) as service:
            await service.ready()
            event = Outgoing("new-video-posted", b"a", b'{"video_id": "a", "caption": "heels 55k"}', ())
            await publish(bus, [event])
            done = 'reelbus_events_total{group="caption",outcome="done",topic="new-video-posted"} 1.0'

            async def is_done() -> bool:
                return done in (await service.get("/metrics"))[1]

            await until(is_done, "the event handled")
            broker.kill()
            broker.wait()
            await service.says("broker is unavailable")
            assert 'reelbus_dependency_up{dependency="broker"} 0.0' in (await service.get("/metrics"))[1]
            assert (await service.get("/livez"))[0] == 200
            service.process.send_signal(signal.SIGTERM)
            assert await service.ended() == 0
        said = [json.loads(line) for line in service.lines]
        alarming = [line for line in said if line["level"] not in ("info", "debug")]
        # A group that cannot be left is said as well, at the very end.
        away = [line["event"].split(":")[0] for line in alarming if line["logger"] != "libs.bus.closing"]
        assert away == ["broker is unavailable"], alarming
