"""Physical lines of bounded length, as text."""

from collections.abc import Callable, Iterable, Iterator

LONGEST = 64 * 1024
"""Bytes of a line. What is longer is thrown away while it is read: it may be the whole file."""
EXCERPT = 200

Bad = Callable[[int, str, str], None]
"""Told of what cannot be used: line number, reason, text."""


class Lines:
    """The lines of `blocks`, with their line ends. `bad` is told of those that are too long, each once."""

    def __init__(self, blocks: Iterable[bytes], bad: Bad) -> None:
        self._blocks = blocks
        self._bad = bad
        self.number = 0
        """Of the line that came last, from 1."""

    def __iter__(self) -> Iterator[str]:
        rest = b""
        skipping = False
        for block in self._blocks:
            if skipping:
                end = block.find(b"\n")
                if end < 0:
                    continue
                block = block[end + 1 :]  # noqa: PLW2901 - what is left of it
                skipping = False
            head, newline, tail = block.rpartition(b"\n")
            if newline:
                yield from self._texts(rest + head + newline)
                rest = tail
            else:
                rest += tail
            if len(rest) > LONGEST:
                self._too_long(_decoded(rest[: 4 * EXCERPT]))
                rest, skipping = b"", True
        if rest:
            yield from self._texts(rest)

    def _texts(self, whole: bytes) -> Iterator[str]:
        try:
            texts = whole.decode().split("\n")
        except UnicodeDecodeError:
            # Line by line: tables that were glued together have two encodings.
            texts = [_decoded(line) for line in whole.split(b"\n")]
        last = texts.pop()
        for text in texts:
            if len(text) > LONGEST:
                self._too_long(text)
                continue
            self.number += 1
            yield text + "\n"
        if last:
            self.number += 1
            yield last

    def _too_long(self, text: str) -> None:
        self.number += 1
        self._bad(self.number, "line too long", text[:EXCERPT])


def _decoded(line: bytes) -> str:
    """Text of bytes that are UTF-8, or else Windows-1252, or else Latin-1 (in which everything is something)."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")
