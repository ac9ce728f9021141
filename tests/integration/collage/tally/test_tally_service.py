"""The tally as a process on a broker: it keeps its counts when it ends, and says in one line why it cannot start."""

import json
import signal
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fixtures.loop_time import assert_loop_held
from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.events import CollageBatchCompleted, CollageBatchPlanned, CollageGenerated, Payload, topic
from libs.events.envelope import header
from libs.events.specs import topic_specs
from tests.integration.processes import Process, running
from tests.support.records import publish, read_all

PLANNED, GENERATED, COMPLETED = "collage-batch-planned", "collage-generated", "collage-batch-completed"
SERVICE = "services.collage.tally"


@pytest.fixture
async def own_bus(own_broker: str) -> KafkaBus:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(name) for name in (PLANNED, GENERATED, COMPLETED)])))
    return bus


@pytest.fixture
def env(tmp_path: Path) -> Mapping[str, str]:
    return {"STORAGE_URI": (tmp_path / "objects").as_uri(), "DATABASE_URL": f"sqlite:///{tmp_path}/db/tally.db"}


async def put(bus: KafkaBus, *payloads: Payload) -> None:
    names = {CollageBatchPlanned: PLANNED, CollageGenerated: GENERATED}
    values = [(topic(names[type(payload)]), payload) for payload in payloads]  # type: ignore[index]
    await publish(
        bus, [Outgoing(to.name, to.key_of(it).encode(), it.model_dump_json().encode(), ()) for to, it in values]
    )


def page(number: int) -> CollageGenerated:
    return CollageGenerated(batch_id="b", creator="ann", page=number, status="generated", placed=35, seconds=1.0)


async def completed_event(bus: KafkaBus) -> list[tuple[str | None, CollageBatchCompleted]]:
    records = await read_all(bus, COMPLETED, (await partition_numbers(bus))[COMPLETED])
    return [(header(r.headers, "ce_id"), CollageBatchCompleted.model_validate_json(r.value or b"")) for r in records]


async def counts(service: Process, effect: str, count: int) -> None:
    wanted = f'reelbus_collage_tally_pages_total{{effect="{effect}"}} {count}.0'

    async def there() -> bool:
        return wanted in (await service.get("/metrics"))[1]

    await until(there, wanted)


@pytest.mark.long
async def test_counts_outlive_the_process_and_the_end_is_told_once(
    own_broker: str, own_bus: KafkaBus, env: Mapping[str, str], tmp_path: Path
) -> None:
    async with running(own_broker, SERVICE, env=env) as service:
        await service.ready()
        await put(own_bus, page(1), page(2), page(2), page(1))
        await counts(service, "counted", 2)
        await counts(service, "repeated", 2)
        service.process.send_signal(signal.SIGTERM)
        assert await service.ended() == 0
        assert "Traceback" not in service.stderr
    async with running(own_broker, SERVICE, env=env) as successor:
        await successor.ready()
        plan = CollageBatchPlanned(
            batch_id="b", status="planned", csv_uri="file:///x.csv", submitted_at=datetime.now(UTC), pages=3
        )
        await put(own_bus, plan, page(3), page(3), page(1))
        await counts(successor, "repeated", 2)

        async def has_told() -> bool:
            return bool(await completed_event(own_bus))

        await until(has_told, "the end is told")
        ends = await completed_event(own_bus)
        assert len({event_id for event_id, _ in ends}) == 1, "once, after repeats are told by their id"
        assert [(end.status, end.pages, end.generated, end.placed) for _, end in ends] == [("completed", 3, 3, 105)]
        summary = json.loads((tmp_path / "objects/results/processing-summaries/b.json").read_bytes())
        assert summary["pages"] == {"generated": 3, "partial": 0, "failed": 0, "all": 3}
        _, metrics = await successor.get("/metrics")
        assert 'reelbus_collage_batches_total{status="completed"} 1.0' in metrics
        assert_loop_held(metrics)


async def test_a_database_of_another_kind_is_one_line() -> None:
    async with running("127.0.0.1:1", SERVICE, env={"DATABASE_URL": "mysql://u:secret@127.0.0.1/d"}) as service:
        assert await service.ended() == 2
    assert len(service.lines) == 1, service.stderr
    assert service.lines[0].startswith("bad setting DATABASE_URL: must be postgresql://")
    assert "secret" not in service.stderr
