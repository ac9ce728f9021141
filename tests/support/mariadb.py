"""A MariaDB server: that of REELBUS_TEST_MYSQL_URL, one on loopback, or one that is started here."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymysql
import pytest
from sqlalchemy import make_url

from tests.support.debian import found_or_installed

LOOPBACK = "mysql://root@127.0.0.1:3306/"
PATIENCE = 60.0
SMALL = (
    "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=16M", "--innodb-flush-log-at-trx-commit=0",
    "--skip-log-bin", "--performance-schema=OFF",
)  # fmt: skip


def execute(url: str, *statements: str, rows: list[tuple[Any, ...]] | None = None) -> None:
    """Run statements on the database (or server) `url`; with `rows`, the last one once for each."""
    place = make_url(url)
    with pymysql.connect(
        host=place.host, port=place.port or 3306, user=place.username, password=place.password or "",
        database=place.database or None, autocommit=True, init_command="SET time_zone = '+00:00'",
    ) as connection, connection.cursor() as cursor:  # fmt: skip
        for statement in statements[: len(statements) - (rows is not None)]:
            cursor.execute(statement)
        if rows is not None:
            cursor.executemany(statements[-1], rows)


@contextmanager
def new_database(server: str) -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    name = f"reelbus_test_{uuid.uuid4().hex[:12]}"
    execute(server, f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    try:
        yield f"{server.rstrip('/')}/{name}"
    finally:
        execute(server, f"DROP DATABASE {name}")


@contextmanager
def mariadb() -> Iterator[str]:
    """The URL of a server whose user may create databases, with a slash at the end."""
    named = os.environ.get("REELBUS_TEST_MYSQL_URL")
    if named:
        yield make_url(named).set(database="").render_as_string(hide_password=False)
    elif answers(LOOPBACK):
        yield LOOPBACK
    else:
        with own_server() as server:
            yield server.url


def answers(url: str) -> bool:
    try:
        execute(url, "SELECT 1")
    except pymysql.MySQLError:
        return False
    return True


class OwnServer:
    """A server on a free port of loopback, with its data in `folder`."""

    def __init__(self, folder: Path, user: str) -> None:
        self._folder, self._user = folder, user
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            self._port: int = taken.getsockname()[1]
        self.url = f"mysql://root@127.0.0.1:{self._port}/"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [
                    _program("mariadbd"), "--no-defaults", f"--datadir={self._folder / 'data'}", f"--user={self._user}",
                    f"--port={self._port}", "--bind-address=127.0.0.1", f"--socket={self._folder / 'socket'}",
                    f"--pid-file={self._folder / 'pid'}", *SMALL,
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + PATIENCE
        while not answers(self.url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"mariadbd does not start:\n{(self._folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it with SIGTERM."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(PATIENCE)
            self._process = None


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """A new server from Debian's packages, run by an unprivileged user."""
    found_or_installed(lambda: _found("mariadbd"), "mariadb-server", "or name one by REELBUS_TEST_MYSQL_URL")
    root = os.geteuid() == 0
    user = "mysql" if root else subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory(prefix="reelbus-mariadb-") as name:
        folder = Path(name)
        if root:
            shutil.chown(folder, user)
        subprocess.run(
            [
                _program("mariadb-install-db"), "--no-defaults", f"--datadir={folder / 'data'}", f"--user={user}",
                "--auth-root-authentication-method=normal", "--skip-test-db",
            ],
            capture_output=True, check=True,
        )  # fmt: skip
        server = OwnServer(folder, user)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def _found(program: str) -> str | None:
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _program(program: str) -> str:
    found = _found(program)
    assert found is not None, program
    return found
