"""Normalised caption text that remembers where each character came from."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from libs.text.mojibake import repair

MAX_CHARACTERS = 10_000
"""Code points of a caption that are read. Real captions have at most 4,000."""

BREAK = "\x1f"
"""What emoji and other pictures become: they end a clause as a full stop does."""
MONEY = "\x1e"
"""What money bags, banknotes and price labels become: a price follows."""

MASK = "\x00"
"""Stands for a character that later steps must not read. It ends a clause."""
TELEPHONE = "\x1d"
"""What telephones become: a number to call follows."""

_TELEPHONES = "☎📞📲"
_MONEY_SIGNS = "💰💵💴💶💷💸🏷🤑🪙"
_KEPT_SIGNS = "→❌×₿°‰№™®©"
_ARROWS = "➡➜➔➝➞➤⇒⟶⮕➠►▶⏩👉⟹⇨"
_DASHES = "‐‑‒–—―−﹘﹣－⁃⸺﹏∼˜"
_CROSSES = "✕✖✗✘❎🚫"
_BULLETS = "•●▪‣"
_SPECIAL = {
    **dict.fromkeys("’‘ʼ´`′", "'"), **dict.fromkeys("“”„″＂", '"'), **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("～〜", "~"), **dict.fromkeys(_ARROWS, "→"), **dict.fromkeys(_CROSSES, "❌"),
    **dict.fromkeys(_BULLETS, BREAK), **dict.fromkeys(_MONEY_SIGNS, MONEY), **dict.fromkeys(_TELEPHONES, TELEPHONE),
    **dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"), "\t": " ", "ー": "ー", "·": "·", "ـ": "",
    "½": ".5", "¼": ".25", "¾": ".75", "٫": ".", "٬": ",", "،": ",", "、": ",", "。": ".", "۔": ".", "।": ".", "؟": "?",
    "؛": ";", "ß": "ss", "œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE",
}  # fmt: skip
"""What NFKC does not fold, or folds to something else than a reader takes it for."""
_ARABIC_FOLD = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه"}
)
_STRIKES = "\u0335\u0336\u0337\u0338"
_RUNS = re.compile(r"[\x20-\x7e\n]+|[\s\S]")
_KEYCAP = "\u20e3"
_LONGEST_FOLD = 6
_PLAIN_ASCII = re.compile(r"[\x20-\x7e\n]*\Z")


class _CharTable(dict[str, tuple[str, str, bool]]):
    """Each character's plain and low forms, of one length, which may be 0, and whether it joins the one before it."""

    def __missing__(self, char: str) -> tuple[str, str, bool]:
        plain = _plain(char)
        joins = char == _KEYCAP or unicodedata.combining(char) != 0
        form = self[char] = (plain, "".join(_low(c) for c in plain), joins)
        return form


def _plain(char: str) -> str:  # noqa: PLR0911 - one case after another
    if char in _SPECIAL:
        return _SPECIAL[char]
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    category = unicodedata.category(char)
    code = ord(char)
    if 0x1F150 <= code <= 0x1F169 or 0x1F170 <= code <= 0x1F189:  # letters in black discs and squares
        return chr(ord("A") + (code - 0x1F150) % 32)
    if 0x1F1E6 <= code <= 0x1F1FF or char in _KEPT_SIGNS:  # flags name the country
        return char
    if category in {"Cf", "Cc", "Cn", "Cs", "Co"} and char != "\n":
        return ""
    if category == "No":
        # ① begins a list item; ² belongs to a unit. Neither is a digit of a price.
        return BREAK if unicodedata.decomposition(char).startswith("<circle>") or 0x2776 <= code <= 0x2793 else char
    folded = unicodedata.normalize("NFKC", char)
    if len(folded) > _LONGEST_FOLD:
        return char  # a phrase in one character (ﷺ has 18) says nothing, and would make the text as many times longer
    if category in {"So", "Sk"} and folded == char:
        return BREAK
    if category == "Mn" and 0xFE00 <= code <= 0xFE0F:
        return ""
    if category == "Zs":
        return " "
    return folded.translate(_ARABIC_FOLD) if char >= "\u0600" else folded


