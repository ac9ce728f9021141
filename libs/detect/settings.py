"""Settings of the detector, from the environment."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from libs.detect.labels import normalized
from libs.settings import Names, Settings

Kind = Literal["person", "product", "distraction"]


def _labels(value: tuple[str, ...]) -> tuple[str, ...]:
    # An empty variable counts as unset, so an empty list is written as `none`.
    return tuple(name for name in map(normalized, value) if name not in ("", "none"))


Labels = Annotated[Names, AfterValidator(_labels)]

EVERY = "*"

PERSONS = ("person",)
PRODUCTS = (
    "handbag", "backpack", "suitcase", "tie", "umbrella",
    "bottle", "wine glass", "cup", "fork", "knife", "spoon", "bowl", "vase",
    "chair", "couch", "bed", "dining table", "bench", "potted plant", "clock", "book",
    "tv", "laptop", "mouse", "keyboard", "cell phone", "microwave", "oven", "toaster", "refrigerator",
    "hair drier", "toothbrush", "scissors", "teddy bear",
    "bicycle", "motorcycle", "car",
    "frisbee", "skis", "snowboard", "sports ball", "kite", "baseball bat", "baseball glove", "skateboard",
    "surfboard", "tennis racket",
    "banana", "apple", "sandwich", "orange", "broccoli", "carrot", "hot dog", "pizza", "donut", "cake",
)  # fmt: skip
DISTRACTIONS = (
    "traffic light", "fire hydrant", "stop sign", "parking meter", "airplane", "bus", "train", "truck", "boat",
    "toilet", "sink", "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe",
)  # fmt: skip
"""Objects in the background of a shop's videos."""


class DetectorSettings(Settings):
    """The weights of the detector, and the kinds of their classes. Without YOLO_MODEL_PATH there is no detector."""

    weights: Path | None = Field(
        default=None,
        alias="YOLO_MODEL_PATH",
        description="weights: .onnx, or with ultralytics .pt and others",
    )
    threads: int = Field(default=1, ge=1, le=256, alias="YOLO_THREADS", description="threads of one detection")
    confidence: float = Field(
        default=0.25, gt=0, le=1, alias="YOLO_CONFIDENCE", description="detections below are left out"
    )
    iou: float = Field(
        default=0.45, gt=0, le=1, alias="YOLO_IOU", description="boxes of a class that overlap by more are one object"
    )
    input_size: int | None = Field(
        default=None, ge=32, le=4096, multiple_of=32, alias="YOLO_INPUT_SIZE",
        description="pixels of the model input's longer side, for weights with a dynamic input",
    )  # fmt: skip
    person_classes: Labels = Field(default=PERSONS, alias="PERSON_CLASSES", description="labels of people")
    product_classes: Labels = Field(
        default=PRODUCTS,
        alias="PRODUCT_CLASSES",
        description="labels of products; * for all others",
    )
    distraction_classes: Labels = Field(
        default=DISTRACTIONS, alias="DISTRACTION_CLASSES", description="labels that should not be in the picture"
    )

    @model_validator(mode="after")
    def _check_disjoint(self) -> Self:
        if EVERY in self.person_classes or EVERY in self.distraction_classes:
            raise ValueError("* must be in PRODUCT_CLASSES only")
        lists = [(kind, set(labels)) for kind, labels in self.configured().items()]
        for index, (kind, labels) in enumerate(lists):
            for other, others in lists[index + 1 :]:
                if both := sorted(labels & others):
                    raise ValueError(f"{_variable(kind)} and {_variable(other)} both contain {', '.join(both)}")
        return self

    def kind(self, label: str) -> Kind | None:
        """The kind of class `label`; None if it is in no list. Lists in the environment precede default lists."""
        name = normalized(label)
        lists = sorted(self._lists(), key=lambda item: not self._is_configured(item[0]))
        return next((kind for kind, labels in lists if name in labels), "product" if self._takes_all else None)

    def configured(self) -> dict[Kind, tuple[str, ...]]:
        """The lists that are set in the environment, without defaults."""
        return {kind: labels for kind, labels in self._lists() if self._is_configured(kind)}

    @property
    def _takes_all(self) -> bool:
        return EVERY in self.product_classes

    def _lists(self) -> list[tuple[Kind, tuple[str, ...]]]:
        return [
            ("person", self.person_classes),
            ("product", self.product_classes),
            ("distraction", self.distraction_classes),
        ]

    def _is_configured(self, kind: Kind) -> bool:
        return f"{kind}_classes" in self.model_fields_set


def _variable(kind: Kind) -> str:
    return f"{kind.upper()}_CLASSES"
