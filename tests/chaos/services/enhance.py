"""The enhance service with a provider that costs money: what was sent is in the ledger, and nothing is sent twice.

At the end a person decides about the calls whose outcome is unknown, and each job goes on to its end.
"""

import asyncio
import hashlib
import json
import os
import random
import re
import tempfile
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from fixtures.providers.calls import read_record
from fixtures.providers.pictures import picture
from libs.bus import Announcer, Event
from libs.bus.kafka.admin import create
from libs.database import our_database, reading
from libs.database.upgrade import upgrade
from libs.events import ImageGenerated, ImageGenerationRequested, ProductImagesEnhanced, ProductSubmitted, topic
from libs.events.specs import topic_specs
from libs.ledger.call import State
from libs.ledger.settings import LedgerSettings
from libs.scratch import PREFIX
from libs.storage import Storage, open_storage
from services.enhance.factory import open_parts
from services.enhance.handler import enhance as enhance_product
from services.enhance.handler import generate
from services.enhance.pictures.settings import PictureSettings
from services.enhance.providers.settings import ProviderSettings
from services.enhance.settings import EnhanceSettings
from tests.chaos.harness import Place, Service, Surroundings, Traffic
from tests.integration.enhance.conftest import KEY, provider_process
from tests.support.accounts import (
    Books,
    check_costs,
    check_killed,
    check_objects,
    check_requests,
    process_of,
    read_books,
    sent_by,
)
from tests.support.databases import empty_database
from tests.support.s3 import s3_settings

MODULE, GROUP = "services.enhance", "enhance"
PRODUCTS, IMAGES = "product-submitted", "image-generation-requested"
RESULTS = ("product-images-enhanced", "image-generated")
JOBS = int(os.environ.get("CHAOS_JOBS", "45"))
PORTION = 15
CONCURRENCY = 5
MOST_IN_FLIGHT = 4 * CONCURRENCY
"""Calls of one process: pictures and prompts, and as many that handlers of before a rebalance left under way."""
MARKS = ("", "", "", "", "", "", " [[scenario:blocked]]", " [[scenario:image-safety]]", " [[scenario:refused]]")
RESULT_OF = {"product_id": ProductImagesEnhanced, "job_id": ImageGenerated}

Result = ProductImagesEnhanced | ImageGenerated


def key_of(value: bytes) -> str:
    """The id of the product or job, of its request or its result."""
    event = json.loads(value)
    return str(event.get("product_id") or event["job_id"])


def result_of(value: bytes) -> Result:
    """The result that a record holds."""
    return (ProductImagesEnhanced if "product_id" in json.loads(value) else ImageGenerated).model_validate_json(value)


def requests(run: str, portion: int, photo: str) -> list[ProductSubmitted | ImageGenerationRequested]:
    """One portion: products with their data, and image jobs; some are refused or blocked by the provider."""
    dice = random.Random(portion)
    made: list[ProductSubmitted | ImageGenerationRequested] = []
    for number in range(PORTION):
        name, mark, count = f"{run}-{portion}-{number}", dice.choice(MARKS), dice.randint(1, 3)
        if number % 3:
            prompt = f"a boat, number {number}{mark}"
            made.append(ImageGenerationRequested(job_id=name, prompt=prompt, count=count, size=256))
        else:
            title = f"Shoe {number}{mark}"
            made.append(ProductSubmitted(product_id=name, title=title, category="shoes", raw_image=photo, count=count))
    return made


