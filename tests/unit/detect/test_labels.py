"""What classes are called."""

import pytest

from libs.detect.labels import COCO, label, labels_for, metadata_labels, normalized


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("{0: 'person', 1: 'hand bag'}", ("person", "hand bag")),
        ("{1: 'b', 0: 'a'}", ("a", "b")),
        ("['shoe', 'dress']", ("shoe", "dress")),
        ("{0: 3}", ("3",)),
    ],
)
def test_names_as_ultralytics_writes_them(names: str, expected: tuple[str, ...]) -> None:
    assert metadata_labels({"names": names}) == expected


@pytest.mark.parametrize(
    "names",
    [
        "",
        "{",
        "{}",
        "[]",
        "'person'",
        "{1: 'a', 2: 'b'}",
        "{'a': 0}",
        "__import__('os').getcwd()",
        "((" * 5000,
        "{[]: 1}",
        "\0",
    ],
)
def test_names_that_are_none(names: str) -> None:
    assert metadata_labels({"names": names}) is None


def test_labels_of_models_without_names() -> None:
    assert metadata_labels({}) is None
    assert labels_for(80) == COCO
    assert (len(COCO), len(set(COCO)), COCO[0], COCO[79]) == (80, 80, "person", "toothbrush")
    assert labels_for(2) == ("class 0", "class 1")
    assert labels_for(None) == ()
    assert label(("shoe",), 0) == "shoe"
    assert label((), 7) == "class 7"


def test_labels_are_compared_as_people_write_them() -> None:
    assert normalized(" Cell_Phone ") == normalized("cell  phone") == "cell phone"
