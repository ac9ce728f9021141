"""What can go wrong with tables. The message says what, where and what to do, and holds no password."""

from libs.retry import Failure, Fault


class DatabaseError(Failure):
    """Base of all errors of databases."""

    fault = Fault.CODE


class Unavailable(DatabaseError):
    """No connection, or it broke: the server is away, overloaded or restarting, or a lock was held too long."""

    transient = True


class Outdated(DatabaseError):
    """The tables are not those of this version."""
