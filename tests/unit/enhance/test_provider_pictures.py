"""The local servers' pictures pass as those of a provider."""

import io

import pytest
from PIL import Image

from fixtures.providers.pictures import picture
from services.enhance.pictures.sameness import is_blank, is_same


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("aspect", [(1, 1), (4, 3), (9, 16)])
def test_pictures_show_something_new(aspect: tuple[int, int]) -> None:
    photo = picture((), "a product", (4, 3), 320)
    made = [opened(picture((photo,), f"prompt {number}", aspect, 512)) for number in range(3)]
    assert not any(is_blank(one) for one in [opened(photo), *made])
    assert not any(is_same(one, opened(photo)) for one in made)
    assert not is_same(made[0], made[1])
    assert max(made[0].size) == 512
    assert picture((photo,), "prompt 0", aspect, 512) == picture((photo,), "prompt 0", aspect, 512)
