"""A JPEG of which rows are missing is refused, whatever was put in their place; one that has them all is placed."""

import itertools
import random
import re
from typing import Any

import pytest
from PIL import Image

from libs.pictures.errors import Broken
from libs.pictures.opening import FORMATS
from tests.unit.pictures.decoding import decoded, near, refused, saved

SIZE = (240, 400)
EOI = b"\xff\xd9"
SPOTS = Image.frombytes("RGB", (60, 100), random.Random(0).randbytes(60 * 100 * 3))
PHOTO = SPOTS.resize(SIZE, Image.Resampling.BICUBIC)
KINDS: list[dict[str, Any]] = [
    {}, {"subsampling": 0, "optimize": True}, {"restart_marker_rows": 1}, {"restart_marker_blocks": 5},
]  # fmt: skip


def encoded(image: Image.Image = PHOTO, **options: Any) -> bytes:
    return saved(image, "JPEG", quality=85, **options)


def rgb(colour: Any) -> Any:
    return Image.new("RGB", (1, 1), colour).getpixel((0, 0))


def part(data: bytes, share: float) -> bytes:
    """`data` up to this share of what follows its first scan header."""
    scan = data.index(b"\xff\xda")
    return data[: scan + round(share * (len(data) - scan))]


def taller(data: bytes, rows: int) -> bytes:
    """`data` with so many rows stated."""
    at = max(data.find(b"\xff\xc0"), data.find(b"\xff\xc2")) + 5
    return data[:at] + rows.to_bytes(2, "big") + data[at + 2 :]


def floods(length: int) -> list[bytes]:
    """Restart markers, in order and not."""
    return [b"".join(b"\xff" + bytes([0xD0 + n % 8]) for n in range(length // 2)), b"\xff\xd0" * (length // 2)]


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("options", KINDS)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_part_with_an_end_is_broken(options: dict[str, Any], share: float, mode: str) -> None:
    data = encoded(PHOTO.convert(mode), **options)
    cut = part(data, share)
    for rest in (b"", *floods(len(data) - len(cut))):
        error = refused(cut + rest + EOI)
        assert isinstance(error, Broken)
        assert "truncated after" in str(error)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("options", [*KINDS, {"progressive": True}])
def test_fewer_rows_than_stated(options: dict[str, Any], mode: str) -> None:
    error = str(refused(taller(encoded(PHOTO.convert(mode), **options), 800)))
    found = re.search(r"truncated after (\d+) %", error)
    assert found, error
    assert 40 <= int(found[1]) <= 50


def scans(data: bytes) -> list[int]:
    """Where the scans' headers are."""
    return [at for at in range(len(data)) if data.startswith(b"\xff\xda", at)]


def test_every_scan_of_the_first_pass_must_be_there() -> None:
    data = encoded(progressive=True)
    starts = scans(data)
    assert len(starts) == 10, "as libjpeg writes it: five scans of coarse values, five that make them finer"
    for start, after in itertools.pairwise(starts[:6]):
        assert "truncated" in str(refused(data[: (start + after) // 2] + EOI))
    for after in starts[1:5]:
        assert "scans are missing" in str(refused(data[:after] + EOI))
    # What is left is a whole picture, if a coarser one.
    for after in starts[5:]:
        assert decoded(data[:after] + EOI).width == SIZE[0]


def test_of_several_scans_the_last_must_be_whole_where_it_counts() -> None:
    data = encoded(PHOTO.convert("L"), progressive=True)
    last, after = scans(data)[2:4]
    assert decoded(data[:after] + EOI).width == SIZE[0]
    assert "truncated after" in str(refused(data[: (last + after) // 2] + EOI))


@pytest.mark.parametrize("colour", ["white", "black", (128, 128, 128), (127, 127, 127)])
@pytest.mark.parametrize("options", [*KINDS, {"progressive": True}])
def test_a_plain_lower_part_is_a_picture(options: dict[str, Any], colour: Any) -> None:
    image = PHOTO.copy()
    image.paste(colour, (0, 150, *SIZE))
    data = encoded(image, **options)
    for whole in (data, data[:-2], data[:-1], data + b"\0" * 1000, data[:-2] + b"\xff\xd0" + EOI):
        near([decoded(whole).image.getpixel((120, 320))], [rgb(colour)])


@pytest.mark.parametrize("colour", ["white", (128, 128, 128)])
@pytest.mark.parametrize("options", [*KINDS, {"progressive": True}])
def test_a_plain_picture_is_one(options: dict[str, Any], colour: Any) -> None:
    data = encoded(Image.new("RGB", SIZE, colour), **options)
    assert decoded(data).width == SIZE[0]
    assert decoded(data[:-2]).width == SIZE[0]


@pytest.mark.skipif("AVIF" not in FORMATS, reason="this Pillow has no AVIF")
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_part_of_an_avif_is_said_to_be_one(share: float) -> None:
    data = saved(PHOTO, "AVIF")
    error = refused(data[: round(share * len(data))])
    assert isinstance(error, Broken)
    assert re.search("truncated|Truncated", str(error)), error
