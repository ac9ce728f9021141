"""The image model that works on this machine, without a key: it keeps the product and makes the picture around it."""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

import numpy as np

from libs.confined.heap import trim
from libs.detect import Box, Detection, Detector, Picture
from libs.ledger.errors import CallError, Refused
from libs.ledger.usage import Answer, Usage
from services.enhance.local.masking.saliency import Saliency
from services.enhance.local.picture import Made, Reading, make, mask, opened, read
from services.enhance.local.recipes import PRESETS, VARIANTS, Clean, Recipe, recipe, without_mask
from services.enhance.providers.provider import ImageRequest, Photo

log = logging.getLogger(__name__)

T = TypeVar("T")

WITHOUT_WEIGHTS = "pillow"
"""The model's name without weights: pictures are cropped and exposed only."""
KEPT = 4
"""Readings that are kept: the pictures of one product are asked for one after the other, or at once."""
DETECTOR_SIDE = 640
BOX_MARGIN = 0.06
"""Around a detector's box, as a part of the photo: boxes cut off straps and handles."""


class Step(NamedTuple):
    """A photo, the picture to make of it, and the one to make if the background has to stay."""

    photo: Photo
    look: Recipe
    instead: Clean
    size: tuple[int, int]
    """Width and height in pixels."""


class LocalModel:
    """Makes pictures in `threads` threads, each of which takes one picture at a time; closed by `aclose`.

    `saliency` None: no weights, every background stays. `detector` narrows the search for the product.
    """

    provider = "local"
    paid = False
    edits = True

    def __init__(
        self, saliency: Saliency | None, *, detector: Detector | None = None,
        is_product: Callable[[str], bool] = lambda _: True, threads: int = 1,
    ) -> None:  # fmt: skip
        self.model = WITHOUT_WEIGHTS if saliency is None else saliency.name
        self._saliency, self._detector, self._is_product = saliency, detector, is_product
        self._threads = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="enhance")
        self._readings: OrderedDict[bytes, asyncio.Future[Reading]] = OrderedDict()

    def expected(self, request: ImageRequest) -> Usage:
        """One image."""
        return Usage(images=1)

    async def generate(self, request: ImageRequest) -> Answer:
        """The picture of the request's first photo by its preset and variant. Raises Refused, nothing else."""
        step = _checked(request)
        try:
            reading = await self._reading(step.photo)
            made = await self._run(_made, step, reading)
        except CallError:
            raise
        except OSError as error:
            raise Refused(f"the photo cannot be decoded: {error}", cause="bad-photo") from None
        except MemoryError:
            raise Refused("there is too little memory for the photo", cause="memory", again=True) from None
        except Exception as error:
            log.exception("the local provider failed")
            raise Refused(f"the local provider failed: {type(error).__name__}", cause="failed") from error
        return Answer(made.data, "image/jpeg", Usage(images=1), None, self.model, flags=made.flags)

    async def mask(self, photo: Photo) -> bytes | None:
        """Where the product is in `photo`: a grey PNG, white on the product; None if that is not sure."""
        try:
            reading = await self._reading(photo)
        except (OSError, MemoryError) as error:
            log.debug("no mask: %s", error)
            return None
        return await self._run(mask, reading, (photo.width, photo.height))

    async def probe(self) -> None:
        """Nothing can be wrong that was not found at start."""

    async def aclose(self) -> None:
        """Wait for running pictures, cancel waiting ones. The detector is closed by who opened it."""
        await asyncio.to_thread(self._threads.shutdown, cancel_futures=True)

    async def _reading(self, photo: Photo) -> Reading:
        """The reading of a photo; requests for the same photo share one."""
        digest = hashlib.sha256(photo.data).digest()
        task = self._readings.get(digest)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            # A task of its own: who asked first may be cancelled while others wait for it.
            task = self._readings[digest] = asyncio.create_task(self._read(photo))
        self._readings.move_to_end(digest)
        while len(self._readings) > KEPT:
            self._readings.popitem(last=False)
        return await asyncio.shield(task)

    async def _read(self, photo: Photo) -> Reading:
        box = None
        if self._detector is not None and self._saliency is not None:
            small = await self._run(_small, photo.data)
            (found,) = await self._detector.detect([small])
            box = product_box(found, self._is_product)
        reading = await self._run(_read, photo.data, self._saliency, box)
        log.info("photo read", extra={"kept_background": reading.reason})
        return reading

    async def _run(self, work: Callable[..., T], *args: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)


def product_box(found: Sequence[Detection], is_product: Callable[[str], bool]) -> Box | None:
    """The box of the one product that the detector sees, with a margin; None if it sees none or several."""
    boxes = [detection.box for detection in found if is_product(detection.label)]
    if len(boxes) != 1:
        return None
    (x, y, width, height) = boxes[0]
    left, top = max(0.0, x - BOX_MARGIN), max(0.0, y - BOX_MARGIN)
    right, bottom = min(1.0, x + width + BOX_MARGIN), min(1.0, y + height + BOX_MARGIN)
    return Box(left, top, right - left, bottom - top)


def _checked(request: ImageRequest) -> Step:
    if not request.photos:
        raise Refused(
            "the local provider improves photos and cannot draw from text: add a reference image, or set "
            "IMAGE_PROVIDER=gemini or openai", cause="no-photo",
        )  # fmt: skip
    preset = next((known for known in PRESETS if known == request.preset), None)
    if request.preset is not None and preset is None:
        raise Refused(f"the local provider has no preset {request.preset!r}: it has {', '.join(PRESETS)}")
    if not 1 <= request.variant <= VARIANTS:
        raise Refused(f"variant {request.variant} does not exist: there are 1 to {VARIANTS}")
    across, down = request.aspect
    longer = max(across, down)
    width, height = (max(1, round(request.size * side / longer)) for side in (across, down))
    return Step(request.photos[0], recipe(preset, request.variant), without_mask(request.variant), (width, height))


def _small(data: bytes) -> Picture:
    return np.asarray(opened(data, DETECTOR_SIDE))


def _read(data: bytes, saliency: Saliency | None, box: Box | None) -> Reading:
    try:
        return read(opened(data), saliency, box)
    finally:
        trim()  # U²-Net leaves 100 MB in the heap


def _made(step: Step, reading: Reading) -> Made:
    return make(opened(step.photo.data), reading, step.look, step.instead, step.size)
