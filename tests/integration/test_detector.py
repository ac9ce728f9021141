"""The detector on real weights and real photos, and on files that are no detectors."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from fixtures.models import picture, video, yolov3_tiny
from libs.detect import Detection, Detector
from libs.detect.errors import DetectorError
from libs.detect.onnx import OnnxDetector
from libs.detect.open import open_detector
from libs.detect.settings import DetectorSettings


@pytest.fixture(scope="module")
def tiny() -> Iterator[OnnxDetector]:
    detector = OnnxDetector(yolov3_tiny())
    yield detector
    detector.close()


def seen(detections: list[Detection]) -> set[str]:
    return {detection.label for detection in detections}


@pytest.mark.parametrize(
    ("name", "label", "middle"),
    [
        ("coffee.png", "cup", (0.48, 0.41)),
        ("motorcycle_left.png", "motorcycle", (0.5, 0.5)),
        ("camera.png", "person", (0.29, 0.5)),
    ],
)
async def test_what_is_in_a_photo(tiny: Detector, name: str, label: str, middle: tuple[float, float]) -> None:
    (detections,) = await tiny.detect([picture(name)])
    found = next(detection for detection in detections if detection.label == label and detection.box.width > 0.2)
    x, y, width, height = found.box
    assert found.confidence > 0.35
    assert (x + width / 2, y + height / 2) == pytest.approx(middle, abs=0.08)
    assert 0.1 < width * height < 0.8


async def test_a_frame_of_a_video(tiny: Detector) -> None:
    with av.open(str(video())) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    (detections,) = await tiny.detect([frames[120]])
    assert seen(detections) == {"person", "bicycle"}
    assert detections[0].label == "person"
    assert [d.confidence for d in detections] == sorted((d.confidence for d in detections), reverse=True)
    for detection in detections:
        x, y, width, height = detection.box
        assert x >= 0 <= y
        assert width > 0 < height
        assert x + width <= 1 + 1e-9 >= y + height


async def test_an_upright_picture_is_not_distorted(tiny: Detector) -> None:
    """The same cup, once between bars and once without, is in the same place."""
    cup = picture("coffee.png")
    upright = np.full((1067, 600, 3), 128, dtype=np.uint8)
    upright[300:700] = cup
    ((first, *_),) = await OnnxDetector(yolov3_tiny(), size=640, confidence=0.2).detect([upright])
    ((second, *_),) = await tiny.detect([cup])
    assert first.label == second.label == "cup"
    assert first.box.x == pytest.approx(second.box.x, abs=0.08)
    assert first.box.y * 1067 - 300 == pytest.approx(second.box.y * 400, abs=40)


async def test_pictures_are_answered_one_each_and_in_order(tiny: Detector) -> None:
    cup, camera = picture("coffee.png"), picture("camera.png")
    together = await tiny.detect([cup, camera, cup])
    assert together[0] == together[2]
    assert together[1:2] == await tiny.detect([camera])
    assert await tiny.detect([]) == []
    assert await asyncio.gather(*(tiny.detect([cup]) for _ in range(3))) == [[together[0]]] * 3


@pytest.mark.parametrize("shape", [(1, 1), (1, 900), (2000, 3)])
async def test_odd_pictures(tiny: Detector, shape: tuple[int, int]) -> None:
    assert len(await tiny.detect([np.zeros((*shape, 3), dtype=np.uint8)])) == 1


async def test_the_event_loop_goes_on(tiny: Detector) -> None:
    ticks = 0
    detecting = asyncio.ensure_future(tiny.detect([picture("coffee.png")] * 3))
    while not detecting.done():
        await asyncio.sleep(0.001)
        ticks += 1
    assert ticks > 20
    assert sum(thread.name.startswith("detector") for thread in threading.enumerate()) >= 1


async def test_settings_name_the_weights() -> None:
    detector = open_detector(DetectorSettings(weights=yolov3_tiny(), confidence=0.9))
    assert detector is not None
    assert (detector.name, detector.size) == ("yolov3-tiny.onnx (onnxruntime)", 416)
    assert await detector.detect([picture("coffee.png")]) == [[]]
    detector.close()
    larger = OnnxDetector(yolov3_tiny(), size=512)
    assert larger.size == 512
    larger.close()


# Weights that say the same of every picture, in the orders and precisions that exporters write.

ONE_BOX = [32.0, 32.0, 16.0, 32.0, 0.1, 0.8]
CORNERS = [24.0, 16.0, 40.0, 48.0, 0.8, 1.0]


def weights(
    folder: Path, output: np.ndarray, size: tuple[Any, Any] = (64, 64), batch: Any = 1, **metadata: str
) -> Path:
    """An `.onnx` file whose output is always `output`, without the axis of pictures."""
    kind = TensorProto.FLOAT16 if output.dtype == np.float16 else TensorProto.FLOAT
    constant = numpy_helper.from_array(output[None], "constant")
    graph = helper.make_graph(
        [helper.make_node("Identity", ["constant"], ["output0"])], "constant",
        [helper.make_tensor_value_info("images", kind, [batch, 3, *size])],
        [helper.make_tensor_value_info("output0", kind, [1, *output.shape])], [constant],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, metadata)
    path = folder / "weights.onnx"
    onnx.save(model, path)
    return path


def many(box: list[float], count: int = 2000) -> np.ndarray:
    """`box` among `count` others that are nothing."""
    rows = np.zeros((count, 6), dtype=np.float32)
    rows[5] = box
    return rows


@pytest.mark.parametrize("precision", [np.float32, np.float16])
@pytest.mark.parametrize(
    ("rows", "metadata"),
    [
        (many(ONE_BOX).T, {"names": "{0: 'dress', 1: 'shoe'}"}),
        (many(ONE_BOX).T, {}),
        (many(ONE_BOX), {"names": "{0: 'dress', 1: 'shoe'}"}),
        (many(CORNERS, 300), {"names": "{0: 'dress', 1: 'shoe'}", "end2end": "True"}),
        (many(CORNERS, 300), {"args": "{'nms': True}"}),
    ],
)
async def test_layouts(tmp_path: Path, rows: np.ndarray, metadata: dict[str, str], precision: Any) -> None:
    detector = OnnxDetector(weights(tmp_path, rows.astype(precision), **metadata))
    ((found,),) = await detector.detect([np.zeros((32, 64, 3), dtype=np.uint8)])
    assert found.label == ("shoe" if "names" in metadata else "class 1")
    assert found.confidence == pytest.approx(0.8, abs=1e-3)
    # 64 × 32 lies in the middle of 64 × 64: what is above and below is clipped.
    assert found.box == pytest.approx((24 / 64, 0, 16 / 64, 1))
    detector.close()


@pytest.mark.parametrize(
    ("given", "asked", "expected"),
    [
        ({}, None, 640),
        ({"imgsz": "[96, 160]"}, None, 160),
        ({"imgsz": "[96, 160]"}, 320, 320),
        ({"imgsz": "oops"}, None, 640),
    ],
)
def test_the_size_of_an_open_input(tmp_path: Path, given: dict[str, str], asked: int | None, expected: int) -> None:
    path = weights(tmp_path, many(ONE_BOX).T, size=("height", "width"), batch="batch", **given)
    detector = OnnxDetector(path, size=asked)
    assert detector.size == expected
    detector.close()


def test_files_that_are_no_detectors(tmp_path: Path) -> None:
    cut = tmp_path / "cut.onnx"
    cut.write_bytes(yolov3_tiny().read_bytes()[:1_000_000])
    text = tmp_path / "text.onnx"
    text.write_text("<html>not found</html>")
    for path, said in (
        (cut, "cannot be loaded"),
        (text, "cannot be loaded"),
        (tmp_path / "none.onnx", "do not exist"),
        (tmp_path, "do not exist"),
    ):
        refused(path if path.suffix == ".onnx" else path / "x.onnx", said)
    refused(weights(tmp_path, np.zeros((1000,), dtype=np.float32)), "(1, 1000)")
    refused(
        weights(tmp_path, np.zeros((25200, 85), dtype=np.float32), names=str(dict.fromkeys(range(80), "x"))),
        "(1, 25200, 85)",
    )
    refused(weights(tmp_path, many(ONE_BOX).T, task="segment"), "task segment")
    refused(weights(tmp_path, many(ONE_BOX).T, batch=8), "a batch size of 8")
    refused(weights(tmp_path, many(ONE_BOX).T), "YOLO_INPUT_SIZE is 320", size=320)


def refused(path: Path, said: str, size: int | None = None) -> None:
    with pytest.raises(DetectorError) as error:
        open_detector(DetectorSettings(weights=path, input_size=size))
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)


def test_weights_that_want_ultralytics(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ultralytics", None)
    path = tmp_path / "best.pt"
    refused(path, "do not exist")
    path.write_bytes(b"weights")
    refused(path, "run pip install '.[ultralytics]'")
