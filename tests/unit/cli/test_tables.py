"""Tables fit the terminal, and words are not broken."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reelbus.console.tables import layout, wrap

LAG = ("TOPIC", "GROUP", "COMMITTED", "END", "LAG", "IN RETRY", "DEAD LETTERS")
LAGS = [
    ("new-video-posted", "caption", "12", "12", "0", "0", "0"),
    ("low-priority-collage-requested", "collage-planner", "-", "1200", "0", "0", "3"),
]
LETTER = ("LETTER", "FAILED", "ID", "KEY", "ATTEMPTS", "ERROR CLASS", "ERROR")
LETTERS = [
    (
        "new-video-posted.caption.dlq/0/1", "2026-11-27T18:29:43Z", "6b2f5a3e-6f0e-5d55-9f43-0d6a6f1f9a10", "k", "4",
        "Rejected", "not a valid NewVideoPosted: video_id: Field required; caption: Field required",
    )
]  # fmt: skip


def lag_in(width: int) -> list[str]:
    return layout(LAG, LAGS, width, frozenset(LAG[2:]))


def test_on_a_wide_terminal_each_row_is_a_line() -> None:
    assert lag_in(120) == [
        "TOPIC                           GROUP            COMMITTED   END  LAG  IN RETRY  DEAD LETTERS",
        "new-video-posted                caption                 12    12    0         0             0",
        "low-priority-collage-requested  collage-planner          -  1200    0         0             3",
    ]


def test_in_80_columns_identifiers_are_folded_at_their_hyphens() -> None:
    assert lag_in(80) == [
        "TOPIC              GROUP            COMMITTED   END  LAG  IN RETRY  DEAD LETTERS",
        "new-video-posted   caption                 12    12    0         0             0",
        "low-priority-      collage-planner          -  1200    0         0             3",
        "collage-requested",
    ]


def test_in_40_columns_each_row_is_a_block() -> None:
    assert lag_in(40)[-8:] == [
        "TOPIC         low-priority-collage-",
        "              requested",
        "GROUP         collage-planner",
        "COMMITTED     -",
        "END           1200",
        "LAG           0",
        "IN RETRY      0",
        "DEAD LETTERS  3",
    ]
    assert layout(LETTER, LETTERS, 40, frozenset()) == [
        "LETTER       new-video-posted.caption.",
        "             dlq/0/1",
        "FAILED       2026-11-27T18:29:43Z",
        "ID           6b2f5a3e-6f0e-5d55-9f43-",
        "             0d6a6f1f9a10",
        "KEY          k",
        "ATTEMPTS     4",
        "ERROR CLASS  Rejected",
        "ERROR        not a valid NewVideoPosted:",
        "             video_id: Field required;",
        "             caption: Field required",
    ]


def test_a_table_without_rows_is_a_heading() -> None:
    assert layout(LAG, [], 80, frozenset()) == ["  ".join(LAG)]


def test_a_wide_character_takes_two_cells() -> None:
    assert wrap("漢字漢字 ab", 6) == ["漢字漢", "字 ab"]


words = st.text(st.characters(categories=("L", "N")) | st.sampled_from("-./"), min_size=1, max_size=30)
cells = st.lists(words, max_size=8).map(" ".join)


@given(st.lists(st.tuples(words, cells, cells, cells), max_size=4), st.sampled_from([40, 80, 132]))
def test_lines_fit_and_words_are_not_broken(rows: list[tuple[str, ...]], width: int) -> None:
    columns = ("NAME", "ONE THING", "ANOTHER", "LAST")
    lines = layout(columns, rows, width, frozenset({"ANOTHER"}))
    assert all(cell_len(line) <= width for line in lines)
    printed = " ".join(lines)
    room = width - len("ONE THING") - 2
    for word in re.findall(r"[^\s\-./]+", " ".join(cell for row in rows for cell in row)):
        assert word in printed or cell_len(word) > room
