"""Labels of a model's classes."""

import ast
from collections.abc import Mapping, Sequence

COCO = (
    "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat", "traffic light",
    "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog", "horse", "sheep", "cow", "elephant",
    "bear", "zebra", "giraffe", "backpack", "umbrella", "handbag", "tie", "suitcase", "frisbee", "skis", "snowboard",
    "sports ball", "kite", "baseball bat", "baseball glove", "skateboard", "surfboard", "tennis racket", "bottle",
    "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple", "sandwich", "orange", "broccoli",
    "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch", "potted plant", "bed", "dining table", "toilet",
    "tv", "laptop", "mouse", "remote", "keyboard", "cell phone", "microwave", "oven", "toaster", "sink",
    "refrigerator", "book", "clock", "vase", "scissors", "teddy bear", "hair drier", "toothbrush",
)  # fmt: skip
"""The 80 classes of COCO, in the order of all YOLO models trained on it."""


def metadata_labels(metadata: Mapping[str, str]) -> tuple[str, ...] | None:
    """The labels in a model's metadata; None without valid ones.

    ultralytics writes them into `names` as Python source, `{0: 'person', 1: 'bicycle'}`; a list is accepted too.
    """
    try:
        names = ast.literal_eval(metadata["names"])
    except (KeyError, ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
    if isinstance(names, Sequence) and not isinstance(names, str):
        names = dict(enumerate(names))
    if not isinstance(names, dict) or not names or set(names) != set(range(len(names))):
        return None
    return tuple(str(names[number]) for number in range(len(names)))


def labels_for(classes: int | None) -> tuple[str, ...]:
    """Labels of a model without metadata: those of COCO if it has as many classes, else `class 0` and so on."""
    if classes == len(COCO):
        return COCO
    return tuple(f"class {number}" for number in range(classes or 0))


def label(labels: Sequence[str], number: int) -> str:
    """The label of class `number`; `class N` if there is none."""
    return labels[number] if 0 <= number < len(labels) else f"class {number}"


def normalized(text: str) -> str:
    """A label for comparison: `Cell_Phone ` becomes `cell phone`."""
    return " ".join(text.replace("_", " ").casefold().split())
