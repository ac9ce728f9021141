"""A collage of 35 covers: the worker's own code beside Pillow used plainly, libvips and ImageMagick's montage.

JPEGs of 720×1280 to 1080×1920 in, 5×7 tiles of 224×400 and quality 95 with 4:2:0 out. Processor seconds of each, with
one decoding process or thread, children included, without downloads.
"""

import asyncio
import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image
from skimage.metrics import structural_similarity

from bench.report import Row
from bench.thumbnails import cpu_of_us
from fixtures.media.covers import SIZES, cover
from libs.confined.limits import ProcessLimits
from libs.events import CollageRequested, CoverImage, Layout
from libs.fetch.http.body import Received
from libs.pictures.opening import PictureLimits
from libs.scratch import scratch
from services.collage.worker.composition import compose_page
from services.collage.worker.decoding.files import Files
from services.collage.worker.decoding.pool import Decoders
from services.collage.worker.decoding.tile import MARGIN, tile
from services.collage.worker.manifest import new_manifest
from services.collage.worker.page.layout import crop_box, size
from services.collage.worker.renderer import PageRenderer, RenderLimits

ROUNDS = 7
LAYOUT = Layout()
TILE = LAYOUT.tile_width, LAYOUT.tile_height
COUNT = LAYOUT.rows * LAYOUT.columns
SHARPNESS = 0.97
LIMITS = PictureLimits()
CONFINED = ProcessLimits(cpu_seconds=10, wall_seconds=40, memory_bytes=1500 << 20)


def run(*, small: bool = False) -> list[Row]:
    """Images per processor second, and what becomes of the sharpness. `small`: one round."""
    covers = [cover(number) for number in range(COUNT)]
    with tempfile.TemporaryDirectory() as name:
        files = [Path(name) / f"{number:02}.jpg" for number in range(COUNT)]
        for file, data in zip(files, covers, strict=True):
            file.write_bytes(data)
        peers: dict[str, tuple[Callable[[], bytes], float | None]] = {
            "Pillow, used plainly": (lambda: pillow(covers), 2.2),
            "libvips thumbnail + arrayjoin": (lambda: vips(covers), 1.2),
        }
        if montage_program():
            peers["ImageMagick montage"] = (lambda: montage(files), 5.0)
            peers["montage, shrinking on load"] = (lambda: montage(files, shrink=True), None)
        else:
            print("collages: no `montage` here (apt-get install imagemagick): its rows are left out")
        with ours(covers) as our:
            rates = _rates(
                {"ours": our, "decode": lambda: decode_only(covers), **{n: p for n, (p, _) in peers.items()}},
                rounds=1 if small else ROUNDS,
            )
    rows = [
        Row.of(
            f"collage of {COUNT} covers", name, ours=rates["ours"], theirs=rates[name], unit="images/CPU s", goal=goal
        )
        for name, (_, goal) in peers.items()
    ]
    limit = Row.of(
        f"collage of {COUNT} covers", "decoding alone", ours=rates["ours"], theirs=rates["decode"], unit="images/CPU s",
        goal=None,
    )  # fmt: skip
    return [*rows, limit, *_sharpness(covers)]


def _rates(contenders: dict[str, Callable[[], bytes | None]], rounds: int) -> dict[str, list[float]]:
    """Images per processor second, round by round; the first warms up."""
    rates: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):
        for name, work in contenders.items():
            with cpu_of_us() as spent:
                collage = work()
            rate = COUNT / (spent() / 1000)
            if number:
                rates[name].append(rate)
            elif collage is not None:
                _check(name, collage)
    return rates


def _check(name: str, collage: bytes) -> None:
    """All make the same thing: size, subsampling and quality."""
    from PIL.JpegImagePlugin import JpegImageFile, get_sampling

    with Image.open(io.BytesIO(collage)) as image:
        assert isinstance(image, JpegImageFile), name
        assert image.size == size(LAYOUT), (name, image.size)
        assert get_sampling(image) == 2, f"{name}: not 4:2:0"
        # Of 95, as the IJG library scales its table: brightness is divided by these at the left and on top.
        assert image.quantization[0][:3] == [2, 1, 1], (name, image.quantization[0][:3])


# ---- ours ---------------------------------------------------------------------------------------


class InMemory:
    """Pictures as the worker gets them, without a network."""

    def __init__(self, covers: Sequence[bytes]) -> None:
        self._covers = covers

    async def save(self, url: str, into: BinaryIO) -> Received:
        """Picture number `url`, digested as a download is."""
        data = self._covers[int(url)]
        into.write(data)
        return Received(url, len(data), "image/jpeg", hashlib.sha256(data).hexdigest())


