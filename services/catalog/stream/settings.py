"""Settings of the stream, from the environment."""

from pathlib import Path

from pydantic import Field

from libs.settings import CommaSeparated, Settings

CHANGELOG = "catalog-listings-changelog"


class StreamSettings(Settings):
    """Where states are kept, and how failures are retried: `CATALOG_*`."""

    state_folder: Path | None = Field(
        default=None,
        alias="CATALOG_STATE_FOLDER",
        description="folder on a persistent volume for the states of keys (RocksDB); unset: in memory",
    )
    changelog_topic: str = Field(
        default=CHANGELOG, alias="CATALOG_CHANGELOG_TOPIC", description="compacted topic that states are restored from"
    )
    attempt_delays: CommaSeparated[float] = Field(
        default=(0.1, 0.5, 2.0),
        alias="CATALOG_ATTEMPT_DELAYS",
        description="seconds between attempts at a record that failed, before it is dead-lettered",
    )
