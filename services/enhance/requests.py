"""What is sent for each picture of a job, as JSON in its row of `provider_calls`, and read back from there. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from libs.ledger.call import Call, NewCall
from services.enhance.local.recipes import PRESETS
from services.enhance.prompts import Prompt
from services.enhance.providers.provider import ImageModel, ImageRequest, Photo

IMAGE = "image"
"""Kind of the calls that make pictures; their ordinals count from 1."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture to make: a prompt for a model, a preset and its variant (from 1) for the local provider."""

    prompt: str
    aspect: tuple[int, int]
    size: int
    preset: str | None = None
    variant: int = 1


def from_prompts(prompts: Sequence[Prompt], aspect: tuple[int, int], size: int) -> list[Picture]:
    """A picture for each prompt."""
    return [Picture(one.text, aspect, size) for one in prompts]


def from_presets(presets: Sequence[str], count: int, aspect: tuple[int, int], size: int) -> list[Picture]:
    """`count` pictures of the local provider, with `presets` in turn (empty: all of them)."""
    names = list(presets) or list(PRESETS)
    chosen = [names[number % len(names)] for number in range(count)]
    return [
        Picture("", aspect, size, preset, variant=chosen[: number + 1].count(preset))
        for number, preset in enumerate(chosen)
    ]


def new_calls(job: str, pictures: Sequence[Picture], model: ImageModel) -> list[NewCall]:
    """The calls of a job's pictures, in their order."""
    return [
        NewCall(job, IMAGE, ordinal, model.provider, model.model, _json(picture), paid=model.paid)
        for ordinal, picture in enumerate(pictures, 1)
    ]


def image_request(call: Call, photos: Sequence[Photo]) -> ImageRequest:
    """What attempt `call.attempt` of a call sends."""
    request = call.request
    width, height = request["aspect"]
    return ImageRequest(
        prompt=request["prompt"],
        photos=tuple(photos),
        aspect=(width, height),
        size=request["size"],
        preset=request["preset"],
        variant=request["variant"],
        reference=f"{call.call_id}/{call.attempt}",
    )


def _json(picture: Picture) -> dict[str, Any]:
    return {
        "prompt": picture.prompt,
        "aspect": list(picture.aspect),
        "size": picture.size,
        "preset": picture.preset,
        "variant": picture.variant,
    }
