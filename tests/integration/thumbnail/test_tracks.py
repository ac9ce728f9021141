"""Files with several video tracks: the one that a player would show is looked at, and the pictures are cut from it."""

from pathlib import Path

import pytest

from fixtures.media.tracks import Part, together
from services.thumbnail.errors import NotAVideo
from services.thumbnail.pool import Decoders
from services.thumbnail.scan import ScanRequest
from tests.integration.thumbnail.test_clips import difference, pictures, seen

VIDEO = Part("libx264", (180, 320), default=True)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("unreadable.mkv", Part("ffv1", (360, 640))),
        ("preview.mp4", Part("libx264", (90, 160))),
        ("preview.mkv", Part("libx264", (90, 160))),
        ("alternative.mp4", Part("libx264", (360, 640), photo="cat")),
        ("alternative.mkv", Part("libx264", (360, 640), photo="cat")),
        ("no-defaults.ts", Part("libx264", (90, 160))),
        ("still.mkv", Part("mjpeg", (300, 300), 1, "yuvj420p")),
        ("still.mov", Part("mjpeg", (300, 300), 1, "yuvj420p")),
    ],
)
@pytest.mark.parametrize("first", [False, True])
async def test_the_video_is_found(shared: Decoders, tmp_path: Path, name: str, other: Part, first: bool) -> None:
    path = together(tmp_path / name, [other, VIDEO] if first else [VIDEO, other])
    scan, full = await pictures(shared, path)
    assert scan.codec == "h264"
    assert len(full) >= 5
    assert {picture.size for picture in full} == {VIDEO.size}
    assert all(difference(picture, seen(scan, number)) < 3 for number, picture in enumerate(full))


async def test_the_first_codec_is_named_where_none_is_accepted(shared: Decoders, tmp_path: Path) -> None:
    path = together(tmp_path / "none.avi", [Part("ffv1", (90, 160)), Part("huffyuv", (180, 320), 20, "yuv422p")])
    with pytest.raises(NotAVideo, match="ffv1"):
        await shared.scan(path, ScanRequest(480, 24))
