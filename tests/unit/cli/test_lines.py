"""JSON documents from lines."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reelbus.console.lines import Document, Documents


def read(text: str | bytes) -> list[Document]:
    raw = text.encode() if isinstance(text, str) else text
    documents = Documents()
    found = [d for number, line in enumerate(raw.split(b"\n"), 1) for d in documents.feed(number, line)]
    return found + list(documents.close())


def test_one_document_a_line_kept_byte_for_byte() -> None:
    found = read('{"a": 1.10}\n\n  {"b":2} \n')
    assert [(d.line, d.raw, d.error) for d in found] == [(1, b'{"a": 1.10}', None), (3, b'{"b":2}', None)]


def test_a_document_over_several_lines_comes_on_one() -> None:
    (found,) = read('{\n  "a": [\n    1.10,\n    "} ]"\n  ]\n}\n')
    assert found.raw == b'{ "a": [ 1.10, "} ]" ] }'
    assert found.value == {"a": [1.10, "} ]"]}


def test_an_unpaired_surrogate_is_not_text() -> None:
    found = read('{"a": "\\ud83d\\udd25"}\n{"a": "\\ud83d x"}\n{"a": "\\\\ud83d"}\n')
    assert [d.value for d in found] == [{"a": "🔥"}, None, {"a": "\\ud83d"}]
    assert found[1].error == "not valid text: an unpaired surrogate escape"


def test_a_bad_line_is_reported_and_the_next_one_is_read() -> None:
    found = read('oops [\n{"a": 1}\n')
    assert found[0].error == "not JSON: Expecting value (line 1, column 1)"
    assert found[1].value == {"a": 1}


def test_a_cut_off_document_does_not_swallow_the_next() -> None:
    cut, whole = read('{"a": 1,\n{"b": 2}\n')
    assert (cut.line, cut.error is not None) == (1, True)
    assert (whole.line, whole.value) == (2, {"b": 2})


def test_an_unfinished_document_at_the_end_is_an_error() -> None:
    (found,) = read('{"a": 1,\n "b": 2\n')
    assert found.line == 1
    assert found.error is not None
    assert found.error.endswith("(line 3, column 1)")


def test_an_open_string_ends_the_document() -> None:
    first, second = read('{"a": "never closed\n{"b": 2}\n')
    assert first.error is not None
    assert second.value == {"b": 2}


def test_invalid_utf8_and_deep_nesting_are_errors() -> None:
    (not_text,) = read(b'{"a": "\xff"}')
    assert not_text.error == "not UTF-8 (byte 8)"
    (deep,) = read("[" * 200_000 + "]" * 200_000)
    assert deep.error is not None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


@given(
    st.lists(
        st.tuples(st.dictionaries(st.text(max_size=8), json_values, max_size=4), st.sampled_from([None, 1, 4])),
        max_size=6,
    )
)
def test_any_mix_of_compact_and_pretty_documents_is_read_back(documents: list[tuple[dict[str, object], int]]) -> None:
    text = "\n".join(json.dumps(value, indent=indent) for value, indent in documents)
    found = read(text)
    assert [d.error for d in found] == [None] * len(documents)
    assert [d.value for d in found] == [value for value, _ in documents]
    assert [json.loads(d.raw) for d in found] == [value for value, _ in documents]


@given(st.binary())
def test_any_bytes_give_documents_or_errors(raw: bytes) -> None:
    for document in read(raw):
        assert document.error is not None or b"\n" not in document.raw
