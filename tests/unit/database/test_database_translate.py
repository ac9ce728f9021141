"""What drivers raise becomes a DatabaseError: which, and what it says."""

import socket
import sqlite3
from collections.abc import Iterator

import asyncpg
import pytest
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from libs.database import DatabaseError, Unavailable, async_url, database_errors

URL = async_url("postgresql://u:secret@h/d")


class MySqlError(Exception):
    """As PyMySQL's: a number and a text."""


def wrapped(original: Exception) -> OperationalError:
    return OperationalError("SELECT secret FROM passwords", {"password": "secret"}, original)


def passing() -> Iterator[Exception]:
    yield wrapped(sqlite3.OperationalError("database is locked"))
    yield wrapped(MySqlError(2003, "Can't connect to MySQL server on 'h'"))
    yield wrapped(MySqlError(1205, "Lock wait timeout exceeded"))
    yield asyncpg.TooManyConnectionsError("too many clients")
    yield asyncpg.CannotConnectNowError("the database system is starting up")
    yield asyncpg.DeadlockDetectedError("deadlock detected")
    yield PoolTimeout("QueuePool limit")
    yield ConnectionRefusedError(111, "Connect call failed")
    yield socket.gaierror(-2, "Name or service not known")
    yield TimeoutError()


@pytest.mark.parametrize("error", list(passing()), ids=lambda error: type(error).__name__)
def test_what_may_pass_is_transient(error: Exception) -> None:
    with pytest.raises(Unavailable) as raised, database_errors(URL):
        raise error
    assert raised.value.transient
    assert str(raised.value).startswith("database postgresql://u:***@h/d: ")
    assert "secret" not in str(raised.value)


def lasting() -> Iterator[Exception]:
    yield ProgrammingError("SELECT secret", {}, sqlite3.OperationalError("no such table: x"))
    yield wrapped(MySqlError(1045, "Access denied for user 'u'@'h'"))
    yield asyncpg.InvalidPasswordError('password authentication failed for user "u"')
    yield asyncpg.InvalidCatalogNameError('database "d" does not exist')
    yield ArgumentError("not a thing")


@pytest.mark.parametrize("error", list(lasting()), ids=lambda error: type(error).__name__)
def test_what_somebody_has_to_change_is_not(error: Exception) -> None:
    with pytest.raises(DatabaseError) as raised, database_errors(URL):
        raise error
    assert not raised.value.transient
    assert "\n" not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_bugs_stay_bugs() -> None:
    with pytest.raises(KeyError), database_errors():
        raise KeyError("x")


def test_a_broken_connection_may_pass_whatever_the_driver_says() -> None:
    error = OperationalError("SELECT 1", {}, Exception("connection was closed"), connection_invalidated=True)
    with pytest.raises(Unavailable, match="the connection was lost: connection was closed"), database_errors():
        raise error
