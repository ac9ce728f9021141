"""What the failures of libs are to the worker."""

import pytest

from libs.bus import Rejected, Retryable
from libs.bus.errors import verdict
from libs.database import DatabaseError
from libs.database import Unavailable as DatabaseUnavailable
from libs.fetch import Busy, FetchError
from libs.fetch.errors import KINDS
from libs.llm import LLMError, ModelUnavailable, RateLimited
from libs.retry import Failure
from libs.storage import Denied, NotFound, StorageError, Unavailable


@pytest.mark.parametrize(
    ("failure", "delay"),
    [
        (Busy("no", retry_after=7), 7),
        (Busy("no"), None),
        (Unavailable("no"), None),
        (DatabaseUnavailable("no"), None),
        (RateLimited("no", transient=True, retry_after=3), 3),
        *((kind("no"), None) for kind in (StorageError, NotFound, Denied, ModelUnavailable)),
    ],
)
def test_what_passes_and_what_people_put_right_is_retried(failure: Failure, delay: float | None) -> None:
    said = verdict(failure)
    assert type(said) is Retryable
    assert (str(said), said.delay) == ("no", delay)


@pytest.mark.parametrize("failure", [kind("no") for kind in KINDS.values() if not kind.transient])
def test_what_is_wrong_with_the_input_is_rejected(failure: FetchError) -> None:
    said = verdict(failure)
    assert type(said) is Rejected
    assert str(said) == "no"


def test_what_is_ours_to_look_into_stays_what_it_is() -> None:
    failure = DatabaseError("no such column")
    assert verdict(failure) is failure


@pytest.mark.parametrize("kind", [FetchError, StorageError, DatabaseError, LLMError])
def test_the_base_errors_of_libs_are_failures(kind: type[Exception]) -> None:
    assert issubclass(kind, Failure)
