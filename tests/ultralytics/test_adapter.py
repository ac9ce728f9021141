"""The adapter of ultralytics with real weights, and both engines side by side on the same ones.

All runs in an environment of its own, which the first test builds (minutes, some 2 GB in the cache); where torch or
ultralytics cannot be had, these tests fail.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fixtures.models import fall_weights, photo, yolov3_tiny
from fixtures.ultralytics_environment import run
from libs.detect.nms import iou

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("ultralytics")]

PHOTOS = ["camera.png", "coffee.png", "motorcycle_left.png"]


def detections(engine: str, weights: Path, size: int = 0, photos: list[str] = PHOTOS) -> dict[str, Any]:
    told = run("fixtures.detections", engine, str(weights), str(size), *(str(photo(name)) for name in photos))
    answer: dict[str, Any] = json.loads(told)
    return answer


def agree(ours: dict[str, Any], theirs: dict[str, Any], *, unsure: float = 0.35) -> int:
    """How many objects both see, at the same place; those that one is unsure of may be missing in the other."""
    agreed = 0
    for mine, other in ((ours, theirs), (theirs, ours)):
        for found, rivals in zip(mine["found"], other["found"], strict=True):
            for label, confidence, box in found:
                overlaps = [iou(corners(box), corners(rival)[None])[0] for name, _, rival in rivals if name == label]
                if max(overlaps, default=0) >= 0.9:
                    agreed += 1
                else:
                    assert confidence < unsure, (label, confidence, box, rivals)
    return agreed // 2


def corners(box: list[float]) -> np.ndarray:
    x, y, width, height = box
    return np.array([x, y, x + width, y + height])


@pytest.fixture(scope="module")
def falls() -> dict[str, Any]:
    """What the adapter finds with a real `.pt`."""
    return detections("adapter", fall_weights(), photos=["camera.png", "astronaut.png"])


def test_a_pt_file(falls: dict[str, Any]) -> None:
    assert (falls["name"], falls["size"], falls["labels"]) == ("best.pt (ultralytics)", 640, ["Normal", "Fall"])
    assert falls["threads"] == 1
    for found in falls["found"]:
        label, confidence, (_, _, width, height) = found[0]
        assert label == "Normal", "a person who stands"
        assert confidence > 0.5
        assert width > 0.5 < height


def test_an_export_says_the_same(falls: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / "falls.onnx"
    printed = run("reelbus", "models", "export", str(fall_weights()), "--to", str(target))
    assert printed == f"{target}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["falls.onnx"]
    ours = detections("onnx", target, photos=["camera.png", "astronaut.png"])
    assert (ours["size"], ours["labels"]) == (640, falls["labels"])
    assert agree(ours, falls) >= 2


def test_both_engines_on_the_same_weights() -> None:
    ours, theirs = (detections(engine, yolov3_tiny()) for engine in ("onnx", "adapter"))
    assert ours["size"] == theirs["size"] == 416
    assert ours["labels"] == theirs["labels"]
    assert agree(ours, theirs) >= 3


def test_what_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "broken.pt"
    path.write_bytes(b"no pickle")
    with pytest.raises(AssertionError) as failed:
        detections("adapter", path)
    assert f"DetectorError: {path} cannot be loaded by ultralytics: " in str(failed.value)
