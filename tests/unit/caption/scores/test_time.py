"""Parsing takes time in proportion to a caption's length, whatever is in it, and a long one holds no event loop."""

import threading
import time

import pytest

from fixtures.loop_time import loop_held_under
from libs.events import CaptionParsed, NewVideoPosted
from libs.text.normalised import MAX_CHARACTERS
from services.caption.extract import LONG_CAPTION, Extractor
from services.caption.model.facts import proven_facts
from services.caption.model.prompt import CaptionFacts
from services.caption.rules import parse

# What stands before "|" comes once, the rest is repeated.
FRAGMENTS = [
    "uk9:", "28-30! ", "12:uk", "eu12:", "eu 36 1,", "eu 36 ", "price 10 x 20 ", "10 x 20 1 and ", "S M L 1x", "元1..",
    "+62 8ðŸ", "buy 1 get 1 ", "size 36 ", "S-28 L-30 ", "2-3y ", "28-30-", "1,000,", "1/", "1 ", "xxl ", "habis 40 ",
    "delivery, dress N5 ", "deposit dress R5, ", "12 abc 500 ", "bundle 2 abc $500 ", "was $5 ", "#5 ", "ﷺ1", "a.b@", "small 5 ",
    "₦500 (", "1 juta 250 ", "2万5", "3 x ", "save 5 ", "99¢ ", "36 37 1 290 ", "34b ", "38 2/3 ", "set of 4 £4 ", "1x |S & ", "S & M, and ", "1x M/L/", "S 1-2 ", "bra |34b 36c-", "2t 3t ", "로퍼 |230 235~",
    "シャツ |3l ll・", "one hundred and ", "naira |two thousand ", "rupiah |seratus ribu ", "บาท |ร้อยพัน", "원 |만천", "€5 netto ", "€5 |incl. vat ",
    "99 cent ", "1 euro 99 cent ", "3 x rate da ", "ready ", "ultimas 3 ", "1/3 ", "2⅓ ", "N8, 500, ", "bin 500 ", "set of 4, ", "blazer 2X $4 ", "shoes |24/25 ", "set 4rb, satuan 3rb ", "5 TL, aylik 4 TL ",
    "1 1/2 ", "50p £", "-12", "two x 3 ", "m'l ", "+(1", "jan 1 ",
]  # fmt: skip


def event(fragment: str, length: int) -> NewVideoPosted:
    head, _, repeated = fragment.rpartition("|")
    return NewVideoPosted(video_id="v", caption=(head + repeated * (length // len(repeated) + 1))[:length])


def seconds(fragment: str, length: int) -> float:
    """Processor time of this thread for a caption of the fragment, repeated."""
    long = event(fragment, length)
    start = time.thread_time()
    parse(long)
    return time.thread_time() - start


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_eight_times_the_length_takes_eight_times_the_time(fragment: str) -> None:
    short = min(seconds(fragment, MAX_CHARACTERS // 8) for _ in range(3))
    # Twice what is linear, a quarter of what is quadratic. The cache of a processor that others use makes for outliers.
    assert any(seconds(fragment, MAX_CHARACTERS) < 16 * short + 0.01 for _ in range(5))


@pytest.mark.parametrize("run", ["1", "1٠", "寸1", "1寸", "x1", "1,", "$1", "a1", "1-", "’1"])
@pytest.mark.parametrize(("before", "behind"), [("Dress 50k size M ", " price 75k"), ("2 for 50k ", " 1 for 30k")])
def test_a_run_between_two_prices(before: str, run: str, behind: str) -> None:
    """What stands between prices is looked at as the words that tell variants apart."""

    def took(length: int) -> float:
        caption = before + (run * length)[:length] + behind
        start = time.thread_time()
        parse(NewVideoPosted(video_id="v", caption=caption))
        return time.thread_time() - start

    length = MAX_CHARACTERS - 100
    short = min(took(length // 8) for _ in range(3))
    assert any(took(length) < 16 * short + 0.01 for _ in range(5))


def test_quotes_of_a_model_are_widened_to_words_of_a_bounded_length() -> None:
    """A single letter, quoted from one word of 10,000, stood for 5 s: in each of 50 places the whole word was walked."""
    sizes = [{"values": ["9"], "quote": "a"}] * 16
    absent = dict.fromkeys(
        ("price", "original_price", "price_range", "currency", "bundle", "size_system", "availability")
    )
    facts = CaptionFacts.model_validate({"title": None, "sizes": sizes, "hashtags": [], **absent})

    def took(length: int) -> float:
        start = time.thread_time()
        proven_facts(event("a", length), facts, provider="p", model="m")
        return time.thread_time() - start

    short = min(took(MAX_CHARACTERS // 8) for _ in range(3))
    assert any(took(MAX_CHARACTERS) < 3 * short + 0.01 for _ in range(5))


async def test_the_loop_turns_while_long_captions_are_parsed() -> None:
    extractor = Extractor(parse=parse)
    async with loop_held_under():
        for fragment in ("uk9:", "28-30! ", "eu 36 1,", "1,000,", "ﷺ1"):
            parsed = await extractor.extract(event(fragment, 2 * MAX_CHARACTERS))
            assert "caption" in parsed.reasons


@pytest.mark.parametrize(("length", "on_the_loop"), [(LONG_CAPTION, True), (LONG_CAPTION + 1, False)])
async def test_only_long_captions_are_parsed_in_a_thread(length: int, on_the_loop: bool) -> None:
    threads: list[threading.Thread] = []

    def parsing(event: NewVideoPosted, *, default_currency: str | None = None) -> CaptionParsed:
        threads.append(threading.current_thread())
        return parse(event, default_currency=default_currency)

    await Extractor(parse=parsing).extract(event("heels 55k ", length))
    assert (threads == [threading.current_thread()]) is on_the_loop
