"""Messages between a confined process and its parent: JSON with bytes beside it. The end of the process.

Whatever an attacked process sends, the parent only reads data. On the wire, a message is the lengths of its JSON and of
its bytes, each a big-endian number of 32 bits, then the JSON, then the bytes.
"""

import json
import os
import socket
import struct
from typing import Any, NamedTuple

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
