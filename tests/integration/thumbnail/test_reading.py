"""Key frames whose timestamps a seek changes, or that are not to be had: the others are."""

from pathlib import Path

import av
import pytest

from fixtures.media import clips
from services.thumbnail.budget import Budget
from services.thumbnail.decode.reading import key_frames, packets_of
from services.thumbnail.decode.video import open_video
from services.thumbnail.pool import Decoders
from tests.integration.thumbnail.conftest import LIMITS
from tests.integration.thumbnail.test_clips import difference, pictures, seen


@pytest.mark.parametrize(("gop", "b_frames"), [(10, "3"), (100, "0")])
@pytest.mark.parametrize("sound", [False, True])
async def test_the_same_frames_in_asf(shared: Decoders, tmp_path: Path, gop: int, b_frames: str, sound: bool) -> None:
    """FFmpeg stamps a packet of H.264 in ASF otherwise when it is the first after a seek."""
    more = {"gop": gop, "sound": sound, "options": {"bf": b_frames}}
    same = [clips.pan(tmp_path / f"clip.{kind}", seconds=8, **more) for kind in ("wmv", "mkv")]
    (asf, cut), (mkv, _) = [await pictures(shared, path, between=False) for path in same]
    assert len(asf.frames) == len(mkv.frames) >= 6
    for number, picture in enumerate(cut):
        # ASF tells no presentation times: those that FFmpeg makes up are two frames late.
        assert asf.frames[number].time == pytest.approx(mkv.frames[number].time, abs=0.25)
        assert difference(picture, seen(asf, number)) < 3
        assert difference(picture, seen(mkv, number)) < 8


def test_a_key_frame_that_is_missing_costs_no_other(tmp_path: Path) -> None:
    path = clips.pan(tmp_path / "clip.mkv", seconds=3, gop=10)
    with open_video(path, LIMITS) as video:
        packets, _ = packets_of(video, LIMITS, Budget(LIMITS.cpu_seconds))
        keys = [packet.pts for packet in packets if packet.key]
        missing = keys[1] - 1
        frames = [frame.pts for frame in key_frames(video, frozenset({missing, *keys[1:]})) if frame is not None]
    assert len(keys) >= 3
    assert frames == keys[1:]


@pytest.mark.parametrize("ending", ["mp4", "mkv", "ts"])
async def test_open_groups_of_pictures(shared: Decoders, tmp_path: Path, ending: str) -> None:
    """Every one of their key frames is looked at, and cut."""
    scan, full = await pictures(shared, clips.open_groups(tmp_path / f"clip.{ending}"), between=False)
    times = sorted(frame.time for frame in scan.frames)
    assert times == pytest.approx([0, 1.5, 3, 4.5, 6, 7.5], abs=0.01)
    assert all(difference(picture, seen(scan, number)) < 3 for number, picture in enumerate(full))


@pytest.mark.parametrize(("ending", "between"), [("ts", False), ("ts", True), ("mkv", True), ("mp4", True)])
async def test_pictures_that_are_refreshed_bit_by_bit(
    shared: Decoders, tmp_path: Path, ending: str, between: bool
) -> None:
    """No key frame, and begun in the middle: frames are looked at once all of the picture has been renewed."""
    path = clips.intra_refresh(tmp_path / f"clip.{ending}")
    with av.open(str(path.with_name("whole.ts"))) as whole:
        original = {round(frame.time or 0, 2): frame.to_image() for frame in whole.decode(video=0)}
    # Muxing moves the clock: what is left begins with the sixteenth frame.
    first = sorted(original)[15]
    scan, full = await pictures(shared, path, between=between)
    assert scan.duration == pytest.approx(6.5, abs=0.11), "of eight seconds the first fifteen frames are not there"
    assert len(full) >= 4
    assert max(frame.time for frame in scan.frames) > 4
    for number, picture in enumerate(full):
        same = original[min(original, key=lambda at: abs(at - first - scan.frames[number].time))]
        assert difference(picture, same) < 3
        assert difference(picture, seen(scan, number)) < 3
