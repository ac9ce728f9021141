"""Cover URLs in the forms that people store them in."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.collage.planner.rows.dialect import Columns
from services.collage.planner.rows.picture import picture
from services.ingest.covers.urls import LONGEST_URL, CoverUrl, cover_urls

A, B = "https://p16.example.com/a.jpg?x=1,2#3", "HTTP://example.com/b"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ([A, B], [(A, ""), (B, "")]),
        ([{"url": A}, {"cover_url": B, "video_id": "7"}], [(A, ""), (B, "7")]),
        ([{"cover": A, "id": 731}], [(A, "731")]),
        ({"v1": A, "v2": B}, [(A, "v1"), (B, "v2")]),
        ({"v1": {"url": A}, "v2": [B]}, [(A, "v1"), (B, "v2")]),
        ({"url": A, "id": "v1"}, [(A, "v1")]),
        ({"covers": [A, B]}, [(A, ""), (B, "")]),
        (A, [(A, "")]),
        ([f" {A}\n"], [(A, "")]),
        ([[A], [[B]]], [(A, ""), (B, "")]),
        ("https://h/my photo (1).jpg", [("https://h/my photo (1).jpg", "")]),
        (["https://h/\u00fc \u00a0.jpg?a b#c d"], [("https://h/\u00fc \u00a0.jpg?a b#c d", "")]),
    ],
)
def test_forms(value: Any, found: list[tuple[str, str]]) -> None:
    wanted = [CoverUrl(*each) for each in found]
    for given_as in (value, json.dumps(value), json.dumps(value).encode(), json.dumps(json.dumps(value))):
        assert cover_urls(given_as).covers == wanted
        assert cover_urls(given_as).problem is None


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (None, "null instead of URLs"),
        ("", "empty text instead of URLs"),
        (b"  ", "empty text instead of URLs"),
        ('["https://a', "not JSON: EOF"),
        ("nonsense", "not JSON: "),
        ("null", "no http(s) URL"),
        ("[]", "no URLs"),
        ({}, "no URLs"),
        ([1, None, True, 1.5], "no http(s) URL"),
        (["file:///etc/passwd", "//x/y", "javascript:1", "https://", "https://a b", "https://a\x00"], "no http(s) URL"),
        (["https://h/" + "x" * LONGEST_URL], "no http(s) URL of at most 2048 characters"),
        ("https://h/" + "x" * LONGEST_URL, "no http(s) URL of at most 2048 characters"),
        ('["https://h/\\ud800"]', ""),
        ("[" * 100_000, "not JSON: "),
        (f"{A} {B}", "no http(s) URL"),
        (f"{A}\n{B}", "no http(s) URL"),
        (
            ["https://a\u00a0b/c", "https://a\u2028/b", "https://a/\u2028b", "https://@a/", "https://:80/"],
            "no http(s) URL",
        ),
    ],
)
def test_what_gives_none_says_why(value: Any, problem: str) -> None:
    found = cover_urls(value)
    assert found.covers == []
    assert (found.problem or "").startswith(problem)
    assert found.problem


def test_a_byte_order_mark_is_no_part_of_the_value() -> None:
    assert cover_urls(f'\ufeff["{A}"]').covers == cover_urls(f"\ufeff{A}".encode()).covers == [CoverUrl(A)]


def test_bytes_in_a_list() -> None:
    assert cover_urls([A.encode(), "https://h/\u00fc.jpg".encode()]).covers == [
        CoverUrl(A),
        CoverUrl("https://h/\u00fc.jpg"),
    ]


@given(st.text(st.sampled_from("ab /?#:@\\\u00a0\u2028\n\x00\ud800\u00fc.%[]"), max_size=12))
def test_an_address_out_of_a_database_is_one_to_the_planner_too(rest: str) -> None:
    """Else a cover is counted as used here, and rejected there."""
    for cover in cover_urls([f"https://{rest}"]).covers:
        assert picture(("ann", cover.url), Columns())


def test_good_ones_beside_bad_ones() -> None:
    found = cover_urls(json.dumps([A, "ftp://x", {"title": "x"}, {"url": B, "id": "x" * 300}]))
    assert found.covers == [CoverUrl(A), CoverUrl(B)]
    assert (found.unusable, found.problem) == (2, None)


@given(
    st.recursive(
        st.none() | st.text() | st.integers() | st.just(A), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_no_value_breaks_it(value: Any) -> None:
    for given_as in (value, json.dumps(value)):
        found = cover_urls(given_as)
        assert bool(found.covers) != bool(found.problem)


@given(st.text() | st.binary())
def test_no_text_breaks_it(value: str | bytes) -> None:
    found = cover_urls(value)
    assert bool(found.covers) != bool(found.problem)
