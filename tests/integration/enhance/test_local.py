"""The local provider with U²-Net on products whose mask and colours are known."""

import io

import numpy as np
import pytest
from PIL import Image

from fixtures.composites import PLACEMENTS, composite
from fixtures.masks import measured
from fixtures.models import u2netp
from libs.detect.errors import DetectorError
from services.enhance.local.masking.saliency import Saliency
from services.enhance.local.picture import read
from services.enhance.local.provider import LocalModel
from services.enhance.providers.provider import ImageRequest, Photo

SURE = (0, 5, 8, 17, 23)
"""A hoodie, a shirt, a polo, a slipper and a glass: of all kinds of background."""
UNSURE = (4, 16, 18)
"""Before a couch and between plants: the mask takes the couch or the pots as well."""


@pytest.fixture(scope="module")
def saliency() -> Saliency:
    return Saliency(u2netp())


@pytest.mark.parametrize("number", SURE)
def test_masks_and_colours_of_products(saliency: Saliency, number: int) -> None:
    known = composite(PLACEMENTS[number])
    reading = read(known.photo, saliency, None)
    assert reading.reason is None
    assert reading.product is not None
    found = measured(known, reading)
    assert found.iou > 0.95
    assert found.colour_error <= 3


@pytest.mark.parametrize("number", UNSURE)
def test_the_gate_closes(saliency: Saliency, number: int) -> None:
    assert read(composite(PLACEMENTS[number]).photo, saliency, None).reason is not None


async def test_pictures_of_a_slipper(saliency: Saliency) -> None:
    known = composite(PLACEMENTS[17])
    data = io.BytesIO()
    known.photo.save(data, "PNG")
    given = Photo(data.getvalue(), "image/png", *known.photo.size)
    model = LocalModel(saliency)
    assert model.model == "u2netp"
    white, studio, clean = [
        await model.generate(ImageRequest("", (given,), size=480, preset=preset))
        for preset in ("white", "studio", "clean")
    ]
    assert (white.flags, studio.flags, clean.flags) == ((), (), ())
    found = await model.mask(given)
    assert found is not None
    with Image.open(io.BytesIO(found)) as grey:
        inside = np.asarray(grey.resize(known.photo.size)) > 127
    truth = known.product
    assert (inside & truth).sum() / (inside | truth).sum() > 0.9
    pixels = np.asarray(Image.open(io.BytesIO(white.data)).convert("RGB"))
    assert pixels.shape == (480, 480, 3)
    assert (pixels[:60] == 255).all()  # white, not nearly white
    columns = np.flatnonzero((pixels[:, :, 2] < 200).any(axis=0))
    assert 0.82 < (columns[-1] - columns[0] + 1) / 480 < 0.88  # 85 % of the frame
    middle = np.asarray(Image.open(io.BytesIO(studio.data)).convert("RGB"))[200:280, 200:280].reshape(-1, 3)
    assert np.median(middle[:, 0]) > np.median(middle[:, 2]) + 80  # a yellow product
    again = await LocalModel(saliency, threads=2).generate(ImageRequest("", (given,), size=480, preset="white"))
    assert again.data == white.data
    await model.aclose()


async def test_where_nothing_stands_out_the_background_stays(saliency: Saliency) -> None:
    data = io.BytesIO()
    Image.new("RGB", (400, 300), "#888888").save(data, "PNG")
    model = LocalModel(saliency)
    answer = await model.generate(ImageRequest("", (Photo(data.getvalue(), "image/png", 400, 300),), size=200))
    assert answer.flags == ("degraded",)
    await model.aclose()


def test_a_detector_is_not_a_saliency_model() -> None:
    from fixtures.models import yolov3_tiny

    with pytest.raises(DetectorError, match="is not a saliency model"):
        Saliency(yolov3_tiny())
