"""What a detector finds in pictures, as JSON; runs in the environment of ultralytics.

python -m tests.ultralytics.detections adapter|onnx WEIGHTS SIZE PICTURE...
"""

import asyncio
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from services.thumbnail.detect.onnx import OnnxDetector
from services.thumbnail.detect.ultralytics import UltralyticsDetector


async def main() -> None:
    """Print what is known of the detector and what it found."""
    engine = {"adapter": UltralyticsDetector, "onnx": OnnxDetector}[sys.argv[1]]
    detector = engine(Path(sys.argv[2]), size=int(sys.argv[3]) or None)
    pictures = [np.asarray(Image.open(path).convert("RGB")) for path in sys.argv[4:]]
    found = await detector.detect(pictures)
    detector.close()
    told = {"name": detector.name, "size": detector.size, "labels": detector.labels}
    if engine is UltralyticsDetector:
        import torch

        told["threads"] = torch.get_num_threads()
    # Last, for ultralytics may have said something before.
    print(json.dumps(told | {"found": [[(d.label, d.confidence, d.box) for d in each] for each in found]}))


if __name__ == "__main__":
    asyncio.run(main())
