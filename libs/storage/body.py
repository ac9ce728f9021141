"""Reading the content to be stored in pieces."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import BinaryIO

from libs.storage.storage import Body
from libs.storage.tasks import in_thread

PIECE = 1024 * 1024
"""Bytes per read or write."""


async def pieces(body: Body) -> AsyncGenerator[bytes, None]:
    """The content of `body`. A file is read in threads. A stream is closed at the end, also after an error.

    Raises OSError if the file cannot be read, and the errors of the stream.
    """
    if isinstance(body, bytes):
        yield body
    elif isinstance(body, Path):
        file = await in_thread(body.open, "rb", 0)
        try:
            async for piece in pieces_of_file(file):
                yield piece
        finally:
            file.close()
    else:
        try:
            async for piece in body:
                yield piece
        finally:
            close = getattr(body, "aclose", None)
            if close is not None:
                await close()


async def pieces_of_file(file: BinaryIO) -> AsyncGenerator[bytes, None]:
    """The remaining content of `file`."""
    while piece := await in_thread(file.read, PIECE):
        yield piece


async def parts(body: Body, size: int) -> AsyncGenerator[bytes, None]:
    """The content of `body` in parts of `size` bytes; the last one may be shorter. No part if it is empty."""
    held: list[bytes] = []
    missing = size
    async with aclosing(pieces(body)) as content:
        async for piece in content:
            start = 0
            while len(piece) - start >= missing:
                end = start + missing
                held.append(piece[start:end])
                yield b"".join(held)
                held, missing, start = [], size, end
            if start < len(piece):
                held.append(piece[start:])
                missing -= len(piece) - start
    if held:
        yield b"".join(held)
