"""Real clips of many kinds, through the decoding processes: what is looked at, and the pictures that come of it."""

import io
import struct
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace
from PIL import Image

from fixtures.media import clips, hostile
from fixtures.media.overlays import framed
from services.thumbnail.pool import Decoders
from services.thumbnail.rank.crop import Crop
from services.thumbnail.render import Cut, Encoding, Rendered, RenderRequest
from services.thumbnail.scan import ScanRequest, VideoScan

JPEG = Encoding(("jpeg",), 90, 90)
KINDS = [
    ("mp4", "h264"), ("mp4", "hevc"), ("mp4", "vp9"), ("mp4", "av1"), ("mp4", "mpeg4"), ("mov", "h264"),
    ("mkv", "av1"), ("webm", "vp9"), ("avi", "mpeg4"), ("flv", "h264"), ("ts", "h264"), ("ts", "hevc"),
    ("mpg", "mpeg2video"), ("wmv", "mpeg4"), ("3gp", "h264"),
]  # fmt: skip
"""Containers with and without an index, and such as tell their streams only as they come."""


async def pictures(decoders: Decoders, path: Path, most: int = 24, *, between: bool = True) -> tuple[VideoScan, list[Image.Image]]:  # fmt: skip
    """The frames of a clip that were looked at, and each of them in full."""
    scan = await decoders.scan(path, ScanRequest(480, most, between))
    orders = [RenderRequest(frame.pts, (Cut(Crop(0, 0, frame.width, frame.height), (4096,)),)) for frame in scan.frames]
    return scan, [Image.open(io.BytesIO(one.data)) for one in await decoders.render(path, orders, JPEG)]


def difference(first: Image.Image, second: Image.Image) -> float:
    """Mean difference of two pictures, in levels."""
    small = [
        np.asarray(picture.convert("RGB").resize((64, 64), Image.Resampling.BOX), int) for picture in (first, second)
    ]
    return float(np.abs(small[0] - small[1]).mean())


def seen(scan: VideoScan, number: int) -> Image.Image:
    return Image.fromarray(scan.frames[number].picture)


@pytest.mark.parametrize(("ending", "codec"), KINDS)
async def test_every_kind_of_file(shared: Decoders, tmp_path: Path, ending: str, codec: str) -> None:
    """The frames that are cut are those that were judged, from all over the clip, key frames and others."""
    clips_codec = {"mpeg2video": "mpeg4"}.get(codec, codec)
    path = tmp_path / f"clip.{ending}"
    fps = 25 if codec.startswith("mpeg") else 10
    if codec == "mpeg2video":
        _mpeg2(path)
    else:
        clips.pan(path, codec=clips_codec, size=(180, 320), seconds=3, fps=fps, gop=fps)
    scan, full = await pictures(shared, path)
    assert scan.codec == codec
    assert scan.duration == pytest.approx(3, abs=0.15)
    assert scan.bytes == path.stat().st_size
    times = [frame.time for frame in sorted(scan.frames, key=lambda frame: frame.time)]
    assert len(times) >= 5
    assert times[0] < 0.5
    assert max(b - a for a, b in pairwise([*times, 3.0])) < 1.3
    for number, picture in enumerate(full):
        assert picture.size == (180, 320)
        assert difference(picture, seen(scan, number)) < 3


