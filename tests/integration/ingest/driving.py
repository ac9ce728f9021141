"""What tests do around ingest: tables to read from, batches that were announced, objects in a store."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast

from libs.bus import Announcer
from libs.database import async_url
from libs.events import CollageBatchSubmitted, NewVideoPosted
from libs.events.payload import Payload
from libs.storage import Storage
from services.ingest.covers.export import Counts, Cover, CoversQuery, covers
from services.ingest.covers.window import between
from services.ingest.settings import CoversSettings
from services.ingest.source.database import Source, open_source
from tests.support.mariadb import execute

COVERS = """CREATE TABLE videos_links (
    id BIGINT PRIMARY KEY AUTO_INCREMENT, creator_name VARCHAR(255), cover_urls JSON, created_at DATETIME, KEY (created_at)
)"""
INSERT_COVER = "INSERT INTO videos_links (creator_name, cover_urls, created_at) VALUES (%s, %s, %s)"
VIDEOS = """CREATE TABLE videos (
    id BIGINT PRIMARY KEY AUTO_INCREMENT, video_id VARCHAR(400), caption LONGTEXT, seller_handle VARCHAR(400),
    video_url TEXT, created_at DATETIME(3), KEY (created_at, id)
)"""
NOVEMBER = between("2026-11-01", "2026-12-01")


def cover_rows(url: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """A table of covers: creator, JSON, time."""
    execute(url, COVERS, INSERT_COVER, rows=list(rows))


@asynccontextmanager
async def source_at(url: str) -> AsyncIterator[Source]:
    async with open_source(async_url(url)) as source:
        yield source


async def read_covers(
    url: str, *, creator: str | None = None, counts: Counts | None = None, **more: str
) -> list[Cover]:
    """All covers of November; keywords are settings."""
    ask = CoversQuery(CoversSettings.model_validate(more), NOVEMBER, creator)
    async with source_at(url) as source:
        return [cover async for page in covers(source, ask, counts or Counts()) for cover in page]


class Announced:
    """In place of an Announcer: keeps what is announced. `fails` of the next calls raise `error` after it."""

    def __init__(self) -> None:
        self.payloads: list[Payload] = []
        self.about: list[str] = []
        """What they are about, where that was told."""
        self.calls = 0
        self.errors: list[Exception] = []

    async def announce(self, payloads: Iterable[Payload], *, about: Callable[[Any], str] | None = None) -> None:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        several = list(payloads)
        self.payloads += several
        self.about += [about(payload) for payload in several] if about else []

    @property
    def as_announcer(self) -> Announcer:
        return cast("Announcer", self)

    @property
    def batches(self) -> list[CollageBatchSubmitted]:
        return [payload for payload in self.payloads if isinstance(payload, CollageBatchSubmitted)]

    @property
    def videos(self) -> list[str]:
        return [payload.video_id for payload in self.payloads if isinstance(payload, NewVideoPosted)]


async def put(storage: Storage, key: str, body: bytes = b"creator_name,cover_url,created_at\n") -> str:
    return (await storage.put(storage.uri(key), body, content_type="text/csv")).uri


async def keys(storage: Storage) -> list[str]:
    """What is below the root."""
    return [info.uri.removeprefix(f"{storage.root}/") async for info in storage.list(storage.root)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
