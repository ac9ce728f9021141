"""TCP proxies that stop at a chosen moment: what was done by then is done, and who waits for an answer gets none."""

import asyncio
import re
import struct
from contextlib import suppress

OFFSET_COMMIT = 8
"""Kafka's number of that request."""
_PIECE = 64 * 1024
_CONTINUE = b"HTTP/1.1 100 "
"""What a client that asks first waits for before it sends its body: no answer yet."""


class StallingProxy:
    """One listening port on 127.0.0.1 in front of `behind` (`host:port`), which can keep back answers."""

    def __init__(self, behind: str = "") -> None:
        self.behind = behind
        self.address = ""
        self.stalled = asyncio.Event()
        """Something was kept back."""
        self._answers = asyncio.Event()
        self._answers.set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "StallingProxy":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def stall(self) -> None:
        """From now on requests go through and answers do not come back."""
        self._answers.clear()

    def go_on(self) -> None:
        """Give the answers that were kept back, to those who still wait, and all that come."""
        self._answers.set()
        self.stalled.clear()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = self.behind.rpartition(":")
        ways: list[asyncio.Task[None]] = []
        try:
            there_reader, there_writer = await asyncio.open_connection(host, int(port))
            ways += [
                asyncio.create_task(self._requests(reader, there_writer)),
                asyncio.create_task(self._back(there_reader, writer)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            there_writer.close()
        except OSError:
            pass  # nothing listens there: the client sees its connection closed
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            writer.close()

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_PIECE):
                writer.write(data)
                await writer.drain()

    async def _back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_PIECE):
                if not self._answers.is_set() and not data.startswith(_CONTINUE):
                    self.stalled.set()
                    await self._answers.wait()
                writer.write(data)
                await writer.drain()


class HttpProxy(StallingProxy):
    """In front of an HTTP server: can stop at a kind of request, whose effect takes place."""

    def __init__(self, behind: str = "") -> None:
        super().__init__(behind)
        self._request: re.Pattern[bytes] | None = None

    def stall_at(self, request: bytes) -> None:
        """From a request on whose first line matches this pattern, no answers come back."""
        self._request = re.compile(request)

    def go_on(self) -> None:
        self._request = None
        super().go_on()

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(_PIECE):
                if self._request is not None and self._request.match(data):
                    self.stall()
                writer.write(data)
                await writer.drain()


class KafkaProxy(StallingProxy):
    """In front of a Kafka broker that tells its clients to come by way of it: can stop at a kind of request."""

    def __init__(self, behind: str = "") -> None:
        super().__init__(behind)
        self._request: int | None = None

    def stall_at(self, request: int) -> None:
        """From now on no request of this kind reaches the broker, nor any after it on the same connection."""
        self._request = request

    def go_on(self) -> None:
        """What was kept back is lost: this is for the connections to come."""
        self._request = None
        super().go_on()

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(4)
                frame = await reader.readexactly(*struct.unpack(">i", head))
                if struct.unpack_from(">h", frame)[0] == self._request:
                    self.stalled.set()
                    await reader.read()  # to the client's end
                    return
                writer.write(head + frame)
                await writer.drain()
