"""The test material is what it says: each generated file, probed."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import av
import pytest
from av.error import FFmpegError
from av.video.frame import VideoFrame

from fixtures.media import best_second, best_second_2, clips, hostile, photos
from fixtures.media.labelled import ONE_KEY_FRAME, make
from fixtures.media.shots import render

SETS = (*best_second.CLIPS, *best_second_2.CLIPS)


def decoded(path: Path) -> list[VideoFrame]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def test_photos_are_large_enough_and_hold_their_subject() -> None:
    for name, photo in photos.PHOTOS.items():
        picture = photos.image(name)
        left, top, right, bottom = photo.subject
        assert min(picture.size) >= 300
        assert max(picture.size) <= photos.LONGEST
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1


@pytest.mark.parametrize("codec", ["h264", "hevc", "vp9", "av1", "mpeg4"])
def test_a_pan_has_its_codec_size_and_duration(tmp_path: Path, codec: str) -> None:
    path = clips.pan(tmp_path / "clip.mp4", codec=codec, seconds=1)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.codec.canonical_name == codec
        assert (stream.width, stream.height) == clips.SMALL
        assert container.duration == pytest.approx(1e6)
        assert len(list(container.decode(video=0))) == 10


@pytest.mark.parametrize(("degrees", "stored"), [(90, (480, 270)), (180, (270, 480)), (270, (480, 270))])
def test_a_rotated_clip_is_upright_once_turned(tmp_path: Path, degrees: int, stored: tuple[int, int]) -> None:
    upright, turned = (
        decoded(clips.pan(tmp_path / "up.mp4"))[0],
        decoded(clips.rotated(tmp_path / "turned.mp4", degrees))[0],
    )
    assert (turned.width, turned.height) == stored
    # FFmpeg counts anticlockwise, from -180 to 180; so does Pillow.
    assert turned.rotation % 360 == -degrees % 360
    shown = turned.to_image().rotate(-degrees, expand=True)
    difference = sum(
        abs(a - b) for a, b in zip(shown.convert("L").tobytes(), upright.to_image().convert("L").tobytes(), strict=True)
    )
    assert difference / (upright.width * upright.height) < 5


def test_shapes_and_times(tmp_path: Path) -> None:
    anamorphic = clips.anamorphic(tmp_path / "anamorphic.mp4")
    with av.open(str(anamorphic)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (180, 640)
        assert container.streams.video[0].sample_aspect_ratio == 2
    assert len(decoded(clips.one_frame(tmp_path / "one.mp4"))) == 1
    times = [frame.time for frame in decoded(clips.variable_rate(tmp_path / "variable.mp4"))]
    assert times == pytest.approx(clips.VARIABLE_TIMES, abs=0.002)
    with av.open(str(clips.long(tmp_path / "long.mp4"))) as container:
        assert container.duration == pytest.approx(61e6)
    with av.open(str(clips.no_duration(tmp_path / "live.webm"))) as container:
        assert container.duration is None
    assert decoded(clips.ten_bit(tmp_path / "ten.mp4"))[0].format.name == "yuv420p10le"
    assert len(decoded(clips.fragmented(tmp_path / "fragmented.mp4"))) == 20
    assert max(decoded(clips.black(tmp_path / "black.mp4"))[5].to_image().tobytes()) < 5
    assert decoded(clips.letterboxed(tmp_path / "bars.mp4"))[3].to_image().getpixel((135, 40)) == (0, 0, 0)
    assert len(decoded(clips.slide(tmp_path / "slide.mp4"))) == 30
    with av.open(str(clips.pan(tmp_path / "sound.mp4", sound=True, seconds=1))) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    files = [
        hostile.empty(tmp_path / "empty.mp4"),
        hostile.random_bytes(tmp_path / "random.mp4"),
        hostile.truncated(tmp_path / "truncated.mp4"),
        hostile.playlist(tmp_path / "html.mp4", "html"),
    ]
    for path in files:
        with pytest.raises(FFmpegError):
            av.open(str(path))


@pytest.mark.parametrize("make_it", [hostile.audio_only, hostile.trackless])
def test_what_has_no_picture(tmp_path: Path, make_it: Callable[[Path], Path]) -> None:
    with av.open(str(make_it(tmp_path / "clip.mp4"))) as container:
        assert not container.streams.video


def test_half_of_a_faststart_file_can_be_read_up_to_its_end(tmp_path: Path) -> None:
    frames: list[VideoFrame] = []
    path = hostile.truncated(tmp_path / "half.mp4", faststart=True)
    with av.open(str(path)) as container, pytest.raises(FFmpegError):
        frames.extend(container.decode(video=0))
    assert 10 < len(frames) < 30


def test_heads_that_lie(tmp_path: Path) -> None:
    data = hostile.lying_size(tmp_path / "size.mp4", (10_000, 10_000)).read_bytes()
    assert data.count((10_000).to_bytes(2, "big") * 2) == 1
    assert [frame.width for frame in decoded(tmp_path / "size.mp4")] == [270] * 10
    clip = hostile.claim_seconds(clips.pan(tmp_path / "seconds.mp4", seconds=1), 3600)
    assert (3600 * 1000).to_bytes(4, "big") in clip.read_bytes()


def test_a_huge_frame_is_a_small_file(tmp_path: Path) -> None:
    # As PyAV opens a file it may decode a frame: the size is read from the JPEG, at a smaller scale.
    path = hostile.huge(tmp_path / "huge.mov", side=2000)
    assert path.stat().st_size < 200_000
    assert decoded(path)[0].width == 2000
    hostile.claim_size(path, (320, 240))
    assert decoded(path)[0].width == 2000


def test_the_labels_make_sense() -> None:
    assert len(best_second.CLIPS) == len(best_second_2.CLIPS) == 20
    assert len({clip.name for clip in SETS}) == len(SETS)
    for clip in SETS:
        start, end = clip.best
        assert 0 <= start < end <= clip.seconds, clip.name
        assert 1.5 <= end - start <= 5, clip.name
        assert 5 <= clip.seconds <= 45, clip.name


def test_a_labelled_clip_is_made_once(tmp_path: Path) -> None:
    clip = next(clip for clip in best_second_2.CLIPS if clip.gop == ONE_KEY_FRAME)
    path = make(clip, tmp_path)
    written = path.stat().st_mtime_ns
    assert make(clip, tmp_path).stat().st_mtime_ns == written
    frames = decoded(path)
    assert len(frames) == round(clip.seconds * clip.fps)
    assert [frame.key_frame for frame in frames].count(True) == 1
    assert all(later.time > earlier.time for earlier, later in pairwise(frames))


def test_rendering_is_the_same_each_time() -> None:
    clip = best_second.CLIPS[10]
    first, second = (next(render(clip.shots, (90, 160), 15)).tobytes() for _ in range(2))
    assert first == second
