"""The enhance service as a process at a local provider, for tests of what it does when it must wait, or is stopped."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from fixtures.providers.server import ProviderServer, provider_server
from libs.bus import Announcer, BusSettings, KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.bus.lag import lags
from libs.database import DatabaseSettings, our_database
from libs.database.upgrade import upgrade
from libs.events import ImageGenerated, ImageGenerationRequested, topic
from libs.events.envelope import header
from libs.events.specs import topic_specs
from libs.events.topics import derived_topics
from tests.integration.enhance.conftest import KEY
from tests.integration.processes import Process, running
from tests.support.records import read_all

MODULE, GROUP = "services.enhance", "enhance"
ASKED, MADE = "image-generation-requested", "image-generated"
TOPICS = ("product-submitted", ASKED, "product-images-enhanced", MADE)
RETRIES = 3
"""Retry topics of each topic, by default."""


@dataclass
class Rig:
    """A broker, a database, a provider, and the settings of a service that uses them."""

    address: str
    bus: KafkaBus
    engine: AsyncEngine
    provider: ProviderServer
    env: dict[str, str]

    def member(self, **more: str) -> AbstractAsyncContextManager[Process]:
        """One process of the service."""
        return running(self.address, MODULE, env=self.env | more)

    async def ask(self, *names: str, prompt: str = "a boat", count: int = 1) -> None:
        """Post image jobs."""
        async with Announcer(self.bus, "test") as announcer:
            await announcer.announce(
                [ImageGenerationRequested(job_id=name, prompt=prompt, count=count, size=256) for name in names]
            )

    async def results(self) -> dict[str, ImageGenerated]:
        """The last result of each job, by its id."""
        return {one.job_id: one for _, one in await self.events()}

    async def events(self) -> list[tuple[str | None, ImageGenerated]]:
        """All results with their ids."""
        records = await read_all(self.bus, MADE, (await partition_numbers(self.bus))[MADE])
        return [(header(one.headers, "ce_id"), ImageGenerated.model_validate_json(one.value or b"")) for one in records]

    async def have_ended(self, count: int) -> bool:
        """Whether so many jobs have a result."""
        return len(await self.results()) >= count

    async def waiting(self) -> int:
        """Messages that are not done."""
        return sum(one.lag + one.waiting for one in await lags(self.bus, [(ASKED, GROUP)]))

    async def set_aside(self) -> int:
        """Messages that went to retry topics or to the dead letters, ever."""
        numbers = await partition_numbers(self.bus)
        names = derived_topics(ASKED, GROUP, RETRIES)
        return sum([len(await read_all(self.bus, name, numbers[name])) for name in names if name in numbers])


async def says_waiting(*members: Process) -> bool:
    """Whether the health of all says that they are ready and wait."""
    return all([(await one.get("/readyz"))[1].startswith("waiting until ") for one in members])


async def is_idle(*members: Process) -> bool:
    """Whether none has a call under way."""
    texts = [(await one.get("/metrics"))[1] for one in members]
    lines = [line for text in texts for line in text.splitlines() if line.startswith("reelbus_provider_calls_running{")]
    return all(float(line.split()[-1]) == 0 for line in lines)


async def rebalances(member: Process) -> str:
    """Its line of the metric."""
    _, text = await member.get("/metrics")
    return next(line for line in text.splitlines() if line.startswith("reelbus_rebalances_total"))


@asynccontextmanager
async def rig_on(address: str, folder: Path) -> AsyncIterator[Rig]:
    """Everything but the service, with a database and a store in `folder`."""
    bus = KafkaBus(BusSettings(bootstrap_servers=address, security_protocol="PLAINTEXT", session_timeout_seconds=6))
    await create(bus, list(topic_specs([topic(name) for name in TOPICS])))
    url = f"sqlite:///{folder / 'reelbus.db'}"
    settings = DatabaseSettings.model_validate({"DATABASE_URL": url})
    async with our_database(settings) as engine, provider_server() as provider:
        await upgrade(engine)
        env = {
            "STORAGE_URI": (folder / "objects").as_uri(),
            "DATABASE_URL": url,
            "IMAGE_PROVIDER": "gemini",
            "GEMINI_API_KEY": KEY,
            "GEMINI_BASE_URL": provider.url,
            "GEMINI_RPM": "100000",
            "ENHANCE_DECODERS": "1",
        }
        yield Rig(address, bus, engine, provider, env)