@contextlib.contextmanager
def ours(covers: Sequence[bytes]) -> Iterator[Callable[[], bytes]]:
    """The worker's path from a page's request to its collage and manifest."""
    page = CollageRequested(
        batch_id="bench", creator="bench", page=1, pages=1, submitted_at=datetime(2026, 1, 1, tzinfo=UTC),
        images=[CoverImage(url=str(number)) for number in range(COUNT)],
    )  # fmt: skip
    addresses = {number: image.url for number, image in enumerate(page.images, 1)}
    with contextlib.ExitStack() as stack:
        loop = stack.enter_context(contextlib.closing(asyncio.new_event_loop()))
        folder = stack.enter_context(scratch(Path(tempfile.gettempdir()), "bench"))
        decoders = stack.enter_context(contextlib.closing(Decoders(1, LIMITS, CONFINED, folder)))
        files = Files(folder)
        stack.callback(files.close)
        finishing = stack.enter_context(ThreadPoolExecutor(1))
        render_limits = RenderLimits(LIMITS, 8, 300)
        renderer = PageRenderer(
            InMemory(covers), decoders, files, finishing, limits=render_limits, max_open_pixels=100_000_000
        )

        def draw() -> bytes:
            # The event loop exists before, as in the worker.
            work = compose_page(new_manifest(page), addresses, renderer, "s3://bench/collage.jpg")
            composed = loop.run_until_complete(work)
            assert composed.collage is not None
            assert composed.manifest.status == "generated"
            composed.manifest.to_json()
            return composed.collage

        yield draw


def decode_only(covers: Sequence[bytes]) -> None:
    """What cannot be saved: decoding at the scale that ours decodes at, and nothing else."""
    for data in covers:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (ceil(TILE[0] * MARGIN), ceil(TILE[1] * MARGIN)))
            image.load()


# ---- the others ---------------------------------------------------------------------------------


def pillow(covers: Sequence[bytes]) -> bytes:
    """Open, convert, resize, crop, paste, save."""
    page = Image.new("RGB", size(LAYOUT), "white")
    for number, data in enumerate(covers):
        image = Image.open(io.BytesIO(data)).convert("RGB")
        scale = max(TILE[0] / image.width, TILE[1] / image.height)
        across, down = max(TILE[0], round(image.width * scale)), max(TILE[1], round(image.height * scale))
        image = image.resize((across, down), Image.Resampling.LANCZOS)
        left, top = (across - TILE[0]) // 2, (down - TILE[1]) // 2
        image = image.crop((left, top, left + TILE[0], top + TILE[1]))
        page.paste(image, (number % LAYOUT.columns * TILE[0], number // LAYOUT.columns * TILE[1]))
    out = io.BytesIO()
    page.save(out, "JPEG", quality=LAYOUT.quality, optimize=True)
    return out.getvalue()


def vips(covers: Sequence[bytes]) -> bytes:
    """As its documentation shows it."""
    os.environ["VIPS_CONCURRENCY"] = "1"  # read when the library is loaded
    import pyvips

    pyvips.cache_set_max(0)
    tiles = [
        pyvips.Image.thumbnail_buffer(data, TILE[0], height=TILE[1], crop="centre", size="both") for data in covers
    ]
    page = pyvips.Image.arrayjoin(tiles, across=LAYOUT.columns)
    return bytes(page.jpegsave_buffer(Q=LAYOUT.quality, subsample_mode="on", keep="none"))


def montage_program() -> str | None:
    """ImageMagick's, if it is installed."""
    return shutil.which("montage")


def montage(files: Sequence[Path], *, shrink: bool = False) -> bytes:
    """One call for all. `shrink` tells it to decode JPEGs at a smaller scale, which it does not do by itself."""
    across, down = TILE
    hint = ["-define", f"jpeg:size={across * 2}x{down * 2}"] if shrink else []
    command = [
        *(str(montage_program()), *hint, *map(str, files)),
        *("-resize", f"{across}x{down}^", "-gravity", "center", "-extent", f"{across}x{down}"),
        *("-geometry", "+0+0", "-tile", f"{LAYOUT.columns}x{LAYOUT.rows}", "-quality", str(LAYOUT.quality)),
        *("-sampling-factor", "4:2:0", "-strip", "jpg:-"),
    ]
    env = os.environ | {"MAGICK_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=env).stdout


# ---- sharpness ----------------------------------------------------------------------------------


def _sharpness(covers: Sequence[bytes]) -> list[Row]:
    found: dict[tuple[int, int], list[float]] = {size: [] for size in SIZES}
    for data in covers:
        made = tile(io.BytesIO(data), TILE, LIMITS)
        found[made.width, made.height].append(similarity(data, made.image))
    values = [value for some in found.values() for value in some]
    rows = [("mean", sum(values) / len(values)), ("least", min(values))]
    rows += [(f"least of {width}×{height}", min(some)) for (width, height), some in found.items()]
    return [
        Row(
            f"sharpness of tiles, {what}",
            "LANCZOS of the whole picture",
            1000 * value,
            1000,
            "SSIM, ‰",
            value,
            SHARPNESS,
        )
        for what, value in rows
    ]


def similarity(data: bytes, made: Image.Image) -> float:
    """SSIM of a tile and of the best that could be made of its picture: decoded whole, scaled by LANCZOS."""
    with Image.open(io.BytesIO(data)) as image:
        best = image.convert("RGB").resize(TILE, Image.Resampling.LANCZOS, crop_box(*image.size, *TILE))
    return float(structural_similarity(np.asarray(best), np.asarray(made), channel_axis=2))
