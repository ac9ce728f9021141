"""`reelbus database`, as its user runs it."""

import asyncio
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import Reelbus, reelbus_in
from tests.support.postgres import new_database

ROOT = Path(__file__).parents[3]


@pytest.fixture
def run(tmp_path: Path) -> Reelbus:
    """Runs `reelbus database ARGS` in an empty folder; keywords are environment variables."""
    return reelbus_in(tmp_path, "database")


@pytest.fixture
def server() -> Iterator[str]:
    """URL of an empty database on a server, with a password that the server does not check."""
    with new_database() as url:
        yield url if ":" in url.partition("//")[2].partition("@")[0] else url.replace("@", ":secret@", 1)


def test_a_server_from_nothing_to_up_to_date(server: str, run: Reelbus) -> None:
    missing = run("status", DATABASE_URL=server)
    assert missing.returncode == 1
    assert "state\tits tables are missing\n" in missing.stdout
    assert missing.stderr == "reelbus: the tables must be upgraded: run `reelbus database upgrade`\n"
    made = run("upgrade", DATABASE_URL=server)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("upgraded\tdatabase postgresql://") or made.stdout.startswith(
        "upgraded\tpostgresql://"
    )
    newest = max(path.name[:4] for path in (ROOT / "libs/database/migrations/versions").glob("[0-9]*.py"))
    assert made.stdout.endswith(f"\tfrom no tables\tto {newest}\n")
    again = run("upgrade", DATABASE_URL=server)
    assert (again.returncode, again.stdout.startswith("nothing to do\t")) == (0, True)
    found = run("status", DATABASE_URL=server)
    assert (found.returncode, found.stderr) == (0, "")
    assert "state\tits tables are up to date\n" in found.stdout
    assert "secret" not in missing.stdout + made.stdout + again.stdout + found.stdout


async def test_concurrent_upgrades_succeed(server: str) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": server}
    command = (sys.executable, "-m", "reelbus", "database", "upgrade")
    jobs = [await asyncio.create_subprocess_exec(*command, env=env, stdout=asyncio.subprocess.PIPE) for _ in range(3)]
    results = [(await job.communicate())[0].decode().partition("\t")[0] for job in jobs]
    assert [job.returncode for job in jobs] == [0, 0, 0]
    assert sorted(results) == ["nothing to do", "nothing to do", "upgraded"]


def test_without_a_setting_it_is_a_file_in_this_folder(run: Reelbus, tmp_path: Path) -> None:
    early = run("status")
    assert early.returncode == 1
    assert (
        early.stderr
        == f"reelbus: {tmp_path}/.reelbus/reelbus.db does not exist yet: the first service that starts creates it\n"
    )
    made = run("upgrade")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / ".reelbus/reelbus.db").stat().st_size > 0
    assert run("status").returncode == 0


@pytest.mark.parametrize(
    ("command", "url", "status", "message"),
    [
        (
            "upgrade",
            "postgresql://u:secret@127.0.0.1:1/d",
            1,
            "reelbus: database postgresql://u:***@127.0.0.1:1/d: connection refused",
        ),
        ("status", "oracle://u:secret@h/d", 2, "bad setting DATABASE_URL: must be a known kind of database"),
        ("upgrade", "mysql://u:secret@h/d", 2, "bad setting DATABASE_URL: must be postgresql://"),
    ],
)
def test_an_error_that_the_user_can_correct_is_one_line(
    command: str, url: str, status: int, message: str, run: Reelbus
) -> None:
    done = run(command, DATABASE_URL=url)
    assert (done.returncode, done.stdout) == (status, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


@pytest.mark.parametrize("command", ["status", "upgrade"])
def test_a_server_that_never_answers_is_an_error(command: str, run: Reelbus) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://u:secret@127.0.0.1:{silent.getsockname()[1]}/d"
        done = run(command, DATABASE_URL=f"{url}?timeout=0.5")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"reelbus: database {url.replace('secret', '***')}: no answer within 0.5 s\n"
