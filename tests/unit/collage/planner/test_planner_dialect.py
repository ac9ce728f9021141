"""Delimiters, headers and columns."""

import pytest

from services.collage.planner.errors import PlanFailed
from services.collage.planner.rows.dialect import Columns, Dialect, detect

ROW = "ann,https://a.example/1.jpg,2026-10-01\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_delimiters_with_and_without_a_header(delimiter: str, quote: str) -> None:
    rows = [
        delimiter.join(f"{quote}{cell}{quote}" for cell in row) + "\r\n"
        for row in (("creator_name", "cover_url", "created_at"), ("ann", "https://a.example/1;2,3|4.jpg", "2026"))
    ]
    if not quote:
        rows[1] = rows[1].replace("1;2,3|4.jpg", "1.jpg")
    assert detect(rows) == Dialect(delimiter, Columns(0, 1, 2, None), header=True)
    assert detect(rows[1:]) == Dialect(delimiter, Columns(), header=False)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("created_at,Cover_URL,CREATOR_NAME", Columns(2, 1, 0, None)),
        ("username,url", Columns(0, 1, None, None)),
        ("id,seller,image_url,date", Columns(1, 2, 3, 0)),
        (" Creator Name , Cover URL ", Columns(0, 1, None, None)),
        ("creator,creator_name,url,cover_url,id,video_id", Columns(1, 3, None, 5)),
        ("likes,cover,caption,creator-name", Columns(3, 1, None, None)),
    ],
)
def test_columns_are_found_by_name(header: str, columns: Columns) -> None:
    assert detect([header + "\n", ROW]) == Dialect(",", columns, header=True)


def test_blank_lines_before_the_header_do_not_count() -> None:
    assert detect(["\n", "\n", "cover_url;creator\n"]) == Dialect(";", Columns(1, 0, None, None), header=True)


def test_without_a_header_columns_count_by_position() -> None:
    assert detect([ROW, ROW]) == Dialect(",", Columns(0, 1, 2, None), header=False)
    assert detect(["date,https://a.example/1.jpg\n"]).header is False, "a creator may be called so"
    assert detect([]) == Dialect(",", Columns(), header=False)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "shop,cover_url,created_at",
            "no column creator_name (or creator, .*it has shop, cover_url, created_at",
        ),
        ("creator,picture", "no column cover_url (or url, image_url, .*it has creator, picture"),
    ],
)
def test_a_header_without_what_is_needed_says_what_it_has(header: str, message: str) -> None:
    with pytest.raises(PlanFailed, match=message.replace("(", r"\(")):
        detect([header + "\n", ROW])
