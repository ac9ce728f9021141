"""A store never counts as having a state that it may lack."""

from hypothesis import given
from hypothesis import strategies as st

from services.catalog.stream.marks import Marks


def test_a_state_that_is_still_being_appended_holds_back_those_behind_it() -> None:
    marks = Marks(9)
    first, second = marks.begin(), marks.begin()
    assert marks.end(second, 11) == 9, "the first may be at 10, without an acknowledgement"
    third = marks.begin()
    assert marks.end(first, 12) == 11
    assert marks.end(third, 13) == 13


def test_one_that_was_given_up_holds_back_nothing() -> None:
    marks = Marks(-1)
    first, second = marks.begin(), marks.begin()
    assert marks.end(second, 0) == -1
    assert marks.end(first, None) == 0


@given(st.data())
def test_the_store_has_all_that_was_appended_up_to_the_mark(data: st.DataObject) -> None:
    """Each state is appended once or twice, the first time without an acknowledgement."""
    marks, end, kept = Marks(-1), 0, -1
    begun: dict[int, tuple[int, list[int]]] = {}
    for number in range(data.draw(st.integers(0, 12))):
        begun[number] = (marks.begin(), [])
        for one in data.draw(st.lists(st.sampled_from(sorted(begun)), max_size=4)):
            if one not in begun:
                continue
            mark, offsets = begun[one]
            offsets.append(end)
            end += 1
            if data.draw(st.booleans()):
                del begun[one]
                kept = marks.end(mark, offsets[-1])
                missing = [offset for _, offsets in begun.values() for offset in offsets]
                assert all(kept < offset for offset in missing)
    if not begun and end:
        assert kept == end - 1
