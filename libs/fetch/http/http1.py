"""HTTP/1.1 for a client: the head of a GET request, and incremental parsing of a response. Pure.

The parser is llhttp (by httptools): 64 KiB in chunks of one byte, or of `100 Continue`, take it a millisecond, and a
parser in Python hundreds. This module limits headers, interim responses and chunk overhead.
"""

import re
from collections.abc import Iterable, Sequence

import httptools

MAX_HEAD_BYTES = 100 * 1024
"""Per head: status line and headers. Browsers accept 256 KiB; most servers' own limits are below 64."""
MAX_HEADERS = 256
"""In all heads of a response together, and in its trailers. Python's http.client accepts 100."""
MAX_INTERIM = 16
"""Responses such as `100 Continue` and `103 Early Hints` before the final one."""
SLICE = 4096
"""Bytes of a chunked body between two checks of its overhead."""
MAX_OVERHEAD = 16 * 1024
"""Overhead bytes of a chunked body (sizes, extensions, trailers), in addition to one per byte of content."""

Header = tuple[bytes, bytes]
_BLANK_LINE = re.compile(rb"\n\r?\n")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(rb"[\t\x20-\x7e\x80-\xff]*")
_TARGET = re.compile(rb"/[\x21-\x7e]*")


class InvalidHttp(Exception):
    """Not valid HTTP, or above a limit. The message quotes nothing from the response."""


def request_head(target: bytes, headers: Iterable[Header]) -> bytes:
    """The bytes of a GET request. Raises ValueError for invalid characters."""
    lines = [b"GET " + target + b" HTTP/1.1"]
    if not _TARGET.fullmatch(target):
        raise ValueError("the path has invalid characters")
    for name, value in headers:
        if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
            raise ValueError(f"the header {name[:40]!r} has invalid characters")
        lines.append(name + b": " + value)
    return b"\r\n".join((*lines, b"", b""))


class Answer:
    """One response. Call `feed` with the received bytes. Interim responses are skipped."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[Header] = []
        self.started = False
        """Whether the head is complete; then status and headers are set."""
        self.complete = False
        self.keep_alive = False
        """Whether the connection can be reused when the response is complete."""
        self.empty = True
        self._chunked = self._until_closed = False
        self._head = bytearray()
        self._searched = 0
        self._interim = self._lines = 0
        self._raw = self._size = self._trailers = 0
        self._pieces: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_chunked_length=True,  # ignore a Content-Length of a chunked body
            lenient_optional_cr_before_lf=True,
            lenient_spaces_after_chunk_size=True,
        )

    def feed(self, data: bytes) -> bytes:
        """Parse `data` and return the bytes of the body in it. Raises InvalidHttp."""
        self.empty = False
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
        """Note that the connection was closed. Returns whether the body is complete."""
        self.keep_alive = False
        self.complete = self.complete or (self.started and self._until_closed)
        return self.complete

    def _parse_chunks(self, data: bytes) -> None:
        self._raw += len(data)
        self._parse(data)
        if self._raw - self._size > MAX_OVERHEAD + self._size:
            raise InvalidHttp("more overhead than content in the body's chunks")

    def _take_head(self, data: bytes) -> bytes:
        """Parse heads; returns the bytes after the final one."""
        head = self._head
        head += data
        while not self.started:
            if not self._searched:
                del head[: len(head) - len(head.lstrip(b"\r\n"))]
            if not head.startswith(b"HTTP/"[: len(head)]):
                raise InvalidHttp("it does not begin with HTTP/")
            found = _BLANK_LINE.search(head, self._searched)
            if (found.end() if found else len(head)) > MAX_HEAD_BYTES:
                raise InvalidHttp(f"more than {MAX_HEAD_BYTES:,} bytes of headers")
            if found is None:
                self._searched = max(0, len(head) - 2)
                return b""
            lines = head[: found.start()].split(b"\n")
            self._lines += len(lines)
            if self._lines > MAX_HEADERS:
                raise InvalidHttp(f"more than {MAX_HEADERS} headers")
            self._parse(normalize_head(lines))
            del head[: found.end()]
            self._searched = 0
        rest = bytes(head)
        head.clear()
        return rest

    def _parse(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            raise InvalidHttp("a switch to another protocol") from None
        except httptools.HttpParserError as error:
            if self.complete:
                self.keep_alive = False  # unexpected bytes after the response
            elif isinstance(error.__context__, InvalidHttp):
                raise error.__context__ from None
            else:
                raise InvalidHttp(str(error)[:100]) from None

    # Called by httptools.

    def on_message_begin(self) -> None:
        if self.complete:
            raise InvalidHttp("a second response")
        self.headers.clear()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.started:
            self.headers.append((name, value))
            return
        self._trailers += 1
        if self._trailers > MAX_HEADERS:
            raise InvalidHttp(f"more than {MAX_HEADERS} trailers")

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()
        if self.status < 200:
            self._interim += 1
            if self._interim > MAX_INTERIM:
                raise InvalidHttp(f"more than {MAX_INTERIM} interim responses")
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


def normalize_head(head: Sequence[bytes | bytearray]) -> bytes:
    """A head in standard form, from lines as some servers send them.

    As in browsers, lines that are not headers are removed, and so are blanks before the colon, line folding and
    repeated equal lengths.
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
    # Also for `3, 3`: proxies join two lines like this (RFC 9110, 8.6).
    values_of_lines = (value.split(b",") for name, value in headers if name.lower() == b"content-length")
    lengths = {value.strip(b" \t") for values in values_of_lines for value in values}
    if len(lengths) == 1:
        headers = [header for header in headers if header[0].lower() != b"content-length"]
        headers.append((b"Content-Length", lengths.pop()))
    return b"\r\n".join((status, *(name + b": " + value for name, value in headers), b"", b""))
