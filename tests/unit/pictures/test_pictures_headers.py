"""Files as cameras, sites and strangers write them: what is no part of the picture does no harm and costs nothing."""

import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from libs.pictures.errors import Broken, TooCostly, TooManyPixels
from libs.pictures.headers import avif, bmp, gif, jpeg, png, webp
from libs.pictures.headers.exif import orientation
from libs.pictures.opening import FORMATS
from tests.unit.pictures.decoding import QUARTER_COLOURS, SIZE, WHITE, corners, decoded, near, quartered, refused, saved

PICTURE = saved(quartered(), "PNG")
JPEG = saved(quartered(), "JPEG", quality=92)
PROGRESSIVE = saved(quartered(), "JPEG", quality=92, progressive=True)
NOISE = Image.frombytes("RGB", SIZE, random.Random(1).randbytes(SIZE[0] * SIZE[1] * 3))


# ---- PNG ----------------------------------------------------------------------------------------


def chunk(kind: bytes, body: bytes, damage: int = 0) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body) ^ damage)


def with_chunks(*chunks: bytes, before: bytes = b"IDAT") -> bytes:
    at = PICTURE.index(before) - 4
    return PICTURE[:at] + b"".join(chunks) + PICTURE[at:]


LONG = b"x" * 1_300_000
PACKED = zlib.compress(LONG)


@pytest.mark.parametrize(
    "data",
    [
        with_chunks(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + PACKED)),
        with_chunks(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + LONG)),
        with_chunks(chunk(b"zTXt", b"parameters\0\0" + PACKED)),
        with_chunks(chunk(b"iCCP", b"ICC PROFILE\0\0" + PACKED)),
        with_chunks(chunk(b"iCCP", b"ICC PROFILE\0\0not packed at all")),
        with_chunks(chunk(b"zTXt", b"parameters\0\0" + PACKED), before=b"IEND"),
        with_chunks(chunk(b"tEXt", b"Software\0x", damage=1)),
        with_chunks(chunk(b"tEXt", b"Software\0x", damage=1), before=b"IEND"),
        with_chunks(chunk(b"pHYs", struct.pack(">IIB", 2834, 2834, 1), damage=1)),
        with_chunks(chunk(b"tRNS", bytes(6), damage=1)),
        with_chunks(*(chunk(b"zTXt", b"k\0\0" + PACKED) for _ in range(200))),
        with_chunks(chunk(b"eXIf", b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 1, 7, 99_999, 8) * 5000)),
    ],
)
def test_what_is_no_part_of_a_png_is_no_matter(data: bytes) -> None:
    near(corners(decoded(data).image), QUARTER_COLOURS)


def test_a_png_with_damaged_data_is_broken() -> None:
    at = PICTURE.index(b"IDAT")
    body = PICTURE[at + 4 : PICTURE.index(b"IEND") - 8]
    assert isinstance(refused(PICTURE[: at - 4] + chunk(b"IDAT", body, damage=1) + chunk(b"IEND", b"")), Broken)
    assert isinstance(refused(PICTURE[: at - 4] + chunk(b"IEND", b"")), Broken)
    assert isinstance(refused(PICTURE[:8] + PICTURE[33:]), Broken)


