"""Databases: SQLite by default, PostgreSQL in production; MySQL and MariaDB as read-only sources."""

from libs.database.engine import connected
from libs.database.errors import DatabaseError, Outdated, Unavailable
from libs.database.factory import open_database, our_database, prepare, probe
from libs.database.settings import DatabaseSettings
from libs.database.transaction import reading, writing
from libs.database.translate import database_errors
from libs.database.url import BadUrl, async_url

__all__ = [
    "BadUrl",
    "DatabaseError",
    "DatabaseSettings",
    "Outdated",
    "Unavailable",
    "async_url",
    "connected",
    "database_errors",
    "open_database",
    "our_database",
    "prepare",
    "probe",
    "reading",
    "writing",
]
