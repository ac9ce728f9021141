"""A host that sends without end, from threads: what its sending costs is not the event loop's."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


class Flood(NamedTuple):
    """What is sent: `head` once, then `block` again and again; an empty block ends the answer."""

    head: bytes
    block: bytes = b""


FLOODS = {
    "chunks-of-one-byte": Flood(CHUNKED, b"1\r\nx\r\n" * 10_000),
    "chunk-extensions": Flood(CHUNKED, b"1;" + b"e" * 60_000 + b"\r\nx\r\n"),
    "trailers": Flood(CHUNKED + b"1\r\nx\r\n0\r\n", b"a:b\r\n" * 16_000),
    "trailer-without-end": Flood(CHUNKED + b"1\r\nx\r\n0\r\na:", b"b" * 60_000),
    "100-continue": Flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 4_000),
    "early-hints": Flood(b"", b"HTTP/1.1 103 Early Hints\r\n" + b"Link: </a>\r\n" * 200 + b"\r\n"),
    "headers": Flood(OK, b"a:b\r\n" * 16_000),
    "header-lines": Flood(OK + b"a:b\r\n" * 16_000 + b"Content-Length: 3\r\n\r\nabc"),
    "folds": Flood(OK, b" \r\n" * 20_000),
    "one-header": Flood(OK + b"a:", b"b" * 60_000),
    "no-http": Flood(b"SSH-2.0-x\r\n", b"x" * 60_000),
}
"""Each is refused."""

HEAVY = {
    "cookies": Flood(OK + b"".join(b"Set-Cookie: n%d=%s; Expires=%s\r\n" % (n, b"v" * 3_900, b"0 " * 60) for n in range(20))
                     + b"Content-Length: 3\r\n\r\nabc"),
    "odd-lines": Flood(OK + b"no header here \r\n" * 200 + b"Content-Length: 3\r\n\r\nabc"),
    "many-headers": Flood(OK + b"a:b\r\n" * 250 + b"Content-Length: 3\r\n\r\nabc"),
}  # fmt: skip
"""Each is taken."""

STEADY = Flood(CHUNKED, (b"64\r\n" + b"x" * 100 + b"\r\n") * 600)
"""A body without end in small chunks, which the deadline ends."""


@contextmanager
def flooding(floods: dict[str, Flood]) -> Iterator[int]:
    """Serve `/NAME` on 127.0.0.1; gives the port. Ends with all its connections."""
    connections: list[socket.socket] = []
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:

        def serve(connection: socket.socket) -> None:
            with suppress(OSError), connection:
                name = connection.recv(65_536).split(b" ")[1].decode().strip("/")
                flood = floods[name]
                connection.sendall(flood.head)
                while flood.block:
                    connection.sendall(flood.block)
                connection.recv(65_536)  # until the client closes

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    connections.append(connection)
                    threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
                    threads[-1].start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield listener.getsockname()[1]
        finally:
            for open_socket in (listener, *connections):
                with suppress(OSError):
                    open_socket.shutdown(socket.SHUT_RDWR)
            for thread in (accepting, *threads):
                thread.join(timeout=10)
