"""Words for goods in a caption, each with its node of the taxonomy."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from libs.text.normalised import covered, fold
from libs.text.words import Lexicon, Words
from services.tagger.lexicon import entries
from services.tagger.lexicon.doubtful import FALSE_FRIENDS, NOTHING, WEAK
from services.tagger.lexicon.goods.african import HAUSA, NORTHERN, SOUTHERN, SWAHILI
from services.tagger.lexicon.goods.arabic import ARABIC, PERSIAN
from services.tagger.lexicon.goods.asian import MAINLAND, SPELT_VIETNAMESE, THAI, VIETNAMESE_GOODS
from services.tagger.lexicon.goods.east_asian import CHINESE, JAPANESE, KOREAN
from services.tagger.lexicon.goods.eastern import CYRILLIC, GEORGIAN, GREEK, HEBREW, HUNGARIAN, SLAVIC
from services.tagger.lexicon.goods.english import ENGLISH
from services.tagger.lexicon.goods.english_home import ENGLISH_HOME
from services.tagger.lexicon.goods.european import FRENCH, ITALIAN, ROMANIAN
from services.tagger.lexicon.goods.germanic import DUTCH, GERMAN, GERMAN_COMPOUNDS, NORDIC
from services.tagger.lexicon.goods.indic import BENGALI, DEVANAGARI, LATIN_INDIC, SOUTH_INDIAN, URDU
from services.tagger.lexicon.goods.malay import MALAY, TAGALOG
from services.tagger.lexicon.goods.portuguese import PORTUGUESE
from services.tagger.lexicon.goods.spanish import SPANISH
from services.tagger.lexicon.goods.turkic import TURKISH, UZBEK
from services.tagger.lexicon.languages import Language
from services.tagger.taxonomy.tree import common

TABLES: Iterable[tuple[Language, str]] = (
    (Language.ENGLISH, ENGLISH), (Language.ENGLISH, ENGLISH_HOME), (Language.MALAY, MALAY),
    (Language.TAGALOG, TAGALOG), (Language.SPANISH, SPANISH), (Language.PORTUGUESE, PORTUGUESE),
    (Language.FRENCH, FRENCH), (Language.ITALIAN, ITALIAN), (Language.ROMANIAN, ROMANIAN),
    (Language.GERMAN, GERMAN), (Language.DUTCH, DUTCH), (Language.NORDIC, NORDIC), (Language.TURKISH, TURKISH),
    (Language.CYRILLIC, CYRILLIC), (Language.SLAVIC, SLAVIC), (Language.HUNGARIAN, HUNGARIAN),
    (Language.GREEK, GREEK), (Language.UZBEK, UZBEK), (Language.SWAHILI, SWAHILI), (Language.HAUSA, HAUSA),
    (Language.NORTHERN, NORTHERN), (Language.SOUTHERN, SOUTHERN), (Language.INDIC, LATIN_INDIC),
    (Language.INDIC, DEVANAGARI), (Language.INDIC, BENGALI), (Language.INDIC, URDU), (Language.INDIC, SOUTH_INDIAN),
    (Language.ARABIC, ARABIC), (Language.ARABIC, PERSIAN), (Language.VIETNAMESE, VIETNAMESE_GOODS),
    (Language.THAI, THAI), (Language.THAI, MAINLAND), (Language.CHINESE, CHINESE), (Language.JAPANESE, JAPANESE),
    (Language.KOREAN, KOREAN), (Language.HEBREW, HEBREW), (Language.GEORGIAN, GEORGIAN),
)  # fmt: skip


def _nodes() -> Mapping[str, Mapping[Language, str]]:
    nodes: dict[str, dict[Language, str]] = {}
    for language, table in TABLES:
        for slug, phrase in entries(table, "."):
            nodes.setdefault(fold(phrase), {}).setdefault(language, slug)
    return nodes


NODES_OF = _nodes()
"""Each phrase with its node in each language that has it."""

JOINED = {phrase.replace(" ", ""): phrase for phrase in NODES_OF if " " in phrase}
"""Phrases of several words as hashtags write them."""

_SHY_LETTERS = 4
"""A word of other languages than English that is this short counts only beside more words of its language."""

_GOODS = Lexicon({phrase: phrase for phrase in NODES_OF})
_NOTHING = Lexicon({"": NOTHING})
_FALSE_FRIENDS = frozenset(fold(word) for word in FALSE_FRIENDS.split("|"))
_SPELT: dict[str, set[str]] = {}
for _word in SPELT_VIETNAMESE.split("|"):
    _SPELT.setdefault(fold(_word), set()).add(_word)
_WEAK = frozenset(fold(word) for word in WEAK.split("|"))
_COMPOUNDS = {fold(noun): slug for slug, noun in entries(GERMAN_COMPOUNDS, ".")}
_COMPOUND = re.compile(
    rf"[^\W\d_]{{3,20}}(?P<noun>{'|'.join(sorted(map(re.escape, _COMPOUNDS), key=len, reverse=True))})\Z"
)
_COMPOUND_ENDS = tuple(_COMPOUNDS)


CONTAINERS = ("home.kitchen.tableware", "home.kitchen.bottles", "home.storage", "home.cleaning.buckets")
"""Goods that others are sold in."""


@dataclass(frozen=True, slots=True)
class Good:
    """A word for goods at `low[start:end]`. A weak one counts only where no other names what is offered."""

    start: int
    end: int
    slug: str
    language: Language
    weak: bool = False


def empty_phrases(words: Words) -> bytearray:
    """1 where a phrase stands whose words for goods and looks mean something else."""
    return covered(len(words.low), ((found.start, found.end) for found in _NOTHING.find(words)))


def misspelt(phrase: str, written: str) -> bool:
    """Whether a short Vietnamese word has the accents of another one."""
    spelt = _SPELT.get(phrase)
    return spelt is not None and written.lower() not in spelt


def find_goods(plain: str, words: Words, told: Mapping[Language, float], empty: bytearray) -> list[Good]:
    """Words for goods from left to right. `empty` is what `empty_phrases` says, `plain` that of `words.low`."""
    goods: list[Good] = []
    for found in _GOODS.find(words):
        if empty[found.start] and not _longer(found.start, found.end, empty):
            continue
        named = _named(found.kind, told)
        if named and named[1] is Language.VIETNAMESE and misspelt(found.kind, plain[found.start : found.end]):
            continue
        if named:
            goods.append(Good(found.start, found.end, *named, found.kind in _WEAK))
    if told.get(Language.GERMAN, 0) > 0:
        goods += _compounds(words, {good.start for good in goods})
        goods.sort(key=lambda good: good.start)
    return goods


def _longer(start: int, end: int, empty: bytearray) -> bool:
    """Whether the word for goods is the whole phrase or more: black soap is a soap."""
    return not (start and empty[start - 1]) and not (end < len(empty) and empty[end])


def _named(phrase: str, told: Mapping[Language, float]) -> tuple[str, Language] | None:
    """The node of a phrase in the languages of the caption, and the language; None if it is no word of them."""
    nodes = NODES_OF[phrase]
    if phrase[-1] >= "\u0370":  # scripts of their own, or Cyrillic: no word of a Latin language looks like it
        language = max(nodes, key=lambda language: told.get(language, 0))
        return nodes[language], language
    shy = len(phrase) <= _SHY_LETTERS
    least = 1 if phrase in _FALSE_FRIENDS else 0.01 if shy else 0
    likely = {
        language: told.get(language, 0)
        for language in nodes
        if language is Language.ENGLISH
        or ((language is Language.VIETNAMESE) is (Language.VIETNAMESE in told) and told.get(language, 0) >= least)
    }
    if not likely:
        return None
    most = max(likely.values())
    best = {language: nodes[language] for language in likely if likely[language] == most}
    slug = common(best.values())
    if slug is None:
        return None
    return slug, Language.ENGLISH if Language.ENGLISH in best else next(iter(best))


def _compounds(words: Words, known: Collection[int]) -> Iterator[Good]:
    for token, start in zip(words.tokens, words.starts, strict=True):
        if start not in known and token.endswith(_COMPOUND_ENDS) and (match := _COMPOUND.match(token)):
            yield Good(start, start + len(token), _COMPOUNDS[match["noun"]], Language.GERMAN)
