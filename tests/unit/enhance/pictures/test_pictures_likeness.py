"""The product of a photo is found at other places and sizes; another one, or one that was repainted, is not."""

from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from services.enhance.pictures.likeness import match

RED, YELLOW, DARK, BLUE, GREEN = (200, 40, 40), (230, 200, 90), (40, 40, 50), (40, 70, 200), (40, 150, 60)
THRESHOLD = 0.4
"""As in the settings."""


def bottle(body: Any = RED, label: Any = YELLOW, cap: Any = DARK) -> tuple[Image.Image, Image.Image]:
    """A bottle with a label, and its mask."""
    image, mask = Image.new("RGB", (200, 400), (128, 128, 128)), Image.new("L", (200, 400))
    for draw, colours in ((ImageDraw.Draw(image), (body, label, cap)), (ImageDraw.Draw(mask), (255, 255, 255))):
        draw.rounded_rectangle((30, 150, 170, 390), 30, colours[0])
        draw.polygon([(30, 180), (80, 100), (120, 100), (170, 180)], colours[0])
        draw.rectangle((80, 30, 120, 100), colours[2])
        draw.rectangle((30, 220, 170, 320), colours[1])
        draw.line((50, 250, 150, 250), colours[2] if colours[2] != 255 else 255, 8)
    return image, mask


def cup() -> tuple[Image.Image, Image.Image]:
    """Another product, in the colours of the bottle."""
    image, mask = Image.new("RGB", (320, 300), (128, 128, 128)), Image.new("L", (320, 300))
    for draw, colours in ((ImageDraw.Draw(image), (RED, YELLOW)), (ImageDraw.Draw(mask), (255, 255))):
        draw.ellipse((200, 60, 310, 200), outline=colours[0], width=24)
        draw.rounded_rectangle((20, 20, 240, 280), 60, colours[0])
        draw.ellipse((20, 10, 240, 60), colours[1])
    return image, mask


def placed(
    product: tuple[Image.Image, Image.Image], *, height: int = 300, at: tuple[float, float] = (0.5, 0.5),
    ground: Any = "white", brightness: float = 1, size: tuple[int, int] = (480, 480),
) -> tuple[Image.Image, Image.Image]:  # fmt: skip
    """The product on another background, and its mask."""
    page = Image.new("RGB", size, ground) if isinstance(ground, str) else ground.resize(size)
    image, mask = (one.resize((height * one.width // one.height, height)) for one in product)
    image = ImageEnhance.Brightness(image).enhance(brightness)
    place = round((size[0] - image.width) * at[0]), round((size[1] - image.height) * at[1])
    page.paste(image, place, mask)
    whole = Image.new("L", size)
    whole.paste(mask, place)
    return page, whole


STUDIO = Image.radial_gradient("L").convert("RGB")
TILES = Image.new("RGB", (480, 480), (170, 150, 120))
for _x in range(0, 480, 60):
    for _y in range(0, 480, 60):
        TILES.paste((110, 130, 140), (_x, _y, _x + 30, _y + 30))
PHOTO, MASK = placed(bottle(), ground="grey")


@pytest.mark.parametrize("brightness", [0.85, 1.15])
@pytest.mark.parametrize("height", [210, 390])
@pytest.mark.parametrize(("ground", "at"), [("white", (0.1, 0.2)), (STUDIO, (0.9, 1.0)), (TILES, (0.3, 0.6))])
def test_the_same_product(ground: Any, at: tuple[float, float], height: int, brightness: float) -> None:
    image, _ = placed(bottle(), height=height, at=at, ground=ground, brightness=brightness)
    assert match(PHOTO, MASK, image).likeness > THRESHOLD


def test_an_image_of_another_aspect() -> None:
    image, _ = placed(bottle(), ground=STUDIO, size=(400, 640), height=420)
    assert match(PHOTO, MASK, image).likeness > THRESHOLD


@pytest.mark.parametrize("ground", ["white", STUDIO, TILES])
@pytest.mark.parametrize(
    "product", [cup(), bottle(BLUE), bottle(GREEN), bottle(DARK, DARK), bottle((220, 220, 220), (250, 250, 250))]
)
def test_another_product_or_another_paint(product: tuple[Image.Image, Image.Image], ground: Any) -> None:
    assert match(PHOTO, MASK, placed(product, ground=ground)[0]).likeness < THRESHOLD


@pytest.mark.parametrize("ground", ["white", STUDIO, TILES])
def test_no_product_at_all(ground: Any) -> None:
    image = Image.new("RGB", (480, 480), ground) if isinstance(ground, str) else ground.resize((480, 480))
    assert match(PHOTO, MASK, image).likeness < THRESHOLD


def test_without_a_mask_what_is_in_the_middle_counts() -> None:
    photo, _ = placed(bottle(), ground="grey", height=440)
    same, _ = placed(bottle(), ground="white", height=380, at=(0.2, 0.5), brightness=1.1)
    other, _ = placed(bottle(BLUE, DARK), ground="white", height=380, at=(0.2, 0.5))
    assert match(photo, None, same).likeness > match(photo, None, other).likeness
    assert match(photo, None, photo).likeness > 0.7


@pytest.mark.parametrize("size", [(64, 64), (64, 1000), (1000, 64)])
def test_any_size_is_compared(size: tuple[int, int]) -> None:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    for mask in (None, Image.new("L", (20, 20)), Image.new("L", (20, 20), 255)):
        found = match(PHOTO, mask, image)
        assert 0 <= found.likeness <= 1
        assert 0 <= match(image, mask, PHOTO).likeness <= 1
