"""The classes of public reports about joined videos, the tests that cover each, and what strict readers say of the results."""

import importlib
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest

from fixtures.media.marked import Reading, identified, luma, marked
from services.merge.errors import Damaged, MergeError, NoPicture, NotAVideo
from tests.integration.merge.test_join import (
    CASES,
    FRAMES,
    check_beeps,
    check_file,
    check_order,
    check_sound,
    joined,
    mark,
    remuxed,
)
from tests.integration.merge.test_refused import only_sound

DIFFERS = "test_join.test_a_clip_that_differs"
STRICT = "test_classes.test_in_every_position"

TWELVE = {
    "priming drift": ("test_join.test_21_clips_do_not_drift", "test_browser.test_21_clips_do_not_drift"),
    "missing, short and late sound": tuple(f"{STRICT}[{case}]" for case in ("without-sound", "short-sound", "late-sound")),
    "time bases": tuple(f"{STRICT}[{case}]" for case in ("ticks-90k", "matroska", "transport-stream")),
    "other SPS or PPS": (f"{STRICT}[other-parameter-sets]", "test_browser.test_mixed_clips"),
    "hidden frames by an edit list": ("test_classes.test_frames_hidden_by_an_edit_list_in_every_position",),
    "rotation by 90 or 180": tuple(f"{STRICT}[{case}]" for case in ("rotated-90", "rotated-180")),
    "hev1 and hvc1": (
        f"{STRICT}[hevc-hvc1]", f"{STRICT}[hevc-hev1]",
        "test_join.test_hevc_of_one_encoder_is_copied_with_the_tag_that_safari_plays",
    ),
    "48 kHz, 22 kHz mono, 5.1": tuple(f"{STRICT}[{case}]" for case in ("22-khz-mono", "5.1")),
    "pixel aspect, portrait, odd sizes": tuple(f"{STRICT}[{case}]" for case in ("pixel-aspect", "portrait", "odd-size")),
    "HDR beside SDR": tuple(f"{STRICT}[{case}]" for case in ("pq", "hlg")),
    "variable rate and 29.97": tuple(f"{STRICT}[{case}]" for case in ("variable-rate", "29.97")),
    "silently cut tail": ("test_classes.test_a_cut_tail_in_every_position", "test_refused.test_a_file_that_is_cut_off"),
}  # fmt: skip
"""The classes that most reports are about, and their tests."""

