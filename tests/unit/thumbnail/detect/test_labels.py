"""What classes are called."""

import pytest

from services.thumbnail.detect.labels import COCO, label, labels_for, named, plain


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
    assert named({"names": names}) == expected


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
    assert named({"names": names}) is None


def test_labels_of_models_without_names() -> None:
    assert named({}) is None
    assert labels_for(80) == COCO
    assert (len(COCO), len(set(COCO)), COCO[0], COCO[79]) == (80, 80, "person", "toothbrush")
    assert labels_for(2) == ("class 0", "class 1")
    assert labels_for(None) == ()
    assert label(("shoe",), 0) == "shoe"
    assert label((), 7) == "class 7"


def test_labels_are_compared_as_people_write_them() -> None:
    assert plain(" Cell_Phone ") == plain("cell  phone") == "cell phone"
