"""Settings of the merge service, from the environment."""

import os
import tempfile
from pathlib import Path
from typing import Self

from pydantic import Field, field_validator, model_validator

from libs.confined.limits import ProcessLimits, address_space
from libs.settings import Names, Positive, Settings
from libs.storage import StorageSettings
from services.merge.places import Places, is_bucket

CORES_EACH = 2
"""Cores that one merge keeps busy while it encodes."""


class MergeSettings(Settings):
    """Limits of a merge, and the buckets that events may name."""

    max_inputs: int = Field(default=500, ge=1, le=10_000, alias="MERGE_MAX_INPUTS", description="videos of one merge")
    max_seconds: Positive = Field(default=14_400, alias="MERGE_MAX_SECONDS", description="of the result")
    processes: int | None = Field(
        default=None, ge=1, le=64, alias="MERGE_PROCESSES",
        description="merges at a time; unset: one for every two cores",
    )  # fmt: skip
    memory_mb: int = Field(
        default=3000, ge=512, alias="MERGE_MEMORY_MB", description="address space of a merging process"
    )
    encode_seconds: Positive = Field(
        default=7200, alias="MERGE_ENCODE_SECONDS", description="processor time of one merge"
    )
    work_folder: Path | None = Field(
        default=None, alias="MERGE_WORK_FOLDER", description="for what is encoded, until it is joined"
    )
    scratch_mb: int = Field(
        default=10_000, ge=1, alias="MERGE_SCRATCH_MB", description="largest file in the work folder, in 10⁶ bytes"
    )
    input_buckets: Names = Field(
        default=(), alias="MERGE_INPUT_BUCKETS", description="buckets that events may read, besides STORAGE_URI"
    )
    output_buckets: Names = Field(
        default=(), alias="MERGE_OUTPUT_BUCKETS", description="buckets that events may write, besides STORAGE_URI"
    )
    storage: StorageSettings = Field(default_factory=StorageSettings)

    @field_validator("input_buckets", "output_buckets")
    @classmethod
    def _buckets(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(map(is_bucket, value)):
            raise ValueError("must be names of buckets, separated by commas, without s3:// and keys")
        return value

    @model_validator(mode="after")
    def _in_a_bucket(self) -> Self:
        if (self.input_buckets or self.output_buckets) and not self.storage.root.startswith("s3:"):
            raise ValueError(
                f"MERGE_INPUT_BUCKETS and MERGE_OUTPUT_BUCKETS need a store with buckets, not {self.storage.root}: "
                "unset them, or set STORAGE_URI=s3://…"
            )
        return self

    @property
    def at_a_time(self) -> int:
        """Number of merges that run at the same time."""
        return self.processes or max(1, (os.cpu_count() or 1) // CORES_EACH)

    @property
    def folder(self) -> Path:
        """The folder for temporary files."""
        return self.work_folder or Path(tempfile.gettempdir())

    @property
    def process_limits(self) -> ProcessLimits:
        """Limits of a merging process."""
        limits = ProcessLimits.of_tasks(self.encode_seconds, address_space(self.memory_mb))
        return limits._replace(file_bytes=self.scratch_mb * 1_000_000)

    @property
    def places(self) -> Places:
        """What events may read and write."""
        return Places(self.storage.root, frozenset(self.input_buckets), frozenset(self.output_buckets))
