"""Settings of the listings service, from the environment."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from libs.database import DatabaseSettings
from libs.settings import Settings


class ListingsSettings(Settings):
    """The database, and from when on a part counts as overdue."""

    model_config = SettingsConfigDict(env_prefix="LISTINGS_")

    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    overdue_seconds: float = Field(default=900, gt=0)
