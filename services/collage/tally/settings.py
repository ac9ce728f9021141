"""Settings of the tally, from the environment."""

from pydantic import Field

from libs.database import DatabaseSettings
from libs.settings import Settings
from libs.storage import StorageSettings


class TallySettings(Settings):
    """Where summaries go, and where counts are kept."""

    storage: StorageSettings = Field(default_factory=StorageSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
