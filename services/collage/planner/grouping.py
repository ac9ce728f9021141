"""Groups rows by creator in bounded memory: collects chunks and writes them to a temporary SQLite database."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from services.collage.planner.rows.picture import Picture

CHUNK_BYTES = 24 * 1024 * 1024
"""Memory for rows that are not written yet. A larger chunk gives fewer groups per creator."""
ROW_BYTES = 90
"""Memory of a row without its characters: string header and list entry."""
CACHE_KB = 16 * 1024
GROUP_ROWS = 1_000


class Totals(NamedTuple):
    """Counts of a batch."""

    creators: int
    pages: int


class Grouping:
    """The pictures of a batch. Used by one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._unwritten: dict[str, list[str]] = defaultdict(list)
        self._bytes = 0
        self._groups = 0
        self._database = sqlite3.connect(path, check_same_thread=False)
        # Nothing has to survive a crash: the event is delivered again.
        for pragma in ("journal_mode=OFF", "synchronous=OFF", f"cache_size=-{CACHE_KB}", "temp_store=FILE"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.execute("CREATE TABLE groups (creator TEXT, number INTEGER, size INTEGER, pictures TEXT)")

    def add(self, pictures: Iterable[Picture]) -> int:
        """Add pictures, in the order of the CSV; returns their number. Raises sqlite3.Error when the disk is full."""
        unwritten, count, size = self._unwritten, 0, 0
        for creator, text in pictures:
            unwritten[creator].append(text)
            count += 1
            size += len(text)
        self._bytes += size + count * ROW_BYTES
        if self._bytes > CHUNK_BYTES:
            self._flush()
        return count

    def finish(self) -> None:
        """Write and index what was added. May take long, but does not hold the interpreter lock."""
        self._flush()
        self._database.execute("CREATE INDEX by_creator ON groups (creator, number, size)")

    def totals(self, per_page: int) -> Totals:
        """The number of creators, and of pages with at most `per_page` pictures of one creator."""
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
        """Close the database."""
        self._database.close()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO groups VALUES (?, ?, ?, ?)", self._rows())
        self._database.commit()
        self._bytes = 0

    def _rows(self) -> Iterator[tuple[str, int, int, str]]:
        # Freed one by one: freeing all at once would hold the interpreter lock and block the event loop.
        while self._unwritten:
            creator, texts = self._unwritten.popitem()
            for start in range(0, len(texts), GROUP_ROWS):
                part = texts[start : start + GROUP_ROWS]
                self._groups += 1
                yield creator, self._groups, len(part), "\n".join(part)
