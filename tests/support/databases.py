"""Databases for Reelbus's tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from libs.database import DatabaseSettings
from tests.support.postgres import new_database

KINDS = ["sqlite", "postgresql"]


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[DatabaseSettings]:
    """A database of `kind` without tables, removed at the end. The SQLite file is in `folder`."""
    if kind == "sqlite":
        yield DatabaseSettings.model_validate({"DATABASE_URL": f"sqlite:///{folder / 'test.db'}"})
        return
    with new_database() as url:
        yield DatabaseSettings.model_validate({"DATABASE_URL": url})
