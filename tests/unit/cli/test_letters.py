"""Which dead letters are unresolved, which a filter selects, and what a redrive sends."""

from aiokafka import ConsumerRecord
from hypothesis import given
from hypothesis import strategies as st

from libs.bus import Rejected
from libs.bus.dead_letters.letter import Letter, Selection, UnresolvedLetters, count, letter_of, marker, redriven
from libs.bus.failure import Origin, Outgoing, origin_of, route, truncated
from libs.events.envelope import header

NOW = 1_800_000_000.0


def record(out: Outgoing, offset: int, topic: str | None = None) -> ConsumerRecord:
    return ConsumerRecord(
        topic or out.topic, 0, offset, int(NOW * 1000), 0, out.key, out.value, None,
        len(out.key or b""), len(out.value or b""), out.headers,
    )  # fmt: skip


def failed(offset: int = 0, *, error: Exception | None = None, age: float = 0, event_id: str = "e") -> ConsumerRecord:
    source = record(Outgoing("t", b"key", b"value", (("traceparent", b"00-1"), ("ce_type", b"x"))), offset)
    letter = route(
        source, Origin("t", 7, 42, 3), error or Rejected("no"), event_id=event_id, group="g", delays=(1, 2, 3),
        now=NOW - age,
    )  # fmt: skip
    return record(letter, offset)


def resolved(letter: Letter, offset: int) -> ConsumerRecord:
    return record(Outgoing(letter.topic, b"", None, marker(letter, "discarded", NOW)), offset)


def test_a_letter_has_its_origin() -> None:
    letter = letter_of(failed(5, error=KeyError("price"), age=60))
    assert letter.place == ("t.g.dlq", 0, 5)
    assert (letter.group, letter.id, letter.key, letter.size) == ("g", "e", b"key", 5)
    assert (letter.error_class, letter.error, letter.time) == ("KeyError", "'price'", NOW - 60)
    assert letter.origin == Origin("t", 7, 42, 4)
    assert letter.retry_topic == "t.g.retry.1"


def test_a_record_without_headers_is_a_letter_by_its_topic() -> None:
    letter = letter_of(record(Outgoing("a.b.dlq", None, b"?", ()), 3))
    assert (letter.origin.topic, letter.group, letter.error_class, letter.time) == ("a", "b", "unknown", NOW)


def test_a_group_with_dots_is_found_by_the_origin() -> None:
    source = record(Outgoing("t", b"k", b"v", ()), 0)
    out = route(source, Origin("t", 0, 0), Rejected("no"), event_id="e", group="my.group", delays=(), now=NOW)
    assert letter_of(record(out, 0)).group == "my.group"


def test_a_marker_resolves_its_letter_and_no_other() -> None:
    letters = UnresolvedLetters()
    for offset in range(3):
        letters.read(failed(offset, event_id=f"e{offset}"))
    letters.read(resolved(letter_of(failed(1)), 3))
    assert [letter.offset for letter in letters.select(Selection(), NOW)] == [0, 2]
    assert letters.next == {("t.g.dlq", 0): 4}


@given(st.lists(st.sampled_from(["letter", "resolve oldest", "resolve newest", "resolve again"])))
def test_open_letters_are_those_without_a_marker(steps: list[str]) -> None:
    letters, open_, gone = UnresolvedLetters(), [], []
    for offset, step in enumerate(steps):
        if step == "letter":
            letters.read(failed(offset))
            open_.append(offset)
            continue
        pool = gone if step == "resolve again" else open_
        if pool:
            target = pool.pop(0 if step == "resolve oldest" else -1)
            letters.read(resolved(letter_of(failed(target)), offset))
            gone.append(target)
    assert sorted(letter.offset for letter in letters.select(Selection(), NOW)) == sorted(open_)


def test_selections_need_all_conditions() -> None:
    letter = letter_of(failed(5, error=KeyError("x"), age=100, event_id="abc"))
    matching = [
        Selection(),
        Selection(topic="t", group="g", error_class="KeyError", older_than=99, newer_than=101),
        Selection(ids=frozenset({"abc"})),
        Selection(ids=frozenset({"other"}), places=frozenset({("t.g.dlq", 0, 5)})),
    ]
    others = [
        Selection(topic="u"),
        Selection(group="h"),
        Selection(error_class="Rejected"),
        Selection(older_than=101),
        Selection(newer_than=99),
        Selection(ids=frozenset({"other"})),
        Selection(places=frozenset({("t.g.dlq", 0, 6)})),
        Selection(ids=frozenset({"abc"}), error_class="Rejected"),
    ]
    assert all(selection.matches(letter, NOW) for selection in matching)
    assert not any(selection.matches(letter, NOW) for selection in others)
    assert [bool(selection) for selection in matching] == [False, True, True, True]


def test_only_topics_that_can_hold_a_selected_letter_are_read() -> None:
    assert Selection(topic="t").covers("t.g.dlq")
    assert not Selection(topic="t").covers("tt.g.dlq")
    assert not Selection(group="g").covers("t.gg.dlq")
    assert not Selection(places=frozenset({("a.b.dlq", 0, 0)})).covers("t.g.dlq")
    assert Selection(places=frozenset({("a.b.dlq", 0, 0)}), ids=frozenset({"e"})).covers("t.g.dlq")


def test_a_redrive_is_the_original_with_attempts_reset() -> None:
    source = failed(5)
    out = redriven(letter_of(source), source.key, source.value, source.headers)
    assert (out.topic, out.key, out.value) == ("t.g.retry.1", b"key", b"value")
    assert header(out.headers, "ce_id") == "e"
    assert header(out.headers, "traceparent") == "00-1"
    assert header(out.headers, "reelbus-error") is None
    assert len({name for name, _ in out.headers}) == len(out.headers)
    assert origin_of(record(out, 0), "t") == Origin("t", 7, 42, 0, 0.0)


def test_a_redrive_keeps_the_time_of_the_first_failure() -> None:
    first = failed(5, age=1000)
    out = redriven(letter_of(first), first.key, first.value, first.headers)
    again = route(record(out, 0), Origin("t", 7, 42), Rejected("no"), event_id="e", group="g", delays=(), now=NOW)
    assert header(again.headers, "reelbus-first-time") == header(first.headers, "reelbus-first-time")


def test_a_truncated_letter_is_redriven_with_the_headers_of_the_original() -> None:
    source = failed(5)
    cut = record(truncated(Outgoing(source.topic, source.key, source.value, source.headers)), 5)
    letter = letter_of(cut)
    assert letter.truncated
    out = redriven(letter, b"key", b"value", (("traceparent", b"00-1"), ("reelbus-attempts", b"9")))
    assert header(out.headers, "traceparent") == "00-1"
    assert header(out.headers, "reelbus-attempts") == "0"
    assert header(out.headers, "reelbus-truncated") is None


def test_letters_are_counted_by_topic_and_group() -> None:
    assert count([letter_of(failed(0)), letter_of(failed(1))]) == {("t", "g"): 2}
