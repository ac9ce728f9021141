"""What is printed obeys nobody but us."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reelbus.output import clean, compact, decoded


def test_controls_become_escapes() -> None:
    assert clean("a\x1b[31m\tb\n\u202ec\x9b") == r"a\x1b[31m\tb\n\u202ec\x9b"
    assert clean("Gamis 55k 🔥 عباية") == "Gamis 55k 🔥 عباية"


@given(st.text())
def test_compact_json_is_one_harmless_line_that_reads_back(text: str) -> None:
    printed = compact({"text": text})
    assert printed == clean(printed)
    assert json.loads(printed) == {"text": text}


def test_values_that_are_no_json_are_text() -> None:
    assert decoded(b'{"a":1}') == {"a": 1}
    assert decoded(b"\xff nope") == "\ufffd nope"
    assert decoded(None) is None
    assert isinstance(decoded(b"[" * 100_000), str)
