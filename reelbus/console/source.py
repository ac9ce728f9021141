"""Lines and JSON documents from a file or stdin, read as a stream with bounded memory."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError

from reelbus.console import output
from reelbus.console.errors import UserError
from reelbus.console.lines import Document, Documents

_CHUNK = 64 * 1024
_LONGEST = 32 * 1024 * 1024


async def documents(source: str) -> AsyncIterator[Document]:
    """The JSON documents of file `source`, or of stdin for `-`. Raises UserError."""
    found = Documents()
    async for number, line in read_lines(source):
        for document in found.feed(number, line):
            yield document
    for document in found.close():
        yield document


async def read_lines(source: str) -> AsyncIterator[tuple[int, bytes]]:
    """Numbered lines of file `source`, or of stdin for `-`; numbers count from 1. Raises UserError."""
    number, rest = 0, b""
    async for chunk in _chunks(source):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            number += 1
            yield number, line
        if len(rest) > _LONGEST:
            raise UserError(f"{_name(source)}: line {number + 1} is longer than {_LONGEST} bytes")
    if rest:
        yield number + 1, rest


async def _chunks(source: str) -> AsyncIterator[bytes]:
    if source == "-":
        announce_stdin()
    try:
        descriptor = sys.stdin.fileno() if source == "-" else os.open(source, os.O_RDONLY)
    except OSError as error:
        raise UserError(f"{_name(source)}: {error.strerror}", status=2) from None
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes | OSError] = asyncio.Queue(maxsize=4)

    def read() -> None:
        # A daemon thread: waiting for input must not keep the command from ending. It reads the descriptor, because a
        # lock on sys.stdin would also block the end.
        item: bytes | OSError = b"unread"
        while item and not isinstance(item, OSError):
            try:
                item = os.read(descriptor, _CHUNK)
            except OSError as error:
                item = error
            put = queue.put(item)
            try:
                asyncio.run_coroutine_threadsafe(put, loop).result()
            except (RuntimeError, CancelledError):  # the loop is closed
                put.close()
                return

    threading.Thread(target=read, daemon=True, name="reelbus-input").start()
    try:
        while chunk := await queue.get():
            if isinstance(chunk, OSError):
                raise UserError(f"{_name(source)}: {chunk.strerror}", status=2)
            yield chunk
    finally:
        if source != "-":
            os.close(descriptor)


def announce_stdin() -> None:
    """Print a note if stdin is a terminal: a command that waits for input looks like one that hangs."""
    if sys.stdin.isatty():
        output.note("reading from the terminal; end the input with Ctrl-D on an empty line")


def _name(source: str) -> str:
    return "stdin" if source == "-" else source
