"""The parent's end of a channel (`channel.py`). A process does not load it, nor asyncio."""

import asyncio
import json
import socket
from typing import Any

from libs.confined.channel import LENGTHS, Message
from libs.confined.errors import InvalidMessage

LONGEST_JSON = 4 * 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024
"""Limits of a message."""
LONG_JSON = 64 * 1024
"""Longer JSON is parsed in a thread."""


class ParentChannel:
    """The end of the parent, in its event loop. Messages with longer JSON, or more bytes beside it, are invalid."""

    def __init__(
        self, connection: socket.socket, longest_json: int = LONGEST_JSON, most_bytes: int = MOST_BYTES
    ) -> None:  # fmt: skip
        connection.setblocking(False)
        self._connection, self._longest_json, self._most_bytes = connection, longest_json, most_bytes

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
        if text > self._longest_json or data > self._most_bytes:
            raise InvalidMessage(f"a message of {text} and {data} bytes")
        content = await self._exactly(text)
        try:
            parsed = json.loads(content) if text <= LONG_JSON else await asyncio.to_thread(json.loads, content)
        except (ValueError, RecursionError) as error:
            raise InvalidMessage(f"a message that is not JSON ({type(error).__name__})") from None
        if not isinstance(parsed, dict):
            raise InvalidMessage("a message that is not a JSON object")
        return Message(parsed, await self._exactly(data))

    def is_quiet(self) -> bool:
        """Whether the process holds the channel open, and has sent nothing that was not received."""
        try:
            self._connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

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
