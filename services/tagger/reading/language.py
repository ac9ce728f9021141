"""Which languages a caption is written in, as far as their words are others elsewhere."""

import re
from collections.abc import Mapping

from libs.text.normalised import fold
from libs.text.words import Words
from services.tagger.lexicon.languages import LETTERS, TELLING, Language

VIETNAMESE = re.compile("[đĐơƠưƯ\u1ea0-\u1eb7\u1ebc-\u1ef9]")
"""Letters that hardly another language has. Its words without accents are others elsewhere."""

_SCRIPTS = {
    Language.JAPANESE: re.compile("[\u3041-\u30ff]"), Language.KOREAN: re.compile("[\uac00-\ud7a3]"),
    Language.CHINESE: re.compile("[\u4e00-\u9fff]"),
    Language.INDIC: re.compile("[\u0900-\u0dff\u0679\u0688\u0691\u06ba\u06d2]"),
}  # fmt: skip
"""Letters of languages that share words: Japanese has Chinese ones, Urdu Arabic ones."""

_ENGLISH = 0.3
"""What English has anyway: all markets borrow from it."""

_LETTER = 0.4
"""What a letter of a language tells: others have it too."""


def _telling() -> Mapping[str, list[Language]]:
    telling: dict[str, list[Language]] = {}
    for language, words in TELLING.items():
        for word in dict.fromkeys(fold(word) for word in words.split("|")):
            telling.setdefault(word, []).append(language)
    return telling


_TELLING = _telling()


def languages(plain: str, words: Words) -> Mapping[Language, float]:
    """How much of the caption tells of each language; one that nothing tells of is not in it."""
    told: dict[Language, float] = {Language.ENGLISH: _ENGLISH}
    for token in words.vocabulary & _TELLING.keys():
        for language in _TELLING[token]:
            told[language] = told.get(language, 0) + 1 / len(_TELLING[token])
    letters = set(plain.lower())
    for language, own in LETTERS.items():
        if not letters.isdisjoint(own):
            told[language] = told.get(language, 0) + _LETTER
    for language, script in _SCRIPTS.items():
        if script.search(plain):
            told[language] = told.get(language, 0) + 1
    if VIETNAMESE.search(plain):
        told[Language.VIETNAMESE] = 100
    return told


def main_language(told: Mapping[Language, float]) -> Language:
    """The one that most tells of."""
    return max(told, key=lambda language: told[language])
