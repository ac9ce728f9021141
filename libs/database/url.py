"""Parsing database URLs, and choosing the asyncio driver."""

from typing import Annotated

from pydantic import AfterValidator, SecretStr
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "mysql": "mysql+aiomysql",
    "mariadb": "mysql+aiomysql",
}
SSL_FILES = ("ssl_ca", "ssl_cert", "ssl_key", "ssl_check_hostname")
OPTIONS = {
    "sqlite": ("mode", "uri"),
    "postgresql": ("sslmode", "ssl", "host", "port", "timeout", "command_timeout"),
    "mysql": ("charset", "connect_timeout", "unix_socket", "init_command", *SSL_FILES),
}
"""Allowed options after the question mark. Drivers fail with a TypeError for others."""
SECONDS = ("timeout", "command_timeout")
"""Options of asyncpg that must be numbers: it does not convert texts."""
WANTED = "must be an address such as mysql://user:password@host:3306/database"


class BadUrl(ValueError):
    """An invalid or unsupported database URL. The message contains no password."""


def async_url(text: str) -> URL:
    """Parse `mysql://user:password@host/database` and the like for SQLAlchemy's asyncio engines. Raises BadUrl.

    A given driver (`mysql+pymysql://`) is replaced by an asyncio one. libpq's `sslmode` is supported.
    """
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise BadUrl(WANTED) from None
    driver = DRIVERS.get(url.drivername.partition("+")[0])
    if driver is None:
        raise BadUrl(f"must be a known kind of database: {', '.join(DRIVERS)}")
    if not url.database and not driver.startswith("sqlite"):
        raise BadUrl(f"must name a database: {WANTED}")
    if "@" in (url.host or ""):
        raise BadUrl("must have no @ in its host: in a user or password, write @ as %40, : as %3A and / as %2F")
    url = url.set(drivername=driver)
    known = OPTIONS[url.get_backend_name()]
    unknown = sorted(set(url.query) - set(known))
    if unknown:
        raise BadUrl(f"{', '.join(unknown)}: unknown option; known: {', '.join(known)}")
    try:
        right = all(number > 0 for number in seconds(url).values())
    except ValueError:
        right = False
    if not right:
        raise BadUrl(f"{' and '.join(SECONDS)} must be numbers of seconds above 0")
    if "sslmode" in url.query:
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": url.query["sslmode"]})
    return url


def seconds(url: URL) -> dict[str, float]:
    """The timeouts in the options of a PostgreSQL URL. Raises ValueError."""
    return {name: float(str(url.query[name])) for name in SECONDS if name in url.query}


def given(value: SecretStr) -> URL:
    """The URL of a setting. Raises BadUrl."""
    return async_url(value.get_secret_value().strip())


def _checked(value: SecretStr) -> SecretStr:
    given(value)
    return value


SecretUrl = Annotated[SecretStr, AfterValidator(_checked)]
"""The type of a setting that is a database URL, which may contain a password."""
