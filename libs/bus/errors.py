"""What can go wrong on the bus. One base; the message says what, where and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager


class BusError(Exception):
    """Base of all errors of the bus."""


class Retryable(BusError):
    """This attempt failed for a reason that may pass (network, 429, 5xx, time-out): try again later.

    `delay` is the least number of seconds to wait, where the other side said so (Retry-After).
    """

    def __init__(self, message: str, *, delay: float | None = None) -> None:
        super().__init__(message)
        self.delay = delay


class Rejected(BusError):
    """The input will never work (bad, private, too large): straight to the dead letters."""


class Unreadable(Rejected):
    """Bytes on a topic that cannot be read as records: straight to the dead letters, as they are."""


class SetupError(BusError):
    """The bus as configured cannot be used: wrong address, certificate, password or missing topics."""


class Unreachable(SetupError):
    """No broker answered: it may come up later."""


@contextmanager
def retried(*kinds: type[Exception], if_transient: type[Exception] | None = None) -> Iterator[None]:
    """Inside, errors of `kinds` become Retryable: what stores and the like refuse is put right by people.

    One of `if_transient` does where it says that it is `transient`; else it stays, as ours to look into: retried as
    well, and told with its traceback.
    """
    perhaps = () if if_transient is None else (if_transient,)
    try:
        yield
    except kinds as error:
        raise Retryable(str(error)) from error
    except perhaps as error:
        if not getattr(error, "transient", False):
            raise
        raise Retryable(str(error)) from error
