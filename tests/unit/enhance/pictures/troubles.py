"""Pictures with each kind of trouble, made here: turned, tagged, with colour profiles, huge, tiny, and damaged ones."""

import io
import struct
import zlib
from typing import Any

from PIL import Image

GPS_MARK = b"Reelbus-Ort-52.52"
"""Stands in the GPS entries of `with_gps`."""
P3_TO_PCS = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
"""Columns of Display P3's primaries, adapted to D50."""


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_gps(orientation: int = 1) -> Image.Exif:
    """EXIF of a phone: orientation, camera, and where it was."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Reelbus-Kamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0), 27: GPS_MARK})
    return exif


def _s15(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_s15(value) for value in values)


def _profile(space: bytes, pcs: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    """An ICC profile of version 2 (ICC.1:2001)."""
    name = b"Test"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(1 + 4 + 4 + 2 + 1 + 67),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        **tags,
    }
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for tag, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += padded
    rest = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4s4s4s4s4s", 128 + len(rest), b"test", b"\x02\x10\0\0", kind, space, pcs)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + _s15(0.9642) + _s15(1) + _s15(0.8249)
    return head.ljust(128, b"\0") + rest


def p3() -> bytes:
    """A profile with the primaries of Display P3 and a gamma of 2.2."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    primaries = {name: _xyz(*column) for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3_TO_PCS, strict=True)}
    return _profile(b"RGB ", b"XYZ ", b"mntr", {**primaries, b"rTRC": curve, b"gTRC": curve, b"bTRC": curve})


def grey_gamma(gamma: float) -> bytes:
    """A profile of grey values with this gamma."""
    return _profile(b"GRAY", b"XYZ ", b"mntr", {b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))})


def press() -> bytes:
    """A profile of CMYK in which cyan is printed as a dull blue-green: a table of the 16 corners, in Lab."""
    ramp = bytes(range(256))
    corners = b""
    for number in range(16):
        cyan, magenta, yellow, black = (number >> shift & 1 for shift in (3, 2, 1, 0))
        lightness = 255 - 90 * cyan - 100 * magenta - 20 * yellow
        lab = (lightness, 128 - 40 * cyan + 70 * magenta, 128 - 20 * cyan - 10 * magenta + 80 * yellow)
        corners += bytes((20, 128, 128) if black else (max(20, part) for part in lab))
    unit = b"".join(_s15(value) for value in (1, 0, 0, 0, 1, 0, 0, 0, 1))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + unit + ramp * 4 + corners + ramp * 3
    return _profile(b"CMYK", b"Lab ", b"prtr", {b"A2B0": table, b"A2B1": table})


def bomb(side: int = 50_000) -> bytes:
    """A PNG of `side`×`side` white pixels in some 400 kB."""
    packer, rows = zlib.compressobj(9), 500
    # Blocks that stand alone can be repeated. The checksum at the end is left out.
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress((b"\0" + b"\xff" * ((side + 7) // 8)) * rows) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + block * (side // rows) + b"\x03\0" + bytes(4)
    parts = (b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def scene(size: tuple[int, int] = (400, 300), *, product: tuple[int, int, int] = (200, 30, 40)) -> Image.Image:
    """A picture with a product: a bottle of two colours before a wall and a table."""
    wide, high = size
    image = Image.linear_gradient("L").resize(size).convert("RGB").point(lambda value: 120 + value // 3)
    image.paste((150, 110, 70), (0, high * 3 // 4, wide, high))
    image.paste(product, (wide * 2 // 5, high // 3, wide * 3 // 5, high * 9 // 10))
    image.paste((240, 240, 200), (wide * 2 // 5, high // 2, wide * 3 // 5, high * 2 // 3))
    image.paste((20, 20, 30), (wide * 9 // 20, high // 6, wide * 11 // 20, high // 3))
    return image


def textured(size: tuple[int, int] = (400, 300), seed: int = 1) -> Image.Image:
    """A picture with detail everywhere, the same for a seed."""
    import random

    grain = Image.frombytes(
        "RGB", (size[0] // 8, size[1] // 8), random.Random(seed).randbytes(size[0] // 8 * (size[1] // 8) * 3)
    )
    return Image.blend(grain.resize(size, Image.Resampling.BICUBIC), scene(size), 0.7)
