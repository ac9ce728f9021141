"""Settings and secrets of each service in a cluster. Names come from the settings classes, and a test compares them."""

from collections.abc import Iterator
from functools import cache

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from deploy.manifests.workloads import Egress, Workload
from libs.bus import BusSettings, WorkerSettings
from libs.settings import Settings, TelemetrySettings
from libs.settings.names import parts, variables
from libs.start import StartSettings

BUS = (BusSettings, WorkerSettings, TelemetrySettings, StartSettings)
"""Settings that every service has."""

SECRETS: dict[str, tuple[str, ...]] = {
    "kafka-credentials": ("KAFKA_SASL_USERNAME", "KAFKA_SASL_PASSWORD"),
    "store-credentials": ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"),
    "database": ("DATABASE_URL",),
    "source-database": ("INGEST_SOURCE_URL",),
    "redis": ("REDIS_URL",),
    "model-keys": ("OPENROUTER_API_KEY", "OPENAI_API_KEY", "GEMINI_API_KEY"),
}
"""Each secret, and the settings that it may have. A pod gets those of which its service reads a setting."""

STATE = "/state"
"""Where the volume of a StatefulSet is mounted."""

REQUIRED = frozenset(("database",))
"""The others may be missing: brokers without passwords, a store that knows the pod's role, rules without a model."""


def common_config() -> dict[str, str]:
    """What all services have. Overlays merge their own values into it."""
    return {
        "KAFKA_BOOTSTRAP_SERVERS": "kafka:9092",
        "KAFKA_SECURITY_PROTOCOL": "PLAINTEXT",
        "LOG_LEVEL": "INFO",
        "PORT": "8080",
        "STORAGE_URI": "s3://reelbus",
        "AWS_REGION": "us-east-1",
    }


def config(workload: Workload) -> dict[str, str]:
    """What one service has."""
    state = {} if workload.volume is None else {"CATALOG_STATE_FOLDER": STATE}
    return {"WORKER_SHUTDOWN_DRAIN_SECONDS": str(workload.drain), **state}


def secrets(workload: Workload) -> list[str]:
    """The secrets of a service. Overlays make them, so that nothing secret lies in the base."""
    return [secret for secret, keys in SECRETS.items() if settings(workload).intersection(keys)]


@cache
def settings(workload: Workload) -> frozenset[str]:
    """The environment variables that a service reads."""
    classes = (*BUS, workload.service.settings_class)
    return frozenset(name for each in classes for name, _ in _fields(each))


def secret_settings(workload: Workload) -> frozenset[str]:
    """Those that hide their value."""
    classes = (*BUS, workload.service.settings_class)
    return frozenset(name for each in classes for name, field in _fields(each) if _is_secret(field))


def _fields(settings: type[Settings]) -> Iterator[tuple[str, FieldInfo]]:
    for name, _, field in variables(settings):
        yield name, field
    for _, part in parts(settings):
        yield from _fields(part)


def _is_secret(field: FieldInfo) -> bool:
    return SecretStr.__name__ in str(field.annotation) or SecretStr.__name__ in str(field.metadata)


def reaches_database(workload: Workload) -> bool:
    """Whether the service has tables of its own."""
    return Egress.DATABASE in workload.egress