@asynccontextmanager
async def enhance_on(database: str, on: Surroundings) -> AsyncIterator[Service]:
    """On a database of this kind: see tests/support/databases.py."""
    await create(on.bus, list(topic_specs([topic(name) for name in (PRODUCTS, IMAGES, *RESULTS)])))
    record = on.folder / "requests.jsonl"
    async with AsyncExitStack() as stack:
        # Not below the test's own folder: the sockets of the decoding processes are there, and their paths must be short.
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        tables = empty_database(database, on.folder)  # in a thread: it runs an event loop of its own
        settings = await asyncio.to_thread(tables.__enter__)
        stack.push_async_callback(asyncio.to_thread, tables.__exit__, None, None, None)
        assert settings.database_url is not None
        engine = await stack.enter_async_context(our_database(settings))
        await upgrade(engine)
        storage = await stack.enter_async_context(open_storage(s3_settings(on.s3, on.root)))
        _, provider = await stack.enter_async_context(
            provider_process("--counts-file", str(record), "--latency", "0.1", "--spread", "0.7")
        )
        env = {
            **on.s3,
            "STORAGE_URI": on.root,
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "IMAGE_PROVIDER": "gemini",
            "GEMINI_API_KEY": KEY,
            "GEMINI_BASE_URL": provider,
            "GEMINI_RPM": "100000",
            "PAID_CALL_LEASE_SECONDS": "2",
            "WORKER_CONCURRENCY": str(CONCURRENCY),
            "ENHANCE_SIZE": "256",
            "ENHANCE_DECODERS": "1",
            "TMPDIR": str(work),
        }
        own = EnhanceSettings(
            size=256,
            storage=s3_settings(on.s3, on.root),
            database=settings,
            pictures=PictureSettings(decoders=1),
            provider=ProviderSettings(gemini_api_key=KEY, gemini_base_url=provider, gemini_rpm=100_000),
            ledger=LedgerSettings(lease_seconds=2),
        )
        run = Run(on, engine, storage, record, env, own)
        await storage.put(run.photo, picture((), "a shoe", (4, 3), 320), content_type="image/jpeg")
        service = Service(
            module=(MODULE,),
            env=env,
            queues=[(PRODUCTS, GROUP), (IMAGES, GROUP)],
            results=RESULTS,
            post=run.post,
            key=key_of,
            folder=work,
            works=run.works,
            effects=run.effects,
            killed=run.killed,
            portions=JOBS // PORTION,
            rounds=JOBS // PORTION,
            waiting=PORTION,
        )
        run.traffic = Traffic(on.bus, service)
        yield service


def enhance(on: Surroundings) -> AbstractAsyncContextManager[Service]:
    """On PostgreSQL."""
    return enhance_on("postgresql", on)


def enhance_on_sqlite(on: Surroundings) -> AbstractAsyncContextManager[Service]:
    """On one SQLite file that both members use."""
    return enhance_on("sqlite", on)


