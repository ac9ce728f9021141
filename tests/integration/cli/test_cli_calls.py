"""`reelbus calls`, as its user runs it: what is shown, and what a decision does to a call and its job."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from libs.bus import KafkaBus
from libs.bus.kafka.admin import create, partition_numbers
from libs.database import DatabaseSettings, open_database, writing
from libs.database.tables import jobs
from libs.events import topic
from libs.events.specs import topic_specs
from libs.ledger.budget import Budget
from libs.ledger.call import Call, State
from libs.ledger.errors import Blocked, Unknown
from libs.ledger.ledger import Ledger
from tests.integration.conftest import PATIENCE, environment
from tests.support.ledger import images
from tests.support.records import read_all

SUBMITTED = "product-submitted"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{tmp_path}/calls.db"}


@pytest.fixture
def run(reelbus: Run, env: dict[str, str]) -> Run:
    return lambda *args, **more: reelbus("calls", *args, **(env | more))


@pytest.fixture
async def ledger(env: dict[str, str]) -> AsyncIterator[Ledger]:
    async with open_database(DatabaseSettings.model_validate(env)) as engine:
        yield Ledger(engine)


@pytest.fixture
async def topics(bus: KafkaBus) -> KafkaBus:
    await create(bus, list(topic_specs([topic(SUBMITTED)])))
    return bus


async def sent(ledger: Ledger, call: Call) -> Call:
    begun = await ledger.begin(call, estimate_usd=0.0679, lease_seconds=600, budget=Budget("test", job_usd=0.2))
    assert isinstance(begun, Call)
    return begun


async def three_calls(ledger: Ledger, job: str = "product/p1/1") -> list[Call]:
    """An unknown, a blocked and a sent one, of a job with its request."""
    planned = await ledger.plan(images(job, 3))
    unknown, blocked, under_way = [await sent(ledger, call) for call in planned[:2]] + [planned[2]]
    after = [
        (await ledger.unknown(unknown, Unknown("no answer within 120 s", cause="deadline"))).call,
        (await ledger.blocked(blocked, Blocked("unsafe"))).call,
    ]
    now = datetime.now(UTC)
    row = {
        "job": job, "kind": "product", "subject": "p1", "run": "1", "topic": SUBMITTED, "status": "needs_attention",
        "request": {"product_id": "p1", "title": "Red shoes"}, "created_at": now, "updated_at": now,
    }  # fmt: skip
    async with writing(ledger._engine) as connection:
        await connection.execute(jobs.insert().values(row))
    return [*after, await sent(ledger, under_way)]


async def events(bus: KafkaBus) -> list[dict[str, Any]]:
    numbers = (await partition_numbers(bus))[SUBMITTED]
    return [json.loads(record.value) for record in await read_all(bus, SUBMITTED, numbers) if record.value]


async def test_calls_are_shown_with_what_they_may_have_cost(run: Run, ledger: Ledger) -> None:
    unknown, blocked, _ = await three_calls(ledger)
    listed = run("list")
    assert listed.stdout.split("\t")[:8] == [
        unknown.call_id, "product/p1/1", "image", "1", "unknown", "deadline", "0.00", "0.0679",
    ]  # fmt: skip
    assert listed.stderr == "1 call: cost $0.00, unknown outcomes may have cost $0.0679 more\n"
    last = run("list", "--state", "all", "--limit", "1")
    assert last.stdout.count("\n") == 1
    assert last.stderr.startswith("3 calls, of which the last 1 are shown (--limit): cost $")
    assert last.stderr.endswith("unknown outcomes may have cost $0.0679 more\n"), "sums are those of all"
    every = [json.loads(line) for line in run("list", "--state", "all", "--json").stdout.splitlines()]
    assert {call["state"] for call in every} == {"unknown", "blocked", "sent"}
    assert run("list", "--state", "blocked", "--since", "1h").stdout.startswith(blocked.call_id)
    shown = json.loads(run("show", unknown.call_id[:12], "--json").stdout)
    assert (shown["request"], shown["reason"]) == ({"prompt": "1"}, "no answer within 120 s")
    assert [(one["attempt"], one["state"], one["estimate_usd"]) for one in shown["attempts"]] == [
        (1, "unknown", 0.0679)
    ]
    lines = run("show", unknown.call_id).stdout.splitlines()
    assert 'request\t{"prompt":"1"}' in lines
    assert lines[-1].split("\t")[:5] == ["1", "unknown", "deadline", "-", "0.0679"]


async def test_a_retry_allows_another_attempt_and_the_job_goes_on(run: Run, ledger: Ledger, topics: KafkaBus) -> None:
    unknown, *_ = await three_calls(ledger)
    before = len(await events(topics))
    refused = run("retry", unknown.call_id)
    assert (refused.returncode, refused.stderr) == (
        2, "reelbus: nothing was done: stdin is not a terminal, so retry needs --yes\n",
    )  # fmt: skip
    done = run("retry", unknown.call_id, "--yes")
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "1 call of 1 job may have cost $0.0679, which stays in the budgets; another attempt may cost $0.0679 more\n"
    )
    assert done.stdout.splitlines() == [
        f"may be sent again\t{unknown.call_id}\tproduct/p1/1", f"posted\tproduct/p1/1\t{SUBMITTED}",
    ]  # fmt: skip
    posted = (await events(topics))[before:]
    assert [(one["product_id"], one["title"], one["run"]) for one in posted] == [("p1", "Red shoes", "1")]
    after = await ledger.find(unknown.call_id)
    assert after is not None
    assert (after.state, after.failures, after.unknown_usd) == (State.REFUSED, 0, 0.0679)


async def test_giving_up_all_undecided_calls_of_a_job(run: Run, ledger: Ledger, topics: KafkaBus) -> None:
    await three_calls(ledger)
    (held,) = await ledger.plan(list(images("product/p1/1", 4))[3:])
    over = await ledger.begin(held, estimate_usd=1, lease_seconds=60, budget=Budget("test", job_usd=0.2))
    assert not isinstance(over, Call)
    done = run("give-up", "--job", "product/p1/1", "-y")
    assert done.returncode == 0, done.stderr
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["given up", "given up", "posted"]
    assert {call.given_up for call in await ledger.of_job("product/p1/1")} == {True, False}
    again = run("give-up", "--job", "product/p1/1", "-y")
    assert (again.returncode, again.stderr) == (1, "reelbus: no call of job product/p1/1 waits for a decision\n")


async def test_what_cannot_be_decided_is_one_line_and_changes_nothing(run: Run, ledger: Ledger) -> None:
    unknown, blocked, under_way = await three_calls(ledger)
    (lonely,) = await ledger.plan(images("product/p9/1", 1))
    lost = await ledger.unknown(await sent(ledger, lonely), Unknown("no answer"))
    typo = unknown.call_id[:-1] + ("0" if unknown.call_id[-1] != "0" else "1")
    for args, status, message in [
        (["retry", blocked.call_id, "-y"], 1, f"call {blocked.call_id} was refused for safety, and would be again"),
        (["give-up", unknown.call_id, under_way.call_id, "-y"], 1, f"call {under_way.call_id} is under way"),
        (["retry", lost.call.call_id, "-y"], 1, "nothing was changed: the request of job product/p9/1 is not in the"),
        (["show", typo], 1, f"call {typo} does not exist in the database; did you mean {unknown.call_id}?"),
        (["retry", unknown.call_id, "-y", "--job", "x"], 2, "retry needs either ids of calls"),
    ]:
        done = run(*args)
        assert (done.returncode, done.stdout) == (status, ""), done.stderr
        assert done.stderr.startswith(f"reelbus: {message}")
        assert done.stderr.count("\n") == 1
    away = run("retry", unknown.call_id, "-y", KAFKA_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert away.returncode == 1
    assert await ledger.find(unknown.call_id) == unknown


async def test_a_terminal_shows_columns_and_asks(
    broker: str, env: dict[str, str], ledger: Ledger, topics: KafkaBus
) -> None:
    unknown, *_ = await three_calls(ledger)

    def on_terminal(*args: str, answer: bytes = b"") -> tuple[int, str]:
        ours, theirs = pty.openpty()
        os.write(ours, answer)
        done = subprocess.run(
            [sys.executable, "-m", "reelbus", "calls", *args], env=environment(broker) | env | {"COLUMNS": "80"},
            stdin=theirs, stdout=theirs, stderr=theirs, timeout=PATIENCE, check=False,
        )  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while more := os.read(ours, 65536):
                shown += more
        except OSError:
            pass  # the end of a pseudo-terminal
        os.close(ours)
        return done.returncode, shown.decode()

    status, shown = on_terminal("list")
    assert status == 0
    lines = shown.splitlines()
    assert lines[0].split() == ["CALL", "JOB", "KIND", "STATE", "COST", "$", "MAYBE", "$", "CHANGED", "UTC"]
    assert lines[1].startswith(f"{unknown.call_id[:8]}  product/p1/1  image 1  unknown")
    assert max(map(len, lines)) <= 80
    status, shown = on_terminal("retry", unknown.call_id, answer=b"n\n")
    assert status == 1
    assert "retry 1 call? [y/N]" in shown
    assert shown.rstrip().endswith("cancelled: nothing was changed")
    assert await ledger.find(unknown.call_id) == unknown
