"""A file of parts is the same as a file, whatever the muxer writes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.merge.joining.parts import MIB, NotHeld, PartsFile, part_bytes

SIZE, HELD = 100, 130


@given(
    st.lists(st.binary(min_size=0, max_size=250), max_size=12),
    st.lists(st.tuples(st.integers(0, HELD), st.binary(max_size=40)), max_size=4),
    st.integers(0, 150),
)
def test_any_sequence_of_writes_gives_the_bytes_of_a_file(
    written: list[bytes], back: list[tuple[int, bytes]], skipped: int
) -> None:
    sent: dict[int, bytes] = {}
    order: list[int] = []

    def send(number: int, data: bytes) -> None:
        assert number not in sent
        sent[number] = data
        order.append(number)

    expected, file = io.BytesIO(), PartsFile(SIZE, HELD, send)
    for target in (expected, file):
        target.write(b"head")
        target.seek(skipped, 1)  # room for the index
        for data in written:
            target.write(data)
    for at, data in back:
        # Only what lies before the end, and in the parts that are held.
        fits = data[: max(0, min(file.end, 2 * SIZE) - at)]
        for target in (expected, file):
            target.seek(at)
            target.write(fits)
            target.seek(0, 2)
    file.finish()
    whole = b"".join(data for _, data in sorted(sent.items()))
    assert whole == expected.getvalue().ljust(file.end, b"\0")
    assert sorted(sent) == list(range(1, len(sent) + 1))
    assert all(len(sent[number]) == SIZE for number in sorted(sent)[:-1])
    assert order[-min(2, len(order)) :] == sorted(sent)[:2]


def test_what_was_sent_cannot_be_written_again() -> None:
    file = PartsFile(SIZE, HELD, lambda number, data: None)
    file.write(bytes(500))
    file.seek(250)
    with pytest.raises(NotHeld, match="bytes 250 to 251 were sent already"):
        file.write(b"x")


def test_sizes_of_parts() -> None:
    """S3 takes 10,000 parts of at least 5 MiB; a result of 200 GB has fewer."""
    assert part_bytes(1000) == 8 * MIB
    assert part_bytes(200 * 10**9) % MIB == 0
    assert 200 * 10**9 / part_bytes(200 * 10**9) <= 9_500