REPORTS = {
    "priming and padding of each clip are kept": ("test_join.test_21_clips_do_not_drift",),
    "clicks and pauses at joints": ("test_join.test_21_clips_do_not_drift", "test_browser.test_21_clips_do_not_drift"),
    "raw ADTS, whose duration is guessed": (f"{DIFFERS}[transport-stream]", "test_classes.test_sound_alone_comes_first"),
    "sound shorter than the picture, or none": (f"{DIFFERS}[short-sound]", f"{DIFFERS}[without-sound]"),
    "sound longer than the picture": (f"{DIFFERS}[long-sound]",),
    "time bases differ": (f"{DIFFERS}[ticks-90k]", f"{DIFFERS}[matroska]"),
    "same codec, other parameter sets": (f"{DIFFERS}[other-parameter-sets]", f"{DIFFERS}[ten-bits]"),
    "HEVC of other parameter sets": ("test_classes.test_hevc_of_other_encoders",),
    "hev1 is refused by Safari": ("test_join.test_hevc_of_one_encoder_is_copied_with_the_tag_that_safari_plays",),
    "hvc1 without parameter sets in the header": ("test_classes.test_hevc_without_parameter_sets_in_its_header",),
    "decoding times that do not rise": (f"{DIFFERS}[no-b-frames]", f"{DIFFERS}[many-b-frames]"),
    "tracks of codecs that are only decoded": ("test_classes.test_av1", f"{DIFFERS}[mp3]"),
    "frames that an edit list hides": ("test_classes.test_frames_hidden_by_an_edit_list_in_every_position",),
    "rotated clips": (f"{DIFFERS}[rotated-90]", "test_join.test_clips_that_are_all_rotated_are_copied"),
    "pixel aspects differ": (f"{DIFFERS}[pixel-aspect]",),
    "sizes differ": (f"{DIFFERS}[portrait]", f"{DIFFERS}[odd-size]"),
    "HDR with SDR": (f"{DIFFERS}[pq]", f"{DIFFERS}[hlg]"),
    "sample rates differ": (f"{DIFFERS}[22-khz-mono]", f"{DIFFERS}[44-khz]"),
    "mono with stereo": (f"{DIFFERS}[22-khz-mono]", f"{DIFFERS}[5.1]"),
    "another sound codec in a later file": (f"{DIFFERS}[mp3]", f"{DIFFERS}[opus]", "test_classes.test_sound_in_ac3"),
    "variable and odd rates": (f"{DIFFERS}[variable-rate]", "test_classes.test_odd_rates"),
    "tracks that cannot be decoded": ("test_classes.test_sound_of_an_unknown_codec",),
    "time codes and telemetry": ("test_join.test_further_tracks_are_dropped_and_named",),
    "decoding times over 2^31": ("test_classes.test_a_result_of_two_days",),
    "damaged input, shorter result": ("test_classes.test_damaged_pictures", "test_refused.test_a_file_that_is_cut_off"),
    "a second pass for the index": (f"{STRICT}[ticks-90k]",),
    "MPEG-TS: late start, times that wrap": (f"{DIFFERS}[transport-stream-from-5-s]", "test_classes.test_times_that_wrap"),
    "a sound file comes first": ("test_classes.test_sound_alone_comes_first",),
    "44.1 kHz: samples lost by rounding": ("test_classes.test_21_clips_of_44_khz_do_not_drift",),
}  # fmt: skip
"""All 29 of the reports that were collected, and their tests."""

FFMPEGS = [imageio_ffmpeg.get_ffmpeg_exe(), *filter(None, [shutil.which("ffmpeg")])]


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("ordinary")
    return marked(folder / "one.mp4", 1), marked(folder / "two.mp4", 2)


@pytest.mark.parametrize("name", sorted({name for names in (*TWELVE.values(), *REPORTS.values()) for name in names}))
def test_the_named_tests_exist(name: str) -> None:
    module, _, test = name.partition(".")
    function, _, case = test.removesuffix("]").partition("[")
    assert callable(getattr(importlib.import_module(f"tests.integration.merge.{module}"), function))
    assert not case or case in CASES


def test_no_class_is_missing() -> None:
    assert (len(TWELVE), len(REPORTS)) == (12, 29)


