"""Settings of the bus and of a worker, from the environment."""

import math
import ssl
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from libs.events.topics import RETRY_DELAYS
from libs.settings import CommaSeparated, Settings

BATCH_BYTES = 32 * 1024 * 1024
"""Largest uncompressed batch. Clients' batches have some hundred kilobytes before compression."""


class BusSettings(Settings):
    """Connection to the brokers: `KAFKA_*`."""

    model_config = SettingsConfigDict(env_prefix="KAFKA_")

    bootstrap_servers: str = "127.0.0.1:9092"
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = "SCRAM-SHA-256"
    sasl_username: str | None = None
    sasl_password: SecretStr | None = None
    ssl_ca_file: str | None = None
    session_timeout_seconds: float = Field(default=10, ge=1, le=300)
    connect_timeout_seconds: float = Field(default=60, ge=0, description="how long to wait for a broker at start")
    max_message_bytes: int = Field(default=16 * 1024 * 1024, ge=1024, description="the largest record we send")

    @field_validator("bootstrap_servers")
    @classmethod
    def _addresses(cls, value: str) -> str:
        if "@" in value:
            raise ValueError("must not hold a user or password: set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD")
        for address in value.split(","):
            host, _, port = address.strip().rpartition(":")
            if not host or "/" in host or not port.isdecimal() or not 0 < int(port) <= 65535:
                raise ValueError("must be host:port, several separated by commas")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(
                f"KAFKA_SECURITY_PROTOCOL={self.security_protocol} needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD"
            )
        if self.ssl_ca_file is not None:
            self.tls()
        return self

    def tls(self) -> ssl.SSLContext | None:
        """The TLS context, or None for a plain protocol. Raises ValueError on an unreadable CA file."""
        if not self.security_protocol.endswith("SSL"):
            return None
        try:
            return ssl.create_default_context(cafile=self.ssl_ca_file)
        except OSError as error:
            raise ValueError(
                f"KAFKA_SSL_CA_FILE must be a PEM file that can be read: {error.strerror or error}"
            ) from None

    def connection(self) -> dict[str, Any]:
        """Keyword arguments for every aiokafka client."""
        kwargs: dict[str, Any] = {
            "bootstrap_servers": [address.strip() for address in self.bootstrap_servers.split(",")],
            "security_protocol": self.security_protocol,
            "ssl_context": self.tls(),
        }
        if self.security_protocol.startswith("SASL") and self.sasl_password is not None:
            kwargs |= {
                "sasl_mechanism": self.sasl_mechanism,
                "sasl_plain_username": self.sasl_username,
                "sasl_plain_password": self.sasl_password.get_secret_value(),
            }
        return kwargs


class WorkerSettings(Settings):
    """Settings of a worker: `WORKER_*`, and `PORT` for health and metrics."""

    concurrency: int = Field(default=16, ge=1, le=10_000, alias="WORKER_CONCURRENCY")
    prefetch: int = Field(default=500, ge=1, alias="WORKER_PREFETCH", description="messages held beside the running")
    prefetch_bytes: int = Field(default=32 * 1024 * 1024, ge=1, alias="WORKER_PREFETCH_BYTES")
    max_open_offsets: int = Field(
        default=10_000,
        ge=1,
        alias="WORKER_MAX_OPEN_OFFSETS",
        description="how far a partition may run ahead of its oldest unfinished message",
    )
    max_message_bytes: int = Field(
        default=1024 * 1024, ge=1, alias="WORKER_MAX_MESSAGE_BYTES", description="larger inputs are dead-lettered"
    )
    max_batch_bytes: int = Field(
        default=BATCH_BYTES,
        ge=1024,
        alias="WORKER_MAX_BATCH_BYTES",
        description="a batch that is larger when uncompressed is dead-lettered",
    )
    retry_delays: CommaSeparated[float] = Field(default=RETRY_DELAYS, alias="WORKER_RETRY_DELAYS")
    handler_timeout_seconds: float = Field(default=600, gt=0, alias="WORKER_HANDLER_TIMEOUT_SECONDS")
    commit_interval_seconds: float = Field(default=1, gt=0, alias="WORKER_COMMIT_INTERVAL_SECONDS")
    rebalance_drain_seconds: float = Field(default=10, ge=0, alias="WORKER_REBALANCE_DRAIN_SECONDS")
    shutdown_drain_seconds: float = Field(default=25, ge=0, alias="WORKER_SHUTDOWN_DRAIN_SECONDS")
    stall_seconds: float = Field(
        default=900, gt=0, alias="WORKER_STALL_SECONDS", description="lag without progress for so long is a stall"
    )
    port: int = Field(default=0, ge=0, le=65535, alias="PORT", description="health and metrics; 0 is any free port")
    health_host: str | None = Field(
        default=None, alias="HEALTH_HOST", description="address that health and metrics listen on; unset: every one"
    )

    @field_validator("retry_delays")
    @classmethod
    def _rising(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if not all(0 < delay < math.inf for delay in value) or list(value) != sorted(value):
            raise ValueError("must be rising delays in seconds, such as 5,60,600")
        return value
