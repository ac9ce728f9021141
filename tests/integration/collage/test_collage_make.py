"""`reelbus collage make` where the machine has no room for a picture."""

import resource
import subprocess
import sys
from pathlib import Path

from tests.integration.conftest import ROOT
from tests.media.covers import cover


def test_no_room_is_one_line(tmp_path: Path) -> None:
    picture, out = tmp_path / "cover.jpg", tmp_path / "collage.jpg"
    picture.write_bytes(cover(0))
    done = subprocess.run(
        [sys.executable, "-m", "reelbus", "collage", "make", str(picture), "--out", str(out)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().endswith("a picture cannot be kept for its decoding: No space left on device")
    assert "Traceback" not in done.stderr
    assert not out.exists()
