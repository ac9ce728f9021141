"""Statuses of products: what runs and reviews make of them, in any order."""

import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from services.enhance.shop.product import Picture, in_order, status_after_review, status_with_new
from services.enhance.shop.settings import ShopSettings

NAMES = ShopSettings()
STATUSES = st.sampled_from(["new", None, *NAMES.statuses])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(0, 3)),
        st.tuples(st.just("approve"), st.integers(0, 5)),
        st.tuples(st.just("reject"), st.integers(0, 5)),
    ),
    max_size=12,
)


@given(STATUSES, STEPS)
def test_no_run_undoes_a_review_and_no_picture_is_lost_from_review(
    first: str | None, steps: list[tuple[str, int]]
) -> None:
    status, pictures = first, list[str]()
    for step, number in steps:
        before = status
        if step == "run":
            status = status_with_new(status, pictures, made=number > 0, names=NAMES)
            pictures += [NAMES.pending_review] * number
            assert (status == NAMES.approved) == (before == NAMES.approved)
            assert status != NAMES.failed or number == 0
        elif number < len(pictures):
            pictures[number] = {"approve": NAMES.approved, "reject": NAMES.rejected}[step]
            status = status_after_review(status, pictures, NAMES)
            assert (status == NAMES.approved) == (NAMES.approved in pictures)
        if NAMES.pending_review in pictures:
            assert status in (NAMES.pending_review, NAMES.approved)


@pytest.mark.parametrize(
    ("status", "pictures", "made", "after"),
    [
        ("submitted", [], True, "pending_review"),
        ("submitted", [], False, "failed"),
        ("pending_review", ["pending_review"], False, "pending_review"),
        ("pending_review", ["rejected", "thumbnail"], False, "failed"),
        ("rejected", ["rejected"], True, "pending_review"),
        ("sold", ["approved"], False, "sold"),
        ("approved", [], False, "approved"),
        ("approved", ["approved"], True, "approved"),
        (None, [], True, "pending_review"),
    ],
)
def test_a_run(status: str | None, pictures: list[str | None], made: bool, after: str) -> None:
    assert status_with_new(status, pictures, made=made, names=NAMES) == after


@pytest.mark.parametrize(
    ("status", "pictures", "after"),
    [
        ("pending_review", ["approved", "pending_review"], "approved"),
        ("approved", ["rejected", "pending_review"], "pending_review"),
        ("approved", ["rejected", "rejected"], "rejected"),
        ("sold", ["thumbnail", None], "sold"),
    ],
)
def test_a_review(status: str | None, pictures: list[str | None], after: str) -> None:
    assert status_after_review(status, pictures, NAMES) == after


def test_pictures_are_numbered_by_time_and_by_their_number() -> None:
    urls = ["p/1/10-aa.jpg", "p/1/2-bb.jpg", "p/1/1-cc.jpg", "p/1/²-dd.jpg", "", "7"]
    assert [one.url for one in in_order([Picture(url, None) for url in urls])][:1] == [""]
    assert [one.url for one in in_order([Picture(url, None) for url in urls[:3]])] == urls[2::-1]


@given(st.lists(st.text(string.ascii_letters + "0123456789²٣/-"), unique=True, max_size=6))
def test_any_urls_have_an_order(urls: list[str]) -> None:
    pictures = [Picture(url, None) for url in urls]
    assert in_order(pictures) == in_order(pictures[::-1])


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"ENHANCE_STATUS_FAILED": "approved"}, "ENHANCE_STATUS_*: must be five different values"),
        ({"ENHANCE_PRODUCTS_TITLE_COLUMN": "id"}, "ENHANCE_PRODUCTS_*_COLUMN: must be different columns"),
        ({"ENHANCE_PRODUCT_IMAGES_URL_COLUMN": "status"}, "ENHANCE_PRODUCT_IMAGES_*_COLUMN: must be different columns"),
        ({"ENHANCE_PRODUCTS_TABLE": "a\nb"}, "must be a name of 1 to 64 printable characters"),
        ({"ENHANCE_PRODUCTS_ID_COLUMN": " "}, "must be a name of 1 to 64 printable characters"),
    ],
)
def test_names_that_cannot_be_right(variables: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError) as raised:
        ShopSettings.model_validate(variables)
    assert message in str(raised.value)


def test_a_setting_that_is_given_is_known_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    """An optional column that was named must exist."""
    read: Callable[[], ShopSettings] = ShopSettings
    assert read().model_fields_set == set()
    monkeypatch.setenv("ENHANCE_PRODUCTS_TITLE_COLUMN", "name")
    monkeypatch.setenv("TITLE_COLUMN", "other")
    assert read().model_fields_set == {"title_column"}