def test_a_wrong_checksum_of_the_data_is_no_matter() -> None:
    """Where all rows are there: browsers show it."""
    at = PICTURE.index(b"IDAT")
    body = PICTURE[at + 4 : PICTURE.index(b"IEND") - 8]
    for data in (body[:-4] + b"sums", body[:-4], body + b"more"):
        near(corners(decoded(PICTURE[: at - 4] + chunk(b"IDAT", data) + chunk(b"IEND", b"")).image), QUARTER_COLOURS)
    assert isinstance(refused(PICTURE[: at - 4] + chunk(b"IDAT", body[: len(body) // 2]) + chunk(b"IEND", b"")), Broken)


def test_palette_colours_without_a_palette_are_broken() -> None:
    data = saved(quartered().quantize(8), "PNG")
    at, end = data.index(b"PLTE") - 4, data.index(b"IDAT") - 4
    near(corners(decoded(data).image), QUARTER_COLOURS)
    for bad in (data[:at] + data[end:], data[:at] + chunk(b"PLTE", b"") + data[end:]):
        error = refused(bad)
        assert (type(error), str(error)) == (Broken, "cannot be decoded: a PNG of palette colours without a palette")


def grey_png(bits: int, key: int, values: tuple[int, int, int, int]) -> bytes:
    """Four quarters of these greys, `key` transparent."""
    rows = []
    for y in range(64):
        greys = [values[(y >= 32) * 2 + (x >= 32)] for x in range(64)]
        packed = "".join(format(value, f"0{bits}b") for value in greys)
        rows.append(b"\0" + int(packed, 2).to_bytes(8 * bits, "big"))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, bits, 0, 0, 0, 0))
    picture = chunk(b"IDAT", zlib.compress(b"".join(rows)))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"tRNS", struct.pack(">H", key)) + picture + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("bits", "values"),
    [
        (1, (0, 1, 0, 1)), (2, (0, 1, 2, 3)), (4, (0, 5, 10, 15)), (8, (0, 80, 160, 240)),
        (16, (0, 20_000, 20_001, 60_000)), (16, (0x0102, 0x0201, 0x0202, 0x0101)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("transparent", range(4))
def test_a_transparent_grey_of_any_depth(bits: int, values: tuple[int, int, int, int], transparent: int) -> None:
    largest = 2**bits - 1
    key = values[transparent]
    wanted = [WHITE if value == key else (round(value * 255 / largest),) * 3 for value in values]
    near(corners(decoded(grey_png(bits, key, values)).image), wanted, 2)  # type: ignore[arg-type]


# ---- JPEG ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", [JPEG, PROGRESSIVE, saved(NOISE, "JPEG", quality=90)])
def test_a_jpeg_without_its_end_is_a_picture(picture: bytes) -> None:
    whole = decoded(picture).image
    for data in (picture[:-2], picture[:-1], picture[:-2] + b"\0" * 3000):
        assert decoded(data).image.tobytes() == whole.tobytes()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("image", [NOISE, NOISE.convert("L")])
def test_a_part_of_a_jpeg_is_broken(image: Image.Image, part: float, *, progressive: bool) -> None:
    data = saved(image, "JPEG", quality=90, progressive=progressive)
    error = refused(data[: round(part * len(data))])
    assert isinstance(error, Broken)
    assert "truncated" in str(error)


def test_scans_that_are_missing_are_missed() -> None:
    """A file that was cut between two scans decodes without a complaint: to a coarse picture."""
    at = PROGRESSIVE.rindex(b"\xff\xda")
    assert "scans are missing" in str(refused(PROGRESSIVE[:at]))


@pytest.mark.parametrize("picture", [JPEG, PROGRESSIVE])
def test_a_clip_behind_a_jpeg_is_passed_over(picture: bytes) -> None:
    """As phones write moving photos: whatever is in the clip's bytes is no scan."""
    clip = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\xff\xda\0\x0c\xff\xd8\xff\xe1" * 50_000
    near(corners(decoded(picture + clip).image), QUARTER_COLOURS)


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(*segments: bytes) -> bytes:
    return JPEG[:2] + b"".join(segments) + JPEG[2:]


def exif(value: int) -> bytes:
    return b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">HH", value, 0) + bytes(4)


def test_metadata_of_a_jpeg_cost_nothing() -> None:
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(65_000))
    near(corners(decoded(with_segments(*[profile] * 255, *[segment(0xE1, exif(1))] * 2000)).image), QUARTER_COLOURS)


def test_the_first_exif_counts_and_xmp_does_not() -> None:
    xmp = b'http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation="6"/>'
    assert decoded(with_segments(segment(0xE1, xmp))).width == SIZE[0]
    turned = decoded(with_segments(segment(0xE1, xmp), segment(0xE1, exif(6)), segment(0xE1, exif(3))))
    assert (turned.width, turned.height) == (SIZE[1], SIZE[0])


def baseline(scans: int) -> bytes:
    """A sequential JPEG of so many scans of one byte, each of which is a pass over the picture."""
    tables = segment(0xDB, b"\0" + b"\1" * 64)
    tables += segment(0xC4, b"\0\1" + bytes(15) + b"\0") + segment(0xC4, b"\x10\1" + bytes(15) + b"\0")
    frame = segment(0xC0, struct.pack(">BHHB", 8, 400, 400, 3) + bytes((1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)))
    each = [segment(0xDA, bytes((1, number, 0, 0, 63, 0))) + b"\0" for number in (1, 2, 3)]
    return b"\xff\xd8" + tables + frame + each[0] * (scans - 2) + each[1] + each[2] + b"\xff\xd9"


def test_scans_are_counted_whatever_the_kind_of_jpeg() -> None:
    assert decoded(baseline(jpeg.MAX_SCANS)).width == 400
    for scans in (jpeg.MAX_SCANS + 1, 4000):
        error = refused(baseline(scans))
        assert (type(error), str(error)) == (TooCostly, f"more than {jpeg.MAX_SCANS} scans of a JPEG")


def test_scans_behind_a_complete_one_are_never_decoded() -> None:
    """They need not be counted: the decoder refuses the second scan, and would not make 4000 passes."""
    at, passes = JPEG.rindex(b"\xff\xda"), segment(0xDA, bytes((1, 1, 0, 0, 63, 0))) + b"\0"
    error = refused(JPEG[:-2] + passes * 4000 + JPEG[-2:])
    assert (type(error), str(error)) == (Broken, "cannot be decoded: broken data stream when reading image file")
    assert jpeg.read(JPEG).data.endswith(JPEG[at:])


# ---- counts -------------------------------------------------------------------------------------


def gif_of(*extensions: bytes) -> bytes:
    data = saved(quartered(), "GIF")
    at = 13 + 3 * (2 << (data[10] & 7))
    return data[:at] + b"".join(extensions) + data[at:]


def webp_of(*chunks: bytes) -> bytes:
    body = saved(quartered(), "WEBP", quality=95)[8:] + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def avif_of(*boxes: bytes) -> bytes:
    return saved(quartered(), "AVIF", quality=95) + b"".join(boxes)


def run_lengths(size: int) -> bytes:
    header = struct.pack("<IiiHHIIiiII", 40, 100, 100, 1, 8, 1, size, 0, 0, 256, 0)
    return b"BM" + struct.pack("<IHHI", 1078 + size, 0, 0, 1078) + header + bytes(1024) + b"\x01\x05" * (size // 2)


MOST: list[tuple[str, Any, bytes, int]] = [
    ("segments of a JPEG", with_segments, segment(0xE4, b""), jpeg.MAX_SEGMENTS),
    ("segments of a JPEG", with_segments, b"\xff\x01", jpeg.MAX_SEGMENTS),
    ("chunks of a PNG", with_chunks, chunk(b"abCd", b""), png.MAX_CHUNKS),
    ("blocks of a GIF", gif_of, b"\x21\x01\0", gif.MAX_BLOCKS // 3),
    ("blocks of a GIF", gif_of, b"\0", gif.MAX_BLOCKS),
    ("blocks of a GIF", gif_of, b"\x21\xfe" + b"\x01c" * 1000 + b"\0", gif.MAX_BLOCKS // 1000),
    ("chunks of a WebP", webp_of, b"ABCD\0\0\0\0", webp.MAX_CHUNKS),
    ("boxes of an AVIF", avif_of, b"\0\0\0\x08free", avif.MAX_BOXES),
]


@pytest.mark.parametrize(("what", "build", "part", "most"), MOST)
def test_parts_are_counted(what: str, build: Any, part: bytes, most: int) -> None:
    if "AVIF" in what and "AVIF" not in FORMATS:
        pytest.skip("this Pillow has no AVIF")
    near(corners(decoded(build(*[part] * (most // 2))).image), QUARTER_COLOURS)
    error = refused(build(*[part] * (most + 1)))
    assert isinstance(error, TooCostly)
    assert str(error).endswith(what)


def test_run_lengths_are_limited() -> None:
    assert isinstance(refused(run_lengths(bmp.MAX_RUN_BYTES)), TooCostly)
    assert isinstance(refused(run_lengths(1000)), Broken), "too few for the picture"


def test_a_canvas_is_measured_before_there_is_one() -> None:
    data = bytearray(webp_of())
    canvas = b"VP8X" + struct.pack("<I", 10) + b"\x12\0\0\0" + struct.pack("<I", 16_382)[:3] * 2
    data[12:12] = canvas
    assert isinstance(refused(bytes(data)), TooManyPixels)


# ---- GIF, blanks, EXIF --------------------------------------------------------------------------


def test_a_gif_whose_frame_is_smaller_than_its_canvas() -> None:
    """The rest is transparent, whatever colour the file names for it, as browsers show it."""
    frame = saved(Image.new("P", (100, 100)), "GIF")
    table = bytes((220, 20, 20, 10, 10, 10, 0, 0, 255, 0, 255, 0))
    picture = frame[frame.index(b"\x2c", 13) :]
    at = 10 + 3 * (2 << (picture[9] & 7)) if picture[9] & 0x80 else 10
    for left, top, wanted in ((0, 0, 0), (100, 100, 3)):
        place = b"\x2c" + struct.pack("<HHHHB", left, top, 100, 100, 0)
        data = b"GIF89a" + struct.pack("<HHBBB", 200, 200, 0x81, 1, 0) + table + place + picture[at:]
        seen = corners(decoded(data).image)
        near(seen, [(220, 20, 20) if number == wanted else WHITE for number in range(4)])


@pytest.mark.parametrize("blank", [b"\n", b"\xef\xbb\xbf", b"\r\n\r\n"])
@pytest.mark.parametrize("picture", [JPEG, PICTURE])
def test_blanks_before_a_picture(blank: bytes, picture: bytes) -> None:
    near(corners(decoded(blank + picture).image), QUARTER_COLOURS)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (exif(6), 6), (exif(6)[6:], 6), (exif(0), 1), (exif(9), 1), (exif(6)[:-8], 1), (b"", 1), (b"MM\0*", 1),
        (b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0", 8), (b"II*\0\xff\xff\xff\xff", 1),
        (b"II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHII", 1, 3, 1, 1) * 65_535, 1),
    ],
)  # fmt: skip
def test_orientation(data: bytes, found: int) -> None:
    assert orientation(data) == found
