"""The setting of our database: `DATABASE_URL`."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from sqlalchemy import URL

from libs.database.url import SecretUrl, async_url, given
from libs.settings import Settings

DEFAULT_FILE = ".reelbus/reelbus.db"


class DatabaseSettings(Settings):
    """Without DATABASE_URL: the SQLite file `.reelbus/reelbus.db`."""

    database_url: SecretUrl | None = Field(
        default=None, alias="DATABASE_URL", description="postgresql://… or sqlite:///file"
    )

    @field_validator("database_url")
    @classmethod
    def _usable(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            url = given(value)
            if url.get_backend_name() == "mysql":
                raise ValueError("must be postgresql://… or sqlite:///file; MySQL is read from, as a source")
            if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
                raise ValueError("must name a file, sqlite:///file, which all services share")
        return value

    @property
    def url(self) -> URL:
        """The URL, with an asyncio driver."""
        if self.database_url is None:
            return async_url(f"sqlite:///{Path.cwd() / DEFAULT_FILE}")
        return given(self.database_url)
