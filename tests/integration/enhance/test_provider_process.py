"""The local providers as a process: requests are on disk before they are answered, and its client may be killed."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from fixtures.providers.calls import read_record
from libs.ledger.errors import Unknown
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.images import GeminiImages
from services.enhance.providers.provider import ImageRequest
from tests.integration.enhance.conftest import KEY, provider_process


async def test_requests_are_on_disk_before_they_are_answered(tmp_path: Path) -> None:
    counts = tmp_path / "counts.jsonl"
    async with provider_process("--counts-file", str(counts)) as (server, url):
        model = GeminiImages(Endpoint("gemini", "m", url, KEY, 60))
        for reference in ("a:1", "b:1", "a:1"):
            await model.generate(ImageRequest("a boat", size=256, reference=reference))
        hanging = asyncio.create_task(model.generate(ImageRequest("[[scenario:hang]]", reference="c:1")))
        while "c:1" not in {one.name for one in read_record(counts)}:
            assert not hanging.done()
            await asyncio.sleep(0.02)
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(Unknown):
            await hanging
        await model.aclose()
    found = read_record(counts)
    assert [one.name for one in found] == ["a:1", "b:1", "a:1", "c:1"]
    assert [one.scenario for one in found] == ["good", "good", "good", "hang"]
    assert [one.at for one in found] == sorted(one.at for one in found)
