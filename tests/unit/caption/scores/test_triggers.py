"""What is not searched because no word of the caption calls for it would not have been found either."""

import json
from pathlib import Path

import pytest

from libs.text import masks
from libs.text.masks import mask_addresses, mask_others
from libs.text.normalised import Text
from libs.text.words import Trigger, Words, folded
from services.caption import availability
from services.caption.lexicon.money.payments import COUNTS
from services.caption.lexicon.sizes.size_words import CUES_BEFORE, GONE
from services.caption.sizes import hits, offered

CAPTIONS = [
    json.loads(line)["caption"]
    for corpus in sorted(Path("tests/corpus").glob("captions*.jsonl"))
    for line in corpus.read_text().splitlines()
]
WORDS = [mask_others(mask_addresses(Text(caption))) for caption in CAPTIONS]
AROUND = ["{}", "x {} 5", "5{}!", "'{}'s", "l'{}", "_{}_", "x-{}, y"]


@pytest.mark.parametrize("table", [GONE, COUNTS], ids=["gone", "counts"])
def test_a_trigger_is_pulled_by_each_of_its_phrases(table: str) -> None:
    trigger = Trigger(table)
    for phrase in folded(table):
        for around in AROUND:
            assert not trigger.absent(Words(around.format(phrase))), around.format(phrase)
    assert trigger.absent(Words("handmade ♥ 55k €"))


def test_words_for_sizes_are_the_same_as_those_of_a_search_in_the_whole_caption() -> None:
    phrases = [Words(around.format(cue)) for cue in folded(CUES_BEFORE) for around in AROUND]
    for words in [*WORDS, *phrases]:
        found = [match.span() for match in hits._cues(words)]
        assert found == [match.span() for match in hits._CUE.finditer(words.low)], words.low


def test_nothing_is_passed_over_in_the_corpora() -> None:
    for words in WORDS:
        low = words.low
        if offered._GONE_WORDS.absent(words):
            assert offered._GONE_AFTER.search(low) is None, low
        if hits._LETTER_WORDS.isdisjoint(words.vocabulary):
            assert hits._LETTERS.search(low) is None, low
        if not hits._MAY_BE_TAGGED.search(low):
            assert hits._TAGGED.search(low) is None, low
        if availability._MAY_BE_FEW.isdisjoint(words.vocabulary):
            few = availability._FEW.search(low)
            assert few is None or not availability._FEW_UNSPACED.isdisjoint(few.group()), low
    for caption in CAPTIONS:
        low = Text(caption).low
        if not masks._DOMAIN.search(low) and "http" not in low and "&" not in low and "@" not in low:
            assert masks._URL.search(low) is None, low
        if not masks._POINT.search(low):
            assert masks._CLOCK.search(low) is None, low
        if masks._DAY_WORDS.absent(Words(low)):
            assert masks._DAY.search(low) is None, low
