"""`--only`: which services the local stack starts."""

import pytest

from libs.registry import BY_NAME, SERVICES
from reelbus.console.errors import UserError
from reelbus.stack.hints import FOLDER, hints
from reelbus.stack.services import chosen, unread


def test_all_services_without_it() -> None:
    assert chosen(None) == SERVICES
    assert unread(SERVICES) == []


def test_those_that_it_names_in_the_order_of_the_registry() -> None:
    assert chosen(" thumbnail,caption,, thumbnail") == (BY_NAME["caption"], BY_NAME["thumbnail"])


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("caption,colage", "--only: no service is called colage; did you mean collage?"),
        ("tagger", f"--only: no service is called tagger; there are {', '.join(BY_NAME)}"),
        (" , ", f"--only must name services: {', '.join(BY_NAME)}"),
    ],
)
def test_a_name_that_is_none_is_one_line(only: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        chosen(only)
    assert (str(caught.value), caught.value.status) == (said, 2)


def test_what_nobody_reads_is_named() -> None:
    """Also where it is another service's input; a topic that one of its groups reads is read."""
    left = unread(chosen("caption"))
    assert {"collage-requested", "collage-generated", "object-created"} <= set(left)
    assert "new-video-posted" not in left


def test_hints_are_of_what_runs() -> None:
    said = hints("127.0.0.1:9092", FOLDER, {}, ["caption"])
    assert "watch caption-parsed" in said
    assert "produce new-video-posted" in said
    assert "thumbnail-generated" not in said
    assert "covers.csv" not in said
