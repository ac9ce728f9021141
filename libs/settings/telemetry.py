"""Settings of logs. Traces are set by OpenTelemetry's own names (`OTEL_*`), which its SDK reads itself."""

from typing import Literal

from pydantic import Field, field_validator

from libs.settings.base import Settings

Level = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class TelemetrySettings(Settings):
    """`LOG_LEVEL`, in any case."""

    log_level: Level = Field(default="INFO", alias="LOG_LEVEL")

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.strip().upper() if isinstance(value, str) else value
