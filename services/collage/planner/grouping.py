"""Rows by creator, in bounded memory: gathered in chunks, kept in a temporary SQLite database, read in order."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from services.collage.planner.rows.picture import Picture

CHUNK_BYTES = 24 * 1024 * 1024
"""Of memory for rows that wait to be written. The larger, the fewer groups a creator's rows are in."""
ROW_BYTES = 90
"""What a row takes beside its characters: string header, place in a list."""
CACHE_KB = 16 * 1024
GROUP_ROWS = 1_000


class Totals(NamedTuple):
    """What there is."""

    creators: int
    pages: int


class Grouping:
    """The pictures of a batch. Used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._waiting: dict[str, list[str]] = defaultdict(list)
        self._bytes = 0
        self._groups = 0
        self._database = sqlite3.connect(path, check_same_thread=False)
        # A crash leaves nothing to be kept: the event comes again.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KB}", "temp_store=FILE"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE groups (creator TEXT, number INTEGER, size INTEGER, pictures TEXT)")

    def add(self, pictures: Iterable[Picture]) -> int:
        """Take pictures, in the order of the CSV; gives their number. Raises sqlite3.Error when the disk is full."""
        waiting, count, size = self._waiting, 0, 0
        for creator, text in pictures:
            waiting[creator].append(text)
            count += 1
            size += len(text)
        self._bytes += size + count * ROW_BYTES
        if self._bytes > CHUNK_BYTES:
            self._flush()
        return count

    def finish(self) -> None:
        """All have been added. Takes its time, without holding the interpreter."""
        self._flush()
        self._database.execute("CREATE INDEX by_creator ON groups (creator, number, size)")

    def totals(self, per_page: int) -> Totals:
        """Creators, and pages of `per_page` pictures, no page with two creators."""
        (creators, pages) = self._database.execute(
            "SELECT count(*), coalesce(sum((size + :page - 1) / :page), 0) "
            "FROM (SELECT sum(size) AS size FROM groups GROUP BY creator)",
            {"page": per_page},
        ).fetchone()
        return Totals(creators, pages)

    def creators(self) -> Iterator[tuple[str, int]]:
        """Each creator with the number of its pictures, in the order of their UTF-8."""
        yield from self._database.execute("SELECT creator, sum(size) FROM groups GROUP BY creator ORDER BY creator")

    def pictures(self, creator: str) -> Iterator[str]:
        """The texts of a creator's pictures, in the order of the CSV."""
        found = self._database.execute("SELECT pictures FROM groups WHERE creator = ? ORDER BY number", (creator,))
        for (texts,) in found:
            yield from texts.split("\n")

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO groups VALUES (?, ?, ?, ?)", self._rows())
        self._database.commit()
        self._bytes = 0

    def _rows(self) -> Iterator[tuple[str, int, int, str]]:
        # Let go of one by one: freeing all at once would keep the interpreter from the event loop.
        while self._waiting:
            creator, texts = self._waiting.popitem()
            for start in range(0, len(texts), GROUP_ROWS):
                part = texts[start : start + GROUP_ROWS]
                self._groups += 1
                yield creator, self._groups, len(part), "\n".join(part)
