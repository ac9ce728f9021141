"""What tests of the enhance service do with its parts, without a broker."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from fixtures.providers.server import ProviderServer
from libs.bus import Event
from libs.events import ImageGenerated, ImageGenerationRequested, ProductImagesEnhanced, ProductSubmitted
from services.enhance.factory import Parts
from services.enhance.handler import enhance, generate

Opened = Callable[..., AbstractAsyncContextManager[Parts]]


async def submit(parts: Parts, tmp_path: Path, **more: Any) -> ProductImagesEnhanced:
    payload = {"product_id": "p1", "title": "Shoe", "raw_image": (tmp_path / "objects/raw/shoe.jpg").as_uri(), **more}
    event = Event("e1", "product-submitted", "p1", ProductSubmitted.model_validate(payload), 1, None)
    result = await enhance(event, studio=parts.studio)
    assert isinstance(result, ProductImagesEnhanced)
    return result


async def request(parts: Parts, prompt: str, **more: Any) -> ImageGenerated:
    payload = {"job_id": "j1", "prompt": prompt, "size": 256, **more}
    event = Event("e1", "image-generation-requested", "j1", ImageGenerationRequested.model_validate(payload), 1, None)
    result = await generate(event, studio=parts.studio)
    assert isinstance(result, ImageGenerated)
    return result


def images_sent(server: ProviderServer) -> int:
    return sum(entry.kind == "image" for entry in server.record.entries)