def check_readers(path: Path, reading: Reading) -> None:
    """ffmpeg gives no warning, a seek into the middle of each clip shows the right frame, the index comes first."""
    for ffmpeg in FFMPEGS:
        command = [ffmpeg, "-v", "warning", "-i", path, "-fps_mode", "passthrough", "-f", "null", "-"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stderr == "", ffmpeg
    with av.open(str(path)) as file:
        check_file(path, file.streams.video[0].codec_context.codec_tag)
        assert file.streams.video[0].codec_context.codec_tag in ("avc1", "avc3", "hvc1")
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        for meant in reading.frames:
            if meant.frame == FRAMES // 2:
                file.seek(round(meant.seconds / stream.time_base), stream=stream)
                frame = next(frame for frame in file.decode(stream) if frame.time >= meant.seconds - 0.001)
                upright = np.rot90(luma(frame), round(frame.rotation / 90) % 4)
                assert identified(upright, frame.time)[:2] == meant[:2]


CHECKED = (
    "without-sound", "short-sound", "late-sound", "ticks-90k", "matroska", "transport-stream", "other-parameter-sets",
    "rotated-90", "rotated-180", "hevc-hvc1", "hevc-hev1", "22-khz-mono", "5.1", "pixel-aspect", "portrait", "odd-size",
    "pq", "hlg", "variable-rate", "29.97",
)  # fmt: skip


@pytest.mark.parametrize("case", [mark(case) for case in CHECKED])
def test_in_every_position(case: str, ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """First, between others, and last; the result follows it."""
    other = CASES[case][0](tmp_path)
    _, reading = joined([other, ordinary[0], other, ordinary[1], other], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (3, 1, 3, 2, 3)])
    check_beeps(case, reading)
    check_readers(tmp_path / "out.mp4", reading)


def shown(reading: Reading) -> list[tuple[int, int]]:
    return [(seen.clip, seen.frame) for seen in reading.frames]


def whole(*numbers: int, frames: int = FRAMES) -> list[tuple[int, int]]:
    return [(number, frame) for number in numbers for frame in range(frames)]


def test_frames_hidden_by_an_edit_list_in_every_position(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    cut = remuxed(marked(tmp_path / "whole.mp4", 3), tmp_path / "cut.mp4", earlier=0.4)
    _, reading = joined([cut, ordinary[0], cut, ordinary[1], cut], tmp_path / "out.mp4")
    kept = [(3, frame) for frame in range(FRAMES // 2, FRAMES)]
    assert shown(reading) == [*kept, *whole(1), *kept, *whole(2), *kept]
    check_sound(reading)
    check_readers(tmp_path / "out.mp4", reading)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_cut_tail_in_every_position(place: int, ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    data = marked(tmp_path / "whole.mp4", 3, container={"movflags": "+faststart"}).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(data[: len(data) * 8 // 10])
    clips = [*ordinary]
    clips.insert(place, cut)
    with pytest.raises(Damaged, match=f"^{cut}: "):
        joined(clips, tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()


def test_sound_alone_comes_first(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """It does not decide what the tracks of the result are."""
    sound = only_sound(tmp_path / "sound.mp4")
    raw = tmp_path / "raw.aac"
    with av.open(str(sound)) as source, av.open(str(raw), "w", "adts") as out:
        track = out.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = track
                out.mux(packet)
    for path in (sound, raw):
        with pytest.raises((NoPicture, NotAVideo), match=f"^{path}: "):
            joined([path, *ordinary], tmp_path / "out.mp4")


@pytest.mark.long
def test_hevc_of_other_encoders(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """Their parameter sets cannot stand in one header, so all is encoded."""
    first = marked(tmp_path / "first.mp4", 4, codec="libx265")
    other = marked(
        tmp_path / "other.mp4", 5, codec="libx265", options={"x265-params": "log-level=none:ref=1:no-sao=1:ctu=16"}
    )
    _, reading = joined([first, other, first, ordinary[0]], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (4, 5, 4, 1)])
    check_sound(reading)
    check_readers(tmp_path / "out.mp4", reading)


def without_sets(path: Path, out: Path) -> Path:
    """HEVC whose header (`hvcC`) has no parameter sets: its packets have them."""
    data = path.read_bytes()
    at = data.index(b"hvcC") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    kept = 8 + 22  # the box's header, and what comes before the number of arrays
    rest = size - kept - 1
    empty = (kept + 1).to_bytes(4, "big") + data[at + 4 : at + kept] + b"\0"
    out.write_bytes(data[:at] + empty + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8) + data[at + size :])
    return out


def test_hevc_without_parameter_sets_in_its_header(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    params = "log-level=none:repeat-headers=1"
    other = without_sets(
        marked(tmp_path / "whole.mp4", 3, codec="libx265", options={"x265-params": params, "tag": "hvc1"}),
        tmp_path / "c.mp4",
    )
    _, reading = joined([other, other, ordinary[0]], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (3, 3, 1)])
    check_sound(reading)
    check_readers(tmp_path / "out.mp4", reading)


def test_av1(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, codec="libsvtav1", options={"preset": "8", "crf": "10"})
    _, reading = joined([ordinary[0], other, ordinary[1]], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (1, 3, 2)])
    check_sound(reading)


def test_sound_in_ac3(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, sound="ac3")
    _, reading = joined([ordinary[0], other, ordinary[1]], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (1, 3, 2)])
    check_sound(reading)


@pytest.mark.parametrize("rate", [Fraction(59_999_024, 1_000_000), Fraction(24_000, 1001), Fraction(15, 2)])
def test_odd_rates(rate: Fraction, ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, rate=rate)
    _, reading = joined([other, ordinary[0], other, ordinary[1], other], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (3, 1, 3, 2, 3)])
    check_sound(reading)
    length = FRAMES / rate
    starts = [seen.seconds for seen in reading.frames if seen.frame == 0]
    assert starts == pytest.approx([0, length, length + 0.8, 2 * length + 0.8, 2 * length + 1.6], abs=0.002)


def test_sound_of_an_unknown_codec(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """As `apac`, the spatial sound of phones: what is heard is the other track; without one, silence."""
    data = marked(tmp_path / "whole.mp4", 3).read_bytes()
    other = tmp_path / "c.mp4"
    other.write_bytes(data.replace(b"mp4a", b"apac", 1).replace(b"esds", b"dapa", 1))
    merged, reading = joined([ordinary[0], other, ordinary[1]], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (1, 3, 2)])
    check_sound(reading, silent=(3,))
    assert any(note.startswith("dropped: audio") for note in merged.plan.clips[1].notes), merged.plan.clips[1].notes


def test_a_result_of_two_days(tmp_path: Path) -> None:
    """Decoding times pass 2^31 ticks after six and a half hours at 90 kHz."""
    times = [0, 15_000, 30_000, 45_000]
    clip = marked(tmp_path / "c.mp4", 3, frames=4, times=times, sound=None, options={"bf": "0"})
    _, reading = joined([clip] * 4, tmp_path / "out.mp4")
    assert shown(reading) == whole(3, 3, 3, 3, frames=4)
    assert [round(seen.seconds) for seen in reading.frames] == [45_000 * n + time for n in range(4) for time in times]


def test_damaged_pictures(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """Frames that cannot be decoded are not left out silently where they are encoded."""
    options = {"g": "1"}
    data = bytearray(marked(tmp_path / "whole.mp4", 3, size=(96, 160), options=options).read_bytes())
    with av.open(str(tmp_path / "whole.mp4")) as file:
        packet = [packet for packet in file.demux(video=0) if packet.size][5]
        data[packet.pos + 5 : packet.pos + packet.size] = bytes(packet.size - 5)
    other = tmp_path / "c.mp4"
    other.write_bytes(data)
    with pytest.raises(MergeError, match=f"^{other}: "):
        joined([ordinary[0], other], tmp_path / "out.mp4")
    assert not (tmp_path / "out.mp4").exists()


def test_times_that_wrap(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """Those of MPEG-TS have 33 bits: they begin again at zero after 26.5 hours."""
    other = marked(tmp_path / "c.ts", 3, shift=2**33 / 90_000 - 0.4)
    _, reading = joined([ordinary[0], other, ordinary[1]], tmp_path / "out.mp4")
    check_order(reading, [(number, FRAMES) for number in (1, 3, 2)])
    check_sound(reading)


def test_21_clips_of_44_khz_do_not_drift(tmp_path: Path) -> None:
    clip = marked(tmp_path / "c.mp4", 3, sound_rate=44_100)
    merged, reading = joined([clip] * 21, tmp_path / "out.mp4")
    assert merged.plan.encoded == 0
    check_order(reading, [(3, FRAMES)] * 21)
    check_sound(reading)
    check_readers(tmp_path / "out.mp4", reading)
