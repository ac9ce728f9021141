"""What unit tests of the collage worker use: pages, pictures and a store, all in memory."""

import hashlib
import io
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from libs.bus import Event
from libs.events import CollageRequested
from libs.fetch.http.body import Received
from libs.pictures.opening import PictureLimits
from libs.scratch import Scratch
from libs.storage import NotFound, ObjectInfo, StorageError
from services.collage.worker.decoding.fair_share import Share
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.tile import Pixels, Tile, tile
from services.collage.worker.renderer import PageRenderer, Pictures, RenderLimits, TileMaker

COLOURS = {"red": (220, 20, 20), "green": (20, 160, 40), "blue": (30, 40, 200), "black": (0, 0, 0)}
WHITE = (255, 255, 255)
SUBMITTED = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)


def png(image: Image.Image, **options: Any) -> bytes:
    """`image` as a PNG."""
    out = io.BytesIO()
    image.save(out, "PNG", **options)
    return out.getvalue()


def plain(colour: tuple[int, int, int], size: tuple[int, int] = (64, 64)) -> bytes:
    """A picture of one colour."""
    return png(Image.new("RGB", size, colour))


def page(*urls: str, **more: Any) -> CollageRequested:
    """A page of these pictures: 2×2 tiles of 64×64 unless told otherwise."""
    settings = {
        "batch_id": "b1", "creator": "Shop №1", "page": 1, "pages": 1, "submitted_at": SUBMITTED,
        "rows": 2, "columns": 2, "tile_width": 64, "tile_height": 64,
    }  # fmt: skip
    images = [{"url": url, "video_id": f"v-{url}", "created_at": "yesterday"} for url in urls]
    return CollageRequested.model_validate({**settings, "images": images, **more})


def event(requested: CollageRequested, attempt: int = 1) -> Event[CollageRequested]:
    return Event("e1", "collage-requested", requested.creator, requested, attempt, None)


@dataclass
class FakePictures:
    """Pictures by address: bytes, or the error that fetching them raises."""

    known: Mapping[str, bytes | Exception]
    requested: list[str] = field(default_factory=list)

    async def save(self, url: str, into: BinaryIO) -> Received:
        self.requested.append(url)
        found = self.known[url]
        if isinstance(found, Exception):
            raise found
        into.write(found)
        return Received(url, len(found), "image/png", hashlib.sha256(found).hexdigest())


def pixels_of(tile: Tile) -> Pixels:
    """The tile as the decoding processes return it."""
    return Pixels(tile.image.tobytes(), tile.width, tile.height, tile.format)


class InProcessDecoder:
    """Decodes in the test process."""

    async def tile(self, path: Path, size: tuple[int, int], share: Share) -> Pixels:
        with path.open("rb") as file:
            return pixels_of(tile(file, size, PictureLimits()))


@contextmanager
def renderer_with(
    pictures: Pictures, downloads: int = 8, seconds: float = 60, decoders: TileMaker | None = None
) -> Iterator[PageRenderer]:
    """A renderer whose pictures are decoded here, unless there are `decoders`."""
    limits = RenderLimits(PictureLimits(), downloads, seconds)
    with ThreadPoolExecutor(1) as finishing, tempfile.TemporaryDirectory() as folder:
        with closing(Files(Scratch(Path(folder)))) as files:
            yield PageRenderer(
                pictures, decoders or InProcessDecoder(), files, finishing, limits=limits, max_open_pixels=10_000_000
            )
        assert not list(Path(folder).iterdir()), "no picture stays behind"


@contextmanager
def renderer_of(known: Mapping[str, bytes | Exception]) -> Iterator[tuple[PageRenderer, FakePictures]]:
    """A renderer whose pictures are these."""
    pictures = FakePictures(known)
    with renderer_with(pictures) as renderer:
        yield renderer, pictures


@dataclass
class FakeStorage:
    """Objects in a dictionary, in the order in which they were stored; `broken` is raised by every call."""

    objects: dict[str, bytes] = field(default_factory=dict)
    broken: StorageError | None = None
    root: str = "mem://shop"

    def uri(self, key: str) -> str:
        return f"{self.root}/{key}"

    def contains(self, uri: str) -> bool:
        return uri.startswith(f"{self.root}/")

    async def put(self, uri: str, body: Any, *, content_type: str, cache_control: str | None = None) -> ObjectInfo:
        self._check()
        assert content_type == ("image/jpeg" if uri.endswith(".jpg") else "application/json")
        self.objects.pop(uri, None)
        self.objects[uri] = body
        return ObjectInfo(uri, len(body))

    async def read(self, uri: str, *, limit: int) -> bytes:
        self._check()
        if uri not in self.objects:
            raise NotFound(uri)
        return self.objects[uri]

    def _check(self) -> None:
        if self.broken is not None:
            raise self.broken

    @asynccontextmanager
    async def get(self, uri: str, *, limit: int | None = None) -> AsyncIterator[AsyncIterator[bytes]]:
        raise NotImplementedError
        yield

    async def download(self, uri: str, to: Path, *, limit: int) -> ObjectInfo:
        raise NotImplementedError

    async def head(self, uri: str) -> ObjectInfo:
        raise NotImplementedError

    def list(self, prefix_uri: str) -> AsyncIterator[ObjectInfo]:
        raise NotImplementedError

    async def delete(self, *uris: str) -> None:
        raise NotImplementedError

    async def presign(self, uri: str, *, seconds: int = 3600) -> str:
        raise NotImplementedError


def colours(collage: bytes, requested: CollageRequested) -> list[str]:
    """What is in the middle of each tile: the name of a colour, white or other."""
    named = {**COLOURS, "white": WHITE}
    with Image.open(io.BytesIO(collage)) as image:
        pixels = image.convert("RGB")
    found = []
    for slot in range(requested.rows * requested.columns):
        row, column = divmod(slot, requested.columns)
        x, y = (column + 0.5) * requested.tile_width, (row + 0.2) * requested.tile_height
        seen = pixels.getpixel((int(x), int(y)))
        assert isinstance(seen, tuple)
        near = [name for name, value in named.items() if all(abs(a - b) < 8 for a, b in zip(seen, value, strict=True))]
        found.append(near[0] if near else "other")
    return found
