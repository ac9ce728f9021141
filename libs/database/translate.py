"""Converting the errors of SQLAlchemy and of the drivers to DatabaseErrors."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from libs.database.errors import DatabaseError, Unavailable

TRANSIENT_STATES = ("08", "53", "57P", "40001", "40P01", "55P03")
"""Beginnings of PostgreSQL's SQLSTATEs for: connection, resources, shutdown, serialization, deadlock, lock timeout."""
TRANSIENT_CODES = frozenset({1040, 1053, 1205, 1213, 2002, 2003, 2006, 2013, 2055})
"""MySQL's for: too many connections, shutdown, lock timeout, deadlock, and the connection's failures."""
LOCKED = ("database is locked", "database table is locked", "database is busy")
MAX_LENGTH = 300


@contextmanager
def database_errors(url: URL | None = None) -> Iterator[None]:
    """Convert errors of a database in the block to DatabaseErrors, which name `url` without its password."""
    try:
        yield
    except DBAPIError as error:
        raise _translated(error, url) from error
    except PoolTimeout as error:
        raise Unavailable(_message("all connections of the pool are in use", url)) from error
    except SQLAlchemyError as error:
        raise DatabaseError(_message(_first_line(error), url)) from error
    except (OSError, TimeoutError) as error:
        raise Unavailable(_message(_network(error), url)) from error
    except Exception as error:
        if not type(error).__module__.startswith("asyncpg."):
            raise
        # SQLAlchemy does not wrap asyncpg's errors while connecting.
        raise _of_driver(error, url) from error


def _translated(error: DBAPIError, url: URL | None) -> DatabaseError:
    if error.connection_invalidated:
        return Unavailable(_message(f"the connection was lost: {_first_line(error.orig)}", url))
    return _of_driver(error.orig or error, url)


def _of_driver(error: BaseException, url: URL | None) -> DatabaseError:
    text = _first_line(error)
    state = str(getattr(error, "sqlstate", None) or "")
    code = error.args[0] if error.args and isinstance(error.args[0], int) else None
    if len(error.args) > 1 and code is not None:
        text = _line(f"{error.args[1]} ({code})")
    transient = state.startswith(TRANSIENT_STATES) or code in TRANSIENT_CODES or any(word in text for word in LOCKED)
    return (Unavailable if transient else DatabaseError)(_message(text, url))


def _network(error: OSError | TimeoutError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer"
    if isinstance(error, socket.gaierror):
        return "the host does not exist"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    return error.strerror or _first_line(error)


def _first_line(error: object) -> str:
    # SQLAlchemy's asyncpg adapter puts the driver's class before the message.
    text = str(error)
    return _line(text.partition(">: ")[2] if text.startswith("<class ") and ">: " in text else text)


def _line(text: str) -> str:
    return (text.strip().partition("\n")[0] or "failed")[:MAX_LENGTH]


def _message(text: str, url: URL | None) -> str:
    if url is None:
        return f"database: {text}"
    return f"database {shown(url)}: {text}"


def shown(url: URL) -> str:
    """The URL for messages: without password, driver and options, which may contain secrets."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string(hide_password=True)
