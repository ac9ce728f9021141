"""Words of the languages of the markets, and what is made of them: searches by word, and parts of patterns.

A table is one string, its words separated by `|`, each as `Text.low` has it: lower case, without accents. Tables come
in two kinds:

- Tables of phrases, for a `Lexicon`, a `Trigger` or a `trie`: plain words, in any order. Which scripts put spaces
  between words is known from their letters.
- Tables for `alternatives` and its kin. A word may hold `?`, `(?:…)` and `[ae]` for its spellings. The first word that
  lets the rest of the pattern match is taken. A table whose name ends in `_UNSPACED` is for scripts without spaces
  between words, and for beginnings of words: nothing is asked of what stands beside them.

A table `X_STEMS` beside a table `X` spares a search: no word of `X` lacks all of its stems.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from libs.text.normalised import fold

Kind = TypeVar("Kind")
Value = TypeVar("Value")

_FIRST_ARABIC, _FIRST_UNSPACED = "\u0590", "\u0900"
# Articles and prepositions that Arabic writes together with the word.
_ARABIC_PREFIX = re.compile("(?:و|ف)?(?:بال|وال|لل|ال|ب|ل)?")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[^\w \-]")
"""A word, a number, or a sign. Spaces, hyphens and underscores only part them, in captions and phrases alike."""
_PARTED = re.compile(r"[ \-]{1,2}")
_UNSPACED = re.compile(f"[{_FIRST_UNSPACED}-\U0010ffff]")


@dataclass(slots=True)
class Words:
    """The tokens of a text, made once for all lexicons."""

    low: str
    tokens: list[str] = field(init=False)
    starts: list[int] = field(init=False)
    vocabulary: set[str] = field(init=False)
    """The tokens, and the parts of those with apostrophes."""
    unspaced: set[str] = field(init=False, default_factory=set)
    """Characters of scripts that put no spaces between words, or that Python does not see as letters, and signs."""
    arabic: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        low = self.low
        matches = list(_TOKEN.finditer(low))
        self.tokens = [match.group() for match in matches]
        self.starts = [match.start() for match in matches]
        self.vocabulary = set(self.tokens)
        if "'" in low:
            self.vocabulary.update(part for token in self.tokens if "'" in token for part in token.split("'"))
        if not low.isascii():
            self.unspaced.update(_UNSPACED.findall(low))
            self.arabic = bool(self.unspaced) or max(low) >= _FIRST_ARABIC


@dataclass(frozen=True, slots=True)
class Found(Generic[Kind]):
    """A phrase of a lexicon at `low[start:end]`."""

    start: int
    end: int
    kind: Kind


class Lexicon(Generic[Kind]):
    """Phrases by kind, found as whole words where their script has spaces between words."""

    def __init__(self, phrases: Mapping[Kind, str]) -> None:
        """`phrases`: per kind, phrases separated by `|` or line breaks. A phrase given twice keeps its first kind."""
        self._spaced: dict[str, list[tuple[list[str], Kind]]] = {}
        unspaced: dict[str, Kind] = {}
        for kind, listed in phrases.items():
            for phrase in re.split(r"[|\n]", listed):
                low = fold(phrase.strip())
                if low and low[-1] >= _FIRST_UNSPACED:
                    unspaced.setdefault(low, kind)
                elif words := _TOKEN.findall(low):
                    entries = self._spaced.setdefault(words[0], [])
                    if all(words != known for known, _ in entries):
                        entries.append((words, kind))
        for entries in self._spaced.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._kinds = unspaced
        self._firsts = frozenset(phrase[0] for phrase in unspaced)
        self._unspaced = re.compile(trie(unspaced)) if unspaced else None

    def find(self, words: Words) -> list[Found[Kind]]:
        """Phrases from left to right, the longest at each place; none overlaps another of its script."""
        found: list[Found[Kind]] = []
        tokens, starts, spaced = words.tokens, words.starts, self._spaced
        if words.arabic:
            known = [index for index, token in enumerate(tokens) if token in spaced or self._without_prefix(token)]
        elif spaced.keys().isdisjoint(words.vocabulary):
            return found
        else:
            known = [index for index, token in enumerate(tokens) if token in spaced]
        passed = 0
        for index in known:
            if index < passed:
                continue
            token = tokens[index]
            for phrase, kind in spaced.get(token) or self._without_prefix(token):
                size = len(phrase)
                if size == 1 or tokens[index + 1 : index + size] == phrase[1:]:
                    passed = index + size
                    found.append(Found(starts[index], starts[passed - 1] + len(tokens[passed - 1]), kind))
                    break
        if self._unspaced is not None and not self._firsts.isdisjoint(words.unspaced):
            matches = self._unspaced.finditer(words.low)
            more = [Found(*match.span(), listed(self._kinds, match.group())) for match in matches]
            if more:
                found = sorted((*found, *more), key=lambda phrase: phrase.start)
        return found

    def _without_prefix(self, token: str) -> list[tuple[list[str], Kind]] | tuple[()]:
        """Entries of an Arabic word without the article or preposition that is written with it."""
        if not _FIRST_ARABIC <= token[0] < _FIRST_UNSPACED or (match := _ARABIC_PREFIX.match(token)) is None:
            return ()
        return self._spaced.get(token[match.end() :], ())


class Trigger:
    """One word of each of some phrases: without any of them, a search for the phrases can be spared."""

    def __init__(self, *tables: str) -> None:
        """`tables`: phrases separated by `|` or line breaks."""
        phrases = [phrase for table in tables for phrase in folded(table)]
        spaced = [_TOKEN.findall(phrase) for phrase in phrases if phrase[-1] < _FIRST_UNSPACED]
        self._words = frozenset(max(tokens, key=len) for tokens in spaced if tokens)
        self._characters = frozenset(phrase[-1] for phrase in phrases if phrase[-1] >= _FIRST_UNSPACED)

    def absent(self, words: Words) -> bool:
        """Whether none of the phrases can be in the text as whole words."""
        return self._words.isdisjoint(words.vocabulary) and self._characters.isdisjoint(words.unspaced)


def trie(phrases: Iterable[str]) -> str:
    """A regular expression that matches the longest of the phrases without trying one after another.

    A space in a phrase matches one or two spaces or hyphens.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for phrase in phrases:
        node = root
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branch(root) if root else r"(?!)"


