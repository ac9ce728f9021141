"""The second look, where the first shows no product: what it adds, and how many frames were looked at in all."""

from collections.abc import Sequence
from pathlib import Path

from fixtures.media import clips
from libs.detect import Detection, Detector, Picture
from services.thumbnail.pool import Decoders
from tests.integration.thumbnail.conftest import WANTED, maker_of


class Blind(Detector):
    """Sees nothing, and keeps how many pictures it was shown."""

    name, size = "blind", 480

    def __init__(self) -> None:
        self.shown: list[int] = []

    async def detect(self, pictures: Sequence[Picture]) -> list[list[Detection]]:
        self.shown.append(len(pictures))
        return [[] for _ in pictures]

    def close(self) -> None:
        pass


async def test_frames_are_counted_once_and_key_frames_left_over_get_their_turn(
    shared: Decoders, tmp_path: Path
) -> None:
    """Ten key frames and none worth decoding between them: the detector sees six, then the other four as well."""
    blind = Blind()
    analysis = await maker_of(shared, blind).analyze(clips.pan(tmp_path / "clip.mp4", seconds=8, gop=1))
    assert analysis.scan.frame_count == 10
    assert len({candidate.frame.pts for candidate in analysis.candidates}) == len(analysis.candidates) == 10
    assert blind.shown == [WANTED.detect_frames, 10]
