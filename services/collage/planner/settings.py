"""Settings of the planner, from the environment."""

import tempfile
from pathlib import Path

from pydantic import Field

from libs.settings import Positive, Settings
from libs.storage import StorageSettings

MEGABYTE = 1_000_000


class PlannerSettings(Settings):
    """The size limit of CSVs, and the folder for temporary files."""

    csv_max_mb: Positive = Field(default=2048, alias="COLLAGE_CSV_MAX_MB", description="of a CSV, in 10⁶ bytes")
    work_folder: Path | None = Field(
        default=None, alias="COLLAGE_WORK_FOLDER", description="for CSVs and their sorted rows: twice the CSV's size"
    )
    storage: StorageSettings = Field(default_factory=StorageSettings)

    @property
    def csv_max_bytes(self) -> int:
        """The size limit of a CSV in bytes."""
        return round(self.csv_max_mb * MEGABYTE)

    @property
    def folder(self) -> Path:
        """The folder for temporary files."""
        return self.work_folder or Path(tempfile.gettempdir())
