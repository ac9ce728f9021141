"""Addresses of databases: what is understood, what is refused in one line, and what is shown of them."""

import pytest
from pydantic import ValidationError

from libs.database import BadUrl, DatabaseSettings, async_url
from libs.database.translate import shown


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql+psycopg2://u:p@h:1/d", "postgresql+asyncpg://u:p@h:1/d"),
        ("postgresql://u@h/d?sslmode=require", "postgresql+asyncpg://u@h/d?ssl=require"),
        ("mysql+pymysql://u@h/d?charset=utf8mb4", "mysql+aiomysql://u@h/d?charset=utf8mb4"),
        ("mariadb://h/d", "mysql+aiomysql://h/d"),
        ("sqlite:///a/b.db", "sqlite+aiosqlite:///a/b.db"),
    ],
)
def test_the_driver_is_one_that_does_not_block(given: str, used: str) -> None:
    assert async_url(given).render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "must be an address such as"),
        ("nonsense", "must be an address such as"),
        ("oracle://u:secret@h/d", "must be a known kind of database: sqlite"),
        ("mysql://u:secret@h", "must name a database"),
        ("postgresql://u:secret@h:port/d", "must be an address such as"),
        ("postgresql://u:sec@ret@h/d", "write @ as %40"),
        ("postgresql://u@h/d?timeout=secret", "timeout and command_timeout must be numbers of seconds above 0"),
        ("postgresql://u@h/d?command_timeout=0", "must be numbers of seconds above 0"),
        ("postgresql://u@h/d?password=secret", "password: unknown option; known: sslmode"),
    ],
)
def test_what_cannot_be_used_is_refused_without_its_password(given: str, says: str) -> None:
    with pytest.raises(BadUrl) as refused:
        async_url(given)
    assert says in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "ret@" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("mysql://u:p@h/d", "MySQL is read from, as a source"),
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("what", "must be an address"),
    ],
)
def test_our_own_tables_are_not_kept_just_anywhere(given: str, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        DatabaseSettings.model_validate({"DATABASE_URL": given})


def test_without_a_setting_it_is_a_file_here() -> None:
    url = DatabaseSettings.model_validate({}).url
    assert url.get_backend_name() == "sqlite"
    assert (url.database or "").endswith("/.reelbus/reelbus.db")


def test_what_is_shown_holds_no_secret() -> None:
    settings = DatabaseSettings.model_validate({"DATABASE_URL": " postgresql://u:secret@h:1/d?sslmode=require\n"})
    assert shown(settings.url) == "postgresql://u:***@h:1/d"
    assert "secret" not in repr(settings)
