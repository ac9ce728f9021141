"""Clips that fade into each other: which frames and sounds there are before, in and behind each cross-fade."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from fixtures.media.marked import Reading, luma, marked, read
from services.merge.errors import BadOption
from services.merge.inputs.source import LocalFile
from services.merge.job.fading import make_faded_parts
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged, plan_of
from services.merge.planning.options import parse
from tests.integration.merge.test_join import check_file, check_sound
from tests.integration.merge.test_sound_options import RATE, level, tone
from tests.integration.merge.test_trim import GROUPS, frames, stretch

FRAMES = 50
FADE, FADED = 0.12, 3
"""Seconds and frames, at 25 fps: the flashes of a clip are just outside."""


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Of 2 s at 25 fps, with a key frame every 10 frames."""
    folder = tmp_path_factory.mktemp("fade")
    return [marked(folder / f"{n}.mp4", n, frames=FRAMES, options=GROUPS) for n in (1, 2)]


def joined(paths: Sequence[Path], out: Path, **options: object) -> tuple[Merged, Reading]:
    merged = merge_files(paths, out, lambda step: None, parse({"cross_fade": FADE} | options))
    return merged, read(out)


def plain(path: Path, brightness: int, *, rate: int = 25, frames: int = 25, **times: Any) -> Path:
    """A clip of one grey, of 1 s if `frames` is `rate`."""
    at = times.get("at", [n / rate for n in range(frames)])
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 160, 96, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 12_000)
        for second, after in pairwise([*at, times.get("end", frames / rate)]):
            grey = np.full((96 * 3 // 2, 160), 128, np.uint8)
            grey[:96] = brightness
            frame = av.VideoFrame.from_ndarray(grey, "yuv420p")
            frame.pts, frame.time_base = round(second * 12_000), Fraction(1, 12_000)
            frame.duration = round((after - second) * 12_000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def shown(path: Path) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """When each frame is shown, and its mean brightness."""
    with av.open(str(path)) as file:
        seen = [(float(frame.time), float(luma(frame).mean())) for frame in file.decode(video=0)]
    times, levels = np.array(seen).T
    return times, levels


def alone(
    clip: int, count: int, *, first: bool = False, last: bool = False, faded: int = FADED
) -> list[tuple[int, int]]:
    """The frames of a clip that are not blended."""
    return stretch(clip, 0 if first else faded, count if last else count - faded)


def without_blended(reading: Reading, blended: Sequence[range]) -> list[tuple[int, int]]:
    hidden = {place for span in blended for place in span}
    return [each for place, each in enumerate(frames(reading)) if place not in hidden]


def joints(counts: Sequence[int]) -> list[range]:
    """The places of blended frames. `counts`: those of clips."""
    spans, at = [], 0
    for count in counts[:-1]:
        at += count - FADED
        spans.append(range(at, at + FADED))
    return spans


def test_five_joints(clips: list[Path], tmp_path: Path) -> None:
    """Each frame that is not blended is there once, at a steady rate, and each beep at its flash."""
    merged, reading = joined([*clips] * 3, tmp_path / "out.mp4")
    assert merged.frames == len(reading.frames) == 6 * FRAMES - 5 * FADED
    assert merged.seconds == 6 * 2 - 5 * Fraction(FADED, 25)
    assert without_blended(reading, joints([FRAMES] * 6)) == [
        each for n in range(6) for each in alone(1 + n % 2, FRAMES, first=n == 0, last=n == 5)
    ]
    check_sound(reading)
    assert {round(after.seconds - before.seconds, 4) for before, after in pairwise(reading.frames)} == {0.04}
    assert abs(len(reading.samples) / RATE - float(merged.seconds)) < 0.03
    assert all(each.edges == ("cross-fades",) for each in merged.plan.clips)
    check_file(tmp_path / "out.mp4", "avc3")


def packets(path: Path) -> list[bytes]:
    """Those of the picture, without the parameter sets that may precede them."""
    with av.open(str(path)) as file:
        return [bytes(packet)[-40:] for packet in file.demux(video=0) if packet.size]


def test_only_the_ends_are_encoded(clips: list[Path], tmp_path: Path) -> None:
    """Up to the last key frame before the cross-fade, at frame 40, and from the first one behind it, at frame 10."""
    joined(clips, tmp_path / "out.mp4")
    one, two, made = packets(clips[0]), packets(clips[1]), packets(tmp_path / "out.mp4")
    assert made[:40] == one[:40]
    assert made[-40:] == two[-40:]
    assert len(made) == 2 * FRAMES - FADED


def test_clips_that_are_encoded_have_key_frames_at_their_cross_fades(tmp_path: Path) -> None:
    """Else the pictures around these would be encoded twice more."""
    sources = [LocalFile(marked(tmp_path / f"{n}.mp4", n, codec="mpeg4")) for n in (1, 2, 3)]
    made = plan_of(sources, parse({"cross_fade": FADE}), lambda step: None)
    files = (tmp_path / f"made{number}.mp4" for number in range(20))
    parts, _ = make_faded_parts(made, lambda: next(files), lambda step: None)
    assert [[segment.frames for segment in part.pictures] for part in parts] == [[17, 3], [14, 3], [17]]


def test_weights_rise_from_one_clip_to_the_other(tmp_path: Path) -> None:
    one, two = plain(tmp_path / "one.mp4", 60), plain(tmp_path / "two.mp4", 200)
    merge_files([one, two], tmp_path / "out.mp4", lambda step: None, parse({"cross_fade": 0.4}))
    _, levels = shown(tmp_path / "out.mp4")
    assert len(levels) == 40
    weights = (levels - 60) / 140
    expected = np.concatenate((np.zeros(15), (np.arange(10) + 0.5) / 10, np.ones(15)))
    assert np.abs(weights - expected).max() < 0.015
    assert (weights[14:25] < weights[15:26]).all()


@pytest.mark.parametrize(
    ("first", "second", "blended"),
    [
        (25, 30, 15),
        (30, 25, 15),
        (60, 24, 30),
        (24, 60, 30),
        (25, 50, 25),
        (5, 5, 5),
        (1, 25, 12),
        (25, 1, 12),
        (1, 1, 5),
    ],
)
def test_other_rates(first: int, second: int, blended: int, tmp_path: Path) -> None:
    """A cross-fade has the higher rate of both. The result is as much shorter as it is long."""
    one = plain(tmp_path / "one.mp4", 60, rate=first, frames=2 * first)
    two = plain(tmp_path / "two.mp4", 200, rate=second, frames=2 * second)
    merged = merge_files([one, two], tmp_path / "out.mp4", lambda step: None, parse({"cross_fade": 0.5}))
    times, levels = shown(tmp_path / "out.mp4")
    assert ((levels > 60.5) & (levels < 199.5)).sum() == blended
    assert (np.diff(levels) > -1.5).all()
    assert (np.diff(times) > 0.01).all()
    assert float(merged.seconds) == pytest.approx(3.5, abs=0.5 / max(first, second) + 0.001)
    half = times[np.abs(levels - 130).argmin()]
    assert half == pytest.approx(1.75, abs=1.1 / max(first, second, 10))


KINDS: dict[str, dict[str, Any]] = {
    "other size": {"size": (96, 160)},
    "other rate": {"rate": Fraction(24_000, 1001)},
    "no sound": {"sound": None},
    "short sound": {"sound_to": 1.92},
    "rotated": {"turns": 1},
    "one group": {"options": {"g": "250"}},
    "open groups": {"options": {"x264-params": "keyint=10:open-gop=1:bframes=3"}},
    "other codec": {"codec": "mpeg4"},
    "mono": {"sound_rate": 22_050, "layout": "mono"},
    "variable": {"times": [0.04 * n + (0.015 if n % 3 == 1 else 0.0) for n in range(FRAMES)]},
    "late": {"shift": 5.0},
}


@pytest.mark.parametrize("kind", KINDS)
def test_other_clips(kind: str, clips: list[Path], tmp_path: Path) -> None:
    """Between two ordinary ones."""
    options = {"options": GROUPS} if KINDS[kind].get("codec") is None else {}
    name = "c.ts" if kind == "late" else "c.mkv" if kind == "variable" else "c.mp4"
    other = marked(tmp_path / name, 3, frames=FRAMES, **(options | KINDS[kind]))
    out = tmp_path / "out.mp4"
    merged = merge_files([clips[0], other, clips[1]], out, lambda step: None, parse({"cross_fade": FADE}))
    seconds = float(merged.seconds)
    reading = read(out, blended=[(2 - FADE, 2), (seconds - 2, seconds - 2 + FADE)])
    middle = [frame for clip, frame in frames(reading) if clip == 3]
    assert middle == list(range(middle[0], middle[-1] + 1))
    assert middle[0] in (FADED, FADED + 1)
    assert FRAMES - middle[-1] - 1 in (FADED - 1, FADED)
    assert [each for each in frames(reading) if each[0] != 3] == [
        *alone(1, FRAMES, first=True), *alone(2, FRAMES, last=True)
    ]  # fmt: skip
    check_sound(reading, silent=[3] if kind == "no sound" else ())
    longer = float(FRAMES * Fraction(1001, 24_000)) - 2 if kind == "other rate" else 0
    assert seconds == pytest.approx(6 + longer - 2 * FADE, abs=0.05)
    assert reading.frames[-1].seconds + 0.04 == pytest.approx(seconds, abs=0.002)


def test_clips_that_are_trimmed(clips: list[Path], tmp_path: Path) -> None:
    """The cross-fade begins and ends where the stretches do."""
    trim = [{"end": 1.0}, {"start": 0.52, "end": 1.4}, {"start": 1.2}]
    merged, reading = joined([clips[0], clips[1], clips[0]], tmp_path / "out.mp4", trim=trim)
    assert without_blended(reading, joints([25, 22, 20])) == [
        *stretch(1, 0, 22), *stretch(2, 16, 32), *stretch(1, 33, 50),
    ]  # fmt: skip
    check_sound(reading)
    assert merged.plan.clips[1].edges == ("trimmed", "cross-fades")


def test_a_constant_rate(clips: list[Path], tmp_path: Path) -> None:
    slow = marked(tmp_path / "c.mp4", 3, rate=10, frames=20)
    merged, reading = joined([clips[0], slow, clips[1]], tmp_path / "out.mp4", rate=25)
    assert {round(after.seconds - before.seconds, 4) for before, after in pairwise(reading.frames)} == {0.04}
    assert merged.frames == 3 * FRAMES - 2 * FADED
    assert [each for each in frames(reading) if each[0] == 2][-40:] == stretch(2, 10, 50)


def test_clips_that_are_all_rotated(tmp_path: Path) -> None:
    turned = marked(tmp_path / "c.mp4", 3, turns=3, frames=20)
    merged, reading = joined([turned, turned], tmp_path / "out.mp4")
    assert without_blended(reading, joints([20, 20])) == [*alone(3, 20, first=True), *alone(3, 20, last=True)]
    assert not any(each.picture for each in merged.plan.clips)


def test_clips_that_are_nothing_but_cross_fades(clips: list[Path], tmp_path: Path) -> None:
    trim = [{"end": FADE}, {"end": 2 * FADE}, {"end": 2 * FADE}, {"end": FADE}]
    merged, reading = joined([*clips] * 2, tmp_path / "out.mp4", trim=trim)
    assert merged.frames == len(reading.frames) == 3 * FADED
    assert merged.seconds == 3 * Fraction(FADED, 25)


def test_hevc_of_one_encoder_is_encoded(tmp_path: Path) -> None:
    """It can only be copied as a whole."""
    made = [marked(tmp_path / f"{n}.mp4", n, codec="libx265", options={"tag": "hvc1"}) for n in (1, 2)]
    merged, reading = joined(made, tmp_path / "out.mp4")
    assert merged.plan.picture.codec == "h264"
    assert without_blended(reading, joints([20, 20])) == [*alone(1, 20, first=True), *alone(2, 20, last=True)]


@pytest.mark.long
def test_to_hevc(clips: list[Path], tmp_path: Path) -> None:
    _, reading = joined(clips, tmp_path / "out.mp4", target="hevc")
    assert without_blended(reading, joints([FRAMES] * 2)) == [
        *alone(1, FRAMES, first=True), *alone(2, FRAMES, last=True),
    ]  # fmt: skip
    check_sound(reading)
    check_file(tmp_path / "out.mp4", "hvc1")


@pytest.fixture(scope="module")
def tones(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Clips of 2 s with a steady tone of 440 Hz, and of 1000 Hz."""
    folder = tmp_path_factory.mktemp("tones")
    clip = marked(folder / "c.mp4", 1, frames=FRAMES, sound=None)
    made = []
    for hertz in (440.0, 1000.0):
        sound = tone(folder / f"{hertz}.wav", hertz, seconds=2, level=0.4, rate=RATE)
        made.append(folder / f"{hertz}.mp4")
        options = parse({"audio": {"uri": str(sound), "mode": "replace"}})
        merge_files([clip], made[-1], lambda step: None, options)
    return made


def test_sounds_fade_into_each_other(tones: list[Path], tmp_path: Path) -> None:
    """Linearly, with the pictures: at each moment the gains are 1 in all."""
    _, reading = joined(tones, tmp_path / "out.mp4", cross_fade=0.8)
    for second in np.arange(0.1, 3.0, 0.1):
        weight = float(np.clip((second - 1.2) / 0.8, 0, 1))
        around = second - 0.025, second + 0.025  # whole periods of both
        assert level(reading.samples, 440.0, *around) == pytest.approx(0.4 * (1 - weight), abs=0.02)
        assert level(reading.samples, 1000.0, *around) == pytest.approx(0.4 * weight, abs=0.02)


def test_a_sound_is_added_and_loudness_set(tones: list[Path], tmp_path: Path) -> None:
    voice = tone(tmp_path / "voice.wav", 300.0, seconds=1, level=0.2, rate=RATE)
    audio = {"uri": str(voice), "duck_db": 60}
    merged, reading = joined(tones, tmp_path / "out.mp4", audio=audio, loudness=-20)
    assert merged.plan.clips[0].sound == ("cross-fades", "mixed with another sound", "loudness")
    assert len(reading.samples) / RATE == pytest.approx(float(merged.seconds), abs=0.03)
    assert level(reading.samples, 440.0, 0.2, 0.9) < 0.005
    assert level(reading.samples, 440.0, 1.5, 1.85) > 0.05
    assert level(reading.samples, 1000.0, 2.0, 3.8) > 0.05


def test_a_single_clip_has_nothing_to_fade_into(clips: list[Path], tmp_path: Path) -> None:
    merged, reading = joined(clips[:1], tmp_path / "out.mp4", cross_fade=5)
    assert merged.plan.encoded == 0
    assert frames(reading) == stretch(1, 0, FRAMES)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cross_fade": 1.2}, r"option cross_fade: needs 2\.40 s of .*2.mp4, which has 2\.00 s"),
        ({"cross_fade": 2.5}, r"option cross_fade: needs 2\.50 s of .*1.mp4, which has 2\.00 s"),
        ({"trim": [None, {"end": 0.2}]}, r"option cross_fade: needs 0\.24 s of .*2.mp4, which has 0\.20 s"),
    ],
)
def test_clips_that_are_too_short(options: dict[str, Any], message: str, clips: list[Path], tmp_path: Path) -> None:
    with pytest.raises(BadOption, match=message):
        joined([*clips, clips[0]], tmp_path / "out.mp4", **options)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("value", [-0.1, 5.01, "soon", True, None, [1], float("nan")])
def test_wrong_values(value: object) -> None:
    with pytest.raises(BadOption) as raised:
        parse({"cross_fade": value})
    assert str(raised.value) == "option cross_fade: must be 0 to 5 seconds"
