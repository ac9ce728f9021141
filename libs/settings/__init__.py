"""Settings from the environment: how classes of them are written, read once at start, and shown."""

from libs.settings.base import Settings
from libs.settings.names import misspelt, variables
from libs.settings.reading import fail, load
from libs.settings.showing import changed
from libs.settings.telemetry import TelemetrySettings
from libs.settings.values import (
    CommaSeparated,
    HttpUrl,
    JsonTexts,
    KeyText,
    Names,
    Positive,
    SecretKey,
    pem_file,
    readable_file,
)

__all__ = [
    "CommaSeparated",
    "HttpUrl",
    "JsonTexts",
    "KeyText",
    "Names",
    "Positive",
    "SecretKey",
    "Settings",
    "TelemetrySettings",
    "changed",
    "fail",
    "load",
    "misspelt",
    "pem_file",
    "readable_file",
    "variables",
]
