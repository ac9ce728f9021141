"""What payloads take and refuse."""

import json

import pytest
from pydantic import ValidationError

from libs.events import CaptionParsed, NewVideoPosted


def test_the_least_that_a_person_must_type() -> None:
    assert NewVideoPosted.model_validate_json('{"video_id": "v1"}').caption == ""


def test_unknown_fields_are_ignored() -> None:
    assert NewVideoPosted.model_validate_json('{"video_id": "v1", "likes": 3}') == NewVideoPosted(video_id="v1")


@pytest.mark.parametrize("video_id", ["", "a\nb", "a\x00", "\x7f", "a\n", "x" * 257])
def test_an_id_that_could_be_no_key(video_id: str) -> None:
    with pytest.raises(ValidationError):
        NewVideoPosted(video_id=video_id)


@pytest.mark.parametrize("video_id", ["7", "видео", "🔥", "a b/c", "x" * 256])
def test_an_id_that_could(video_id: str) -> None:
    assert NewVideoPosted(video_id=video_id).video_id == video_id


@pytest.mark.parametrize("price", [55000, 12.5, 0, None])
def test_an_amount_stays_the_plain_number_that_it_is(price: float | None) -> None:
    parsed = CaptionParsed(video_id="v1", caption="x", price=price)
    assert json.loads(parsed.model_dump_json())["price"] == price
    assert type(CaptionParsed.model_validate_json(parsed.model_dump_json()).price) is type(price)


def test_caption_parsed_carries_all_fields_of_the_design() -> None:
    assert set(json.loads(CaptionParsed(video_id="v1", caption="x").model_dump_json())) == {
        "video_id", "status", "reason", "seller_handle", "caption", "title", "price", "currency", "original_price", "price_range", "bundle",
        "sizes", "size_system", "hashtags", "availability", "evidence", "reasons", "needs_review", "method", "degraded",
        "provider", "model", "revision", "run",
    }  # fmt: skip