@dataclass
class Run:
    """One run, and what must be true of it at its end."""

    on: Surroundings
    engine: AsyncEngine
    storage: Storage
    record: Path
    env: Mapping[str, str]
    settings: EnhanceSettings
    name: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    posted: dict[str, ProductSubmitted | ImageGenerationRequested] = field(default_factory=dict)
    killed: list[int] = field(default_factory=list)
    traffic: Traffic = field(init=False)

    @property
    def photo(self) -> str:
        return self.storage.uri("raw/shoe.jpg")

    async def post(self, portion: int) -> Mapping[str, Place]:
        made = requests(self.name, portion, self.photo)
        names = {one.product_id if isinstance(one, ProductSubmitted) else one.job_id: one for one in made}
        async with Announcer(self.on.bus, "test") as announcer:
            await announcer.announce(made)
        self.posted |= names
        self.traffic.posted |= dict.fromkeys(names, "done")
        return dict.fromkeys(names, "done")

    async def works(self, process: int) -> bool:
        return await sent_by(self.engine, process) > 0

    @property
    def planned(self) -> int:
        """Calls for all that was posted: one for each picture, and one for the prompts of a product."""
        return sum((one.count or 0) + isinstance(one, ProductSubmitted) for one in self.posted.values())

    async def effects(self, _: Mapping[str, bytes]) -> None:
        before = await read_books(self.engine)
        check_requests(before, read_record(self.record))
        check_killed(before, self.killed, MOST_IN_FLIGHT)
        ended = {State.SETTLED, State.BLOCKED, State.REFUSED, State.UNKNOWN}
        assert before.states.keys() <= ended, before.states
        assert before.states.total() == self.planned
        results = await self._check_results(once=set(self.posted))
        assert {key for key, one in results.items() if one.status == "needs_attention"} == self._in_doubt(before)
        decided = await self._decide(before)
        after = await read_books(self.engine)
        check_requests(after, read_record(self.record))
        check_killed(after, self.killed, MOST_IN_FLIGHT)
        check_costs(after)
        assert not after.undecided()
        await self._check_pictures(results | decided)
        folder = Path(self.env["TMPDIR"])
        assert not list(folder.glob(f"{PREFIX}*")), "temporary files are left"
        print(
            f"\n{self.planned} calls, {len(after.attempts)} attempts; before decisions: "
            + ", ".join(f"{count} {state}" for state, count in sorted(before.states.items()))
            + f"; {len(before.unknown)} attempts in doubt, of {len({process_of(one) for one in before.unknown})} of "
            f"{len(self.killed)} killed processes; after: "
            + ", ".join(f"{count} {state}" for state, count in sorted(after.states.items()))
        )

    def _in_doubt(self, books: Books) -> set[str]:
        """The ids of the products and jobs that wait for a decision."""
        return {call.job.split("/")[1] for call in books.undecided()}

    async def _decide(self, books: Books) -> dict[str, Result]:
        """Every other call in doubt is sent again, the others are given up; then each of their jobs goes on to its end.

        Without the broker: a group that all members have left at once is not always joined again on the embedded one.
        """
        results: dict[str, Result] = {}
        async with open_parts(self.settings, CONCURRENCY) as parts:
            for number, call in enumerate(sorted(books.undecided(), key=lambda one: one.call_id)):
                decided = parts.ledger.give_up(call) if number % 2 else parts.ledger.retry(call)
                assert await decided is not None
            for key in self._in_doubt(books):
                request = self.posted[key]
                if isinstance(request, ProductSubmitted):
                    results[key] = await enhance_product(
                        Event(f"decided/{key}", PRODUCTS, key, request, 1, None), studio=parts.studio
                    )
                else:
                    results[key] = await generate(
                        Event(f"decided/{key}", IMAGES, key, request, 1, None), studio=parts.studio
                    )
        rows = (await read_books(self.engine)).jobs.values()
        assert all(row.status not in ("open", "needs_attention") for row in rows)
        return results

    async def _check_results(self, once: set[str]) -> dict[str, Result]:
        """What a consumer that drops repeated ids reads last of each. Those of `once` have one event."""
        contents = defaultdict[str, dict[str, bytes]](dict)
        for one in await self.traffic.results():
            assert one.event_id is not None
            known = contents[one.key].setdefault(one.event_id, one.content)
            assert known == one.content, f"one id, two results: {known!r}, {one.content!r}"
        assert contents.keys() == self.posted.keys()
        several = {key: len(events) for key, events in contents.items() if len(events) > 1 and key in once}
        assert not several, f"more than one event: {several}"
        return {key: result_of([*events.values()][-1]) for key, events in contents.items()}

    async def _check_pictures(self, results: Mapping[str, Result]) -> None:
        """Events, rows and objects name the same pictures."""
        named = {image.uri: image.sha256 for result in results.values() for image in result.images}
        assert len(named) == sum(len(result.images) for result in results.values())
        found = {}
        async for info in self.storage.list(f"{self.storage.root}/"):
            if not re.match(rf"{re.escape(self.storage.root)}/(calls|raw)/", info.uri):
                found[info.uri] = hashlib.sha256(await self.storage.read(info.uri, limit=10_000_000)).hexdigest()
        check_objects(found, named)
        async with reading(self.engine) as connection:
            rows = list(await connection.execute(text("SELECT product_id, image_url, status FROM product_images")))
            products = dict((await connection.execute(text("SELECT id, status FROM products"))).all())
        of_products = {key: one for key, one in results.items() if isinstance(one, ProductImagesEnhanced)}
        assert sorted((row.product_id, row.image_url) for row in rows) == sorted(
            (key, image.uri) for key, one in of_products.items() for image in one.images
        ), "each picture has one row"
        assert products == {key: one.status for key, one in of_products.items()}
        assert {row.status for row in rows} <= {"pending_review"}
        for key, one in results.items():
            count = self.posted[key].count
            assert len(one.images) + len(one.missing) == count, (key, one)
