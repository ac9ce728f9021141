"""The catalog and the listings service as processes: parts become a listing, in the table too, until it is removed."""

import asyncio
import re
import signal
from functools import partial
from pathlib import Path

import pytest
from prometheus_client.metrics import MetricWrapperBase
from typer.testing import CliRunner

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.worker import metrics as worker_metrics
from libs.database import DatabaseSettings, open_database
from libs.events import (
    CaptionParsed,
    ListingUpdated,
    NewVideoPosted,
    Payload,
    TagsGenerated,
    ThumbnailGenerated,
    caption_digest,
)
from libs.events.specs import existing_topics, topic_specs
from libs.events.topics import BY_NAME, BY_PAYLOAD
from reelbus.__main__ import _app
from services.listings.store import ListingStore
from tests.integration.processes import Process, running
from tests.support.records import publish, read_all

CAPTION = "Red heels only 55k"
PARTS = (
    TagsGenerated(video_id="v", category="apparel.shoes.heels", derived_from=caption_digest(CAPTION)),
    ThumbnailGenerated(video_id="v", status="generated"),
    CaptionParsed(video_id="v", caption=CAPTION, title="Red heels", price=55000),
    NewVideoPosted(video_id="v", caption=CAPTION, seller_handle="shop"),
)
OUTPUT = "listing-updated"
NOT_OF_THE_STREAM = {"reelbus_messages_pending", "reelbus_worker_waiting", "reelbus_worker_waiting_until_seconds"}
"""It has no queue and no gate of a worker's."""


def sent(payload: Payload, key: bytes = b"v") -> Outgoing:
    return Outgoing(BY_PAYLOAD[type(payload)].name, key, payload.model_dump_json().encode(), ())


async def published(bus: KafkaBus, name: str) -> list[bytes | None]:
    return [record.value for record in await read_all(bus, name, (await partition_numbers(bus))[name])]


async def test_from_parts_to_a_listing_and_its_removal(
    own_broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    inputs = [topic for topic in existing_topics() if "catalog" in topic.consumers]
    await create(bus, list(topic_specs([*inputs, BY_NAME[OUTPUT], BY_NAME["catalog-listings-changelog"]])))
    env = {"DATABASE_URL": f"sqlite:///{tmp_path / 'listings.db'}", "STORAGE_URI": (tmp_path / "objects").as_uri()}
    async with (
        running(own_broker, "services.catalog") as catalog,
        running(own_broker, "services.listings", env=env) as table,
    ):
        await catalog.ready()
        await table.ready()
        bad = Outgoing("caption-parsed", b"v", b"not json", ())
        await publish(bus, [sent(PARTS[0]), sent(PARTS[1]), bad, sent(PARTS[2], b"another key"), sent(PARTS[3])])
        async with open_database(DatabaseSettings.model_validate({"DATABASE_URL": env["DATABASE_URL"]})) as engine:
            listings = ListingStore(engine)

            async def is_complete() -> bool:
                found = await listings.find("v")
                return found is not None and found.complete

            await until(is_complete, "the complete listing in the table")

            async def is_dead() -> bool:
                return await published(bus, "caption-parsed.catalog.dlq") == [b"not json"]

            await until(is_dead, "the dead letter")
            last = await listings.find("v")
        found = [ListingUpdated.model_validate_json(value or b"") for value in await published(bus, OUTPUT)]
        assert sorted(one.version for one in found) == [1, 2, 3, 4]
        assert max(found, key=lambda one: one.version) == last
        assert last is not None
        assert (last.title, last.seller_handle, last.category) == ("Red heels", "shop", "apparel.shoes.heels")
        for name, value in {"KAFKA_BOOTSTRAP_SERVERS": own_broker, **env}.items():
            monkeypatch.setenv(name, value)
        removed = await running_command("videos", "remove", "v", "--yes", "--reason", "sold")
        assert removed == ["sent\tvideo-removed\tv", "listing\terased", "pictures\t0 of 0 erased"]
        assert (await published(bus, OUTPUT)).count(None) == 1
        await publish(bus, [sent(PARTS[2])])
        late = 'reelbus_catalog_unchanged_total{group="catalog",topic="caption-parsed"} 1.0'

        async def has_read_it() -> bool:
            return late in (await catalog.get("/metrics"))[1]

        await until(has_read_it, "the late part has been read")
        await until(partial(has_all_series, catalog), "the series that alarms and dashboards ask for")
        assert (await published(bus, OUTPUT)).count(None) == 1
        assert len(await published(bus, OUTPUT)) == 5
        for service in (catalog, table):
            assert await service.end(signal.SIGTERM) == 0


async def has_all_series(catalog: Process) -> bool:
    """Whether it shows all that a worker does: alarms and dashboards cover both."""
    shown = (await catalog.get("/metrics"))[1]
    return all(
        re.search(rf'^{name}(_total|_count)?{{[^}}]*group="catalog"', shown, re.MULTILINE)
        for metric in vars(worker_metrics).values()
        if isinstance(metric, MetricWrapperBase) and (name := metric._name) not in NOT_OF_THE_STREAM
    )


async def running_command(*args: str) -> list[str]:
    """Lines that `reelbus ARGS` prints, run in a thread of this process."""
    result = await asyncio.to_thread(CliRunner().invoke, _app(), list(args))
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()
