"""Results of tasks as data, and back."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from libs.confined.channel import Message
from libs.confined.decode import decoded
from libs.confined.encode import encoded


class Problem(Exception):
    pass


class Special(Problem):
    pass


class Part(NamedTuple):
    name: str
    data: bytes
    shares: tuple[float | None, ...]


class Other(NamedTuple):
    number: int


@dataclass(frozen=True, slots=True)
class Whole:
    parts: list[Part | Other | Problem]
    numbers: frozenset[int]
    picture: NDArray[np.uint8]
    kind: Literal["one", "two"]
    last: bytes = b""


def whole() -> Whole:
    picture = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    parts: list[Part | Other | Problem] = [Part("ä\ud800", b"one", (0.1, None)), Other(3), Special("bad", 1)]
    return Whole(parts, frozenset({1, 2}), picture[:, ::2], "two", b"two")


def there_and_back(result: object) -> Whole:
    content, data = encoded(result)
    return decoded(Message(content, data), whole, (Problem,)).get()


def test_a_result_comes_back_as_it_was() -> None:
    before, after = whole(), there_and_back(whole())
    assert after.parts[:2] == before.parts[:2]
    error = after.parts[2]
    assert type(error) is Special
    assert error.args == ("bad", 1)
    assert (after.numbers, after.kind, after.last) == (before.numbers, before.kind, before.last)
    assert after.picture.dtype == np.uint8
    assert np.array_equal(after.picture, before.picture)
    after.picture[0, 0, 0] = 1  # it can be written to


@pytest.mark.parametrize("value", [{"a": 1}, object(), np.zeros(3, np.float32), complex(1)])
def test_what_is_no_data_is_refused_where_it_is_returned(value: object) -> None:
    with pytest.raises(TypeError, match="a task cannot return"):
        encoded([value])
