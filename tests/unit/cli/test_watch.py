"""Untrusted records on a terminal."""

from typing import Any

import pytest
from aiokafka import ConsumerRecord

from reelbus import watch
from reelbus.watch import described

ESCAPES = b"\x1b]0;title\x07\x1b[2J\xc2\x9b31m\xe2\x80\xae"


def record(key: bytes | None, value: bytes | None, *headers: tuple[str, bytes | None], time: int = 0) -> ConsumerRecord:
    return ConsumerRecord("videos", 0, 7, time, 0, key, value, None, 0, 0, headers)


def test_null_key_value_and_headers_are_null() -> None:
    seen = described(record(None, None, ("x", None), ("y", b"\xff"), time=-1))
    assert (seen["key"], seen["payload"], seen["time"]) == (None, None, None)
    assert seen["headers"] == {"x": None, "y": "\ufffd"}


@pytest.mark.parametrize(
    "odd",
    [
        record(None, None, ("ce_id", None), time=2**62),
        record(ESCAPES, b'{"a": "\\ud800 \\u001b[2J"}', ("ce_id", ESCAPES), time=-(2**62)),
        record(b"[bold]k[/]", ESCAPES),
        record(b"k", b"[" * 3000),
    ],
)
def test_a_terminal_gets_no_control_characters(odd: ConsumerRecord, capsys: Any) -> None:
    watch._pretty(odd)
    shown = capsys.readouterr().out
    assert "videos/0/7" in shown
    assert all(letter.isprintable() for line in shown.split("\n") for letter in line)
