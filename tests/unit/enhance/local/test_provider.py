"""The local provider without weights: what it refuses, what it makes, and that its work leaves the event loop free."""

import asyncio
import io

import numpy as np
import pytest
from PIL import Image

from libs.detect import Box, Detection
from libs.ledger.errors import Refused
from services.enhance.local.provider import LocalModel, product_box
from services.enhance.local.recipes import CLEANS, PRESETS, STUDIOS, VARIANTS, WHITES, recipe, without_mask
from services.enhance.providers.provider import ImageModel, ImageRequest, Photo


def photo(width: int = 300, height: int = 200, format_: str = "JPEG") -> Photo:
    pixels = np.full((height, width, 3), (96, 90, 84), dtype=np.uint8)
    pixels[height // 3 : -height // 4, width // 3 : -width // 3] = (150, 20, 30)
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, format_)
    return Photo(data.getvalue(), f"image/{format_.lower()}", width, height)


def request(**more: object) -> ImageRequest:
    return ImageRequest("a shoe", (photo(),), **({"size": 120} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (ImageRequest("a shoe"), "cannot draw from text"),
        (request(preset="beach"), "no preset 'beach': it has white, studio, clean"),
        (request(variant=0), "variant 0 does not exist: there are 1 to 10"),
        (request(variant=11), "variant 11 does not exist"),
        (ImageRequest("", (Photo(b"not a picture", "image/jpeg", 1, 1),)), "the photo cannot be decoded"),
        (ImageRequest("", (Photo(photo().data[:900], "image/jpeg", 300, 200),)), "the photo cannot be decoded"),
    ],
)
async def test_what_is_refused(wanted: ImageRequest, message: str) -> None:
    model = LocalModel(None)
    with pytest.raises(Refused, match=message) as caught:
        await model.generate(wanted)
    assert not caught.value.again
    await model.aclose()


async def test_without_weights_the_background_stays_and_is_flagged() -> None:
    model: ImageModel = LocalModel(None)
    assert (model.provider, model.model, model.paid, model.edits) == ("local", "pillow", False, True)
    answers = [await model.generate(request(variant=variant, aspect=(4, 5), size=200)) for variant in (1, 2, 3)]
    assert [answer.flags for answer in answers[:2]] == [("degraded",)] * 2
    assert "degraded" not in answers[2].flags  # `clean` keeps the background anyway
    for answer in answers:
        with Image.open(io.BytesIO(answer.data)) as picture:
            assert (picture.format, picture.size, picture.info.get("exif")) == ("JPEG", (160, 200), None)
        assert (answer.media_type, answer.model, answer.usage.images) == ("image/jpeg", "pillow", 1)
    assert len({answer.data for answer in answers}) == 3
    await model.aclose()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
async def test_the_same_request_gives_the_same_bytes(format_: str) -> None:
    wanted = ImageRequest("", (photo(format_=format_),), size=150, preset="clean", variant=4)
    first, second = LocalModel(None), LocalModel(None, threads=2)
    assert (await first.generate(wanted)).data == (await second.generate(wanted)).data
    await first.aclose()
    await second.aclose()


async def test_a_cancelled_request_does_not_take_the_others_along() -> None:
    model = LocalModel(None)
    first = asyncio.create_task(model.generate(request()))
    await asyncio.sleep(0)
    second = asyncio.create_task(model.generate(request()))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).data
    await model.aclose()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 900), (900, 3), (16, 16)])
@pytest.mark.parametrize("aspect", [(1, 1), (16, 9), (9, 16)])
async def test_photos_of_any_shape(width: int, height: int, aspect: tuple[int, int]) -> None:
    model = LocalModel(None)
    answer = await model.generate(ImageRequest("", (photo(width, height, "PNG"),), size=64, aspect=aspect))
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert max(picture.size) == 64
    await model.aclose()


def test_presets_take_turns_and_variants_differ() -> None:
    assert [recipe(None, number) for number in (1, 2, 3, 4)] == [WHITES[0], STUDIOS[0], CLEANS[2], WHITES[1]]
    for preset in PRESETS:
        assert len({recipe(preset, number) for number in range(1, VARIANTS + 1)}) == VARIANTS
    assert len({without_mask(number) for number in range(1, VARIANTS + 1)}) == VARIANTS


def test_the_box_of_one_product_and_no_other() -> None:
    shoe, dog = Detection("shoe", 0.9, Box(0.5, 0.5, 0.5, 0.4)), Detection("dog", 0.9, Box(0, 0, 1, 1))
    assert product_box([dog, shoe], lambda label: label == "shoe") == pytest.approx(Box(0.44, 0.44, 0.56, 0.52))
    assert product_box([shoe, shoe], lambda _: True) is None
    assert product_box([dog], lambda label: label == "shoe") is None
