"""`reelbus merge submit` and `status` beside a running service, with a folder as the store."""

import asyncio
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from fixtures.media.marked import marked
from reelbus.merge.command import app
from tests.integration.conftest import reelbus_on
from tests.integration.merge.driving import answers, settings_for, with_topics
from tests.integration.processes import running


async def test_a_merge_is_requested_followed_and_looked_at(
    own_broker: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "objects"
    (folder / "in").mkdir(parents=True)
    one = marked(folder / "in" / "one.mp4", 1)
    marked(folder / "in" / "two.mp4", 2, size=(96, 160), sound=None)
    root = folder.as_uri()
    bus = await with_topics(own_broker)
    reelbus = reelbus_on(own_broker)

    async def merge(*args: str) -> "subprocess.CompletedProcess[str]":
        return await asyncio.to_thread(reelbus, "merge", *args, STORAGE_URI=root)

    async with running(own_broker, "services.merge", env=settings_for(tmp_path / "work", root)) as service:
        await service.ready()
        done = await merge(
            "submit", str(one), "in/two.mp4", "--key", "merged/both.mp4", "--pipeline-id", "p1", "--no-faststart",
            "--watch",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        rows = [line.split("\t") for line in done.stdout.splitlines()]
        assert rows[0] == ["requested", "p1"]
        result = next(row for row in rows if row[0] == "result")
        assert result[1:4] == [f"{root}/merged/both.mp4", "1.60 s", "40 frames"]
        assert [row[1:5] for row in rows if row[0] == "video"] == [
            ["1", f"{root}/in/one.mp4", "picture copied", "sound copied"],
            ["2", f"{root}/in/two.mp4", "picture encoded", "sound silence"],
        ]
        failed = await merge("submit", str(one), "--key", "in/one.mp4", "--pipeline-id", "p1", "--watch")
        line = f"reelbus: p1 failed: {root}/in/one.mp4 is an input: choose another output_key"
        assert (failed.returncode, failed.stderr.splitlines()[-1]) == (1, line), "not the result of the request before"
        service.process.terminate()
        assert await service.ended() == 0, service.stderr
    (first, _), (second, _) = await answers(bus)
    assert (first.status, second.status) == ("merged", "failed")

    monkeypatch.setenv("STORAGE_URI", root)
    shown = await here("status", "p1")
    assert str(shown.exception) == line.removeprefix("reelbus: ")
    assert "state\tfailed" in shown.stdout.splitlines()
    as_json = await here("status", "p1", "--json")
    assert json.loads(as_json.stdout)["event"] == second.model_dump(mode="json")
    unknown = await here("status", "p2")
    assert (str(unknown.exception), unknown.stdout) == (f"p2: no merge of this id has begun below {root}", "")
    nowhere = await here("submit", "in/three.mp4", "--key", "a.mp4")
    assert str(nowhere.exception) == f"in/three.mp4: neither a local file nor an object below {root}"
    outside = marked(tmp_path / "outside.mp4", 3)
    local = await here("submit", str(outside), "--key", "a.mp4")
    assert str(local.exception).startswith(f"{outside}: the service cannot read a local file: copy it to {folder}")


async def here(*args: str) -> Result:
    """`reelbus merge ARGS` in this process: each start of the command costs a second."""
    return await asyncio.to_thread(CliRunner().invoke, app, list(args))
