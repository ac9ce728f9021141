"""The contact sheet."""

import io

import pytest
from PIL import Image

from reelbus.thumbnails.sheet import CHOSEN, COLUMNS, sheet
from services.thumbnail.rank.crop import Aspect, Crop
from services.thumbnail.rank.explanation import ranked_frames
from tests.unit.thumbnail.rank.frames import candidate, found, measured_frame


def drawn(count: int, chosen: int = 3) -> Image.Image:
    candidates = [candidate(0.9 - n / 100, 100 + n, found=(found("cup", 0.2, 0.2, 0.5, 0.5),)) for n in range(count)]
    frames = ranked_frames(candidates, chosen)
    cuts = [(Aspect(1, 1), Crop(0, 20, 90, 90))]
    return Image.open(io.BytesIO(sheet("clip.mp4 🔥", [(c, f, cuts) for c, f in zip(candidates, frames, strict=True)])))


def colours(picture: Image.Image) -> set[str]:
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}


def test_a_tile_for_each_frame() -> None:
    one, two = drawn(1), drawn(COLUMNS + 1)
    assert one.format == "PNG"
    assert one.width == two.width
    assert two.height > 1.6 * one.height
    assert two.getpixel((40, 200)) != two.getpixel((two.width - 5, 200))


def test_the_chosen_are_marked() -> None:
    assert CHOSEN in colours(drawn(2, chosen=1))
    assert CHOSEN not in colours(drawn(2, chosen=0))


def test_the_same_twice() -> None:
    assert drawn(3).tobytes() == drawn(3).tobytes()


@pytest.mark.parametrize("size", [(1, 4000), (4000, 1), (1, 1)])
def test_odd_frames(size: tuple[int, int]) -> None:
    odd = candidate(0.5)._replace(frame=measured_frame(size=size))
    (frame,) = ranked_frames([odd], 1)
    assert sheet("odd", [(odd, frame, [(Aspect(1, 1), Crop(0, 0, 1, 1))])]).startswith(b"\x89PNG")


def test_nothing_to_show() -> None:
    assert sheet("none", []).startswith(b"\x89PNG")
