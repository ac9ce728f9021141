import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from fixtures.providers.pictures import picture
from fixtures.providers.server import ProviderServer, provider_server
from libs.database import DatabaseSettings, connected
from libs.database.upgrade import upgrade
from libs.ledger.settings import LedgerSettings
from libs.storage import StorageSettings
from services.enhance.factory import Parts, open_parts
from services.enhance.pictures.settings import PictureSettings
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.images import GeminiImages
from services.enhance.providers.openai.images import OpenAIImages
from services.enhance.providers.provider import ImageModel, Photo
from services.enhance.providers.settings import ProviderSettings
from services.enhance.settings import EnhanceSettings
from tests.integration.enhance.driving import Opened

KEY = "key-0123456789-do-not-log"
Models = Callable[..., ImageModel]


@pytest.fixture
async def server() -> AsyncIterator[ProviderServer]:
    async with provider_server() as running:
        yield running


@pytest.fixture(scope="session")
def photo() -> Photo:
    return Photo(picture((), "a product", (4, 3), 320), "image/jpeg", 320, 240)


@asynccontextmanager
async def provider_process(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """The server in a process of its own, and its address."""
    one = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fixtures.providers", *options, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert one.stdout is not None
        yield one, (await one.stdout.readline()).decode().strip()
    finally:
        if one.returncode is None:
            one.kill()
        await one.wait()


@pytest.fixture
async def model(server: ProviderServer) -> AsyncIterator[Models]:
    """Makes the model of an API at the server, or at `url`."""
    made: list[ImageModel] = []

    def make(api: str, url: str | None = None, **more: Any) -> ImageModel:
        if api == "gemini":
            endpoint = Endpoint("gemini", "gemini-3.1-flash-image", url or server.url, KEY, 60)
            made.append(GeminiImages(endpoint, **more))
        else:
            endpoint = Endpoint("openai", "gpt-image-2.5-flare", url or server.openai_url, KEY, 60)
            made.append(OpenAIImages(endpoint, **more))
        return made[-1]

    yield make
    for one in made:
        await one.aclose()


@pytest.fixture
async def opened(server: ProviderServer, tmp_path: Path) -> Opened:
    """Opens the parts of a process: all of a test share their tables and objects."""
    database = DatabaseSettings(database_url=f"sqlite:///{tmp_path / 'reelbus.db'}")
    async with connected(database.url, ours=True) as engine:
        await upgrade(engine)
    raw = tmp_path / "objects" / "raw"
    raw.mkdir(parents=True)
    (raw / "shoe.jpg").write_bytes(picture((), "a shoe", (4, 3), 320))

    @asynccontextmanager
    async def open_one(**more: Any) -> AsyncIterator[Parts]:
        settings = EnhanceSettings(
            size=256,
            storage=StorageSettings(storage_uri=f"file://{tmp_path}/objects"),
            database=database,
            pictures=PictureSettings(decoders=1),
            provider=ProviderSettings(
                gemini_api_key="key", gemini_base_url=server.url, gemini_rpm=10_000, call_seconds=20
            ),
            **{"ledger": LedgerSettings(), **more},
        )
        async with open_parts(settings, 4) as parts:
            yield parts

    return open_one


@pytest.fixture
async def parts(opened: Opened) -> AsyncIterator[Parts]:
    async with opened() as parts:
        yield parts
