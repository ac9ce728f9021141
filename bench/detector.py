"""Our onnxruntime engine beside ultralytics on torch: the same weights, the same pictures, one thread each.

It runs in the environment of `tests/ultralytics`, which it builds if need be. Speed is measured in one process, round
by round; memory in a process of its own each.
"""

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.report import Row

ROUNDS = 5
SIZE = 640
PHOTOS = ("camera.png", "coffee.png", "motorcycle_left.png")


def run(*, small: bool = False) -> list[Row]:
    """Milliseconds a picture of 640 pixels, and megabytes of the process that looks at it. `small`: one round."""
    rounds = str(1 if small else ROUNDS)
    from fixtures.models import fall_weights
    from fixtures.ultralytics_environment import run as run_there

    with TemporaryDirectory() as folder:
        exported = Path(folder) / "weights.onnx"
        run_there("reelbus", "models", "export", str(fall_weights()), "--to", str(exported), "--size", str(SIZE))
        both = json.loads(run_there("bench.detector", rounds, str(exported), str(fall_weights())))
        ours = json.loads(run_there("bench.detector", rounds, str(exported)))
        theirs = json.loads(run_there("bench.detector", rounds, str(fall_weights())))
    speed, memory = both["ms"], ([ours["mb"]], [theirs["mb"]])
    return [
        Row.of("detector, a picture", "ultralytics on torch", ours=speed[0], theirs=speed[1], unit="ms", goal=1.0,
               higher_is_better=False),
        Row.of("detector, memory", "ultralytics on torch", ours=memory[0], theirs=memory[1], unit="MB", goal=0.8,
               higher_is_better=False),
    ]  # fmt: skip


async def _measure(rounds: int, weights: list[Path]) -> list[list[float]]:
    """Milliseconds a picture, by weights and round."""
    from fixtures.models import picture
    from libs.detect.onnx import OnnxDetector
    from libs.detect.ultralytics import UltralyticsDetector

    pictures = [picture(name) for name in PHOTOS]
    detectors = [(OnnxDetector if path.suffix == ".onnx" else UltralyticsDetector)(path, size=SIZE) for path in weights]
    taken: list[list[float]] = [[] for _ in detectors]
    for number in range(rounds + 1):
        for detector, times in zip(detectors, taken, strict=True):
            started = time.perf_counter()
            await detector.detect(pictures)
            if number:  # the first round warms up
                times.append((time.perf_counter() - started) * 1000 / len(pictures))
    for detector in detectors:
        detector.close()
    return taken


def _high_water() -> float:
    """Megabytes of this program at its largest. Not `ru_maxrss`: that counts the process which started it as well."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1000


if __name__ == "__main__":
    milliseconds = asyncio.run(_measure(int(sys.argv[1]), [Path(path) for path in sys.argv[2:]]))
    peak = _high_water()
    print(json.dumps({"ms": milliseconds, "mb": peak}))
