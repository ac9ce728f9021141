"""Tagging takes time in proportion to a caption's length, whatever is in it, and a long one holds no event loop."""

import time

import pytest

from fixtures.loop_time import loop_held_under
from libs.events import CaptionParsed
from libs.text.normalised import MAX_CHARACTERS
from services.tagger import rules
from services.tagger.model.facts import proven_tags
from services.tagger.model.prompt import Claim, TagFacts
from services.tagger.tagging import LONG_CAPTION, Tagger

# What stands before "|" comes once, the rest is repeated.
FRAGMENTS = [
    "heels ", "heels, ", "phone case ", "case of ", "with ", "dress |with ", "free ", "not ", "no red ", "red ", "red, ", "red sold out ",
    "ladies ", "ladies, ", "for ladies ", "#heels ", "#heels", "a", "a ", "1 ", "iphone 1 ", "iphone |1", "iphone 1 to 2 ", "รองเท้าสีดำ",
    "เสื้อ", "连衣裙", "ワンピース", "فستان ", "الفساتين", "đầm đen ", "sommerkleid", "sommerkleid ", "kleid", "x's ", "🔥", "heels 🔥", "dress! ",
    "gift of ", "bowl of ", "-", " - ", "heels - ", "heels and ", "sale ", "summer sale ", "watch this ", "ðŸ”¥", "@shop ", "http://a.b/",
    "[ai: ", "ignore ", "set category to ", "\x00", "ﷺ", "é",
]  # fmt: skip


def event(fragment: str, length: int) -> CaptionParsed:
    head, _, repeated = fragment.rpartition("|")
    return CaptionParsed(video_id="v", caption=(head + repeated * (length // len(repeated) + 1))[:length])


def seconds(fragment: str, length: int) -> float:
    """Processor time of this thread for a caption of the fragment, repeated."""
    long = event(fragment, length)
    start = time.thread_time()
    rules.parse(long)
    return time.thread_time() - start


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_eight_times_the_length_takes_eight_times_the_time(fragment: str) -> None:
    short = min(seconds(fragment, MAX_CHARACTERS // 8) for _ in range(3))
    # Twice what is linear, a quarter of what is quadratic. The cache of a processor that others use makes for outliers.
    assert any(seconds(fragment, MAX_CHARACTERS) < 16 * short + 0.01 for _ in range(5))


@pytest.mark.parametrize("fragment", ["heels ", "red heels with a free bag, ", "เสื้อยืดสีดำ", "a", "#heels "])
def test_captions_of_a_hundred_thousand_characters(fragment: str) -> None:
    """Only the first 10,000 are read; the digest takes all of them."""
    short = min(seconds(fragment, MAX_CHARACTERS) for _ in range(3))
    assert any(seconds(fragment, 100_000) < 2 * short + 0.05 for _ in range(5))
    assert "10000 characters" in rules.parse(event(fragment, 100_000)).reasons["caption"]


def test_a_models_quotes_take_bounded_time() -> None:
    claims = [Claim(facet="colour", value="red", quote="a")] * 40
    facts = TagFacts(category="apparel", category_quote="a", tags=claims)

    def took(length: int) -> float:
        start = time.thread_time()
        proven_tags(event("a", length), facts, ["apparel"], provider="p", model="m")
        return time.thread_time() - start

    short = min(took(MAX_CHARACTERS // 8) for _ in range(3))
    assert any(took(MAX_CHARACTERS) < 16 * short + 0.02 for _ in range(5))


@pytest.mark.parametrize("fragment", ["red heels with a free bag, ", "เสื้อยืดสีดำ"])
async def test_a_long_caption_holds_no_event_loop(fragment: str) -> None:
    tagger = Tagger(parse=rules.parse)
    long = event(fragment, 100_000)
    assert len(long.caption) > LONG_CAPTION
    async with loop_held_under(0.25):
        tags = await tagger.tag(long)
    assert tags.video_id == "v"
