"""The listings service as a process on a broker: listings, null values, and what cannot be read."""

import signal
from pathlib import Path

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.database import DatabaseSettings, open_database
from libs.events import topic
from libs.events.specs import topic_specs
from services.listings.store import ListingStore
from tests.integration.listings.test_listing_store import listing
from tests.integration.processes import running
from tests.support.records import publish, read_all

TOPIC, DEAD = "listing-updated", "listing-updated.listings.dlq"


async def test_the_table_has_the_latest_of_each(own_broker: str, tmp_path: Path) -> None:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(TOPIC)])))

    def put(key: str, version: int, **more: str) -> Outgoing:
        return Outgoing(TOPIC, key.encode(), listing(key, version, **more).model_dump_json().encode(), ())

    def gone(key: str, version: int) -> Outgoing:
        return Outgoing(TOPIC, key.encode(), None, (("ce_version", str(version).encode()),))

    records = [
        put("a", 1), put("a", 2, title="latest"), put("a", 1),
        put("b", 1), gone("b", 2), put("b", 1),
        Outgoing(TOPIC, b"c", b"not json", ()), Outgoing(TOPIC, None, None, ()),
        put("c", 1),
    ]  # fmt: skip
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'listings.db'}"}
    async with running(own_broker, "services.listings", env=database) as service:
        await service.ready()
        await publish(bus, records)
        async with open_database(DatabaseSettings.model_validate(database)) as engine:
            listings = ListingStore(engine)

            async def all_is_done() -> bool:
                metrics = (await service.get("/metrics"))[1]
                done = 'reelbus_events_total{group="listings",outcome="done",topic="listing-updated"} 7.0'
                dead = 'reelbus_events_total{group="listings",outcome="dead_lettered",topic="listing-updated"} 2.0'
                return done in metrics and dead in metrics

            await until(all_is_done, "all updates are in the table or the dead letters")
            latest, other = await listings.find("a"), await listings.find("c")
            assert latest is not None
            assert (latest.version, latest.title) == (2, "latest")
            assert other is not None
            assert await listings.find("b") is None
            assert await listings.removed_at("b") is not None
        service.process.send_signal(signal.SIGTERM)
        assert await service.ended() == 0
    dead = await read_all(bus, DEAD, (await partition_numbers(bus))[DEAD])
    assert sorted(record.value or b"" for record in dead) == [b"", b"not json"]
