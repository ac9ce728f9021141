"""What must hold of the topics before the stream begins."""

import pytest

from libs.bus import SetupError
from services.catalog.stream.checks import common_partitions

NUMBERS = {"a": [0, 1, 2], "b": [0, 1, 2], "c": [0, 1], "states": [0, 1, 2], "more": [0]}


def test_the_number_is_that_of_all() -> None:
    assert common_partitions(NUMBERS, ["a", "b"], "states") == 3


@pytest.mark.parametrize(("inputs", "changelog"), [(["a", "c"], "states"), (["a", "b"], "more")])
def test_unequal_numbers_are_listed(inputs: list[str], changelog: str) -> None:
    with pytest.raises(
        SetupError, match=r"equal numbers of partitions \(a 3, .*\): add partitions to those with fewer"
    ):
        common_partitions(NUMBERS, inputs, changelog)
