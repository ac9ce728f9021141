"""Clips with transparency: shown on black, as players show what has nothing behind it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from fixtures.media.marked import marked
from services.merge.job.files import merge_files

SIZE = (160, 96)


def transparent(path: Path, codec: str, pixels: str, options: Mapping[str, str]) -> Path:
    """White, of which the left third is transparent, the middle one half, the right one not at all."""
    picture = np.full((SIZE[1], SIZE[0], 4), 255, np.uint8)
    for third, alpha in enumerate((0, 128, 255)):
        picture[:, SIZE[0] * third // 3 : SIZE[0] * (third + 1) // 3, 3] = alpha
    with av.open(str(path), "w") as out:
        stream: Any = out.add_stream(codec, rate=25, options=dict(options))
        stream.width, stream.height, stream.pix_fmt = *SIZE, pixels
        stream.metadata["alpha_mode"] = "1"  # as FFmpeg's command writes it; other containers leave it out
        for _ in range(5):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgba").reformat(format=pixels)))
        out.mux(stream.encode())
    return path


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "options"),
    [
        ("c.mov", "qtrle", "argb", {}),
        ("c.mov", "prores_ks", "yuva444p10le", {"profile": "4444"}),
        ("c.webm", "libvpx-vp9", "yuva420p", {"deadline": "realtime", "cpu-used": "8", "auto-alt-ref": "0"}),
        ("c.webm", "libvpx", "yuva420p", {"deadline": "realtime", "cpu-used": "8", "auto-alt-ref": "0"}),
    ],
)
def test_transparent_pictures_are_on_black(
    name: str, codec: str, pixels: str, options: dict[str, str], tmp_path: Path
) -> None:
    clip = transparent(tmp_path / name, codec, pixels, options)
    first = marked(tmp_path / "first.mp4", 1, frames=5, size=SIZE)
    merge_files([first, clip], tmp_path / "out.mp4", lambda step: None)
    with av.open(str(tmp_path / "out.mp4")) as file:
        shown = [frame.to_ndarray(format="gray").astype(float) for frame in file.decode(video=0)][5:]
    assert len(shown) == 5
    for grey in shown:
        left, middle, right = (grey[10:-10, at - 10 : at + 10].mean() for at in (26, 80, 133))
        assert left < 8
        assert middle == pytest.approx(128, abs=12)
        assert right > 245
