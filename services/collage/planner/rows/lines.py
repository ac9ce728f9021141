"""Splits blocks of bytes into lines of bounded length, as text."""

import re
from collections.abc import Callable, Iterable, Iterator

LONGEST = 64 * 1024
"""Bytes of a line. A longer one is skipped while it is read: it may be the whole file."""
EXCERPT = 200

_END = re.compile(rb"\r\n?|\n").search

Bad = Callable[[int, str, str], None]
"""Callback for rejected lines and rows: line number, reason, text."""


class Lines:
    """The lines of `blocks`, with their line ends (CR, LF or CRLF). `bad` is called for each line that is too long."""

    def __init__(self, blocks: Iterable[bytes], bad: Bad) -> None:
        self._blocks = blocks
        self._bad = bad
        self.number = 0
        """Number of the last line that was read, from 1."""

    def __iter__(self) -> Iterator[str]:
        rest = b""
        skipping = False
        for block in _whole_ends(self._blocks):
            start = 0
            if skipping:
                end = _END(block)
                if end is None:
                    continue
                start = end.end()
                skipping = False
            cut = max(block.rfind(b"\n"), block.rfind(b"\r"), start - 1) + 1
            if cut > start:
                yield from self._texts(rest + block[start:cut])
                rest = block[cut:]
            else:
                rest += block[start:]
            if len(rest) > LONGEST:
                self._too_long(_decoded(rest[: 4 * EXCERPT]))
                rest, skipping = b"", True
        if rest:
            yield from self._texts(rest)

    def _texts(self, whole: bytes) -> Iterator[str]:
        for text in _split(whole):
            if len(text) > LONGEST:
                self._too_long(text)
                continue
            self.number += 1
            yield text

    def _too_long(self, text: str) -> None:
        self.number += 1
        self._bad(self.number, "line too long", text[:EXCERPT])


def _whole_ends(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks that do not end between a CR and its LF."""
    carried = b""
    for block in blocks:
        whole = carried + block
        carried = b"\r" if whole.endswith(b"\r") else b""
        if text := whole[: len(whole) - len(carried)]:
            yield text
    if carried:
        yield carried


def _split(whole: bytes) -> list[str]:
    """Lines with their ends, as text."""
    if whole.count(b"\r") == whole.count(b"\r\n"):
        try:
            text = whole.decode()
        except UnicodeDecodeError:
            pass
        else:  # nearly every file: split at once
            texts = text.split("\n")
            last = texts.pop()
            return [f"{line}\n" for line in texts] + ([last] if last else [])
    # bytes.splitlines splits at CR, LF and CRLF only. Decoded line by line: joined files may have two encodings.
    return [_decoded(line) for line in whole.splitlines(keepends=True)]


def _decoded(line: bytes) -> str:
    """Decode as UTF-8, or else Windows-1252, or else Latin-1, which accepts all bytes."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
