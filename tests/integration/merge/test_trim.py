"""Stretches of clips, exact to a frame: only the groups of pictures at their ends are encoded."""

from fractions import Fraction
from pathlib import Path

import av
import pytest

from fixtures.media.marked import Reading, marked, read
from services.merge.errors import BadOption
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged
from services.merge.planning.options import parse
from tests.integration.merge.test_join import check_sound

FRAMES = 100
GROUPS = {"g": "10", "sc_threshold": "0"}


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Of 4 s at 25 fps, with a key frame every 10 frames."""
    folder = tmp_path_factory.mktemp("trim")
    return [marked(folder / f"{n}.mp4", n, frames=FRAMES, options=GROUPS) for n in (1, 2)]


def joined(paths: list[Path], out: Path, **options: object) -> tuple[Merged, Reading]:
    merged = merge_files(paths, out, lambda step: None, parse(options))
    return merged, read(out)


def frames(reading: Reading) -> list[tuple[int, int]]:
    return [(seen.clip, seen.frame) for seen in reading.frames]


def stretch(clip: int, first: int, end: int) -> list[tuple[int, int]]:
    return [(clip, frame) for frame in range(first, end)]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (0.52, 3.0, 13, 75),
        (0.4, 2.0, 10, 50),  # on key frames: nothing is encoded
        (0.0, 1.0, 0, 25),
        (3.0, None, 75, 100),
        (0.52, 0.68, 13, 17),  # within a group: all of it is encoded
        (0.53, 2.99, 14, 75),  # frames that begin in it
        (0.39, 2.0, 10, 50),  # between a frame and the key frame behind it: nothing is encoded
    ],
)
def test_a_stretch_is_exact_to_a_frame(
    clips: list[Path], tmp_path: Path, start: float, end: float | None, first: int, last: int
) -> None:
    """Between two others; the sound is in step in all of them."""
    trim = [None, {"start": start, "end": end}, None]
    merged, reading = joined([clips[0], clips[1], clips[0]], tmp_path / "out.mp4", trim=trim)
    assert frames(reading) == [*stretch(1, 0, FRAMES), *stretch(2, first, last), *stretch(1, 0, FRAMES)]
    check_sound(reading)
    assert merged.plan.clips[1].edges == ("trimmed",)
    assert not merged.plan.clips[1].picture


@pytest.mark.parametrize(
    ("rate", "start", "first"),
    [
        (Fraction(30000, 1001), 1.0, 30),  # the key frame is shown at 1.001 s
        (25, 0.081, 3),
        (10, 0.21, 3),
    ],
)
def test_the_sound_begins_with_the_first_frame(rate: Fraction | int, start: float, first: int, tmp_path: Path) -> None:
    """Also if the stretch starts nearly a frame before it."""
    clip = marked(tmp_path / "c.mp4", 3, rate=rate, frames=40, options=GROUPS)
    _, reading = joined([clip, clip], tmp_path / "out.mp4", trim=[None, {"start": start}])
    assert frames(reading) == [*stretch(3, 0, 40), *stretch(3, first, 40)]
    check_sound(reading)


def test_only_the_ends_are_encoded(clips: list[Path], tmp_path: Path) -> None:
    joined([clips[0], clips[1]], tmp_path / "out.mp4", trim=[None, {"start": 0.52, "end": 3.48}])
    with av.open(str(clips[1])) as source, av.open(str(tmp_path / "out.mp4")) as out:
        before = {bytes(packet)[-40:] for packet in source.demux(video=0) if packet.size}
        after = [bytes(packet)[-40:] for packet in out.demux(video=0) if packet.size]
    # Frames 20 to 79 of the second clip are copied.
    assert sum(data in before for data in after[FRAMES:]) == 60


@pytest.mark.parametrize(
    "options", [{"bf": "0"}, {"bf": "4", "b_strategy": "0"}, {"x264-params": "open-gop=1:bframes=3"}]
)
def test_other_groups_of_pictures(options: dict[str, str], clips: list[Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, frames=FRAMES, options=GROUPS | options)
    trim = [{"start": 0.52, "end": 3.28}, None, {"start": 1.0, "end": 2.0}]
    _, reading = joined([other, clips[0], other], tmp_path / "out.mp4", trim=trim)
    assert frames(reading) == [*stretch(3, 13, 82), *stretch(1, 0, FRAMES), *stretch(3, 25, 50)]
    check_sound(reading)


@pytest.mark.parametrize(("start", "end", "first", "last"), [(0.52, 3.0, 13, 75), (2.4, 3.28, 60, 82)])
def test_a_stretch_of_a_transport_stream(start: float, end: float, first: int, last: int, tmp_path: Path) -> None:
    """Seeking in it does not find key frames."""
    clip = marked(tmp_path / "c.ts", 3, frames=FRAMES, options=GROUPS, shift=5.0)
    merged, reading = joined([clip, clip], tmp_path / "out.mp4", trim=[None, {"start": start, "end": end}])
    assert frames(reading) == [*stretch(3, 0, FRAMES), *stretch(3, first, last)]
    check_sound(reading)
    assert not merged.plan.clips[1].picture


def test_a_stretch_of_what_is_encoded_anyway(clips: list[Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, frames=FRAMES, size=(96, 160), sound_rate=22_050, layout="mono")
    merged, reading = joined([clips[0], other], tmp_path / "out.mp4", trim=[None, {"start": 0.52, "end": 3.28}])
    assert frames(reading) == [*stretch(1, 0, FRAMES), *stretch(3, 13, 82)]
    check_sound(reading)
    assert merged.plan.clips[1].picture


def test_rotated_clips_of_which_nothing_can_be_copied(tmp_path: Path) -> None:
    """The result is shown upright: the files of its edges tell the rotation."""
    turned = marked(tmp_path / "c.mp4", 3, turns=1, frames=20)
    _, reading = joined([turned, turned], tmp_path / "out.mp4", trim=[{"start": 0.2}, {"end": 0.4}])
    assert frames(reading) == [*stretch(3, 5, 20), *stretch(3, 0, 10)]


@pytest.mark.parametrize(
    ("trim", "message"),
    [
        ([None, {"start": 9}], "option trim, video 2: starts at 9 s, but .*2.mp4 has 4.00 s"),
        ([None] * 3, "option trim: has 3 stretches, but there are 2 videos"),
        ([{"start": 1.001, "end": 1.002}], "option trim, video 1: .*1.mp4 has no frame in that stretch"),
    ],
)
def test_impossible_stretches(trim: list[object], message: str, clips: list[Path], tmp_path: Path) -> None:
    with pytest.raises(BadOption, match=message):
        merge_files(clips, tmp_path / "out.mp4", lambda step: None, parse({"trim": trim}))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("end", "last", "count"),
    [
        (0.39, 0.03, 10),  # within a frame of 0.04 s
        (1.2, 0.84, 10),  # within a frame of 1.04 s: longer than those before
        (2.5, 1.1, 11),
    ],
)
def test_the_last_frame_is_shown_until_the_trim_ends(end: float, last: float, count: int, tmp_path: Path) -> None:
    times = [0.04 * number for number in range(10)] + [1.4, 3.0]
    for bframes in ("0", "3"):
        clip = marked(tmp_path / "c.mp4", 2, frames=12, times=times, options=GROUPS | {"bf": bframes})
        merged, reading = joined([clip], tmp_path / "out.mp4", trim=[{"end": end}])
        assert frames(reading) == stretch(2, 0, count)
        assert merged.seconds == Fraction(str(end))
        with av.open(str(tmp_path / "out.mp4")) as out:
            video = out.streams.video[0]
            assert video.duration is not None
            assert video.time_base is not None
            assert float(video.duration * video.time_base) == pytest.approx(end, abs=0.001)
            shown = max((packet for packet in out.demux(video) if packet.size), key=lambda each: each.pts or 0)
        assert float((shown.duration or 0) * video.time_base) == pytest.approx(last, abs=0.001)
