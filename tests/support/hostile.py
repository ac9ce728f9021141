"""A faulty web server on loopback: `async with hostile_server() as server: server.url("/endless")`.

| path | behaviour |
|---|---|
| `/ok?size=N&type=T` | a correct response: N bytes (1,000) of type T (`video/mp4`) |
| `/endless` | an endless body; `?type=T` |
| `/endless-page` | an endless web page |
| `/drip` | a body of 1,000 bytes, one byte a second |
| `/short` | closes the connection before the end of the body |
| `/reset` | resets the connection in the middle of the body |
| `/chunked-cut` | closes the connection in the middle of a chunked body |
| `/large` | a Content-Length of a terabyte |
| `/empty` | 200 with an empty body |
| `/gzip-bomb` | a small gzip body that unpacks to 64 MB |
| `/html`, `/html-as-video` | a web page, with its own type, and as `video/mp4` |
| `/headers`, `/slow-headers`, `/huge-headers` | endless headers, fast and one line a second; 1 MB of headers |
| `/garbage` | not HTTP |
| `/hang-up` | closes the connection without a response |
| `/silent` | never responds |
| `/loop`, `/redirect?to=URL`, `/to-metadata`, `/to-file` | redirects |
| `/status/N`, `/busy?after=S` | status N; 429 with Retry-After |
| `/flaky?fail=N` | 503 N times (once), then a correct response |
| `/cookie-wall` | redirects to itself until the request has its cookie |
| `/odd-headers` | invalid headers among valid ones |
| `/cookies` | sets a cookie; `requests` has the cookies of requests |
| `/page?video=URL` | a web page with that video |

A TLS handshake on its port gets no response.
"""

import asyncio
import gzip
import mimetypes
import struct
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import SO_LINGER, SOL_SOCKET
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

HTML = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>"
BLOCK = b"\x00\x00\x00\x18ftypmp42" + b"x" * 65_524
HANDSHAKE = b"\x16"
"""The first byte of TLS."""


class Request(NamedTuple):
    """A request. Header names are in lower case."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


Answer = Callable[["HostileServer", Request, asyncio.StreamWriter], Coroutine[None, None, bool]]
"""Writes a response; returns whether the connection stays open."""


@dataclass
class HostileServer:
    """One listening port on 127.0.0.1."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    """Number of connections so far."""
    open: int = 0
    """Number of open connections."""
    _files: dict[str, tuple[Path, str | None]] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        """For FETCH_ALLOW_PRIVATE."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str, *, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def file(self, path: Path, content_type: str | None = None) -> str:
        """Serve a file; its type is guessed from its name unless given."""
        name = f"/files/{len(self._files)}/{quote(path.name)}"
        self._files[name] = path, content_type or mimetypes.guess_type(path.name)[0]
        return self.url(name)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                while await self._serve_one(reader, writer):
                    pass
        finally:
            self.open -= 1
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        first = await reader.readexactly(1)
        if first == HANDSHAKE:
            await reader.read()
            return False
        head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        parts = urlsplit(head[0].split(" ")[1])
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        request = Request(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()}, headers)
        self.requests.append(request)
        self._seen[parts.path] += 1
        if parts.path in self._files:
            path, kind = self._files[parts.path]
            return await reply(writer, await asyncio.to_thread(path.read_bytes), kind)
        name = "/status" if parts.path.startswith("/status/") else parts.path
        return await ANSWERS.get(name, not_found)(self, request, writer)


