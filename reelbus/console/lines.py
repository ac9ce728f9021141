"""JSON documents from lines: one per line, or one over several lines, as `jq` writes it. Pure."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_STRING = re.compile(rb'"(?:\\.|[^"\\])*"')
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
"""A surrogate escape. JSON allows an unpaired one, UTF-8 does not."""
_LONGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Document:
    """One document. `line`: number of its first line. `error`: why it is not JSON. `raw`: its bytes on one line."""

    line: int
    raw: bytes
    value: Any = None
    error: str | None = None


@dataclass(slots=True)
class Documents:
    """Collects documents from lines; holds at most the document that is not complete yet."""

    _open: list[bytes] = field(default_factory=list)
    _first: int = 0
    _depth: int = 0
    _size: int = 0

    def feed(self, number: int, line: bytes) -> Iterator[Document]:
        """The documents that `line` completes. `number` counts from 1."""
        if not self._open:
            if not line.strip():
                return
            self._first = number
            if not line.lstrip().startswith((b"{", b"[")):
                yield _parse(number, [line])
                return
        elif line.startswith(b"{"):
            # A complete document at the start of a line: the one before it was cut off.
            alone = _parse(number, [line])
            if alone.error is None:
                yield from self.close()
                yield alone
                return
        self._open.append(line)
        self._size += len(line)
        depth = _depth(line)
        self._depth += depth or 0
        if depth is None or self._depth <= 0 or self._size > _LONGEST:
            yield self._pop()

    def close(self) -> Iterator[Document]:
        """The unfinished document at the end of the input, if any."""
        if self._open:
            yield self._pop()

    def _pop(self) -> Document:
        document = _parse(self._first, self._open)
        self._open, self._depth, self._size = [], 0, 0
        return document


def _depth(line: bytes) -> int | None:
    """Brackets that `line` opens minus those that it closes; None if it ends inside a string, which JSON forbids."""
    bare = _STRING.sub(b"", line)
    if b'"' in bare:
        return None
    return sum(bare.count(mark) for mark in (b"{", b"[")) - sum(bare.count(mark) for mark in (b"}", b"]"))


def _parse(first: int, lines: list[bytes]) -> Document:
    # A JSON string contains no line break, so a space can replace each.
    raw = b" ".join(line.strip() for line in lines)
    try:
        value = json.loads(b"\n".join(line.rstrip(b"\r\n") for line in lines).decode())
        if _SURROGATE.search(raw):
            json.dumps(value, ensure_ascii=False).encode()
        return Document(first, raw, value)
    except UnicodeEncodeError:
        return Document(first, raw, error="not valid text: an unpaired surrogate escape")
    except json.JSONDecodeError as error:
        place = f"line {first + error.lineno - 1}, column {error.colno}"
        return Document(first, raw, error=f"not JSON: {error.msg} ({place})")
    except UnicodeDecodeError as error:
        return Document(first, raw, error=f"not UTF-8 (byte {error.start + 1})")
    except RecursionError:
        return Document(first, raw, error="not JSON: nested too deeply")
    except ValueError as error:
        # For example an integer with more digits than Python converts.
        return Document(first, raw, error=f"not JSON: {error}")
