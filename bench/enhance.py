"""The local provider beside plain rembg with the same weights: images a processor minute, and the IoU of masks.

rembg is installed into the cache without its dependencies: its alpha matting, which is off by default, needs numba and
llvmlite (60 MB). Both run in this process, with one thread a session, in turns.
"""

import asyncio
import importlib
import io
import os
import subprocess
import sys
import time
import types
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PIL import Image

from bench.report import Row
from fixtures.composites import HELD_OUT, PLACEMENTS, Composite, composite
from fixtures.masks import measured
from fixtures.models import u2netp
from reelbus.models.packages import cache_folder
from services.enhance.local.masking.cutout import cut
from services.enhance.local.masking.mask import find
from services.enhance.local.masking.saliency import Saliency
from services.enhance.local.picture import read
from services.enhance.local.provider import LocalModel
from services.enhance.providers.provider import ImageRequest, Photo

REMBG = "rembg==2.0.86"
ROUNDS = 3
SIZE, PART = 1024, 0.85
VARIANTS = (1, 2, 3)


def run(*, small: bool = False) -> list[Row]:
    """Composites of 900×900: speed on eight of them, masks of 48. `small`: one round of two of them."""
    known = [composite(placement) for placement in PLACEMENTS[: 2 if small else 8]]
    saliency, remove = Saliency(u2netp()), _rembg()
    rounds = 1 if small else ROUNDS
    ours, theirs = _in_turns(rounds, known, lambda one: _cut(one.photo, saliency), lambda one: remove(one.photo))
    rows = [Row.of("enhance, a cutout", "rembg", ours=ours, theirs=theirs, unit="/CPU min", goal=0.25)]
    with asyncio.Runner() as runner:
        ours, theirs = _in_turns(
            rounds,
            known,
            lambda one: runner.run(_pictures(saliency, one.photo)),
            lambda one: _pasted(remove(one.photo)),
        )
    factor = len(VARIANTS)
    rows.append(
        Row.of(
            "enhance, three pictures", "rembg, resized and pasted", ours=[rate * factor for rate in ours],
            theirs=[rate * factor for rate in theirs], unit="images/CPU min", goal=None,
        )
    )  # fmt: skip
    placements = PLACEMENTS[:2] if small else PLACEMENTS + HELD_OUT
    our_iou, their_iou = _accuracy([composite(placement) for placement in placements], saliency, remove)
    rows.append(
        Row.of("enhance, mask", "rembg", ours=[our_iou * 1000], theirs=[their_iou * 1000], unit="IoU ‰", goal=1.0)
    )
    return rows


def _in_turns(
    rounds: int, known: Sequence[Composite], *works: Callable[[Composite], object]
) -> tuple[list[float], ...]:  # fmt: skip
    """Calls a processor minute of each work, by round; all are called once before."""
    rates: tuple[list[float], ...] = tuple([] for _ in works)
    for work in works:
        work(known[0])
    for _ in range(rounds):
        for work, found in zip(works, rates, strict=True):
            started = time.process_time()
            for one in known:
                work(one)
            found.append(60 * len(known) / (time.process_time() - started))
    return rates


def _cut(photo: Image.Image, saliency: Saliency) -> None:
    product = find(photo, saliency, None)
    if product is not None:
        cut(photo, product, round(SIZE * PART), round(SIZE * PART))


async def _pictures(saliency: Saliency, photo: Image.Image) -> None:
    model = LocalModel(saliency)  # a new one: it keeps what it found in the photos of before
    data = io.BytesIO()
    photo.save(data, "PNG", compress_level=0)
    given = Photo(data.getvalue(), "image/png", *photo.size)
    for variant in VARIANTS:
        await model.generate(ImageRequest("", (given,), size=SIZE, preset="white", variant=variant))
    await model.aclose()


def _pasted(cutout: Image.Image) -> None:
    """What a script around rembg does: the product in the middle of white, as JPEG."""
    box = cutout.getchannel("A").getbbox()
    product = cutout.crop(box)
    for part in (PART, 0.8, 0.75):
        scale = part * SIZE / max(product.size)
        scaled = product.resize((round(product.width * scale), round(product.height * scale)), Image.Resampling.LANCZOS)
        canvas = Image.new("RGB", (SIZE, SIZE), "white")
        canvas.paste(scaled, ((SIZE - scaled.width) // 2, (SIZE - scaled.height) // 2), scaled)
        canvas.save(io.BytesIO(), "JPEG", quality=95, subsampling=0, optimize=True)


def _accuracy(
    known: Sequence[Composite], saliency: Saliency, remove: Callable[[Any], Image.Image]
) -> tuple[float, float]:
    """The mean IoU of all masks, ours and theirs."""
    ours, theirs = [], []
    for one in known:
        reading = read(one.photo, saliency, None)
        ours.append(0.0 if reading.product is None else measured(one, reading).iou)
        mask = np.asarray(remove(one.photo).getchannel("A")) > 127
        theirs.append(float((mask & one.product).sum()) / float((mask | one.product).sum()))
    return float(np.mean(ours)), float(np.mean(theirs))


def _rembg() -> Callable[[Any], Image.Image]:
    """rembg's `remove` with the cached weights."""
    folder = cache_folder() / "bench" / REMBG.replace("==", "-")
    if not (folder / "rembg").is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), REMBG]
        subprocess.run(command, check=True)
    for name in ("pymatting", "pymatting.alpha", "pymatting.foreground", "pymatting.util", "pooch"):
        sys.modules.setdefault(name, types.ModuleType(name))
    for module, name in (
        ("pymatting.alpha.estimate_alpha_cf", "estimate_alpha_cf"),
        ("pymatting.foreground.estimate_foreground_ml", "estimate_foreground_ml"),
        ("pymatting.util.util", "stack_images"),
    ):
        unused = types.ModuleType(module)
        setattr(unused, name, None)
        sys.modules.setdefault(module, unused)
    os.environ["U2NET_HOME"] = str(u2netp().parent)
    sys.path.append(str(folder))
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    rembg = importlib.import_module("rembg")
    session = rembg.new_session("u2netp", sess_opts=options)
    return lambda photo: rembg.remove(photo, session=session)  # type: ignore[no-any-return]