@asynccontextmanager
async def hostile_server() -> AsyncIterator[HostileServer]:
    """A running server. All connections are closed at the end."""
    server = HostileServer()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(server.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def reply(
    writer: asyncio.StreamWriter, body: bytes, kind: str | None = "text/plain", status: int = 200, *more: str
) -> bool:
    """Write a correct response. `more` are header lines."""
    lines = [
        f"HTTP/1.1 {status} Whatever",
        f"Content-Length: {len(body)}",
        *([f"Content-Type: {kind}"] if kind else []),
    ]
    await send(writer, "\r\n".join([*lines, *more, "", ""]).encode() + body)
    return True


async def send(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()


async def not_found(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"no such thing", status=404)


async def ok(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, BLOCK[: int(request.query.get("size", 1000))], request.query.get("type", "video/mp4"))


async def endless(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    kind = request.query.get("type", "video/mp4")
    await send(writer, f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode())
    while True:
        await send(writer, BLOCK)


async def endless_page(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!DOCTYPE html><html><body>")
    while True:
        await send(writer, b"<p>And more.</p>" * 4096)


async def drip(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000\r\n\r\n")
    while True:
        await send(writer, b"x")
        await asyncio.sleep(1)


async def short(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000\r\n\r\n" + b"x" * 500)
    return False


async def reset(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000\r\n\r\n" + b"x" * 500)
    writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    return False


async def chunked_cut(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n"
    await send(writer, head + b"5\r\nxxxxx\r\n5\r\nxx")
    return False


async def large(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1000000000000\r\n\r\n")
    while True:
        await send(writer, BLOCK)


async def empty(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"", "video/mp4")


async def gzip_bomb(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    bomb = await asyncio.to_thread(gzip.compress, bytes(64_000_000), 1)
    return await reply(writer, bomb, request.query.get("type", "video/mp4"), 200, "Content-Encoding: gzip")


async def html(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, HTML, "text/html; charset=utf-8")


async def html_as_video(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"\xef\xbb\xbf\n " + HTML, "video/mp4")


async def headers_without_end(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\n")
    while True:
        await send(writer, b"X-More: and more\r\n" * 100)


async def slow_headers(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"HTTP/1.1 200 OK\r\n")
    while True:
        await send(writer, b"X-More: and more\r\n")
        await asyncio.sleep(1)


async def huge_headers(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"x", "video/mp4", 200, "X-Huge: " + "x" * 1_000_000)


async def garbage(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    await send(writer, b"220 mail.example.com ESMTP\r\n\r\n")
    return False


async def hang_up(_: HostileServer, __: Request, ___: asyncio.StreamWriter) -> bool:
    return False


async def silent(_: HostileServer, __: Request, ___: asyncio.StreamWriter) -> bool:
    await asyncio.Event().wait()
    return False


async def loop(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"again", "text/plain", 302, "Location: /loop")


async def redirect(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"there", "text/plain", 302, f"Location: {request.query['to']}")


async def to_metadata(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(
        writer, b"", "text/plain", 302, "Location: http://169.254.169.254/latest/meta-data/?token=secret"
    )


async def to_file(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"", "text/plain", 302, "Location: file:///etc/passwd")


async def status(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    number = int(request.path.removeprefix("/status/"))
    return await reply(writer, b"" if number in (204, 304) else b"so it is", status=number)


async def busy(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, b"", "text/plain", 429, f"Retry-After: {request.query.get('after', '30')}")


async def flaky(server: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    if server._seen[request.path] <= int(request.query.get("fail", 1)):
        return await reply(writer, b"", status=503)
    return await ok(server, request, writer)


async def cookies(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(writer, BLOCK[:100], "video/mp4", 200, "Set-Cookie: id=1; Path=/")


async def cookie_wall(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    if request.headers.get("cookie") == "seen=1":
        return await reply(writer, BLOCK[:100], "video/mp4")
    return await reply(writer, b"", None, 302, "Location: /cookie-wall", "Set-Cookie: seen=1; Path=/")


async def odd_headers(_: HostileServer, __: Request, writer: asyncio.StreamWriter) -> bool:
    return await reply(
        writer, BLOCK[:100], "video/mp4", 200, "X-Cache : HIT", "a/b.php: no", "no colon", "X Y: 1", "X: \x00"
    )


async def page(_: HostileServer, request: Request, writer: asyncio.StreamWriter) -> bool:
    video = f'<video controls><source src="{request.query["video"]}" type="video/mp4"></video>'
    return await reply(
        writer, f"<html><head><title>Shoes</title></head><body>{video}</body></html>".encode(), "text/html"
    )


ANSWERS: dict[str, Answer] = {
    "/busy": busy,
    "/chunked-cut": chunked_cut,
    "/cookie-wall": cookie_wall,
    "/cookies": cookies,
    "/drip": drip,
    "/empty": empty,
    "/endless": endless,
    "/endless-page": endless_page,
    "/flaky": flaky,
    "/garbage": garbage,
    "/gzip-bomb": gzip_bomb,
    "/hang-up": hang_up,
    "/headers": headers_without_end,
    "/html": html,
    "/html-as-video": html_as_video,
    "/huge-headers": huge_headers,
    "/large": large,
    "/loop": loop,
    "/ok": ok,
    "/odd-headers": odd_headers,
    "/page": page,
    "/redirect": redirect,
    "/reset": reset,
    "/short": short,
    "/silent": silent,
    "/slow-headers": slow_headers,
    "/status": status,
    "/to-file": to_file,
    "/to-metadata": to_metadata,
}
