"""Settings of the tally, from the environment."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.database import DatabaseSettings
from libs.storage import StorageSettings


class TallySettings(BaseSettings):
    """Where summaries go, and where counts are kept."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, populate_by_name=True, env_prefix="REELBUS_")

    storage: StorageSettings = Field(default_factory=StorageSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