def _low(char: str) -> str:
    lower = char.lower()[:1] or char
    if lower == "ı":
        return "i"
    if lower < "\u0250" or "\u0370" <= lower < "\u0400" or "\u1e00" <= lower < "\u2000":
        # Latin and Greek: accents are typed or left out at whim
        lower = {"đ": "d", "ð": "d", "ø": "o", "ł": "l"}.get(lower, unicodedata.normalize("NFD", lower)[0])
    return lower


_TABLE = _CharTable()


def covered(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """For each of `length` characters, 1 where a span covers it and 0 elsewhere."""
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\x01" * (end - start)
    return marks


def replaced(text: str, spans: Iterable[tuple[int, int]], change: Callable[[str], str]) -> str:
    """`text` with what stands in the spans changed to something of the same length."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            parts += (text[done:start], change(text[max(start, done) : end]))
            done = end
    parts.append(text[done:])
    return "".join(parts)


def fold(phrase: str) -> str:
    """A lexicon phrase in the form in which `Text.low` has it."""
    return Text(phrase).low


@dataclass(slots=True)
class Text:
    """A caption's first 10,000 code points in three forms.

    `repaired` is the caption with mojibake undone. `plain` is folded further: NFKC, ASCII digits, one kind of
    dash and quote, emoji as breaks. `low` is `plain` in lower case without Latin accents, character for character.
    """

    caption: str
    repaired: str = field(init=False)
    plain: str = field(init=False)
    low: str = field(init=False)
    struck: set[int] = field(init=False, default_factory=set)
    _origins: Sequence[int] | None = field(init=False, default=None)
    _starts: Sequence[int] = field(init=False)
    _ends: Sequence[int] = field(init=False)

    def __post_init__(self) -> None:
        head = self.caption[:MAX_CHARACTERS]
        if _PLAIN_ASCII.match(head):
            self.repaired = self.plain = head
            self.low = head.lower()
            self._starts, self._ends = range(len(head)), range(1, len(head) + 1)
            return
        self.repaired, self._origins = repair(head)
        self._fold()

    def _fold(self) -> None:
        plain: list[str] = []
        low: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        table = _TABLE
        index = 0
        for run in _RUNS.findall(self.repaired):
            if " " <= run[0] <= "~" or run[0] == "\n":
                plain += run
                low += run.lower()
                starts += range(index, index + len(run))
                ends += range(index + 1, index + len(run) + 1)
                index += len(run)
                continue
            form, form_low, joins = table[run]
            index += 1
            if not form:
                if ends:
                    ends[-1] = index
                continue
            if joins and plain and self._combine(run, plain, low):
                ends[-1] = index
                continue
            plain += form
            low += form_low
            if len(form) == 1:
                starts.append(index - 1)
                ends.append(index)
            else:
                starts += [index - 1] * len(form)
                ends += [index] * len(form)
        self.plain, self.low = "".join(plain), "".join(low)
        self._starts, self._ends = starts, ends

    def _combine(self, mark: str, plain: list[str], low: list[str]) -> bool:
        """Join a combining mark to the character before it; False when the script needs the mark to stand."""
        if mark == _KEYCAP:
            if not plain[-1].isdigit():
                plain[-1] = low[-1] = BREAK
            return True
        if mark in _STRIKES:
            self.struck.add(len(plain) - 1)
            return True
        base = plain[-1]
        composed = unicodedata.normalize("NFC", base + mark)
        if len(composed) == 1:
            form, form_low, _ = _TABLE[composed]
            plain[-1], low[-1] = (form, form_low) if len(form) == 1 else (composed, composed)
            return True
        return base < "\u0370" or "\u0600" <= base < "\u0700" or base > "\u2000"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `plain[start:end]` stands in the caption as it was sent, in code points."""
        first, last = self._starts[start], self._ends[end - 1]
        if self._origins is None:
            return first, last
        return self._origins[first], self._origins[last]

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """Where `caption[start:end]` stands in `plain`: the reverse of `span`, to the next character."""
        if self._origins is not None:
            start, end = bisect_left(self._origins, start), bisect_left(self._origins, end)
        return bisect_left(self._starts, start), bisect_left(self._starts, end)

    def original(self, start: int, end: int) -> str:
        """`plain[start:end]` as the seller wrote it, mojibake undone."""
        return self.repaired[self._starts[start] : self._ends[end - 1]]
