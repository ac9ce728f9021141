"""Where our tables are: `DATABASE_URL`."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL

from libs.database.url import BadUrl, async_url

DEFAULT_FILE = ".reelbus/reelbus.db"


class DatabaseSettings(BaseSettings):
    """Without DATABASE_URL: the SQLite file `.reelbus/reelbus.db` here."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, populate_by_name=True, env_prefix="REELBUS_")

    database_url: SecretStr | None = Field(
        default=None, alias="DATABASE_URL", description="postgresql://… or sqlite:///file"
    )

    @field_validator("database_url")
    @classmethod
    def _usable(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            try:
                url = async_url(value.get_secret_value().strip())
            except BadUrl as error:
                raise ValueError(str(error)) from None
            if url.get_backend_name() == "mysql":
                raise ValueError("wants postgresql://… or sqlite:///file; MySQL is read from, as a source")
            if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
                raise ValueError("names no file: wants sqlite:///file, which all services share")
        return value

    @property
    def url(self) -> URL:
        """The address, with an asyncio driver."""
        if self.database_url is None:
            return async_url(f"sqlite:///{Path.cwd() / DEFAULT_FILE}")
        return async_url(self.database_url.get_secret_value().strip())
