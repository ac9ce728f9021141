"""The collage worker, in batches from the CSV to the summary: covers from a slow, partly broken host.

None is lost that could be had, and each batch is completed once.
"""

import hashlib
import json
import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from fixtures.media.covers import cover
from libs.bus import Announcer
from libs.bus.kafka.admin import create
from libs.events import CollageBatchSubmitted, topic
from libs.events.specs import topic_specs
from libs.storage import open_storage
from tests.chaos.harness import Place, Service, Surroundings
from tests.integration.collage.batches import (
    PLANNER,
    TALLY,
    TOPICS,
    WORKER,
    completions,
    cover_host,
    covers,
    drawn,
    rows,
    services,
)
from tests.support.cover_host import failure_kind
from tests.support.s3 import s3_settings

PICTURES = int(os.environ.get("COLLAGE_PICTURES", "2100"))
CREATORS = 120
PER_PAGE = 35
DIFFERENT = 48
"""Covers that the host has."""


def pages(batch: str) -> list[str]:
    """The key of each page."""
    counts = [-(-len(range(creator, PICTURES, CREATORS)) // PER_PAGE) for creator in range(CREATORS)]
    return [f"{batch}/shop {creator}/{page + 1}" for creator, count in enumerate(counts) for page in range(count)]


def page_of(value: bytes) -> str:
    """The key of a page, of its request or of what came of it."""
    event = json.loads(value)
    return f"{event['batch_id']}/{event['creator']}/{event['page']}"


def without_duration(value: bytes) -> bytes:
    """A page that is drawn again takes another time."""
    return json.dumps({name: said for name, said in json.loads(value).items() if name != "seconds"}).encode()


@asynccontextmanager
async def collage(on: Surroundings) -> AsyncIterator[Service]:
    await create(on.bus, list(topic_specs([topic(name) for name in TOPICS])))
    batches: list[str] = []
    async with AsyncExitStack() as stack:
        # Not below the test's own folder: the sockets of the decoding processes are there, and their paths must be short.
        work = stack.enter_context(tempfile.TemporaryDirectory())
        host = await stack.enter_async_context(cover_host(covers(on.folder / "covers", DIFFERENT)))
        env = {
            **on.s3,
            "STORAGE_URI": on.root,
            "DATABASE_URL": f"sqlite:///{on.folder / 'reelbus.db'}",
            "FETCH_ALLOW_PRIVATE": host,
            "WORKER_CONCURRENCY": "8",
        }
        await stack.enter_async_context(services(on.address, env, PLANNER, TALLY))
        storage = await stack.enter_async_context(open_storage(s3_settings(on.s3, on.root)))

        async def post(_: int) -> Mapping[str, Place]:
            batches.append(batch := f"chaos-{uuid.uuid4().hex[:8]}")
            uri = storage.uri(f"batches/{batch}/covers.csv")
            await storage.put(uri, rows(host, PICTURES, CREATORS).encode(), content_type="text/csv")
            async with Announcer(on.bus, "test") as announcer:
                await announcer.announce([CollageBatchSubmitted(batch_id=batch, csv_uri=uri)])
            return dict.fromkeys(pages(batch), "done")

        async def effects(_: Mapping[str, bytes]) -> None:
            gone = {f"http://{host}/{number}.jpg" for number in range(PICTURES) if failure_kind(number) == "gone"}
            found = await drawn(storage)
            assert found.missing.keys() == gone, "missing is what the host does not have, and nothing else"
            assert found.tiles == PICTURES * len(batches), "each once"
            assert len(found.placed) + len(gone) == PICTURES
            digests = [hashlib.sha256(cover(number)).hexdigest() for number in range(DIFFERENT)]
            numbers = {url: int(url.rpartition("/")[2].removesuffix(".jpg")) for url in found.placed}
            assert all(digests[numbers[url] % DIFFERENT] == digest for url, digest in found.placed.items())
            completed = [event for event in (await completions(on.bus)).values() if event.batch_id in batches]
            assert sorted(event.batch_id for event in completed) == sorted(batches), "completed once each"
            for event in completed:
                assert (event.status, event.pages, event.failed) == ("completed", len(pages("")), 0)
                assert (event.placed, event.missing) == (PICTURES - len(gone), len(gone))

        yield Service(
            module=(WORKER,),
            env={**env, "TMPDIR": work},
            queues=[
                ("collage-requested", "collage"),
                ("collage-generated", "collage-tally"),
                ("collage-batch-submitted", "collage-planner"),
                ("collage-batch-planned", "collage-tally"),
            ],
            results=["collage-generated"],
            post=post,
            key=page_of,
            content=without_duration,
            folder=Path(work),
            effects=effects,
        )
