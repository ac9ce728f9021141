"""Settings of the tally, from the environment."""

from pydantic import Field

from libs.database import DatabaseSettings
from libs.settings import Settings
from libs.storage import StorageSettings


class TallySettings(Settings):
    """The object store of summaries, and the database of counts."""

    storage: StorageSettings = Field(default_factory=StorageSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
