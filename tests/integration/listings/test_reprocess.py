"""Reprocessing through the services as processes: a listing gets parts of the run, and nothing goes the live way."""

import signal
from contextlib import AsyncExitStack
from pathlib import Path

from fixtures.waiting import until
from libs.bus import BusSettings, KafkaBus
from libs.bus.failure import Outgoing
from libs.bus.kafka.admin import create, partition_numbers
from libs.database import DatabaseSettings, open_database
from libs.events import BY_NAME, ListingUpdated, NewVideoPosted, ThumbnailGenerated, topic
from libs.events.specs import topic_specs
from services.listings.store import ListingStore
from tests.integration.conftest import reelbus_on
from tests.integration.processes import running
from tests.support.records import publish, read_all
from tests.support.service_topics import create_topics

SERVICES = ("caption", "tagger", "catalog", "listings")
POSTED = NewVideoPosted(video_id="v", caption="Red heels only 55k", seller_handle="shop", revision=4)
MADE = ThumbnailGenerated(video_id="v", status="generated", revision=4)


async def test_a_caption_that_is_read_again_is_tagged_again_behind_the_news(own_broker: str, tmp_path: Path) -> None:
    bus = KafkaBus(BusSettings(bootstrap_servers=own_broker, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create_topics(bus, *SERVICES)
    await create(bus, list(topic_specs([BY_NAME["catalog-listings-changelog"]])))
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'listings.db'}"}
    command = reelbus_on(own_broker)

    async def count(name: str) -> int:
        return len(await read_all(bus, name, (await partition_numbers(bus))[name]))

    async with AsyncExitStack() as stack:
        services = [
            await stack.enter_async_context(running(own_broker, f"services.{name}", env=database)) for name in SERVICES
        ]
        for service in services:
            await service.ready()
        engine = await stack.enter_async_context(open_database(DatabaseSettings.model_validate(database)))
        listings = ListingStore(engine)

        async def complete(run: str | None) -> ListingUpdated | None:
            found = await listings.find("v")
            parts = None if found is None else found.parts
            made = parts is not None and (parts.caption.run, parts.tags.run) == (run, run)
            return found if made and found is not None and found.complete else None

        await publish(
            bus,
            [
                Outgoing("new-video-posted", b"v", POSTED.model_dump_json().encode(), ()),
                Outgoing("thumbnail-generated", b"v", MADE.model_dump_json().encode(), ()),
            ],
        )
        await until(lambda: complete(None), "the complete listing")
        before = await complete(None)
        done = command("reprocess", "--service", "caption", "--yes", **database)
        assert done.returncode == 0, done.stderr
        run = done.stdout.splitlines()[-1].split("\t")[-1]
        await until(lambda: complete(run), "the listing of the run")
        after = await complete(run)
        assert before is not None
        assert after is not None
        changing = {"version", "parts", "updated_at"}
        assert after.model_dump(exclude=changing) == before.model_dump(exclude=changing)
        assert after.parts.thumbnail == before.parts.thumbnail
        # Two captions, but the tagger tags the second one from its topic for what can wait.
        assert [await count(name) for name in ("caption-parsed", "tagger-reprocess-requested", "tags-generated")] == [
            2, 1, 2,
        ]  # fmt: skip
        metrics = (await services[1].get("/metrics"))[1]
        waited = topic("tagger-reprocess-requested").name
        assert f'reelbus_events_total{{group="tagger",outcome="done",topic="{waited}"}} 1.0' in metrics
        again = command("reprocess", "--service", "tagger", "--run", run, "--yes", **database)
        assert "left out: 1 listing made by this run or a later one" in again.stderr
        for service in services:
            assert await service.end(signal.SIGTERM) == 0
