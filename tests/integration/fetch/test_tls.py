"""TLS is verified against the host name, while the connection goes to the address that was checked."""

import asyncio
import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from libs.fetch import BadCertificate, FetchSettings, Limits, Unreachable
from tests.integration.fetch.conftest import fetching

LIMITS = Limits(1000, 5)


def certificate(folder: Path, host: str) -> Path:
    """A self-signed certificate of `host` with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / f"{host}.pem"
    path.write_bytes(private + made.public_bytes(pem))
    return path


@asynccontextmanager
async def secure(pem: Path) -> AsyncIterator[tuple[int, list[str | None]]]:
    """Port, and the names that clients asked for by SNI."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    asked: list[str | None] = []
    context.sni_callback = lambda _, name, __: asked.append(name)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()


async def loopback(_: str, __: int) -> list[str]:
    return ["127.0.0.1"]


async def test_the_name_is_asked_for_and_verified(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "store.test")
    async with secure(pem) as (port, asked):
        settings = FetchSettings(allow_private=f"store.test:{port}", ca_file=pem, attempts=1)
        async with fetching(settings, resolver=loopback) as fetcher:
            assert await fetcher.read(f"https://store.test:{port}/", LIMITS) == b"hi"
    assert asked == ["store.test"]


async def test_the_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "store.test")
    async with secure(pem) as (port, _):
        settings = FetchSettings(allow_private="127.0.0.1", ca_file=pem, attempts=1)
        async with fetching(settings, resolver=loopback) as fetcher:
            with pytest.raises(BadCertificate, match=r"other\.test.*not trusted"):
                await fetcher.read(f"https://other.test:{port}/", LIMITS)


async def test_an_unknown_ca_is_refused(tmp_path: Path) -> None:
    async with (
        secure(certificate(tmp_path, "store.test")) as (port, _),
        fetching(FetchSettings(allow_private="store.test", attempts=1), resolver=loopback) as fetcher,
    ):
        with pytest.raises(BadCertificate, match="FETCH_CA_FILE"):
            await fetcher.read(f"https://store.test:{port}/", LIMITS)


async def test_what_is_no_tls_in_the_midst_of_a_body_breaks_the_connection(tmp_path: Path) -> None:
    pem = certificate(tmp_path, "store.test")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    def serve(listener: socket.socket) -> None:
        raw, _ = listener.accept()
        with context.wrap_socket(raw, server_side=True) as secured:
            secured.recv(65_536)
            secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\nhi")
            with socket.socket(fileno=os.dup(secured.fileno())) as beneath:
                beneath.sendall(b"\x17\x03\x03\x00\x40" + bytes(64))  # a record that nobody encrypted
                beneath.recv(1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(asyncio.to_thread(serve, listener))
        port = listener.getsockname()[1]
        settings = FetchSettings(allow_private=f"store.test:{port}", ca_file=pem, attempts=1)
        async with fetching(settings, resolver=loopback) as fetcher:
            with pytest.raises(Unreachable):
                await fetcher.read(f"https://store.test:{port}/", LIMITS)
        await serving
