"""Makes small previews of collages."""

import asyncio
import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from libs.storage import Storage, StorageError
from services.collage.tally.summary.findings import Page

WIDTH, HEIGHT, QUALITY = 360, 520, 72
LARGEST = 64 * 1024 * 1024
"""Bytes of a collage; one is in memory at a time."""
SECONDS = 60.0
"""Time limit for all previews, so that they do not delay the end of the batch."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The preview as a data: URI with its size in pixels, or the problem without one."""

    page: Page
    data: str | None = None
    width: int = 0
    height: int = 0
    problem: str | None = None


async def previews(storage: Storage, collages: Sequence[Page], *, seconds: float = SECONDS) -> list[Preview]:
    """A preview of each collage, in the same order, or why it has none."""
    deadline = asyncio.get_running_loop().time() + seconds
    return [await _preview(storage, collage, deadline) for collage in collages]


async def _preview(storage: Storage, collage: Page, deadline: float) -> Preview:
    assert collage.uri is not None
    if not storage.contains(collage.uri):
        return Preview(collage, problem="it is outside of STORAGE_URI")
    try:
        async with asyncio.timeout_at(deadline):
            content = await storage.read(collage.uri, limit=LARGEST)
        picture = await asyncio.to_thread(_small, content)
    except TimeoutError:
        return Preview(collage, problem="it could not be read in time")
    except StorageError as error:
        return Preview(collage, problem=f"it could not be read: {error}")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Preview(collage, problem="it is not a valid JPEG")
    width, height, jpeg = picture
    return Preview(collage, "data:image/jpeg;base64," + base64.b64encode(jpeg).decode(), width, height)


def _small(content: bytes) -> tuple[int, int, bytes]:
    """Width, height and JPEG of the preview. The collage is decoded at a reduced scale."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        picture.draft("RGB", (WIDTH, HEIGHT))
        small = picture.convert("RGB")
    small.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS, reducing_gap=None)
    encoded = io.BytesIO()
    small.save(encoded, "JPEG", quality=QUALITY, optimize=True)
    return small.width, small.height, encoded.getvalue()
