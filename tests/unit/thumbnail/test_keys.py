"""Names of stored thumbnails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libs.storage.names import segment
from libs.storage.uri import checked_key
from services.thumbnail.keys import key_of
from services.thumbnail.render import Rendered

PICTURE = Rendered(0, 0, "jpeg", 1, 1, b"x", "ab" * 32)

ids = st.text(st.characters(exclude_categories=("Cc",)), min_size=1, max_size=256)


def test_plain_ids_are_seen_in_the_key() -> None:
    assert key_of("test123", PICTURE) == f"thumbnails/test123/{'ab' * 16}.jpg"
    assert key_of("a_B-1.2", PICTURE._replace(format="webp")) == f"thumbnails/a_B-1.2/{'ab' * 16}.webp"


@pytest.mark.parametrize(
    "odd", ["a/b", "/", "..", ".", "../../etc/passwd", "🔥👠", "x" * 256, "ж" * 256, "a b", "%2e%2e", "a\\b", "\ud83d", ".hidden"]
)  # fmt: skip
def test_odd_ids_are_one_plain_segment(odd: str) -> None:
    name = segment(odd)
    assert name.isascii()
    assert not set(name) & set("/\\%. ")
    assert len(name) <= 100
    assert segment(odd) == name
    checked_key(key_of(odd, PICTURE))


def test_what_is_readable_stays_readable() -> None:
    assert segment("tiktok/@shop/123").startswith("tiktok-shop-123-")


@given(ids, ids)
def test_two_videos_never_share_a_segment(first: str, second: str) -> None:
    assert (segment(first) == segment(second)) == (first == second)


@given(st.text("ab/.-", min_size=1, max_size=4), st.text("ab/.-", min_size=1, max_size=4))
def test_nor_do_those_that_look_alike(first: str, second: str) -> None:
    assert (segment(first) == segment(second)) == (first == second)


@given(ids)
def test_storage_takes_every_key(video_id: str) -> None:
    key = key_of(video_id, PICTURE)
    assert checked_key(key) == key
    assert key.count("/") == 2