def _mpeg2(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg2video", rate=25, options={"b": "2000000"})
        stream.width, stream.height, stream.pix_fmt, stream.codec_context.gop_size = 180, 320, "yuv420p", 25
        with av.open(str(clips.pan(path.with_suffix(".mp4"), size=(180, 320), seconds=3, fps=25))) as source:
            for frame in source.decode(video=0):
                frame.pict_type = 0
                container.mux(stream.encode(frame))
        container.mux(stream.encode())


@pytest.mark.parametrize("degrees", [90, 180, 270])
async def test_a_turned_clip_comes_out_upright(shared: Decoders, tmp_path: Path, degrees: int) -> None:
    turned, full = await pictures(shared, clips.rotated(tmp_path / "turned.mp4", degrees), 1)
    upright, same = await pictures(shared, clips.pan(tmp_path / "upright.mp4"), 1)
    assert (turned.frames[0].width, turned.frames[0].height) == full[0].size == clips.SMALL
    assert turned.frames[0].time == upright.frames[0].time
    assert difference(full[0], same[0]) < 5
    assert difference(seen(turned, 0), seen(upright, 0)) < 5
    assert difference(full[0].rotate(180), same[0]) > 20


@pytest.mark.parametrize(
    ("matrix", "seen_as"),
    [
        ((-1, 0, 0, 1), Image.Transpose.FLIP_LEFT_RIGHT),
        ((1, 0, 0, -1), Image.Transpose.FLIP_TOP_BOTTOM),
        ((0, 1, 1, 0), Image.Transpose.TRANSPOSE),
        ((0, -1, -1, 0), Image.Transpose.TRANSVERSE),
        ((0, 1, -1, 0), Image.Transpose.ROTATE_270),
    ],
)
async def test_a_mirrored_clip_is_shown_as_its_matrix_says(
    shared: Decoders, tmp_path: Path, matrix: tuple[int, ...], seen_as: Image.Transpose
) -> None:
    path = clips.rotated(tmp_path / "turned.mp4", 180)
    data = bytearray(path.read_bytes())
    a, b, c, d = (part << 16 for part in matrix)
    at = data.index(b"tkhd") + 4 + 40
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    with av.open(str(path)) as container:
        stored = next(container.decode(video=0)).to_image()
    scan, full = await pictures(shared, path, 24)
    first = min(range(len(full)), key=lambda n: scan.frames[n].time)
    assert difference(full[first], stored.transpose(seen_as)) < 5
    assert difference(seen(scan, first), stored.transpose(seen_as)) < 5


@pytest.mark.parametrize("matrix", [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 1, 1)])
async def test_a_matrix_that_is_none_turns_nothing(shared: Decoders, tmp_path: Path, matrix: tuple[int, ...]) -> None:
    path = clips.rotated(tmp_path / "turned.mp4", 180)
    data = bytearray(path.read_bytes())
    a, b, c, d = (part << 16 for part in matrix)
    at = data.index(b"tkhd") + 4 + 40
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0)
    path.write_bytes(data)
    with av.open(str(path)) as container:
        stored = next(container.decode(video=0)).to_image()
    scan, full = await pictures(shared, path, 24)
    first = min(range(len(full)), key=lambda n: scan.frames[n].time)
    assert full[first].size == stored.size
    assert difference(full[first], stored) < 5


async def test_a_part_of_a_broadcast_starts_late(shared: Decoders, tmp_path: Path) -> None:
    whole = clips.pan(tmp_path / "clip.mp4", seconds=2, gop=5)
    path = tmp_path / "late.mkv"
    with av.open(str(path), "w", options={"output_ts_offset": "5000"}) as late, av.open(str(whole)) as source:
        track = late.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = track
                late.mux(packet)
    scan, full = await pictures(shared, path)
    assert scan.duration == pytest.approx(2, abs=0.11)
    assert len(full) >= 5
    assert min(frame.time for frame in scan.frames) < 0.2


async def test_a_size_that_changes_on_the_way(shared: Decoders, tmp_path: Path) -> None:
    tall = clips.pan(tmp_path / "tall.ts", seconds=1, size=(180, 320))
    wide = clips.pan(tmp_path / "wide.ts", seconds=1, size=(320, 180))
    path = tmp_path / "both.mkv"
    with av.open(str(path), "w") as both:
        for number, part in enumerate((tall, wide)):
            with av.open(str(part)) as source:
                track = both.streams.video[0] if number else both.add_stream_from_template(source.streams.video[0])
                for packet in source.demux(video=0):
                    if packet.size and packet.pts is not None and packet.dts is not None:
                        packet.pts, packet.dts, packet.stream = (
                            packet.pts + number * 90_000,
                            packet.dts + number * 90_000,
                            track,
                        )
                        both.mux(packet)
    scan, full = await pictures(shared, path)
    assert {(frame.width, frame.height) for frame in scan.frames} == {(180, 320), (320, 180)}
    assert [picture.size for picture in full] == [(frame.width, frame.height) for frame in scan.frames]


async def test_wide_pixels_become_square(shared: Decoders, tmp_path: Path) -> None:
    scan, full = await pictures(shared, clips.anamorphic(tmp_path / "wide.mp4"), 1)
    assert full[0].size == (360, 640)
    assert seen(scan, 0).size == (270, 480)


