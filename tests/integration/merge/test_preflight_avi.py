"""AVI: frames have no times, so the nth that is shown has the place of the nth in the file."""

from fractions import Fraction
from itertools import count, pairwise
from pathlib import Path

import av
import pytest

from fixtures.media.marked import marked, read
from services.merge.errors import Damaged
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import LocalFile
from services.merge.job.files import merge_files
from services.merge.job.merging import Merged
from services.merge.planning.options import MergeOptions, Trim
from tests.integration.merge.test_join import FRAMES, check_order, check_sound, joined

KINDS = {
    "mpeg-4": {"codec": "mpeg4", "options": {"b": "800000", "bf": "0"}},
    "mpeg-4-with-b-frames": {"codec": "mpeg4", "options": {"b": "800000", "bf": "2"}},
    "h264-with-b-frames": {"codec": "libx264", "options": {"bf": "3", "b_strategy": "0", "g": "12"}},
    "h264-with-a-pyramid": {
        "codec": "libx264",
        "options": {"bf": "7", "b_strategy": "0", "x264-params": "b-pyramid=normal"},
    },
    "motion-jpeg": {"codec": "mjpeg", "pixels": "yuvj420p"},
}


def avi(kind: str, number: int, folder: Path, dropped: tuple[int, ...] = ()) -> Path:
    """Packets of the picture at places of 1/25 s, in the order of decoding; the places in `dropped` are empty."""
    whole = marked(folder / "whole.avi", number, sound="pcm_s16le", **KINDS[kind])  # type: ignore[arg-type]
    path = folder / f"{kind}.avi"
    with av.open(str(whole)) as source, av.open(str(path), "w") as out:
        picture, sound = source.streams.video[0], source.streams.audio[0]
        made = {0: out.add_stream_from_template(picture), 1: out.add_stream_from_template(sound)}
        made[0].time_base = Fraction(1, 25)
        places = (place for place in count() if place not in dropped)
        for packet in source.demux(picture, sound):
            if not packet.size:
                continue
            if packet.stream_index == 0:
                packet.time_base = Fraction(1, 25)
                packet.pts = packet.dts = next(places)
                packet.duration = 1
            packet.stream = made[packet.stream_index]
            out.mux(packet)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_encoded_and_every_frame_is_in_its_place(kind: str, tmp_path: Path) -> None:
    paths = [marked(tmp_path / "one.mp4", 1), avi(kind, 2, tmp_path), marked(tmp_path / "three.mp4", 3)]
    picture = inspect(LocalFile(paths[1])).picture
    assert (picture.frames, picture.seconds) == (FRAMES, Fraction(FRAMES, 25))
    merged, reading = joined(paths, tmp_path / "out.mp4")
    check_order(reading, [(1, FRAMES), (2, FRAMES), (3, FRAMES)])
    check_sound(reading)
    steps = [round(b.seconds - a.seconds, 3) for a, b in pairwise(reading.frames)]
    assert set(steps) == {0.04}
    assert "its frames have no times" in reasons(merged)


def test_places_without_a_frame(tmp_path: Path) -> None:
    """A recorder that lost a frame leaves its place empty: the one before it is shown for longer."""
    path = avi("mpeg-4", 1, tmp_path, dropped=(6, 7))
    picture = inspect(LocalFile(path)).picture
    assert (picture.frames, picture.end, picture.variable) == (FRAMES, FRAMES + 2, True)
    _, reading = joined([path, path], tmp_path / "out.mp4")
    check_order(reading, [(1, FRAMES), (1, FRAMES)])
    times = [round(seen.seconds / 0.04) for seen in reading.frames[:FRAMES]]
    assert times == [place for place in range(FRAMES + 2) if place not in (6, 7)]


def reasons(merged: Merged) -> tuple[str, ...]:
    return merged.plan.clips[1].picture


def test_one_that_is_cut_off(tmp_path: Path) -> None:
    path = avi("mpeg-4", 1, tmp_path)
    data = path.read_bytes()
    for tenths in range(1, 10):
        path.write_bytes(data[: len(data) * tenths // 10])
        with pytest.raises(Damaged, match=r"^the file is cut off: "):
            inspect(LocalFile(path))


def test_a_stretch(tmp_path: Path) -> None:
    path = avi("h264-with-b-frames", 1, tmp_path)
    options = MergeOptions(trim=(Trim(start=0.52, end=0.72),))
    merge_files([path], tmp_path / "out.mp4", lambda step: None, options)
    assert [seen.frame for seen in read(tmp_path / "out.mp4").frames] == [13, 14, 15, 16, 17]
