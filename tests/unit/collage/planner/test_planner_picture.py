"""Which rows become pictures, and why others do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from libs.events import CollageRequested, CoverImage
from services.collage.planner.errors import BadRow
from services.collage.planner.rows.dialect import Columns
from services.collage.planner.rows.picture import PAGE_BYTES, check_size, image_fields, max_text_bytes, picture

URL = "https://covers.example.com/a.jpg"
COLUMNS = Columns(0, 1, 2, 3)


def image(*cells: str) -> CoverImage:
    return CoverImage.model_validate(image_fields(picture(cells, COLUMNS)[1]))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("ann",), "too few columns"),
        (("", URL), "no creator"),
        ((" \t\u3000", URL), "no creator"),
        (("a" * 257, URL), "creator too long"),
        (("a\x00n", URL), "control characters in the creator"),
        (("a\nn", URL), "control characters in the creator"),
        (("ann", ""), "no address"),
        (("\\N", URL), "no creator"),
        (("ann", "\\N"), "no address"),
        (("ann", "file:///etc/passwd"), "not an http address"),
        (("ann", "javascript:alert(1)"), "not an http address"),
        (("ann", "//covers.example.com/a.jpg"), "not an http address"),
        (("ann", "ftp://covers.example.com/a.jpg"), "not an http address"),
        (("ann", "http://" + "a" * 10_000_000), "address too long"),
        (("ann", "https://a/" + "b" * 2039), "address too long"),
        (("ann", "https:///a.jpg"), "address without a host"),
        (("ann", "http://:80/a.jpg"), "address without a host"),
        (("ann", "http:a.jpg"), "address without a host"),
        (("ann", "http://a/b\nc.jpg"), "control characters in the address"),
        (("ann", "http://a/b\x00c.jpg"), "control characters in the address"),
        (("ann", "http://a/b\u2028c.jpg"), "control characters in the address"),
    ],
)
def test_a_bad_row_says_why_in_few_words(cells: tuple[str, ...], reason: str) -> None:
    with pytest.raises(BadRow) as caught:
        picture(cells, COLUMNS)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    "url", [URL, "HTTPS://A.B/c", "http://169.254.169.254/latest/meta-data", "https://a/" + "b" * 2038, "http://[::1]/",
            "http://user:word@a.example/b", "https://a/b c.jpg", "https://a.example/ä\u00a0ö.jpg"]
)  # fmt: skip
def test_an_address_that_may_be_fetched_is_kept_as_it_is(url: str) -> None:
    assert image("ann", f" {url} ").url == url


def test_a_name_of_joined_emoji_is_a_name() -> None:
    assert picture((" 👩\u200d🎨 ", URL), COLUMNS)[0] == "👩\u200d🎨"


def test_the_optional_columns_come_along_where_they_are_of_use() -> None:
    assert image("ann", URL, " 2026-10-01 ", "v1") == CoverImage(url=URL, created_at="2026-10-01", video_id="v1")
    assert image("ann", URL, "x" * 65, "v\t1") == CoverImage(url=URL)
    assert image("ann", URL, "", " ") == CoverImage(url=URL)
    assert image("ann", URL) == CoverImage(url=URL)


@given(st.lists(st.text(max_size=300), max_size=5))
def test_whatever_is_accepted_fits_the_event(cells: list[str]) -> None:
    cells[1:2] = [f"http://{cells[1]}"] if len(cells) > 1 else []
    try:
        creator, text = picture(cells, COLUMNS)
    except BadRow:
        return
    page = CollageRequested.model_validate(
        {"batch_id": "b", "creator": creator, "page": 1, "pages": 1, "images": [image_fields(text)],
         "submitted_at": 0}
    )  # fmt: skip
    assert CollageRequested.model_validate_json(page.model_dump_json()) == page


def test_the_largest_page_fits_into_a_record() -> None:
    assert max_text_bytes(35) is None, "nothing to check in usual layouts"
    most = max_text_bytes(400)
    assert most is not None
    fields = {"url": "https://a/" + '"' * 2038, "video_id": "ü" * 256, "created_at": "x" * 64}
    text = "\t".join(fields.values())
    with pytest.raises(BadRow, match="too long for a page of so many pictures"):
        check_size(text, most)
    while len(to_json(text)) > most:
        text = text[:10] + text[11:]
    check_size(text, most)
    assert 400 * len(to_json(image_fields(text))) <= PAGE_BYTES


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("1793696400", "2026-11-03T09:00:00Z"),
        (" 1793696400 ", "2026-11-03T09:00:00Z"),
        ("1793696400.0", "2026-11-03T09:00:00Z"),
        ("1793696400123", "2026-11-03T09:00:00.123000Z"),
        ("1793696400000000", "2026-11-03T09:00:00Z"),
        ("2026-11-03", "2026-11-03"),
        ("2026-11-03T09:00:00+02:00", "2026-11-03T09:00:00+02:00"),
        ("03.11.2026", "03.11.2026"),
        ("20261103", "20261103"),
        ("20261103090000", "20261103090000"),
        ("\\N", None),
        ("", None),
    ],
)
def test_a_unix_time_becomes_a_date(cell: str, told: str | None) -> None:
    assert image("ann", URL, cell).created_at == told
