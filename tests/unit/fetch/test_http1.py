"""What is sent, and what is made of answers, in whatever pieces they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.fetch.http.http1 import MAX_HEAD_BYTES, MAX_HEADERS, MAX_INTERIM, Answer, InvalidHttp, request_head

OK = b"HTTP/1.1 200 OK\r\n"
THREE = b"Content-Length: 3\r\n\r\nabc"
CHUNKS = b"\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\nX-Sum: 1\r\n\r\n"


def read(data: bytes, piece: int | None = None, closed: bool = True) -> tuple[Answer, bytes]:
    answer, body = Answer(), b""
    step = piece or max(1, len(data))
    for start in range(0, len(data), step):
        body += answer.feed(data[start : start + step])
    if closed and not answer.complete:
        answer.end()
    return answer, body


GOOD = {
    "by length": OK + THREE,
    "in chunks": OK + b"Transfer-Encoding: chunked" + CHUNKS,
    "one length twice in one line": OK + b"Content-Length: 3, 3\r\nContent-Length: 3\r\n\r\nabc",
    "chunks and a length": OK + b"Content-Length: 9\r\nTransfer-Encoding: chunked" + CHUNKS,
    "chunked twice": OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + CHUNKS,
    "chunked, chunked": OK + b"Transfer-Encoding: chunked, chunked" + CHUNKS,
    "until closed": b"HTTP/1.0 200 OK\r\n\r\nabc",
    "the length twice": OK + b"content-length: 3\r\n" + THREE,
    "no reason": b"HTTP/1.1 200\r\n" + THREE,
    "no reason and no blank": b"HTTP/1.1 200\r\n" + THREE,
    "line feeds only": (OK + THREE).replace(b"\r\n", b"\n"),
    "no headers": OK + b"\r\nabc",
    "interim answers": b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + OK + THREE,
    "blank lines before it": b"\r\n\r\n" + OK + THREE,
    "a name that is none": OK + b"get-ban/forum.php: x\r\n" + THREE,
    "blanks before the colon": OK + b"X-Cache : HIT\r\n" + THREE,
    "blanks in a name": OK + b"Strict Transport Security: 1\r\n" + THREE,
    "no colon": OK + b"garbage line\r\n" + THREE,
    "a fold": OK + b"X-Folded: a\r\n\tb\r\n" + THREE,
    "controls in a value": OK + b"X-Null: a\x00b\r\n" + THREE,
    "Latin-1": OK + b"X-Name: caf\xe9\r\n" + THREE,
    "60 kB of a header": OK + b"X-Policy: " + b"a" * 60_000 + b"\r\n" + THREE,
}


@pytest.mark.parametrize("piece", [None, 1, 7])
@pytest.mark.parametrize("name", GOOD)
def test_what_browsers_take(name: str, piece: int | None) -> None:
    answer, body = read(GOOD[name], piece)
    assert (answer.status, body, answer.complete) == (200, b"abc", True)


@pytest.mark.parametrize("piece", [None, 1])
def test_headers(piece: int | None) -> None:
    answer, _ = read(OK + b"A : 1\r\nB: x\r\n y\r\n" + THREE, piece)
    assert answer.headers == [(b"A", b"1"), (b"B", b"x y"), (b"Content-Length", b"3")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"220 mail.example.com ESMTP\r\n\r\n", "does not begin with HTTP/"),
        (b"\x16\x03\x01", "does not begin with HTTP/"),
        (b"HTTP/1.1 abc\r\n\r\n", "status"),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", "another protocol"),
        (OK + b"Content-Length: 3\r\n" + b"Content-Length: 4\r\n\r\nabc", "Content-Length"),
        (OK + b"Content-Length: 3, 4\r\n\r\nabc", "Content-Length"),
        (OK + b"Content-Length: 3,\r\n\r\nabc", "Content-Length"),
        (OK + b"Content-Length: 99999999999999999999\r\n\r\nabc", "Content-Length"),
        (OK + b"Content-Length: -3\r\n\r\nabc", "Content-Length"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n", "chunk size"),
        (OK + b"a:b\r\n" * (MAX_HEADERS + 1) + b"\r\n", "256 headers"),
        (OK + b"a:" + b"b" * MAX_HEAD_BYTES + b"\r\n\r\n", "102,400 bytes of headers"),
        (OK + b"a:" + b"b" * MAX_HEAD_BYTES, "102,400 bytes of headers"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * (MAX_INTERIM + 1), "16 interim"),
        (b"HTTP/1.1 103 Hints\r\na: b\r\nc: d\r\n" + b"a:b\r\n" * 120 + b"\r\n" + OK + b"a:b\r\n" * 140 + b"\r\n", "256 head"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 9_000, "more overhead than content"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1;" + b"x" * 30_000, "more overhead than content"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n" + b"a:b\r\n" * 300 + b"\r\n", "256 trailers"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("piece", [None, 1000])
def test_what_is_refused(data: bytes, said: str, piece: int | None) -> None:
    with pytest.raises(InvalidHttp, match=said):
        read(data, piece)


def test_small_chunks_of_a_body_are_taken() -> None:
    _, body = read(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"10\r\n" + b"x" * 16 + b"\r\n" * 1 + b"0\r\n\r\n")
    assert body == b"x" * 16
    many = b"10\r\nxxxxxxxxxxxxxxxx\r\n" * 100_000
    assert read(OK + b"Transfer-Encoding: chunked\r\n\r\n" + many + b"0\r\n\r\n", 65_536)[1] == b"x" * 1_600_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HTTP/1.1 2",
        OK + b"Content-Length: 3\r\n\r\nab",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ],
)
def test_what_ends_too_early(data: bytes) -> None:
    answer = Answer()
    if data:
        answer.feed(data)
    assert not answer.complete
    assert not answer.end()
    assert answer.empty is not bool(data)


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (OK + THREE, True),
        (OK + b"Connection: close\r\n" + THREE, False),
        (b"HTTP/1.0 200 OK\r\n" + THREE, False),
        (OK + THREE + OK + THREE, False),
        (OK + THREE + b"garbage", False),
        (OK + b"Connection: close\r\n" + THREE + b"garbage", False),
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", True),
    ],
)
def test_whether_the_connection_can_be_used_again(data: bytes, kept: bool) -> None:
    answer, body = read(data, closed=False)
    assert answer.complete
    assert answer.keep_alive is kept
    assert body in (b"abc", b"")


@given(st.binary(max_size=300), st.sampled_from([b"", OK, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"HTTP/1.1 "]))
def test_whatever_comes_nothing_but_improper_is_raised(data: bytes, before: bytes) -> None:
    try:
        whole, body = read(before + data)
    except InvalidHttp:
        return
    try:
        pieces, same = read(before + data, 1)
    except InvalidHttp:
        # Only what follows the answer may differ: in one piece with it, nobody asked for it.
        assert whole.complete
        return
    assert (whole.status, whole.complete, body) == (pieces.status, pieces.complete, same)


def test_the_head_of_a_request() -> None:
    assert request_head(b"/a?b", [(b"Host", b"x")]) == b"GET /a?b HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("target", [b"", b"a", b"/a b", b"/a\r\nX: y", b"/\x00", b"/\xff"])
def test_no_target_leaves_its_line(target: bytes) -> None:
    with pytest.raises(ValueError, match="path"):
        request_head(target, [])


@pytest.mark.parametrize(
    "header", [(b"A\r\nB", b"x"), (b"A", b"x\r\nB: y"), (b"A", b"x\n"), (b"", b"x"), (b"A:", b"x")]
)
def test_no_header_leaves_its_line(header: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="header"):
        request_head(b"/", [header])
