"""The detector's settings, and what classes are to a shop."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from libs.detect.labels import COCO
from libs.detect.open import open_detector, warnings
from libs.detect.settings import DISTRACTIONS, PERSONS, PRODUCTS, DetectorSettings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in DetectorSettings.model_fields.values():
        monkeypatch.delenv(str(field.alias), raising=False)


def test_the_defaults_are_classes_of_coco_and_lie_apart() -> None:
    every = [*PERSONS, *PRODUCTS, *DISTRACTIONS]
    assert len(every) == len(set(every))
    assert set(every) <= set(COCO)
    settings = DetectorSettings()
    assert [settings.kind(label) for label in ("person", "handbag", "bus", "remote")] == [
        "person", "product", "distraction", None,
    ]  # fmt: skip
    assert settings.configured() == {}


def test_lists_with_commas_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODUCT_CLASSES", " Sneaker, high_heel ,,")
    monkeypatch.setenv("YOLO_MODEL_PATH", "/models/shoes.onnx")
    settings = DetectorSettings()
    assert settings.product_classes == ("sneaker", "high heel")
    assert settings.weights == Path("/models/shoes.onnx")
    assert settings.kind("High Heel") == "product"
    assert settings.kind("handbag") is None
    assert settings.kind("Person") == "person"


def test_what_is_set_goes_before_what_is_default() -> None:
    assert DetectorSettings(product_classes="dog").kind("dog") == "product"
    assert DetectorSettings(distraction_classes="cell phone").kind("cell phone") == "distraction"
    assert DetectorSettings(distraction_classes="none").kind("bus") is None


def test_every_class_can_be_a_product() -> None:
    settings = DetectorSettings(product_classes="*,cat")
    assert [settings.kind(label) for label in ("gizmo", "person", "bus", "cat")] == [
        "product", "person", "distraction", "product",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"PERSON_CLASSES": "*"}, "PRODUCT_CLASSES only"),
        (
            {"PERSON_CLASSES": "man,dog", "PRODUCT_CLASSES": "dog"},
            "PERSON_CLASSES and PRODUCT_CLASSES both contain dog",
        ),
        ({"YOLO_THREADS": "0"}, "YOLO_THREADS"),
        ({"YOLO_CONFIDENCE": "1.5"}, "YOLO_CONFIDENCE"),
        ({"YOLO_INPUT_SIZE": "400"}, "YOLO_INPUT_SIZE"),
    ],
)
def test_bad_settings(given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=said.replace("*", r"\*")):
        DetectorSettings()


def test_classes_that_the_model_does_not_have_are_named() -> None:
    settings = DetectorSettings(product_classes="*,sneaker,shoe", person_classes="human")
    assert warnings(settings, ("shoe", "human")) == ["PRODUCT_CLASSES: the model has no class sneaker"]
    assert warnings(DetectorSettings(), COCO) == []
    (said,) = warnings(DetectorSettings(), ("shoe", "dress"))
    assert "shoe, dress" in said


def test_without_weights_there_is_no_detector() -> None:
    assert open_detector(DetectorSettings()) is None
