"""Bodies in pieces and parts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.storage.body import parts


@given(pieces=st.lists(st.binary(max_size=20), max_size=12), size=st.integers(1, 16))
async def test_parts_are_full_but_the_last(pieces: list[bytes], size: int) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for piece in pieces:
            yield piece

    whole = b"".join(pieces)
    cut = [part async for part in parts(stream(), size)]
    assert cut == [whole[start : start + size] for start in range(0, len(whole), size)]
    assert [part async for part in parts(whole, size)] == cut


async def test_a_stream_is_closed_when_its_reader_goes() -> None:
    closed = []

    async def stream() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"x"
        finally:
            closed.append(True)

    cut = parts(stream(), 3)
    assert await anext(cut) == b"xxx"
    await cut.aclose()
    assert closed == [True]


async def test_a_missing_file_is_the_callers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await anext(parts(tmp_path / "absent", 3))
