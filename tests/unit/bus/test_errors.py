"""What others fail with, as the worker wants it."""

import pytest

from libs.bus import Retryable, retried


class Store(Exception):
    """A store that refuses."""


class Base(Exception):
    """A database that fails."""

    transient = False


class Away(Base):
    """One that will be back."""

    transient = True


@pytest.mark.parametrize("error", [Store("s"), Away("a")])
def test_what_is_put_right_by_people_or_by_time_is_retried(error: Exception) -> None:
    with pytest.raises(Retryable, match=str(error)) as told, retried(Store, if_transient=Base):
        raise error
    assert told.value.__cause__ is error


@pytest.mark.parametrize("error", [Base("b"), KeyError("k"), Retryable("r", delay=3)])
def test_all_else_goes_on_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as told, retried(Store, if_transient=Base):
        raise error
    assert told.value is error


def test_without_the_second_kind_there_is_one() -> None:
    with pytest.raises(Away), retried(Store):
        raise Away
