"""A Redis server: that of REELBUS_TEST_REDIS_URL, one on this machine, or one that is started here."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

import redis

from tests.support.debian import found_or_installed

LOOPBACK = "redis://127.0.0.1:6379/0"
PATIENCE = 30.0


@cache
def server_url() -> str:
    """The URL of a server that others use as well: tests have a key prefix each, and delete nothing else."""
    given = os.environ.get("REELBUS_TEST_REDIS_URL")
    if given:
        return given
    if _answers(LOOPBACK):
        return LOOPBACK
    server = OwnRedis()
    server.start()
    atexit.register(server.close)
    return server.url


class OwnRedis:
    """A server on a free port of its own that keeps nothing on disk, to be killed and started again.

    `tls`: a folder with its `server.pem` (certificate and key) and the `ca.pem` that signed it.
    """

    def __init__(self, *options: str, tls: Path | None = None) -> None:
        program = found_or_installed(
            lambda: shutil.which("redis-server"), "redis-server", "or name a server by REELBUS_TEST_REDIS_URL"
        )
        self._folder = Path(tempfile.mkdtemp(prefix="reelbus-redis-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._ca = tls / "ca.pem" if tls else None
        ports = ["--port", str(self.port)]
        if tls is not None:
            pem = str(tls / "server.pem")
            ports = ["--port", "0", "--tls-port", str(self.port), "--tls-cert-file", pem, "--tls-key-file", pem]
            ports += ["--tls-ca-cert-file", str(self._ca), "--tls-auth-clients", "no"]
        self._command = [
            program, *ports, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--dir", str(self._folder), *options,
        ]  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"{'rediss' if self._ca else 'redis'}://127.0.0.1:{self.port}/0"

    def start(self, password: str | None = None) -> None:
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not _answers(f"{self.url}?ssl_ca_certs={self._ca}" if self._ca else self.url, password):
            assert self._process.poll() is None, "redis-server has ended"
            assert time.monotonic() < deadline, "redis-server does not answer"
            time.sleep(0.02)

    def kill(self) -> None:
        """SIGKILL: what it knew is lost."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def pause(self) -> None:
        """SIGSTOP: connections stay open and nothing is answered."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        if self._process is not None:
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)


def _answers(url: str, password: str | None = None) -> bool:
    client = redis.Redis.from_url(url, password=password, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        client.close()
