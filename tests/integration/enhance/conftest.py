import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from fixtures.providers.pictures import picture
from fixtures.providers.server import ProviderServer, provider_server
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.images import GeminiImages
from services.enhance.providers.openai.images import OpenAIImages
from services.enhance.providers.provider import ImageModel, Photo

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
