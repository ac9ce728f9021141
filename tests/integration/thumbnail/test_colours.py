"""Frames whose pixels are not simply a picture: HDR, wide and unnamed colours, transparency, fields."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from fixtures.media import colours
from fixtures.media.colours import PATCHES, SIDE
from fixtures.media.encode import CODECS
from services.thumbnail.decode.interlacing import combed
from services.thumbnail.pool import Decoders
from tests.integration.thumbnail.test_clips import difference, pictures, seen

CODECS["prores"] = ("prores_ks", {"profile": "4444"})
CODECS["vp8"] = ("libvpx", {"deadline": "realtime", "crf": "10", "b": "1000000"})


def off(picture: Image.Image, expected: Sequence[tuple[int, int, int]] = PATCHES) -> int:
    """By how much the worst patch of the picture is wrong, in levels."""
    scale = picture.width / (SIDE * len(expected))
    shown = [picture.getpixel((round(scale * SIDE * (n + 0.5)), picture.height // 2)) for n in range(len(expected))]
    return int(np.abs(np.subtract(shown, expected)).max())


@pytest.mark.parametrize("kind", ["pq", "hlg", "p3"])
async def test_hdr_and_wide_colours_look_as_they_do_on_their_own_screens(
    shared: Decoders, tmp_path: Path, kind: colours.Kind
) -> None:
    path = colours.in_wide(tmp_path / "clip.mp4", kind)
    with av.open(str(path)) as container:
        assert off(next(container.decode(video=0)).to_image()) > 15, "it is not what it looks like"
    scan, full = await pictures(shared, path)
    assert off(full[0]) <= 6
    assert off(seen(scan, 0)) <= 6


@pytest.mark.parametrize(("size", "matrix"), [((1280, 720), 1), ((720, 1280), 1), ((640, 360), 5), ((576, 480), 5)])
async def test_a_large_frame_that_does_not_say_so_is_bt709(
    shared: Decoders, tmp_path: Path, size: tuple[int, int], matrix: int
) -> None:
    path, red = tmp_path / "clip.mp4", (200, 30, 40)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=5, options={"preset": "ultrafast", "qp": "4"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(2):
            frame = av.VideoFrame.from_image(Image.new("RGB", size, red)).reformat(
                format="yuv420p", dst_colorspace=matrix, dst_color_range=1
            )
            frame.colorspace, frame.pts, frame.time_base = 2, number, Fraction(1, 5)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with av.open(str(path)) as container:
        assert next(container.decode(video=0)).colorspace == 2
    scan, full = await pictures(shared, path)
    assert off(full[0], [red]) <= 5
    assert off(seen(scan, 0), [red]) <= 5


@pytest.mark.parametrize("matrix", [8, 10, 14])
async def test_a_matrix_that_cannot_be_undone_costs_the_colours_alone(
    shared: Decoders, tmp_path: Path, matrix: int
) -> None:
    """YCgCo, constant luminance, ICtCp: libswscale refuses to convert them."""
    path = tmp_path / "clip.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=5, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *colours.patches().size, "yuv420p"
        stream.codec_context.colorspace = matrix
        for number in range(2):
            frame = av.VideoFrame.from_image(colours.patches()).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 5)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    with av.open(str(path)) as container:
        assert next(container.decode(video=0)).colorspace == matrix
    _, full = await pictures(shared, path)
    assert off(full[0]) < 60


@pytest.mark.parametrize(
    ("name", "codec", "pixels"),
    [("clip.webm", "vp9", "yuva420p"), ("clip.webm", "vp8", "yuva420p"), ("clip.mov", "prores", "yuva444p10le")],
)
async def test_what_is_transparent_is_white(
    shared: Decoders, tmp_path: Path, name: str, codec: str, pixels: str
) -> None:
    scan, full = await pictures(shared, colours.cut_out(tmp_path / name, codec, pixels))
    assert len(full) >= 3
    for picture in (full[0], full[-1], seen(scan, 0)):
        shown = np.asarray(picture).astype(int)
        assert shown[:15].min() >= 250
        assert shown[70:90, 70:90].mean() < 200, "the disc itself is there"
        magenta = (shown[..., 0] > 180) & (shown[..., 1] < 80) & (shown[..., 2] > 180)
        assert magenta.mean() < 0.02, "but for the rim, where two by two pixels share a colour"


@pytest.mark.parametrize("ending", ["mp4", "ts"])
async def test_fields_are_not_woven_into_combs(shared: Decoders, tmp_path: Path, ending: str) -> None:
    path = colours.interlaced(tmp_path / f"clip.{ending}")
    with av.open(str(path)) as container:
        woven = next(container.decode(video=0))
    assert woven.interlaced_frame
    assert combed(np.asarray(woven.to_image().convert("L")))
    scan, full = await pictures(shared, path)
    for number, picture in enumerate(full):
        assert picture.size == (360, 288)
        assert not combed(np.asarray(picture.convert("L")))
        assert difference(picture, seen(scan, number)) < 3


async def test_fields_of_one_moment_keep_all_their_rows(shared: Decoders, tmp_path: Path) -> None:
    """What is marked as interlaced and does not move loses nothing."""
    path = colours.interlaced(tmp_path / "still.mp4", moving=False)
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        assert frame.interlaced_frame
        stored = np.asarray(frame.to_image()).astype(int)
    scan, full = await pictures(shared, path)
    first = min(range(len(full)), key=lambda n: scan.frames[n].time)
    assert np.abs(np.asarray(full[first]) - stored).mean() < 2
