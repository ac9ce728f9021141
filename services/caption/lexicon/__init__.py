"""Word tables in the languages of the markets, compiled into one regular expression per table."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from services.caption.text import fold

Kind = TypeVar("Kind")

# Nothing above this is a letter of Thai, Indic or East Asian scripts, nor of Arabic: a cheaper pattern will do.
_LAST_SPACED = "\u0590"
_ARABIC_PREFIX = "(?:و|ف)?(?:بال|وال|لل|ال|ب|ل)?"
_SPACE = r"[ \-]{1,2}"


@dataclass(frozen=True, slots=True)
class Found(Generic[Kind]):
    """A phrase of a lexicon at `low[start:end]`."""

    start: int
    end: int
    kind: Kind


class Lexicon(Generic[Kind]):
    """Phrases by kind. A phrase is found as whole words where its script has spaces between words.

    In a phrase a space matches one or two spaces or hyphens.
    """

    def __init__(self, phrases: Mapping[Kind, str]) -> None:
        """`phrases`: per kind, phrases separated by `|` or line breaks. A phrase given twice keeps its first kind."""
        self._kinds: dict[str, Kind] = {}
        for kind, words in phrases.items():
            for phrase in re.split(r"[|\n]", words):
                if phrase.strip():
                    self._kinds.setdefault(_key(fold(phrase.strip())), kind)
        spaced = [p for p in self._kinds if p[-1] < _LAST_SPACED]
        arabic = [p for p in self._kinds if _LAST_SPACED <= p[-1] < "\u0780"]
        unspaced = [p for p in self._kinds if p[-1] >= "\u0780"]
        latin = rf"(?<![^\W\d_]){trie(spaced)}(?![^\W\d_])"
        options = [latin]
        if arabic:
            options.append(rf"(?<![^\W\d_]){_ARABIC_PREFIX}(?P<arabic>{trie(arabic)})(?![^\W\d_])")
        if unspaced:
            options.append(trie(unspaced))
        self._latin = re.compile(latin)
        self._any = re.compile("|".join(options))

    def find(self, low: str) -> Iterator[Found[Kind]]:
        """Phrases in `low` from left to right, the longest at each place, none overlapping another."""
        kinds = self._kinds
        for match in self.matches(low):
            yield Found(match.start(), match.end(), kinds[_key((match.groupdict().get("arabic")) or match.group())])

    def matches(self, low: str) -> Iterator[re.Match[str]]:
        """As `find`, without the kinds."""
        pattern = self._latin if not low or max(low) < _LAST_SPACED else self._any
        return pattern.finditer(low)


def _key(phrase: str) -> str:
    return re.sub(r"[ \-]+", " ", phrase) if "-" in phrase or "  " in phrase else phrase


def trie(phrases: Iterable[str]) -> str:
    """A regular expression that matches the longest of the phrases without trying one after another."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for phrase in phrases:
        node = root
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root) if root else r"(?!)"


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    options = [
        (_SPACE if char == " " else re.escape(char)) + _branch(child) for char, child in node.items() if char
    ]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return f"(?:{'|'.join(options)})?" if "" in node else body