async def test_one_frame(shared: Decoders, tmp_path: Path) -> None:
    scan, full = await pictures(shared, clips.one_frame(tmp_path / "one.mp4"))
    assert len(scan.frames) == len(full) == 1
    assert scan.frames[0].time == 0


async def test_a_variable_rate_keeps_its_times(shared: Decoders, tmp_path: Path) -> None:
    scan, full = await pictures(shared, clips.variable_rate(tmp_path / "vfr.mp4"))
    times = [frame.time for frame in scan.frames]
    assert all(min(abs(time - told) for told in clips.VARIABLE_TIMES) < 0.01 for time in times)
    assert all(difference(picture, seen(scan, n)) < 3 for n, picture in enumerate(full))


@pytest.mark.parametrize(
    ("make", "seconds"),
    [(clips.variable_rate, 4.0), (clips.frozen, 46.0), (clips.slideshow, 46.0), (clips.trimmed, 2.0)],
)
@pytest.mark.parametrize("ending", ["mp4", "mov"])
async def test_how_long_it_runs(
    shared: Decoders, tmp_path: Path, make: Callable[[Path], Path], seconds: float, ending: str
) -> None:
    """To the end of the last frame that is shown, whatever B-frames, long frames and edit lists say on the way."""
    scan, full = await pictures(shared, make(tmp_path / f"clip.{ending}"))
    assert scan.duration == pytest.approx(seconds, abs=0.04)
    assert max(frame.time for frame in scan.frames) <= seconds
    assert all(difference(picture, seen(scan, n)) < 3 for n, picture in enumerate(full))


