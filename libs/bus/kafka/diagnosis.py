"""Diagnosis of a failed connection, as one line that says what to check. aiokafka only logs the cause."""

import contextlib
import logging
import ssl
from collections.abc import Iterator
from contextvars import ContextVar

from aiokafka.conn import create_conn
from aiokafka.errors import KafkaConnectionError, KafkaError, UnsupportedSaslMechanismError

from libs.bus.errors import SetupError, Unreachable
from libs.bus.settings import BusSettings

AUTH_ERRORS = (KeyError, ValueError)
"""What aiokafka raises if a broker reports a failed authentication by a SCRAM message and not by an error code."""

_suppressed = ContextVar("_suppressed", default=False)


def _not_suppressed(_: logging.LogRecord) -> bool:
    return not _suppressed.get()


# A filter applies only to its own logger. aiokafka logs by module, and its client as "aiokafka".
for _name in ("", ".conn", ".consumer.consumer", ".producer.producer", ".producer.sender"):
    logging.getLogger(f"aiokafka{_name}").addFilter(_not_suppressed)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Suppress aiokafka's log lines in this task: the error is reported in one line instead."""
    token = _suppressed.set(True)
    try:
        yield
    finally:
        _suppressed.reset(token)


async def diagnose(settings: BusSettings) -> SetupError:
    """The reason why no broker accepted the connection. The handshake is repeated to find it."""
    kwargs = settings.connection()
    servers = kwargs.pop("bootstrap_servers")
    reason: SetupError = Unreachable(f"no broker answers at {settings.bootstrap_servers}")
    for server in servers:
        host, _, port = server.rpartition(":")
        try:
            with quiet():
                connection = await create_conn(host.strip("[]"), int(port), request_timeout_ms=5000, **kwargs)
            connection.close()
            reason = Unreachable(
                f"{server} accepted the connection but did not respond as a broker: "
                f"check KAFKA_SECURITY_PROTOCOL (it is {settings.security_protocol})"
            )
        except ssl.SSLCertVerificationError as error:
            return SetupError(
                f"the certificate of {server} is not trusted ({error.verify_message}): check KAFKA_SSL_CA_FILE"
            )
        except ssl.SSLError as error:
            return SetupError(
                f"TLS handshake with {server} failed ({error.reason}): check KAFKA_SECURITY_PROTOCOL "
                f"(it is {settings.security_protocol}) and the port"
            )
        except (TimeoutError, ConnectionResetError, KafkaConnectionError) as error:
            # This is how a TLS port reacts to plaintext, and a plaintext port to TLS.
            symptom = "closed the connection" if not isinstance(error, TimeoutError) else "does not answer"
            reason = Unreachable(
                f"{server} {symptom}: check KAFKA_BOOTSTRAP_SERVERS and KAFKA_SECURITY_PROTOCOL "
                f"(it is {settings.security_protocol})"
            )
        except OSError as error:
            reason = Unreachable(f"no broker answers at {server}: {error}")
        except UnsupportedSaslMechanismError:
            return SetupError(f"{server} does not support {settings.sasl_mechanism}: check KAFKA_SASL_MECHANISM")
        except (KafkaError, *AUTH_ERRORS) as error:
            return SetupError(
                f"authentication of {settings.sasl_username!r} at {server} by {settings.sasl_mechanism} failed: "
                f"check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD ({type(error).__name__})"
            )
    return reason
