"""A planner on a folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from libs.events import CollageBatchPlanned, CollageBatchSubmitted, CollageRequested
from libs.scratch import scratch
from libs.storage import Storage, StorageSettings, open_storage
from services.collage.keys import report_key
from services.collage.planner.planner import Planner
from services.collage.planner.report import Report


@dataclass
class Planned:
    """What came of a submission."""

    plan: CollageBatchPlanned | None = None
    pages: list[CollageRequested] = field(default_factory=list)

    @property
    def reason(self) -> str:
        """Why there are no pages."""
        assert self.plan is not None
        assert (self.plan.status, self.pages) == ("failed", [])
        return self.plan.reason or ""

    @property
    def urls(self) -> dict[str, list[str]]:
        """Addresses by creator, in the order of the pages."""
        found: dict[str, list[str]] = {}
        for page in self.pages:
            found.setdefault(page.creator, []).extend(image.url for image in page.images)
        return found


@dataclass
class Desk:
    """A planner, its storage and its scratch folder."""

    planner: Planner
    storage: Storage
    folder: Path
    work: Path

    def csv(self, content: str | bytes, name: str = "covers.csv") -> str:
        """Store a CSV; gives its URI."""
        (self.folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return self.storage.uri(name)

    async def submit(self, uri: str, **more: Any) -> Planned:
        """Plan a batch to its end."""
        found = Planned()
        batch = CollageBatchSubmitted.model_validate({"batch_id": "b1", "csv_uri": uri} | more)
        async for result in self.planner.plan(batch):
            if isinstance(result, CollageBatchPlanned):
                assert not found.pages, "the plan comes first"
                found.plan = result
            else:
                assert isinstance(result, CollageRequested)
                found.pages.append(result)
        return found

    async def plan(self, content: str | bytes, **more: Any) -> Planned:
        """Store a CSV and plan it."""
        return await self.submit(self.csv(content), **more)

    def report(self, batch_id: str = "b1") -> Report:
        """The report in storage."""
        return Report.model_validate_json((self.folder / report_key(batch_id)).read_bytes())

    def left(self) -> list[Path]:
        """Temporary files."""
        return [path for path in self.work.rglob("*") if path.is_file() and path.name != ".in-use"]


@asynccontextmanager
async def desk_in(tmp_path: Path, csv_max_bytes: int = 2_000_000_000) -> AsyncIterator[Desk]:
    """A planner with a store and a work folder below `tmp_path`."""
    folder, work = tmp_path / "store", tmp_path / "work"
    folder.mkdir(exist_ok=True)
    settings = StorageSettings.model_validate({"STORAGE_URI": folder.as_uri()})
    with scratch(work, "test") as temporary:
        async with open_storage(settings) as storage:
            yield Desk(Planner(storage, temporary, csv_max_bytes), storage, folder, work)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk
        assert desk.left() == [], "temporary files are gone"