@pytest.mark.parametrize("make", [clips.fragmented, clips.ten_bit, clips.letterboxed, clips.slide, clips.black])
async def test_other_good_clips(shared: Decoders, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    scan, full = await pictures(shared, make(tmp_path / "clip.mp4"))
    assert len(full) == len(scan.frames) >= 4
    assert all(difference(picture, seen(scan, n)) < 3 for n, picture in enumerate(full))


async def test_without_duration_or_index(shared: Decoders, tmp_path: Path) -> None:
    scan, full = await pictures(shared, clips.no_duration(tmp_path / "live.webm"))
    assert scan.duration == pytest.approx(2, abs=0.15)
    assert len(full) >= 5


async def test_half_of_a_file_gives_what_is_there(shared: Decoders, tmp_path: Path) -> None:
    scan, full = await pictures(shared, hostile.truncated(tmp_path / "half.mp4", faststart=True))
    assert len(full) >= 3
    assert 1 < max(frame.time for frame in scan.frames) < 3


async def test_damage_in_the_middle_costs_no_more_than_that(shared: Decoders, tmp_path: Path) -> None:
    scan, full = await pictures(shared, hostile.damaged(tmp_path / "damaged.mp4"))
    assert max(frame.time for frame in scan.frames) >= 3
    assert len(full) == len(scan.frames) >= 5


async def test_a_title_that_is_no_utf8(shared: Decoders, tmp_path: Path) -> None:
    path = clips.pan(tmp_path / "title.mp4", seconds=1, container_options={"movflags": "use_metadata_tags"})
    with av.open(str(path)) as source, av.open(str(tmp_path / "named.mp4"), "w") as named:
        named.metadata["title"] = "XXXXXXXX"
        track = named.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = track
                named.mux(packet)
    data = (tmp_path / "named.mp4").read_bytes()
    assert b"XXXXXXXX" in data
    path.write_bytes(data.replace(b"XXXXXXXX", b"caf\xe9 \xff\xfe\xe9"))
    assert len((await pictures(shared, path))[1]) >= 3


async def test_bars_leave_no_dark_line(shared: Decoders, tmp_path: Path) -> None:
    from services.thumbnail.rank.crop import Aspect, crop

    path = clips.pan(tmp_path / "bars.mp4", ("coffee",), size=(540, 962), seconds=0.5, effects=(_bars(101),))
    (frame,) = (await shared.scan(path, ScanRequest(480, 1))).frames
    part = crop(
        (frame.width, frame.height), Aspect(9, 16), frame.measures.content, None, focus=(0.5, 0.5), min_width=16
    )
    (one,) = await shared.render(path, [RenderRequest(frame.pts, (Cut(part, (4096,)),))], JPEG)
    picture = np.asarray(Image.open(io.BytesIO(one.data)).convert("L")).astype(float)
    assert part.y >= 101
    assert part.y + part.height <= 962 - 101
    assert part.height > 740
    assert abs(picture[0].mean() - picture[3].mean()) < 10
    assert abs(picture[-1].mean() - picture[-4].mean()) < 10


@pytest.mark.parametrize(
    ("above", "below", "words", "colour"),
    [
        (0, 0.25, "", "black"),
        (0.04, 0.21, "", "black"),
        (0.22, 0.22, "New arrivals!", "black"),
        (0.2, 0, "SALE", "white"),
    ],
)
async def test_bars_that_differ_or_are_lettered_are_left_out(
    shared: Decoders, tmp_path: Path, above: float, below: float, words: str, colour: str
) -> None:
    frame = framed(above, below, words=words, colour=colour, ink="white" if colour == "black" else "black")
    path = clips.pan(tmp_path / "clip.mp4", ("armchair", "flowers", "sofa"), seconds=6, effects=(frame,))
    ask = ScanRequest(480, 24, between=True)
    scan = await shared.scan(path, ask)
    again = await shared.scan(path, ask._replace(known=scan.seen - {min(scan.seen)}, bars=scan.bars))
    assert again.frames
    for frame in [*scan.frames, *again.frames]:
        x, y, width, height = frame.measures.content
        assert (x, width) == (0, 1)
        assert (y, y + height) == pytest.approx((above, 1 - below), abs=0.005)
        assert frame.measures.text < 0.05


def _bars(height: int) -> Callable[[Image.Image, float], Image.Image]:
    def apply(picture: Image.Image, t: float) -> Image.Image:
        picture = picture.copy()
        picture.paste("black", (0, 0, picture.width, height))
        picture.paste("black", (0, picture.height - height, *picture.size))
        return picture

    return apply


@pytest.mark.parametrize("space", ["bt709", "smpte170m", "bt2020nc"])
@pytest.mark.parametrize("full_range", [False, True])
async def test_colours_are_right(shared: Decoders, tmp_path: Path, space: str, full_range: bool) -> None:
    """A red patch comes out as this red, whichever matrix the file says that it was made with."""
    red, green = (200, 30, 40), (30, 160, 60)
    path = tmp_path / "red.mp4"
    picture = Image.new("RGB", (128, 128), red)
    picture.paste(green, (64, 0, 128, 128))
    matrix = {"bt709": (Colorspace.ITU709, 1), "smpte170m": (Colorspace.ITU601, 6), "bt2020nc": (9, 9)}[space]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10, options={"qp": "1", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 128, 128, "yuv444p"
        stream.codec_context.colorspace = matrix[1]
        stream.codec_context.color_range = 2 if full_range else 1
        for number in range(3):
            frame = av.VideoFrame.from_image(picture).reformat(
                format="yuv444p", dst_colorspace=matrix[0], dst_color_range=2 if full_range else 1
            )
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    scan, (one, *_) = await pictures(shared, path)
    for shown in (one, seen(scan, 0)):
        assert np.abs(np.subtract(shown.getpixel((20, 60)), red)).max() <= 6
        assert np.abs(np.subtract(shown.getpixel((100, 60)), green)).max() <= 6


async def test_nothing_but_the_picture_is_written_and_always_the_same(shared: Decoders, tmp_path: Path) -> None:
    path = clips.pan(tmp_path / "clip.mp4", seconds=1, sound=True)
    (frame, *_) = (await shared.scan(path, ScanRequest(480, 1))).frames
    orders = [RenderRequest(frame.pts, (Cut(Crop(10, 20, 200, 250), (160, 80, 999)),))]
    both = Encoding(("jpeg", "webp"), 85, 80)
    first: list[Rendered] = await shared.render(path, orders, both)
    assert await shared.render(path, orders, both) == first
    assert [(one.format, one.width, one.height) for one in first] == [
        (kind, *size) for size in ((200, 250), (160, 200), (80, 100)) for kind in ("jpeg", "webp")
    ]
    for one in first:
        picture = Image.open(io.BytesIO(one.data))
        assert picture.size == (one.width, one.height)
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)
        assert not picture.getexif()
        assert not any(
            mark in one.data for mark in (b"Exif", b"ICC_PROFILE", b"ICCP", b"XMP ", b"Lavc", b"\xff\xfe\x00")
        )
