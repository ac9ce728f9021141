"""Why no broker takes us, in one line that says what to look at. aiokafka only logs the cause."""

import contextlib
import logging
import ssl
from collections.abc import Iterator
from contextvars import ContextVar

from aiokafka.conn import create_conn
from aiokafka.errors import KafkaConnectionError, KafkaError, UnsupportedSaslMechanismError

from libs.bus.errors import SetupError, Unreachable
from libs.bus.settings import BusSettings

SIGN_IN_ERRORS = (KeyError, ValueError)
"""What aiokafka raises when a broker refuses in SCRAM's own words, and not by an error code."""

_hushed = ContextVar("_hushed", default=False)


def _unless_hushed(_: logging.LogRecord) -> bool:
    return not _hushed.get()


# A filter counts only on the logger it is on, and aiokafka logs by module, its client as "aiokafka".
for _name in ("", ".conn", ".consumer.consumer", ".producer.producer", ".producer.sender"):
    logging.getLogger(f"aiokafka{_name}").addFilter(_unless_hushed)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep aiokafka's own lines out, in this task, while we are about to say the same in one."""
    token = _hushed.set(True)
    try:
        yield
    finally:
        _hushed.reset(token)


async def diagnose(settings: BusSettings) -> SetupError:
    """Why no broker took us. aiokafka only logs the cause, so the first hand-shake is made again by itself."""
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
                f"{server} took the connection but did not answer as a broker; "
                f"check KAFKA_SECURITY_PROTOCOL (it is {settings.security_protocol})"
            )
        except ssl.SSLCertVerificationError as error:
            return SetupError(
                f"the certificate of {server} is not trusted ({error.verify_message}): check KAFKA_SSL_CA_FILE"
            )
        except ssl.SSLError as error:
            return SetupError(
                f"no TLS with {server} ({error.reason}): check KAFKA_SECURITY_PROTOCOL "
                f"(it is {settings.security_protocol}) and the port"
            )
        except (TimeoutError, ConnectionResetError, KafkaConnectionError) as error:
            # What a TLS port does with plain bytes, and the other way round.
            said = "closed the connection" if not isinstance(error, TimeoutError) else "does not answer"
            reason = Unreachable(
                f"{server} {said}: check KAFKA_BOOTSTRAP_SERVERS and KAFKA_SECURITY_PROTOCOL "
                f"(it is {settings.security_protocol})"
            )
        except OSError as error:
            reason = Unreachable(f"no broker answers at {server}: {error}")
        except UnsupportedSaslMechanismError:
            return SetupError(f"{server} does not offer {settings.sasl_mechanism}: check KAFKA_SASL_MECHANISM")
        except (KafkaError, *SIGN_IN_ERRORS) as error:
            return SetupError(
                f"{server} refused the sign-in of {settings.sasl_username!r} by {settings.sasl_mechanism}: "
                f"check KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD ({type(error).__name__})"
            )
    return reason
