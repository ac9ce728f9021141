"""What can go wrong with tables. The message says what, where and what to do, and holds no password."""


class DatabaseError(Exception):
    """Base of all errors of databases."""

    transient = False
    """Whether the same call may succeed later, with nobody changing anything."""


class Unavailable(DatabaseError):
    """No connection, or it broke: the server is away, overloaded or restarting, or a lock was held too long."""

    transient = True


class Outdated(DatabaseError):
    """The tables are not those of this version."""
