"""Photos as phones store them: HEIC, in one piece or as a grid of tiles. AVIF is written by Pillow."""

import struct
from pathlib import Path

import av
from PIL import Image

from tests.media import photos
from tests.media.encode import write


def heic(path: Path, brand: bytes = b"heic", *, grid: bool = True) -> Path:
    """A HEIC picture of 2×2 tiles, or one that is one tile (ISO/IEC 23008-12)."""
    tile = 64
    picture = photos.image("armchair").resize((tile * 2, tile * 2))
    corners = [(x, y) for y in (0, tile) for x in (0, tile)] if grid else [(0, 0)]
    coded = [_hevc(path, picture.crop((x, y, x + tile, y + tile))) for x, y in corners]
    number = len(coded)
    layout = struct.pack(">BBBBHH", 0, 0, 1, 1, *picture.size) if grid else b""
    parts = [data for _, data in coded] + ([layout] if grid else [])
    kinds = [b"hvc1"] * number + ([b"grid"] if grid else [])
    items = b"".join(
        _full(b"infe", 2, int(grid and kind != b"grid"), struct.pack(">HH4s", item, 0, kind), b"\0")
        for item, kind in enumerate(kinds, 1)
    )
    properties = _box(
        b"ipco", coded[0][0], _full(b"ispe", 0, 0, struct.pack(">II", tile, tile)),
        _full(b"ispe", 0, 0, struct.pack(">II", *picture.size)),
    )  # fmt: skip
    owned = [struct.pack(">HBBB", item, 2, 0x81, 0x02) for item in range(1, number + 1)]
    owned += [struct.pack(">HBB", number + 1, 1, 0x03)] if grid else []
    made_of = struct.pack(f">HH{number}H", number + 1, number, *range(1, number + 1)) if grid else b""

    def meta(at: int) -> bytes:
        places = b""
        for item, part in enumerate(parts, 1):
            places += struct.pack(">HHHHII", item, 0, 0, 1, at, len(part))
            at += len(part)
        return _full(
            b"meta", 0, 0,
            _full(b"hdlr", 0, 0, struct.pack(">I4s", 0, b"pict"), b"\0" * 13),
            _full(b"pitm", 0, 0, struct.pack(">H", len(parts))),
            _full(b"iloc", 1, 0, b"\x44\x00", struct.pack(">H", len(parts)), places),
            _full(b"iinf", 0, 0, struct.pack(">H", len(parts)), items),
            _full(b"iref", 0, 0, _box(b"dimg", made_of)) if grid else b"",
            _box(b"iprp", properties, _full(b"ipma", 0, 0, struct.pack(">I", len(owned)), *owned)),
        )  # fmt: skip

    head = _box(b"ftyp", brand, bytes(4), b"mif1", b"heic")
    path.write_bytes(head + meta(len(head) + len(meta(0)) + 8) + _box(b"mdat", *parts))
    return path


def _hevc(path: Path, picture: Image.Image) -> tuple[bytes, bytes]:
    """The decoder's configuration (a box) and the coded picture."""
    # libx265 through FFmpeg cannot be ended after a single frame.
    video = write(path.with_suffix(".tile.mp4"), [picture, picture, picture], codec="hevc", fps=5)
    with av.open(str(video)) as container:
        configuration = container.streams.video[0].codec_context.extradata or b""
        first = bytes(next(packet for packet in container.demux(video=0) if packet.size))
    video.unlink()
    return _box(b"hvcC", configuration), first


def _box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def _full(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *parts)
