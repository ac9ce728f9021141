"""Printed text contains no control characters."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reelbus.console.output import (
    LogFormatter,
    clean,
    compact,
    decoded,
    indented,
    moment,
    note,
    print_traceback,
    recorded,
    text_headers,
)


def test_control_characters_become_escapes() -> None:
    assert clean("a\x1b[31m\tb\n\u202ec\x9b") == r"a\x1b[31m\tb\n\u202ec\x9b"
    assert clean("Gamis 55k 🔥 عباية") == "Gamis 55k 🔥 عباية"


@given(st.text())
def test_compact_json_is_one_escaped_line_that_parses_back(text: str) -> None:
    printed = compact({"text": text})
    assert printed == clean(printed)
    assert json.loads(printed) == {"text": text}


def test_values_that_are_not_json_are_text() -> None:
    assert decoded(b'{"a":1}') == {"a": 1}
    assert decoded(b"\xff nope") == "\ufffd nope"
    assert decoded(None) is None
    assert isinstance(decoded(b"[" * 100_000), str)
    assert decoded(b"NaN") == "NaN"  # Python's json reads it, others' do not
    assert decoded(b"9" * 5000) == "9" * 5000  # more digits than Python converts


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5))
def test_indented_json_is_escaped_and_parses_back(value: Any) -> None:
    printed = indented(value)
    assert all(line == clean(line) for line in printed.split("\n"))
    assert json.loads(printed) == value


def test_an_unpaired_surrogate_is_a_json_escape() -> None:
    assert compact(json.loads(r'"a\ud800"')) == r'"a\ud800"'
    assert clean("\ud800") == r"\ud800"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (-0.001, "1969-12-31T23:59:59Z"),
        (2**62 / 1000, "@4611686018427388"),
        (-(2**62) / 1000, "@-4611686018427388"),
        (316_000_000_000, "@316000000000"),  # the year 11983
    ],
)
def test_a_year_beyond_9999_is_shown_as_seconds(seconds: float, shown: str) -> None:
    assert moment(seconds) == shown


def test_a_record_without_a_time_has_none() -> None:
    assert recorded(-1) is None
    assert recorded(-2) == "1969-12-31T23:59:59Z"


def test_headers_may_be_null_or_invalid_utf8() -> None:
    assert text_headers([("a", None), ("b", b"\xff"), ("c", b"x")]) == {"a": None, "b": "\ufffd", "c": "x"}


def test_messages_logs_and_tracebacks_are_escaped(capsys: Any) -> None:
    note("reason: \x1b]0;title\x07\nnext")
    error = ValueError("\x1b[2J \u202e \ud800")
    print_traceback(ValueError, error, None)
    assert capsys.readouterr().err == ("reason: \\x1b]0;title\\x07\nnext\nValueError: \\x1b[2J \\u202e \\ud800\n")
    record = logging.LogRecord("x", logging.WARNING, "", 0, "key %s", ("\x9b31m",), None)
    assert LogFormatter("%(message)s").format(record) == "key \\x9b31m"
