"""Reads results of tasks (`encode.py`) from processes that may be under attack: only data, of the type that the task
returns, and errors of known classes.
"""

import builtins
import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast, get_type_hints

from pydantic import ConfigDict, TypeAdapter

from libs.confined.channel import Message
from libs.confined.errors import InvalidMessage, Raised

T = TypeVar("T")

Errors = Sequence[type[Exception]]
"""Bases of the errors that tasks may raise or return, beside Python's own."""


class Outcome(NamedTuple, Generic[T]):
    """What a task returned or raised."""

    result: T | None
    error: Exception | None = None

    def get(self) -> T:
        """The result. Raises the error."""
        if self.error is not None:
            raise self.error
        return cast("T", self.result)


def decoded(message: Message, work: Callable[..., T], errors: Errors) -> Outcome[T]:
    """The outcome of `work`, with the type of its annotation. Raises InvalidMessage."""
    content = message.content
    try:
        if "raised" not in content:
            return Outcome(_checked(work, _Reader(message.data, errors).read(content["result"])))
        error = _error(content["raised"], errors)
        if not isinstance(error, tuple(errors)):
            # What tasks are known to raise is about their input; other errors are bugs.
            error.add_note(f"In the confined process: {content['trace']}")
        return Outcome(None, error)
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError, AttributeError) as error:
        # The text of a ValidationError has parts of the result.
        raise InvalidMessage(f"what is no result of {work.__qualname__} ({type(error).__name__})") from None


def _checked(work: Callable[..., T], value: Any) -> T:
    checked: T = _type(work).validate_python((value,))[0]
    return checked


@lru_cache
def _type(work: Callable[..., Any]) -> TypeAdapter[Any]:
    # A function of the standard library has no annotation: any data. In a tuple, as a dataclass has its own settings.
    returned = get_type_hints(work).get("return", Any)
    alone: Any = tuple[returned]  # type: ignore[valid-type] # known at run time only
    return TypeAdapter(alone, config=ConfigDict(arbitrary_types_allowed=True))


class _Reader:
    """Reads a value whose bytes and arrays are in `data`, one behind the other."""

    def __init__(self, data: bytes | bytearray, errors: Errors) -> None:
        self._data, self._errors, self._at = memoryview(data), errors, 0

    def read(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.read(one) for one in value]
        if not isinstance(value, dict):
            return value
        ((kind, content),) = value.items()
        match kind:
            case "bytes":
                return self._bytes(content)
            case "array":
                return self._array(content)
            case "object":
                return {name: self.read(one) for name, one in content.items()}
            case "error":
                return _error(content, self._errors)
        raise ValueError(kind)

    def _array(self, shape: list[int]) -> Any:
        import numpy as np

        if not all(isinstance(side, int) and side >= 0 for side in shape):
            raise ValueError(shape)
        return np.frombuffer(bytearray(self._bytes(math.prod(shape))), np.uint8).reshape(shape)

    def _bytes(self, length: int) -> bytes:
        found = bytes(self._data[self._at : self._at + length])
        if length < 0 or len(found) != length:
            raise ValueError(length)
        self._at += length
        return found


def _error(content: Any, errors: Errors) -> Exception:
    """Of a class that is not known it is a Raised."""
    name, args = content
    kind = next((one for base in errors for one in _and_below(base) if one.__qualname__ == name), None)
    kind = kind or getattr(builtins, name, None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        return kind(*args)
    return Raised(name, args)


def _and_below(base: type[Exception]) -> Iterator[type[Exception]]:
    yield base
    for one in base.__subclasses__():
        yield from _and_below(one)
