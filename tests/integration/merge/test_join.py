"""Clips of different kinds, joined with two ordinary ones in every position, and looked at after decoding."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest

from fixtures.media.marked import Reading, Seen, identified, luma, marked, read
from services.merge.job.files import merge_files as merge
from services.merge.job.merging import Merged
from services.merge.planning.options import parse

IN_STEP = 0.025
"""Seconds between a flash and its beep at most."""
FRAMES = 20

Make = Callable[[Path], Path]


def joined(paths: Sequence[Path], out: Path) -> tuple[Merged, Reading]:
    merged = merge(paths, out, lambda step: None)
    return merged, read(out)


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("ordinary")
    return marked(folder / "one.mp4", 1), marked(folder / "two.mp4", 2)


def check_order(reading: Reading, clips: Sequence[tuple[int, int]]) -> None:
    """Every frame of every clip (number, frames), once, in order, at rising times."""
    assert [(seen.clip, seen.frame) for seen in reading.frames] == [
        (number, frame) for number, frames in clips for frame in range(frames)
    ]
    times = [seen.seconds for seen in reading.frames]
    assert times == sorted(set(times))


def flashes(reading: Reading) -> list[Seen]:
    return [seen for seen in reading.frames if seen.flash]


def check_sound(reading: Reading, silent: Sequence[int] = ()) -> None:
    """A beep at each flash, but none in the clips that are `silent`."""
    for seen, offset in zip(flashes(reading), reading.offsets(), strict=True):
        if seen.clip in silent:
            assert offset is None, seen
        else:
            assert offset is not None, seen
            assert abs(offset) <= IN_STEP, (seen, offset)


def remuxed(path: Path, out: Path, *, skip: int = 0, earlier: float = 0.0, video: bool = True) -> Path:
    """The packets of `path` in `out`: without the first `skip` of the picture, or with all times `earlier` by seconds,
    which makes the muxer hide what is before zero by an edit list.
    """
    with av.open(str(path)) as source, av.open(str(out), "w") as target:
        tracks = [*(source.streams.video if video else ()), *source.streams.audio]
        made = {track.index: target.add_stream_from_template(track, opaque=True) for track in tracks}
        for packet in source.demux(tracks):
            if packet.dts is None or packet.pts is None:
                continue
            if skip and packet.stream.type == "video":
                skip -= 1
                continue
            shift = round(earlier / packet.time_base)
            packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
            packet.stream = made[packet.stream_index]
            target.mux(packet)
    return out


def check_file(path: Path, tag: str) -> None:
    """The tag, the index first, and no packet that a strict reader would complain about."""
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(path)) as file:
        assert file.streams.video[0].codec_context.codec_tag == tag
        for stream in (*file.streams.video, *file.streams.audio):
            last = None
            for packet in file.demux(stream):
                if packet.dts is None:
                    continue
                assert last is None or packet.dts > last
                last = packet.dts
            file.seek(0)


def test_ordinary_clips_are_copied(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    merged, reading = joined([*ordinary, ordinary[0]], tmp_path / "out.mp4")
    assert merged.plan.encoded == 0
    assert (merged.frames, merged.seconds) == (3 * FRAMES, Fraction(12, 5))
    check_order(reading, [(1, FRAMES), (2, FRAMES), (1, FRAMES)])
    check_sound(reading)
    check_file(tmp_path / "out.mp4", "avc1")


def test_21_clips_do_not_drift(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    _, reading = joined([ordinary[number % 2] for number in range(21)], tmp_path / "out.mp4")
    check_order(reading, [(1 + number % 2, FRAMES) for number in range(21)])
    check_sound(reading)


PQ = {"color_trc": 16, "color_primaries": 9, "colorspace": 9}
HLG = {"color_trc": 18, "color_primaries": 9, "colorspace": 9}
VFR = [0.04 * n + (0.02 if n % 3 == 1 else 0.0) + (0.3 if n > 9 else 0.0) for n in range(FRAMES)]

CASES: dict[str, tuple[Make, str, str]] = {
    # Why the picture is encoded, and why the sound: a part of the plan's words, empty if copied.
    "without-sound": (lambda p: marked(p / "c.mp4", 3, sound=None), "", ""),
    "short-sound": (lambda p: marked(p / "c.mp4", 3, sound_to=0.3), "", ""),
    "late-sound": (lambda p: marked(p / "c.mp4", 3, sound_from=0.45), "", ""),
    "long-sound": (lambda p: marked(p / "c.mp4", 3, sound_to=1.5), "", ""),
    "ticks-90k": (lambda p: marked(p / "c.mp4", 3, shift=0.0, times=[n / 25 for n in range(FRAMES)]), "", ""),
    "matroska": (lambda p: marked(p / "c.mkv", 3), "", ""),
    "transport-stream": (lambda p: marked(p / "c.ts", 3), "", ""),
    "transport-stream-from-5-s": (lambda p: marked(p / "c.ts", 3, shift=5.0), "", ""),
    "other-parameter-sets": (
        lambda p: marked(p / "c.mp4", 3, options={"profile": "baseline", "x264-params": "ref=1:no-deblock=1"}), "", "",
    ),
    "no-b-frames": (lambda p: marked(p / "c.mp4", 3, options={"bf": "0"}), "", ""),
    "many-b-frames": (lambda p: marked(p / "c.mp4", 3, options={"bf": "6", "b_strategy": "0", "x264-params": "b-pyramid=normal"}), "", ""),
    "rotated-90": (lambda p: marked(p / "c.mp4", 3, turns=1), "rotated", ""),
    "rotated-180": (lambda p: marked(p / "c.mp4", 3, turns=2), "rotated by 180°", ""),
    "rotated-270": (lambda p: marked(p / "c.mp4", 3, turns=3), "rotated by 270°", ""),
    "hevc-hvc1": (lambda p: marked(p / "c.mp4", 3, codec="libx265", options={"tag": "hvc1"}), "codec hevc", ""),
    "hevc-hev1": (lambda p: marked(p / "c.mp4", 3, codec="libx265", options={"tag": "hev1"}), "codec hevc", ""),
    "22-khz-mono": (lambda p: marked(p / "c.mp4", 3, sound_rate=22_050, layout="mono"), "", "22050 Hz"),
    "44-khz": (lambda p: marked(p / "c.mp4", 3, sound_rate=44_100), "", "44100 Hz"),
    "5.1": (lambda p: marked(p / "c.mp4", 3, layout="5.1"), "", "5.1"),
    "mp3": (lambda p: marked(p / "c.mp4", 3, sound="libmp3lame"), "", "codec mp3, not aac"),
    "opus": (lambda p: marked(p / "c.mkv", 3, sound="libopus"), "", "codec opus"),
    "pixel-aspect": (lambda p: marked(p / "c.mp4", 3, aspect=Fraction(4, 3)), "pixel aspect", ""),
    "portrait": (lambda p: marked(p / "c.mp4", 3, size=(96, 160)), "size 96×160", ""),
    "odd-size": (lambda p: marked(p / "c.mkv", 3, size=(131, 97), pixels="yuv444p", codec="libx264"), "size 131×97", ""),
    "variable-rate": (lambda p: marked(p / "c.mp4", 3, times=VFR), "", ""),
    "29.97": (lambda p: marked(p / "c.mp4", 3, rate=Fraction(30_000, 1001)), "", ""),
    "ten-bits": (lambda p: marked(p / "c.mp4", 3, pixels="yuv420p10le"), "yuv420p10le", ""),
    "full-range": (lambda p: marked(p / "c.mp4", 3, pixels="yuvj420p", colours={"color_range": 2}), "full colour range", ""),
    "pq": (lambda p: marked(p / "c.mp4", 3, codec="libx265", pixels="yuv420p10le", colours=PQ), "HDR (PQ)", ""),
    "hlg": (lambda p: marked(p / "c.mp4", 3, codec="libx265", pixels="yuv420p10le", colours=HLG), "HDR (HLG)", ""),
    "webm": (lambda p: marked(p / "c.webm", 3, codec="libvpx", sound="libopus"), "codec vp8", "codec opus"),
    "mpeg-2": (lambda p: marked(p / "c.mpg", 3, codec="mpeg2video", sound="mp2"), "codec mpeg2video", "codec mp2"),
    "flv": (lambda p: marked(p / "c.flv", 3), "", ""),
    "fragments": (
        lambda p: marked(p / "c.mp4", 3, container={"movflags": "frag_keyframe+empty_moov"}), "", "",
    ),
    "vp9": (lambda p: marked(p / "c.mkv", 3, codec="libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}), "codec vp9", ""),
}  # fmt: skip
SILENT = {"without-sound": (3,)}
SLOW = ("pq", "hlg", "hevc-hev1", "rotated-270", "44-khz", "vp9", "mp3")
"""FFmpeg computes for seconds before it converts the first picture of HDR. The others go the way of a case beside them."""


def mark(case: str) -> object:
    return pytest.param(case, marks=pytest.mark.long) if case in SLOW else case


@pytest.mark.parametrize("case", [mark(case) for case in CASES])
def test_a_clip_that_differs(case: str, ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """Between and behind ordinary ones, and first: every frame is there, and all sound is in step with its picture."""
    make, picture, sound = CASES[case]
    other = make(tmp_path)
    one, two = ordinary
    merged, reading = joined([one, other, two, other], tmp_path / "out.mp4")
    check_order(reading, [(1, FRAMES), (3, FRAMES), (2, FRAMES), (3, FRAMES)])
    check_beeps(case, reading)
    for place, plan in enumerate(merged.plan.clips):
        if place % 2:
            assert picture in ", ".join(plan.picture)
            assert bool(picture) == bool(plan.picture), plan.picture
            assert sound in ", ".join(plan.sound)
            assert bool(sound) == bool(plan.sound), plan.sound
        else:
            assert (plan.picture, plan.sound) == ((), ())
    _, reading = joined([other, one, two], tmp_path / "first.mp4")
    check_order(reading, [(3, FRAMES), (1, FRAMES), (2, FRAMES)])
    check_beeps(case, reading)


def check_beeps(case: str, reading: Reading) -> None:
    if case in ("short-sound", "late-sound"):  # one of the two beeps of this clip is missing
        missing = [
            seen.clip for seen, offset in zip(flashes(reading), reading.offsets(), strict=True) if offset is None
        ]
        assert missing == [3] * sum(1 for seen in reading.frames if (seen.clip, seen.frame) == (3, 0))
        assert all(offset is None or abs(offset) <= IN_STEP for offset in reading.offsets())
    else:
        check_sound(reading, SILENT.get(case, ()))


def test_other_parameter_sets_stand_before_each_key_frame(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, frames=40, options={"profile": "baseline", "g": "10"})
    joined([ordinary[0], other, ordinary[1]], tmp_path / "out.mp4")
    check_file(tmp_path / "out.mp4", "avc3")
    with av.open(str(tmp_path / "out.mp4")) as file:
        keys = [bytes(packet) for packet in file.demux(video=0) if packet.is_keyframe and packet.size]
    sources = 0
    for path in (ordinary[0], other, ordinary[1]):
        with av.open(str(path)) as file:
            sources += sum(packet.is_keyframe for packet in file.demux(video=0) if packet.size)
    assert len(keys) == sources > 3
    assert all(key[4] & 31 == 7 for key in keys)


def test_a_seek_into_each_clip_shows_its_frames(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    other = marked(tmp_path / "c.mp4", 3, options={"profile": "baseline"})
    joined([ordinary[0], other, ordinary[1]], tmp_path / "out.mp4")
    for place, number in enumerate((1, 3, 2)):
        with av.open(str(tmp_path / "out.mp4")) as file:
            stream = file.streams.video[0]
            middle = 0.8 * place + 0.4
            file.seek(round(middle / stream.time_base), stream=stream)
            shown = (identified(luma(frame), frame.time) for frame in file.decode(stream))
            found = next(each for each in shown if each.seconds >= middle - 0.001)
        assert (found.clip, found.frame) == (number, 10)


def test_frames_that_an_edit_list_hides_stay_hidden(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    cut = remuxed(marked(tmp_path / "whole.mp4", 3), tmp_path / "cut.mp4", earlier=0.4)
    merged, reading = joined([ordinary[0], cut, ordinary[1]], tmp_path / "out.mp4")
    assert (merged.plan.clips[1].picture, merged.plan.clips[1].edges) == ((), ("an edit list hides 10 frames",))
    shown = [(1, n) for n in range(FRAMES)] + [(3, n) for n in range(10, FRAMES)] + [(2, n) for n in range(FRAMES)]
    assert [(seen.clip, seen.frame) for seen in reading.frames] == shown
    check_sound(reading)


def test_a_clip_that_does_not_start_with_a_key_frame(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """What precedes its first key frame cannot be shown; the clip before it is whole, and the sound in step."""
    options = {"g": "10", "bf": "0", "sc_threshold": "0"}
    cut = remuxed(marked(tmp_path / "whole.ts", 3, options=options), tmp_path / "cut.ts", skip=5)
    merged, reading = joined([ordinary[0], cut, ordinary[1]], tmp_path / "out.mp4")
    assert merged.plan.clips[1].picture == ("does not start with a key frame",)
    shown = [(1, n) for n in range(FRAMES)] + [(3, n) for n in range(10, FRAMES)] + [(2, n) for n in range(FRAMES)]
    assert [(seen.clip, seen.frame) for seen in reading.frames] == shown
    check_sound(reading)


def test_hevc_of_one_encoder_is_copied_with_the_tag_that_safari_plays(tmp_path: Path) -> None:
    clips = [marked(tmp_path / f"{n}.mp4", n, codec="libx265", options={"tag": "hev1"}) for n in (1, 2)]
    merged, reading = joined([*clips, clips[0]], tmp_path / "out.mp4")
    assert merged.plan.encoded == 0
    check_order(reading, [(1, FRAMES), (2, FRAMES), (1, FRAMES)])
    check_sound(reading)
    check_file(tmp_path / "out.mp4", "hvc1")


def test_clips_that_are_all_rotated_are_copied(tmp_path: Path, ordinary: tuple[Path, Path]) -> None:
    """The result keeps the rotation; one that is not rotated is turned to fit."""
    clips = [marked(tmp_path / f"{n}.mp4", n, turns=3, size=(96, 160)) for n in (4, 5)]
    merged, reading = joined([*clips, ordinary[0]], tmp_path / "out.mp4")
    assert [bool(each.picture) for each in merged.plan.clips] == [False, False, True]
    check_order(reading, [(4, FRAMES), (5, FRAMES), (1, FRAMES)])
    check_sound(reading)


def test_no_clip_has_sound(tmp_path: Path) -> None:
    clips = [marked(tmp_path / f"{n}.mp4", n, sound=None) for n in (1, 2)]
    merged, reading = joined(clips, tmp_path / "out.mp4")
    assert merged.plan.sound is None
    check_order(reading, [(1, FRAMES), (2, FRAMES)])
    assert not len(reading.samples)


def test_further_tracks_are_dropped_and_named(ordinary: tuple[Path, Path], tmp_path: Path) -> None:
    """A time code, and a second track of sound; tracks are matched by type, so their order does not matter."""
    source_path, out_path = marked(tmp_path / "whole.mp4", 3), tmp_path / "tracks.mov"
    with av.open(str(source_path)) as source, av.open(str(out_path), "w") as out:
        heard = out.add_stream_from_template(source.streams.audio[0])
        second = out.add_stream_from_template(source.streams.audio[0])
        shown = out.add_stream_from_template(source.streams.video[0], opaque=True)
        shown.metadata["timecode"] = "01:00:00:00"
        for packet in source.demux():
            if packet.dts is None:
                continue
            if packet.stream.type == "audio":
                copy = av.Packet(bytes(packet))
                copy.pts, copy.dts, copy.time_base, copy.stream = packet.pts, packet.dts, packet.time_base, second
                out.mux(copy)
            packet.stream = shown if packet.stream.type == "video" else heard
            out.mux(packet)
    merged, reading = joined([ordinary[0], out_path, ordinary[1]], tmp_path / "out.mp4")
    assert merged.plan.clips[1].notes == ("dropped: audio aac", "dropped: data TimeCodeHandler")
    check_order(reading, [(1, FRAMES), (3, FRAMES), (2, FRAMES)])
    check_sound(reading)
    with av.open(str(tmp_path / "out.mp4")) as file:
        assert [stream.type for stream in file.streams] == ["video", "audio"]


@pytest.mark.parametrize("options", [{}, {"trim": [None, {"start": 0.4}]}], ids=["whole", "trimmed"])
def test_frames_of_matroska_keep_their_times(options: dict[str, object], tmp_path: Path) -> None:
    """Its first frames have no decoding times, at the start and behind a seek: their times of showing must not follow."""
    pyramid = {"g": "10", "x264-params": "bframes=3:b-adapt=0:b-pyramid=normal:scenecut=0"}
    clips = [marked(tmp_path / f"{number}.mkv", number, frames=40, options=pyramid) for number in (1, 2)]
    merged = merge(clips, tmp_path / "out.mp4", lambda step: None, parse(options))
    assert all(not each.picture for each in merged.plan.clips)
    times = [seen.seconds for seen in read(tmp_path / "out.mp4").frames]
    steps = [after - before for before, after in pairwise(times)]
    assert len(times) == (70 if options else 80)
    assert min(steps) >= 0.038
    assert max(steps) <= 0.042
