"""`product-submitted` → `product-images-enhanced`, and `image-generation-requested` → `image-generated`."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from libs.bus import Event
from libs.events import ImageGenerationRequested, ProductSubmitted
from libs.fetch import FetchError
from libs.storage.tasks import task_group
from services.enhance.ending import Ending
from services.enhance.image_calls import ImageCalls
from services.enhance.jobs import Job, Jobs, job_name
from services.enhance.keys import Kind
from services.enhance.pictures.errors import PictureError
from services.enhance.pictures.source import RawImages
from services.enhance.products import known_product, write_product
from services.enhance.prompting import Brief, Prompting
from services.enhance.providers.provider import Photo
from services.enhance.requests import Picture, from_presets, from_prompts
from services.enhance.results import Result, in_dead_letters, stored_result
from services.enhance.shop.product import Product
from services.enhance.shop.store import Shop

log = logging.getLogger(__name__)

SQUARE = (1, 1)
LARGEST_RATIO = 4
"""Of the longer side of an image to the shorter one."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What both handlers need. `count` pictures of a product, with a longer side of `size` pixels."""

    jobs: Jobs
    shop: Shop
    raw: RawImages
    prompting: Prompting
    images: ImageCalls
    ending: Ending
    count: int
    size: int
    aspect: tuple[int, int] = SQUARE


Work = Callable[[Job, Studio], Awaitable[Result]]
"""What is done for a job that has calls to send."""


async def enhance(event: Event[ProductSubmitted], *, studio: Studio) -> Result:
    """Make better pictures of a product. A repeat of the same run returns its result and pays nothing.

    A raw photo that can never be used gives an event with status failed. Errors of providers end single pictures.
    """
    return await _handled(event, "product", event.payload.product_id, _enhanced, studio)


async def generate(event: Event[ImageGenerationRequested], *, studio: Studio) -> Result:
    """Make images for a prompt. A repeat of the same run returns its result and pays nothing."""
    return await _handled(event, "image", event.payload.job_id, _generated, studio)


def product_dead(event: Event[ProductSubmitted], error: Exception) -> Result:
    """The failed result of a product's event that became a dead letter: others wait for an answer."""
    return in_dead_letters("product", event.payload.product_id, event.payload.run, error)


def image_dead(event: Event[ImageGenerationRequested], error: Exception) -> Result:
    """The failed result of an image job's event that became a dead letter."""
    return in_dead_letters("image", event.payload.job_id, event.payload.run, error)


async def _handled(event: Event[Any], kind: Kind, subject: str, work: Work, studio: Studio) -> Result:
    """The result of the event's job: the stored one, or that of `work`."""
    run = event.payload.run
    job = await studio.jobs.open(
        job_name(kind, subject, run), kind=kind, subject=subject, run=run, topic=event.topic,
        request=event.payload.model_dump(mode="json"),
    )  # fmt: skip
    if job.final:
        return stored_result(job)
    async with studio.jobs.noting_errors(job):
        if await studio.images.ended(job.job):
            return await studio.ending.end(job, [])
        return await work(job, studio)


async def _enhanced(job: Job, studio: Studio) -> Result:
    request = ProductSubmitted.model_validate(job.request)
    known = await known_product(request, studio.shop)
    raw_image = request.raw_image or (known and known.raw_image)
    if not raw_image:
        return await studio.ending.end(job, [], problem="the product has no raw image")
    photos, problem = await _photos([raw_image], studio.raw)
    # A photo that cannot be used does not replace that of the shop, and neither does that of an old request.
    if known is None or (request.raw_image and problem is None and not job.ended):
        known = await write_product(request, studio.shop)
    if problem is not None:
        return await studio.ending.end(job, [], problem=f"raw image: {problem}")
    pictures = await _product_pictures(job, known, photos[0], request, studio)
    await studio.images.make(job.job, pictures, photos)
    return await studio.ending.end(job, photos)


async def _generated(job: Job, studio: Studio) -> Result:
    request = ImageGenerationRequested.model_validate(job.request)
    prompt = request.prompt.strip()
    if not prompt:
        return await studio.ending.end(job, [], problem="the prompt is blank")
    width, height = map(int, (request.aspect or "1:1").split(":"))
    if max(width, height) > LARGEST_RATIO * min(width, height):
        ratios = f"at most {LARGEST_RATIO}:1 or 1:{LARGEST_RATIO}"
        return await studio.ending.end(job, [], problem=f"aspect {request.aspect} must be {ratios}")
    photos, problem = await _photos(request.reference_images, studio.raw)
    if problem is not None:
        return await studio.ending.end(job, [], problem=f"reference image: {problem}")
    # Variants are for the local provider, which makes the same picture of the same request.
    variants = range(1, request.count + 1)
    pictures = [Picture(prompt, (width, height), request.size, variant=variant) for variant in variants]
    await studio.images.make(job.job, pictures, photos)
    return await studio.ending.end(job, photos)


async def _product_pictures(
    job: Job, product: Product, photo: Photo, request: ProductSubmitted, studio: Studio
) -> list[Picture]:
    count = request.count or studio.count
    if studio.images.model.provider == "local":
        return from_presets(request.presets, count, studio.aspect, studio.size)
    brief = Brief(product, photo, count, tuple(request.presets), request.instructions)
    prompts = await studio.prompting.prompts(job, brief)
    return from_prompts(prompts, studio.aspect, studio.size)


async def _photos(uris: Sequence[str], raw: RawImages) -> tuple[list[Photo], str | None]:
    """The photos, or why one of them can never be used. Raises transient errors."""
    try:
        async with task_group() as group:
            tasks = [group.create_task(raw.photo(uri)) for uri in uris]
    except (PictureError, FetchError) as error:
        if error.transient:
            raise
        log.debug("no photo: %s", error)
        return [], str(error)
    return [task.result() for task in tasks], None
