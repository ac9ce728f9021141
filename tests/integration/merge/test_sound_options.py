"""A sound that is added, and the loudness of a result: measured on the decoded samples."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition
from numpy.typing import NDArray

from fixtures.media.marked import marked, read
from services.merge.codecs import aac
from services.merge.encoding.soundtrack import PEAK, _limited, measure
from services.merge.errors import MergeError, NoSound, NotAVideo
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged
from services.merge.planning.options import parse
from services.merge.planning.plan import SoundTarget
from tests.integration.merge.test_join import check_order, check_sound, remuxed

FRAMES = 100
OF_MONO = 0.5**0.5
"""The amplitude in each of two channels, of what one had."""
RATE = 48_000


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Of 4 s, with a beep of 1000 Hz near each end."""
    folder = tmp_path_factory.mktemp("sound")
    return [
        marked(folder / "one.mp4", 1, frames=FRAMES),
        marked(folder / "two.mp4", 2, frames=FRAMES, sound_rate=22_050, layout="mono"),
    ]


def tone(
    path: Path, hertz: float, *, seconds: float, silence: float = 0.0, level: float = 0.3, rate: int = 44_100
) -> Path:
    """A WAV of one channel: `silence` seconds, then a tone."""
    times = np.arange(round(seconds * rate)) / rate
    samples = np.concatenate((np.zeros(round(silence * rate)), level * np.sin(2 * np.pi * hertz * times)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def joined(paths: list[Path], out: Path, **options: object) -> tuple[Merged, NDArray[np.float32]]:
    merged = merge_files(paths, out, lambda step: None, parse(options))
    return merged, read(out).samples


def level(samples: NDArray[np.float32], hertz: float, start: float, end: float) -> float:
    """The amplitude of a tone between two seconds."""
    part = samples[round(start * RATE) : round(end * RATE)]
    wave_of = np.exp(-2j * np.pi * hertz * np.arange(len(part)) / RATE)
    return float(2 * np.abs(np.mean(part * wave_of)))


def test_a_sound_is_mixed_and_the_others_are_quieter_meanwhile(clips: list[Path], tmp_path: Path) -> None:
    """It is heard from the start; the clips' own sound is in step, and loud again when it has ended."""
    bed = tone(tmp_path / "bed.wav", 300.0, seconds=8, level=0.2)
    background = marked(tmp_path / "clip.mp4", 3, frames=FRAMES)
    voice = tone(tmp_path / "voice.wav", 440.0, seconds=1.5, silence=0.5)
    # A clip whose own sound is a steady tone.
    steady, _ = joined([background], tmp_path / "steady.mp4", audio={"uri": str(bed), "mode": "replace"})
    assert steady.frames == FRAMES
    _, samples = joined([tmp_path / "steady.mp4"], tmp_path / "out.mp4", audio={"uri": str(voice), "duck_db": 12})
    before, during, after = (level(samples, 300.0, *span) for span in ((0.1, 0.4), (0.8, 1.9), (2.6, 3.4)))
    assert before == pytest.approx(0.2 * OF_MONO, rel=0.1)
    assert during / before == pytest.approx(10 ** (-12 / 20), rel=0.1)
    assert after / before == pytest.approx(1.0, rel=0.1)
    assert level(samples, 440.0, 0.6, 1.9) == pytest.approx(0.3 * OF_MONO, rel=0.1)
    assert level(samples, 440.0, 2.2, 3.4) < 0.01


def test_sound_in_step_with_the_picture(clips: list[Path], tmp_path: Path) -> None:
    """One track for all clips, of other rates and channels too: each beep at its flash, and nothing is copied."""
    quiet = tone(tmp_path / "quiet.wav", 440.0, seconds=1, level=0.02)
    merged = merge_files(
        [*clips, *clips], tmp_path / "out.mp4", lambda step: None, parse({"audio": {"uri": str(quiet), "duck_db": 0}})
    )
    reading = read(tmp_path / "out.mp4")
    check_order(reading, [(1, FRAMES), (2, FRAMES)] * 2)
    check_sound(reading)
    assert all(each.sound == ("mixed with another sound",) for each in merged.plan.clips)
    assert not any(each.picture for each in merged.plan.clips)


def test_sound_of_a_clip_whose_first_frames_cannot_be_decoded(clips: list[Path], tmp_path: Path) -> None:
    """Its sound begins with the first frame that is shown, as it does where sound is copied."""
    options = {"g": "10", "bf": "0", "sc_threshold": "0"}
    cut = remuxed(marked(tmp_path / "whole.ts", 3, options=options), tmp_path / "cut.ts", skip=5)
    quiet = tone(tmp_path / "quiet.wav", 440.0, seconds=1, level=0.02)
    merge_files(
        [clips[0], cut], tmp_path / "out.mp4", lambda step: None, parse({"audio": {"uri": str(quiet), "duck_db": 0}})
    )
    reading = read(tmp_path / "out.mp4")
    assert [seen.frame for seen in reading.frames if seen.clip == 3] == list(range(10, 20))
    check_sound(reading)


def test_sound_of_a_trimmed_clip_is_whole_from_its_first_sample(tmp_path: Path) -> None:
    """What is decoded first lacks the half that the packet before it would add."""
    bed = tone(tmp_path / "bed.wav", 440.0, seconds=4)
    clip = marked(tmp_path / "clip.mp4", 1, frames=FRAMES)
    joined([clip], tmp_path / "steady.mp4", audio={"uri": str(bed), "mode": "replace"})
    # 0.6 s is 264 periods: the clips' sounds meet in the same phase. A packet begins just before it.
    trims = [{"end": 0.6}, {"start": 0.6, "end": 1.6}]
    _, samples = joined([tmp_path / "steady.mp4"] * 2, tmp_path / "out.mp4", trim=trims, loudness=-20)
    around = samples[round(0.4 * RATE) : round(0.8 * RATE)]
    phases = 2 * np.pi * 440 * np.arange(len(around)) / RATE
    waves = np.stack((np.sin(phases), np.cos(phases)), axis=1)
    weights = np.linalg.lstsq(waves, around, rcond=None)[0]
    assert np.abs(around - waves @ weights).max() < 0.1 * np.hypot(*weights)


def test_a_sound_in_place_of_the_others(clips: list[Path], tmp_path: Path) -> None:
    """It ends with the pictures, softly; after a shorter one is silence."""
    long = tone(tmp_path / "long.wav", 440.0, seconds=20)
    _, samples = joined(clips, tmp_path / "out.mp4", audio={"uri": str(long), "mode": "replace", "volume_db": -6})
    assert level(samples, 440.0, 1, 7) == pytest.approx(0.15 * OF_MONO, rel=0.1)
    assert level(samples, 1000.0, 0, 8) < 0.001
    assert level(samples, 440.0, 7.9, 8.0) < 0.05
    assert abs(len(samples) / RATE - 8.0) < 0.03
    short = tone(tmp_path / "short.wav", 440.0, seconds=2)
    _, samples = joined(clips, tmp_path / "out.mp4", audio={"uri": str(short), "mode": "replace"})
    assert np.abs(samples[round(2.2 * RATE) :]).max() < 0.001


def test_clips_without_sound(tmp_path: Path) -> None:
    silent = marked(tmp_path / "silent.mp4", 3, sound=None)
    voice = tone(tmp_path / "voice.wav", 440.0, seconds=3, rate=RATE)
    merged, samples = joined([silent, silent], tmp_path / "out.mp4", audio={"uri": str(voice)})
    assert merged.plan.sound is not None
    assert level(samples, 440.0, 0.1, 0.9) == pytest.approx(0.3, rel=0.15)


@pytest.mark.parametrize("goal", [-14.0, -30.0])
def test_loudness(goal: float, tmp_path: Path) -> None:
    """Of the whole result, measured again; no peak is above -1 dB."""
    bed = tone(tmp_path / "bed.wav", 1000.0, seconds=4, level=0.05)
    clip = marked(tmp_path / "clip.mp4", 1, frames=FRAMES)
    joined([clip], tmp_path / "quiet.mp4", audio={"uri": str(bed), "mode": "replace"})
    merged, samples = joined([tmp_path / "quiet.mp4"] * 2, tmp_path / "out.mp4", loudness=goal)
    assert merged.plan.clips[0].sound == ("loudness",)
    target = SoundTarget(RATE, 2)
    stereo = np.stack((samples, samples))
    whole = stereo[:, : stereo.shape[1] - stereo.shape[1] % aac.FRAME]
    found = measure((whole[:, at : at + aac.FRAME] for at in range(0, whole.shape[1], aac.FRAME)), target)
    assert found.loudness == pytest.approx(goal, abs=0.5)
    assert found.peak <= -1.0 + 0.2


def test_loud_peaks_are_limited(clips: list[Path], tmp_path: Path) -> None:
    """Beeps in silence, made so loud that they would be cut off."""
    _, samples = joined(clips, tmp_path / "out.mp4", loudness=-8)
    assert 0.5 < np.abs(samples).max() <= 10 ** (-0.7 / 20)


def test_a_mix_is_not_cut_off(tmp_path: Path) -> None:
    """Two tones that are louder together than samples can be."""
    bed = tone(tmp_path / "bed.wav", 1000.0, seconds=4, level=0.9)
    clip = marked(tmp_path / "clip.mp4", 1, frames=FRAMES)
    joined([clip], tmp_path / "loud.mp4", audio={"uri": str(bed), "mode": "replace"})
    added = {"uri": str(tone(tmp_path / "added.wav", 440.0, seconds=4, level=0.9)), "duck_db": 0}
    _, samples = joined([tmp_path / "loud.mp4"], tmp_path / "out.mp4", audio=added)
    assert 0.5 < np.abs(samples).max() <= 10 ** (-0.7 / 20)


def test_the_default_track_of_an_added_file(clips: list[Path], tmp_path: Path) -> None:
    """Players play it, wherever it stands."""
    path = tmp_path / "two.mka"
    with av.open(str(path), "w") as out:
        tracks = [out.add_stream("pcm_s16le", rate=RATE, layout="mono") for _ in range(2)]
        tracks[0].disposition, tracks[1].disposition = Disposition(0), Disposition.default
        for track, hertz in zip(tracks, (440.0, 2000.0), strict=True):
            wave_of = 0.3 * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)
            frame = av.AudioFrame.from_ndarray((wave_of * 32767).astype("<i2")[None], "s16", "mono")
            frame.sample_rate = RATE
            out.mux([*track.encode(frame), *track.encode(None)])
    _, samples = joined(clips[:1], tmp_path / "out.mp4", audio={"uri": str(path), "mode": "replace"})
    assert level(samples, 2000.0, 0.2, 0.8) > 0.15
    assert level(samples, 440.0, 0.2, 0.8) < 0.01


@pytest.mark.parametrize("rate", [22_050, RATE])
def test_peaks_between_samples_are_limited(rate: int) -> None:
    """At a quarter of the rate, samples may all lie 3 dB below the peaks."""
    target = SoundTarget(rate, 2)
    wave_of = (1.2 * np.sin(np.pi / 2 * np.arange(48 * aac.FRAME) + np.pi / 4)).astype(np.float32)
    parts = np.split(np.stack((wave_of, wave_of)), 48, axis=1)
    limited = np.concatenate(list(_limited(parts, target)), axis=1)
    assert limited.shape[1] == len(wave_of)
    assert measure(np.split(limited, 48, axis=1), target).peak <= PEAK


def test_silence_stays_silence(tmp_path: Path) -> None:
    nothing = tone(tmp_path / "nothing.wav", 440.0, seconds=1, level=0.0)
    clip = marked(tmp_path / "clip.mp4", 1)
    _, samples = joined([clip], tmp_path / "out.mp4", audio={"uri": str(nothing), "mode": "replace"}, loudness=-14)
    assert np.abs(samples).max() < 0.001


def _text(path: Path) -> Path:
    path.write_text("ffconcat version 1.0\nfile one.mp4\n")
    return path


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (lambda p: p / "nothing.mp3", NotAVideo, "no such file"),
        (lambda p: _text(p / "list.mp3"), NotAVideo, "it is a script of FFmpeg's concat demuxer, not sound"),
        (lambda p: marked(p / "silent.mp4", 1, sound=None), NoSound, "the file has no sound that can be decoded"),
    ],
)
def test_a_bad_sound_is_named(
    make: object, kind: type[MergeError], message: str, clips: list[Path], tmp_path: Path
) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    with pytest.raises(kind) as raised:
        merge_files(clips, tmp_path / "out.mp4", lambda step: None, parse({"audio": {"uri": str(path)}}))
    assert str(raised.value) == f"{path}: {message}"
    assert not (tmp_path / "out.mp4").exists()
