"""HTTP/1.1 as a client speaks it: the head of a GET, and an answer parsed while its bytes come. Pure.

llhttp (Node's parser, by httptools) does the parsing: 64 KiB in chunks of one byte, or of `100 Continue`, take it a
millisecond, where a parser in Python takes hundreds. What costs and says nothing is bounded here.
"""

import re
from collections.abc import Iterable, Sequence

import httptools

MOST_HEAD_BYTES = 100 * 1024
"""Of one head: status line and headers. Browsers take 256 KiB, most servers' own limits are below 64."""
MOST_HEADERS = 256
"""Of all heads of an answer together, and of its trailers. Python's http.client takes 100."""
MOST_INTERIM = 16
"""Answers such as `100 Continue` and `103 Early Hints` before the one that counts."""
SLICE = 4096
"""Bytes of a chunked body that are parsed before its chunks are judged again."""
MOST_OVERHEAD = 16 * 1024
"""Bytes of a chunked body around its content (sizes, extensions, trailers), beside one for each byte of that."""

Header = tuple[bytes, bytes]
_BLANK_LINE = re.compile(rb"\n\r?\n")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_TARGET = re.compile(rb"/[\x21-\x7e]*")


class Improper(Exception):
    """Not HTTP, or more of it than anybody needs. The message says which, and quotes nothing of the answer."""


def request_head(target: bytes, headers: Iterable[Header]) -> bytes:
    """The bytes of a GET. Raises ValueError for what would not stay in its line."""
    lines = [b"GET " + target + b" HTTP/1.1"]
    if not _TARGET.fullmatch(target):
        raise ValueError("the path has characters that no request may hold")
    for name, value in headers:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(f"the header {name[:40]!r} has characters that no request may hold")
        lines.append(name + b": " + value)
    return b"\r\n".join((*lines, b"", b""))


class Answer:
    """One answer. `feed` it what comes; interim answers are stepped over."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[Header] = []
        self.started = False
        """Whether the head is complete; status and headers are those of the answer then."""
        self.complete = False
        self.keep_alive = False
        """Whether the connection can be used again once all is complete."""
        self.nothing_came = True
        self._chunked = self._until_closed = False
        self._head = bytearray()
        self._searched = 0
        self._interim = self._lines = 0
        self._raw = self._size = self._trailers = 0
        self._pieces: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_chunked_length=True,  # a Content-Length beside chunks does not count
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
        )

    def feed(self, data: bytes) -> bytes:
        """The bytes of the body in `data`. Raises Improper."""
        self.nothing_came = False
        if not self.started:
            data = self._take_head(data)
        if self._chunked:
            for start in range(0, len(data), SLICE):
                self._parse_chunks(data[start : start + SLICE])
        elif data:
            self._parse(data)
        body = b"".join(self._pieces)
        self._pieces.clear()
        return body

    def end(self) -> bool:
        """The connection was closed: whether that was the end of the body."""
        self.keep_alive = False
        self.complete = self.complete or (self.started and self._until_closed)
        return self.complete

    def _parse_chunks(self, data: bytes) -> None:
        self._raw += len(data)
        self._parse(data)
        if self._raw - self._size > MOST_OVERHEAD + self._size:
            raise Improper("more bytes around the body's chunks than in them")

    def _take_head(self, data: bytes) -> bytes:
        """Parse heads; gives what comes behind the one that counts."""
        head = self._head
        head += data
        while not self.started:
            if not self._searched:
                del head[: len(head) - len(head.lstrip(b"\r\n"))]
            if not head.startswith(b"HTTP/"[: len(head)]):
                raise Improper("it does not begin with HTTP/")
            found = _BLANK_LINE.search(head, self._searched)
            if (found.end() if found else len(head)) > MOST_HEAD_BYTES:
                raise Improper(f"more than {MOST_HEAD_BYTES:,} bytes of headers")
            if found is None:
                self._searched = max(0, len(head) - 2)
                return b""
            lines = head[: found.start()].split(b"\n")
            self._lines += len(lines)
            if self._lines > MOST_HEADERS:
                raise Improper(f"more than {MOST_HEADERS} headers")
            self._parse(tidied(lines))
            del head[: found.end()]
            self._searched = 0
        rest = bytes(head)
        head.clear()
        return rest

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            raise Improper("it changes to another protocol") from None
        except httptools.HttpParserError as error:
            if self.complete:
                self.keep_alive = False  # something follows the answer: nobody asked for it
            elif isinstance(error.__context__, Improper):
                raise error.__context__ from None
            else:
                raise Improper(str(error)[:100]) from None

    # Called by httptools.

    def on_message_begin(self) -> None:
        if self.complete:
            raise Improper("a second answer")
        self.headers.clear()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.started:
            self.headers.append((name, value))
            return
        self._trailers += 1
        if self._trailers > MOST_HEADERS:
            raise Improper(f"more than {MOST_HEADERS} trailers")

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()
        if self.status < 200:
            self._interim += 1
            if self._interim > MOST_INTERIM:
                raise Improper(f"more than {MOST_INTERIM} interim answers")
            return
        self.started = True
        self.keep_alive = self._parser.should_keep_alive()
        names = {name.lower(): value.lower() for name, value in self.headers}
        self._chunked = names.get(b"transfer-encoding", b"").rpartition(b",")[2].strip() == b"chunked"
        self._until_closed = not self._chunked and (b"transfer-encoding" in names or b"content-length" not in names)

    def on_body(self, body: bytes) -> None:
        self._size += len(body)
        self._pieces.append(body)

    def on_message_complete(self) -> None:
        self.complete = self.started


def tidied(head: Sequence[bytes | bytearray]) -> bytes:
    """The lines of a head as the standard has it.

    As browsers do: lines that are no headers are left out, and so are blanks before the colon, folds, and what is said
    twice of the length.
    """
    status, *lines = (bytes(line).rstrip(b"\r") for line in head)
    headers: list[Header] = []
    for line in lines:
        if line[:1] in (b" ", b"\t"):
            if headers and _VALUE.fullmatch(line):
                name, value = headers[-1]
                headers[-1] = name, value + b" " + line.strip()
            continue
        name, colon, value = line.partition(b":")
        header = name.rstrip(b" \t"), value.strip(b" \t")
        if colon and _NAME.fullmatch(header[0]) and _VALUE.fullmatch(header[1]):
            headers.append(header)
    # `3, 3` as well, which proxies make of two lines (RFC 9110, 8.6).
    said = (value.split(b",") for name, value in headers if name.lower() == b"content-length")
    lengths = {value.strip(b" \t") for values in said for value in values}
    if len(lengths) == 1:
        headers = [header for header in headers if header[0].lower() != b"content-length"]
        headers.append((b"Content-Length", lengths.pop()))
    return b"\r\n".join((status, *(name + b": " + value for name, value in headers), b"", b""))
