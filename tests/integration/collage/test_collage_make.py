"""`reelbus collage make`: what becomes of files that cannot be taken."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from fixtures.media.covers import cover
from tests.integration.conftest import ROOT


def test_no_room_is_one_line(tmp_path: Path) -> None:
    picture, out = tmp_path / "cover.jpg", tmp_path / "collage.jpg"
    picture.write_bytes(cover(0))
    done = subprocess.run(
        [sys.executable, "-m", "reelbus", "collage", "make", str(picture), "--out", str(out)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().endswith("cannot write a picture to a temporary file: No space left on device")
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_a_file_over_the_limit_is_missing_as_a_download_would_be(tmp_path: Path) -> None:
    small, large, out = tmp_path / "small.jpg", tmp_path / "large.jpg", tmp_path / "collage.jpg"
    small.write_bytes(cover(0))
    large.write_bytes(cover(0) + bytes(50_001))
    limit = small.stat().st_size + 50_000
    done = subprocess.run(
        [sys.executable, "-m", "reelbus", "collage", "make", str(small), str(large), "--out", str(out)],
        env=os.environ | {"COLLAGE_MAX_IMAGE_MB": str(limit / 1_000_000)},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    placed, missing = done.stdout.splitlines()
    assert placed.split("\t")[1] == "placed"
    assert missing.split("\t")[1:3] == ["missing", f"too-large: more than {limit:,} bytes (COLLAGE_MAX_IMAGE_MB)"]