def alternatives(*tables: str) -> str:
    """A regular expression for one of the words of some tables: the first in their order that lets the rest match."""
    return f"(?:{re.sub(r'[|]{2,}', '|', '|'.join(tables)).strip('|')})"


def any_phrase(table: str) -> str:
    """A regular expression for one of the phrases of a table, folded, the longest first."""
    phrases = sorted(set(folded(table)), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in phrases)


def whole_words(*tables: str) -> str:
    """The same with no letter on either side. A digit may touch the word."""
    return rf"(?<![^\W\d_]){alternatives(*tables)}(?![^\W\d_])"


def separate_words(*tables: str) -> str:
    """The same with neither a letter nor a digit on either side."""
    return rf"(?<![^\W_]){alternatives(*tables)}(?![^\W_])"


def listed(table: Mapping[str, Value], written: str) -> Value:
    """What a table says of a phrase that a `trie` of its phrases matched: two spaces or a hyphen may part its words."""
    if (found := table.get(written)) is not None:
        return found
    phrase = _PARTED.sub(" ", written)
    return next(value for known, value in table.items() if _PARTED.sub(" ", known) == phrase)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    options = [
        (r"[ \-]{1,2}" if char == " " else re.escape(char)) + _branch(child) for char, child in node.items() if char
    ]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return f"(?:{'|'.join(options)})?" if "" in node else body


def folded(phrases: str, *, spaced: bool | None = None) -> Iterator[str]:
    """The phrases of a table, folded; only those of scripts with or without spaces when `spaced` says so."""
    for phrase in re.split(r"[|\n]", phrases):
        low = fold(phrase.strip())
        if low and spaced in {None, low[-1] < _FIRST_UNSPACED}:
            yield low
