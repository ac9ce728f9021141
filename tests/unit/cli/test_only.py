"""`--only`: which services the local stack starts."""

import pytest

from libs.registry import BY_NAME, SERVICES
from reelbus.console.errors import UserError
from reelbus.stack.hints import FOLDER, hints
from reelbus.stack.services import chosen, unconsumed


def test_all_services_are_the_default() -> None:
    assert chosen(None) == SERVICES
    assert unconsumed(SERVICES) == []


def test_named_services_in_the_order_of_the_registry() -> None:
    assert chosen(" thumbnail,caption,, thumbnail") == (BY_NAME["caption"], BY_NAME["thumbnail"])


@pytest.mark.parametrize(
    ("only", "message"),
    [
        ("caption,colage", "--only: unknown service 'colage'; did you mean collage?"),
        ("gateway", f"--only: unknown service 'gateway'; use one of {', '.join(BY_NAME)}"),
        (" , ", f"--only must name services: {', '.join(BY_NAME)}"),
    ],
)
def test_an_unknown_service_is_one_line(only: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        chosen(only)
    assert (str(caught.value), caught.value.status) == (message, 2)


def test_unconsumed_topics_are_listed() -> None:
    """A topic with several groups counts as consumed if one of them is started."""
    found = unconsumed(chosen("caption"))
    assert {"collage-requested", "collage-generated", "object-created"} <= set(found)
    assert "new-video-posted" not in found


def test_hints_fit_the_started_services() -> None:
    message = hints("127.0.0.1:9092", FOLDER, {}, ["caption"])
    assert "watch caption-parsed" in message
    assert "produce new-video-posted" in message
    assert "thumbnail-generated" not in message
    assert "covers.csv" not in message
