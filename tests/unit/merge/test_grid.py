"""Packets of sound on a grid: every slot once, never further from its place than half a packet and some rounding."""

from hypothesis import given
from hypothesis import strategies as st

from services.merge.joining.grid import Grid

FRAME = 1024


def place_all(grid: Grid, positions: list[int], end: int) -> list[tuple[int, int]]:
    """(slot, position) of what is placed. Asserts that the slots before are filled."""
    grid.begin(end)
    placed = []
    free = grid.next
    for position in positions:
        made = grid.place(position)
        if made is not None:
            assert made.slot - made.silent == free
            placed.append((made.slot, position))
            free = made.slot + 1
    rest = grid.finish()
    assert rest.start == free
    return placed


def test_priming_and_padding_are_dropped_at_each_joint() -> None:
    grid, start, length = Grid(FRAME), 0, 38_400  # 37.5 packets
    for _ in range(21):
        positions = [start + number * FRAME for number in range(-1, 39)]
        placed = place_all(grid, positions, start + length)
        assert len(placed) in (37, 38)
        assert all(abs(slot * FRAME - position) <= FRAME // 2 for slot, position in placed)
        start += length
    assert abs(grid.next * FRAME - start) <= FRAME // 2


def test_times_that_are_rounded_to_milliseconds_make_no_holes() -> None:
    """As Matroska has them, whatever the phase of the grid."""
    for phase in range(0, FRAME, 8):
        exact = [phase + number * FRAME for number in range(200)]
        rounded = [round(position * 1000 / 48_000) * 48 for position in exact]
        placed = place_all(Grid(FRAME), rounded, 300 * FRAME)
        slots = [slot for slot, _ in placed]
        assert slots == list(range(slots[0], slots[0] + 200))


@given(st.lists(st.tuples(st.integers(1, 100_000), st.lists(st.integers(-5_000, 110_000), max_size=60)), max_size=8))
def test_every_slot_is_taken_once(clips: list[tuple[int, list[int]]]) -> None:
    grid, start = Grid(FRAME), 0
    for length, offsets in clips:
        for slot, position in place_all(grid, [start + offset for offset in offsets], start + length):
            assert abs(slot * FRAME - position) <= 9 * FRAME // 16
        start += length
        assert grid.next == (2 * start + FRAME) // (2 * FRAME)


def test_filling_ends_at_the_end_of_the_clip() -> None:
    grid = Grid(FRAME)
    grid.begin(10 * FRAME)
    assert grid.fill(4 * FRAME) == range(4)
    assert grid.fill(3 * FRAME) == range(4, 4)
    assert grid.fill(99 * FRAME) == range(4, 10)
    assert grid.finish() == range(10, 10)
