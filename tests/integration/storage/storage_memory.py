"""Sends 64 MB up and gets them down; prints by how many MB this process grew. Settings are in the environment."""

import asyncio
import resource
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from libs.storage import StorageSettings, open_storage

MB = 1024 * 1024


async def zeros() -> AsyncIterator[bytes]:
    for _ in range(64):
        yield bytes(MB)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def main(to: Path) -> None:
    async with open_storage(StorageSettings()) as storage:
        uri = storage.uri("large")
        # The first use loads what stays: code and the client's tables.
        await storage.head(uri)
        before = peak_mb()
        sent = await storage.put(uri, zeros(), content_type="x/y")
        got = await storage.download(uri, to, limit=64 * MB)
        assert sent.size == got.size == 64 * MB
        print(round(peak_mb() - before))


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder, "large")))
