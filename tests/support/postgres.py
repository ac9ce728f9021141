"""A PostgreSQL server: that of REELBUS_TEST_POSTGRES_URL, one on this machine, or one that is started here."""

import asyncio
import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import asyncpg

from tests.support.debian import found_or_installed

LOOPBACK = "postgresql://postgres@127.0.0.1:5432/postgres"
UNPRIVILEGED = "postgres"
"""PostgreSQL refuses to run as root; Debian's package creates this user."""


@contextmanager
def new_database() -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    server, name = server_url(), f"reelbus_test_{uuid.uuid4().hex[:12]}"
    asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


@cache
def server_url() -> str:
    """The URL of a server's default database, with a user who may create databases."""
    given = os.environ.get("REELBUS_TEST_POSTGRES_URL")
    if given:
        return given
    try:
        asyncio.run(_execute(LOOPBACK, "SELECT 1"))
    except (OSError, TimeoutError, asyncpg.PostgresError):
        return own_server()
    return LOOPBACK


def own_server() -> str:
    """Start a server on a free port; it is stopped at the end of this process."""
    programs = found_or_installed(_programs, "postgresql", "or name a server by REELBUS_TEST_POSTGRES_URL")
    folder = Path(tempfile.mkdtemp(prefix="reelbus-postgres-"))
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    if user is not None:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(program: str, *args: str) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *args],
            cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    def end() -> None:
        run("pg_ctl", "-m", "immediate", "-s", "stop")
        shutil.rmtree(folder, ignore_errors=True)

    run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run("pg_ctl", "-s", "-w", "-l", str(folder / "log"), "-o", options, "start")
    atexit.register(end)
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl, which Debian does not put on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    return found[-1].parent if found else None


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
