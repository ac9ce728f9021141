"""Results of tasks as data: JSON, with bytes and arrays beside it. `decode.py` reads it.

In JSON, sequences and sets are arrays, and all else is an object with one member, whose name says what it is:
`bytes` (the length), `array` (of uint8: the shape), `object` (the fields of a dataclass), `error` (its class and
arguments). It imports little, as `confine.py`.
"""

from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple


class Encoded(NamedTuple):
    """The content and data of a message."""

    content: dict[str, Any]
    data: bytes


def encoded(result: object) -> Encoded:
    """The `result` of a task. Raises TypeError for what is no data."""
    pieces: list[bytes] = []
    return Encoded({"result": _plain(result, pieces)}, b"".join(pieces))


def encoded_error(error: Exception, trace: str) -> Encoded:
    """What a task raised."""
    return Encoded({"raised": _error(error), "trace": trace}, b"")


def _plain(value: Any, pieces: list[bytes]) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case tuple() | list() | frozenset():
            return [_plain(one, pieces) for one in value]
        case bytes():
            pieces.append(value)
            found: dict[str, Any] = {"bytes": len(value)}
        case Exception():
            found = {"error": _error(value)}
        case _ if is_dataclass(value):
            found = {"object": {one.name: _plain(getattr(value, one.name), pieces) for one in fields(value)}}
        # numpy is not imported here: not every task needs it.
        case _ if type(value).__module__ == "numpy" and getattr(value, "dtype", None) == "uint8":
            pieces.append(value.tobytes())
            found = {"array": value.shape}
        case _:
            raise TypeError(f"a task cannot return {type(value).__name__}")
    return found


def _error(error: Exception) -> list[Any]:
    args = [one if one is None or isinstance(one, bool | int | float | str) else str(one) for one in error.args]
    return [type(error).__qualname__, args]
