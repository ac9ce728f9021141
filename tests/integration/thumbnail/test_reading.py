"""Key frames whose timestamps a seek changes, or that are not to be had: the others are."""

from pathlib import Path

import pytest

from services.thumbnail.budget import Budget
from services.thumbnail.decode.reading import key_frames, packets_of
from services.thumbnail.decode.video import opened
from services.thumbnail.pool import Decoders
from tests.integration.thumbnail.conftest import LIMITS
from tests.integration.thumbnail.test_clips import difference, pictures, seen
from tests.media import clips


@pytest.mark.parametrize(("gop", "b_frames"), [(10, "3"), (100, "0")])
@pytest.mark.parametrize("sound", [False, True])
async def test_the_same_frames_in_asf(shared: Decoders, tmp_path: Path, gop: int, b_frames: str, sound: bool) -> None:
    """FFmpeg stamps a packet of H.264 in ASF otherwise when it is the first after a seek."""
    more = {"gop": gop, "sound": sound, "options": {"bf": b_frames}}
    same = [clips.pan(tmp_path / f"clip.{kind}", seconds=8, **more) for kind in ("wmv", "mkv")]
    (asf, cut), (mkv, _) = [await pictures(shared, path, between=False) for path in same]
    assert len(asf.looks) == len(mkv.looks) >= 6
    for number, picture in enumerate(cut):
        # ASF tells no presentation times: those that FFmpeg makes up are two frames late.
        assert asf.looks[number].time == pytest.approx(mkv.looks[number].time, abs=0.25)
        assert difference(picture, seen(asf, number)) < 3
        assert difference(picture, seen(mkv, number)) < 8


def test_a_key_frame_that_is_missing_costs_no_other(tmp_path: Path) -> None:
    path = clips.pan(tmp_path / "clip.mkv", seconds=3, gop=10)
    with opened(path, LIMITS) as video:
        packets, _ = packets_of(video, LIMITS, Budget(LIMITS.cpu_seconds))
        keys = [packet.pts for packet in packets if packet.key]
        missing = keys[1] - 1
        frames = [frame.pts for frame in key_frames(video, frozenset({missing, *keys[1:]})) if frame is not None]
    assert len(keys) >= 3
    assert frames == keys[1:]
