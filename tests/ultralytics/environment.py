"""An environment of its own for the tests that need ultralytics, for it brings torch, and is AGPL-3.0.

    python -m tests.ultralytics.environment     # builds it unless it is there; prints its interpreter

It lies in the cache, some 2 GB, and is built again when the constraints or our dependencies change.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from reelbus.models.packages import cache_folder, locked

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = ROOT / "constraints.txt"
TORCHVISION = "0.28.0"
"""What ultralytics wants beside torch 2.13."""

STAND_IN = '''"""Stands in for torchvision, which has no build for CPUs alone that fits: what ultralytics calls of it."""

import sys
import types

import torch


def nms(boxes, scores, iou_threshold):
    """Indices of the boxes (N, 4) that no surer one overlaps by more than `iou_threshold`, surest first."""
    order, kept = scores.argsort(descending=True, stable=True), []
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    while len(order):
        first, rest = order[0], order[1:]
        kept.append(first)
        low, high = torch.maximum(boxes[first, :2], boxes[rest, :2]), torch.minimum(boxes[first, 2:], boxes[rest, 2:])
        shared = (high - low).clamp(min=0).prod(dim=1)
        order = rest[shared / (areas[first] + areas[rest] - shared) <= iou_threshold]
    return torch.stack(kept) if kept else torch.empty(0, dtype=torch.long)


ops = types.ModuleType("torchvision.ops")
ops.nms = nms
sys.modules[ops.__name__] = ops
__version__ = "VERSION"
'''


def interpreter() -> Path:
    """Python with ultralytics, torch and what our detector needs; built first if need be, which takes minutes.

    Raises `CalledProcessError` when a package cannot be had: a test that needs it fails, and is not skipped.
    """
    dependencies = _dependencies()
    recipe = (sys.version_info[:2], sys.platform, STAND_IN, TORCHVISION, CONSTRAINTS.read_text(), dependencies)
    folder = cache_folder() / "ultralytics" / hashlib.sha256(repr(recipe).encode()).hexdigest()[:16]
    python, complete = folder / "bin" / "python", folder / "complete"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent / ".lock"):
        if not complete.exists():
            for other in folder.parent.iterdir():
                if other.is_dir():  # made for other constraints; one takes 2 GB
                    shutil.rmtree(other)
            venv.create(folder, with_pip=True)
            _install(python, "torch")
            _stand_in(python)
            _install(python, f"ultralytics-opencv-headless=={_pinned('ultralytics')}", "onnx", *dependencies)
            complete.touch()
    return python


def run(module: str, *args: str) -> str:
    """What `python -m module args` prints in that environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YOLO_", "PYTEST_"))}
    done = subprocess.run(
        [interpreter(), "-m", module, *args],
        cwd=ROOT, env=kept | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def _install(python: Path, *packages: str) -> None:
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", CONSTRAINTS, *packages], check=True, stdout=sys.stderr)


def _stand_in(python: Path) -> None:
    """Put the stand-in where pip and `importlib.metadata` take it for the real one."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.run([python, "-c", where], check=True, capture_output=True, text=True).stdout.strip())
    information = packages / f"torchvision-{TORCHVISION}.dist-info"
    for path, text in (
        (packages / "torchvision" / "__init__.py", STAND_IN.replace("VERSION", TORCHVISION)),
        (information / "METADATA", f"Metadata-Version: 2.1\nName: torchvision\nVersion: {TORCHVISION}\n"),
        (information / "RECORD", ""),
    ):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)


def _dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["thumbnail"]]


def _pinned(package: str) -> str:
    return next(line.split("==")[1] for line in CONSTRAINTS.read_text().splitlines() if line.startswith(f"{package}=="))


if __name__ == "__main__":
    print(interpreter())
