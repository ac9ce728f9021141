"""Messages between a confined process and its parent: JSON with bytes beside it.

Whatever an attacked process sends, the parent only reads data. On the wire, a message is the lengths of its JSON and of
its bytes, each a big-endian number of 32 bits, then the JSON, then the bytes.
"""

import asyncio
import json
import os
import socket
import struct
from typing import Any, NamedTuple

from libs.confined.errors import InvalidMessage

LONGEST_JSON = 4 * 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024
"""Limits of a message."""
LONG_JSON = 64 * 1024
"""Longer JSON is parsed in a thread."""
LENGTHS = struct.Struct("!II")


class Message(NamedTuple):
    """What one side says to the other."""

    content: dict[str, Any]
    """JSON."""
    data: bytes | bytearray = b""


class Channel:
    """The end of the process. Blocks; uses nothing but reads and writes, which remain allowed."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection  # kept open
        self._file = connection.fileno()

    def send(self, content: dict[str, Any], data: bytes | bytearray = b"") -> None:
        """Send a message. Raises OSError if the parent has ended."""
        text = json.dumps(content).encode()
        for piece in (LENGTHS.pack(len(text), len(data)) + text, data):
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(self._file, rest) :]

    def receive(self) -> Message:
        """The next message. Raises EOFError if the parent has ended."""
        text, data = LENGTHS.unpack(self._exactly(LENGTHS.size))
        return Message(json.loads(self._exactly(text)), self._exactly(data))

    def ask(self, content: dict[str, Any], data: bytes | bytearray = b"") -> Message:
        """Send a message and return the answer."""
        self.send(content, data)
        return self.receive()

    def _exactly(self, size: int) -> bytearray:
        found = bytearray(size)
        rest = memoryview(found)
        while rest:
            count = os.readv(self._file, [rest])
            if not count:
                raise EOFError
            rest = rest[count:]
        return found


class ParentChannel:
    """The end of the parent, in its event loop."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._connection = connection

    async def send(self, content: dict[str, Any], data: bytes | bytearray = b"") -> None:
        """Send a message. Raises OSError if the process has ended."""
        text = json.dumps(content).encode()
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._connection, LENGTHS.pack(len(text), len(data)) + text)
        if data:
            await loop.sock_sendall(self._connection, data)

    async def receive(self) -> Message:
        """The next message. Raises EOFError if the process closed the channel, and InvalidMessage."""
        text, data = LENGTHS.unpack(await self._exactly(LENGTHS.size))
        if text > LONGEST_JSON or data > MOST_BYTES:
            raise InvalidMessage(f"a message of {text} and {data} bytes")
        content = await self._exactly(text)
        try:
            parsed = json.loads(content) if text <= LONG_JSON else await asyncio.to_thread(json.loads, content)
        except (ValueError, RecursionError) as error:
            raise InvalidMessage(f"a message that is not JSON ({type(error).__name__})") from None
        if not isinstance(parsed, dict):
            raise InvalidMessage("a message that is not a JSON object")
        return Message(parsed, await self._exactly(data))

    async def _exactly(self, size: int) -> bytearray:
        found = bytearray(size)
        rest = memoryview(found)
        loop = asyncio.get_running_loop()
        while rest:
            try:
                count = await loop.sock_recv_into(self._connection, rest)
            except ConnectionError:
                count = 0
            if not count:
                raise EOFError
            rest = rest[count:]
        return found
