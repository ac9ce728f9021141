"""Stretches of a caption whose digits and words count for nothing: addresses, handles, telephone numbers, dates."""

import re

from libs.text.instructions import blank_instructions
from libs.text.normalised import MASK, Text
from libs.text.tables.contacts import (
    BEFORE_HASH_PRICE,
    BEHIND_HASH_PRICE,
    CONTACTS,
    CONTACTS_UNSPACED,
    MONEY_BEHIND_CONTACT,
    PRICED_AT,
)
from libs.text.tables.dates import (
    CLOCKS,
    DAYS,
    DAYS_UNSPACED,
    MONEY_BEHIND_CLOCK,
    MONEY_BEHIND_DAY,
    MONTHS,
    O_CLOCK,
    OF_MONTH,
    ORDINALS,
    ORDINALS_OF_MONTH,
)
from libs.text.words import Trigger, Words, alternatives, trie

__all__ = ["HASHTAG", "MASK", "is_hashtag", "mask_addresses", "mask_others"]


_URL = re.compile(
    r"(?:https?:/{1,2}|(?<![\w.])www\.)\S+"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,40}\.){0,3}[a-z0-9-]{0,40}[a-z][a-z0-9-]{0,20}\."
    r"(?:com|net|org|me|ly|link|gl|bio|page|ee|co\.[a-z]{2}|com\.[a-z]{2}|gd|gg|app)(?![\w])(?:[/?#:]\S*)?"
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,40}\.){0,3}[a-z0-9-]{0,40}[a-z][a-z0-9-]{0,20}\.[a-z]{2,5}/\S*"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,40}"
    r"|&\#?\w{2,8};"
)
_DOMAIN = re.compile(r"\.(?:[a-z]|(?<=www\.)\S)")
"""What every address has in it, but for those that say "http", e-mail addresses and entities."""
_HANDLE = re.compile(rf"(?<![\w@])@(?!{alternatives(PRICED_AT)}[.:]?[ ]?[\d₵¢$])[a-z_][\w.]{{1,60}}")
_MARKS = (
    "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e00-\u0e3e\u0e40-\u0e7f"
    "\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u200c\u200d"
)
HASHTAG = re.compile(rf"#(?P<tag>(?:[^\W_]|[_{_MARKS}])(?:\w|[{_MARKS}])*)")
_NAIRA = re.compile(r"(?:\d+k)\Z")
_NAIRA_BEFORE = re.compile(rf"(?:^|[\s(]){alternatives(BEFORE_HASH_PRICE)} ?[:=-]? ?\Z")
_NAIRA_AFTER = re.compile(rf" ?[,;)/]| {alternatives(BEHIND_HASH_PRICE)}\b")
_LETTER = re.compile(r"[^\W\d_]")

_MONTH = f"(?:{trie(MONTHS.split('|'))})"
_DAY_OF_MONTH = rf"{alternatives(ORDINALS_OF_MONTH)}?[ -]{{0,2}}(?:{alternatives(OF_MONTH)} |- ?\d{{1,2}} )?{_MONTH}"
_TIME = re.compile(
    r"\d(?<![\d.,/]\d)(?:(?<=1)(?:0[./]10|1[./]11|2[./]12)(?![\d.,/])"
    rf"|\d?(?:[:h]\d{{2}}(?:[ ]?[ap]\.?m\b)?(?!\d)|(?:[.:]\d{{2}})?[ ]?{alternatives(O_CLOCK)}|h(?![a-z\d]))"
    rf"|(?<!-\d)\d{{0,2}}{alternatives(ORDINALS)}(?![a-z])"
    rf"|\d?{_DAY_OF_MONTH}(?![a-z])(?:[ ,]{{0,2}}(?:de )?20\d\d)?"
    r"|\d?\s?[月]\s?\d{1,2}\s?[日号]?|\d?[日号時时](?!\d))"
)
_DATE = re.compile(
    r"\d(?<![\d.,/-]\d)(?:(?<=2)0\d\d([/.-])(?:0?[1-9]|1[0-2])\1\d{1,2}|(?:(?<=0)[1-9]|(?<=[12])\d|(?<=3)[01]"
    r"|(?<=[1-9]))([/.-])(?:0?[1-9]|[12]\d|3[01])\2(?:20\d\d|2\d))(?![\d-])"
)
_DAY = re.compile(
    rf"(?:(?<![^\W_])(?:{_MONTH}|{alternatives(DAYS)})|{alternatives(DAYS_UNSPACED)})\.?[ ]?"
    rf"\d{{1,2}}(?:{alternatives(ORDINALS)}|[/:-]\d{{1,4}})?"
    rf"(?![\d.,k]|[ ]?(?:{alternatives(MONEY_BEHIND_DAY)}\b|[€£$₺]))(?:,? 20\d\d)?"
)
_CLOCK = re.compile(
    rf"(?<![^\W_]){alternatives(CLOCKS)}\.?[ ]?(?:[01]?\d|2[0-3])\.[0-5]\d"
    rf"(?![\d.,]?\d|[ ]?{alternatives(MONEY_BEHIND_CLOCK)}(?![^\W\d_]))"
)
"""A time of day written with a point, behind a word for it: `jam 19.30`."""
_POINT = re.compile(r"\.(?<=\d\.)[0-5]\d")
"""What every match of `_CLOCK` has in it."""
_DAY_WORDS = Trigger(MONTHS, DAYS, DAYS_UNSPACED)
_LONG_NUMBER = re.compile(
    r"[+(\d](?:(?<=\+)[ ]?\(?\d|(?<=\()\d|(?<=\d))(?<![\d.,]\d)(?:[ ().-]{0,2}\d|/\d(?=\d{5})){4,15}(?!\d)"
)
_PHONE = re.compile(
    r"(?:\+|00(?=\d))[ ]?\(?\d.*|\(?0\d{1,4}\)?(?:[ ./-]{0,2}\d{2,8}){1,4}|\(\d{2,3}\)[ ]?\d{3,5}[ -]?\d{3,4}"
    r"|\d{2}[ ]9?\d{4}-\d{4}"
    r"|\d{9,}|\d{5}[ -]\d{5}|\d{2,4}[ -]\d{3,4}[ -]\d{4}|\d{4}[ -]\d{3}[ -]\d{3}"
)
_CONTACT = re.compile(
    rf"(?:\x1d|(?<![^\W_]){alternatives(CONTACTS)}(?![^\W\d_])|{alternatives(CONTACTS_UNSPACED)})"
    r"[^\d\n]{0,14}\Z"
)
_PRICE_NEXT = re.compile(rf"[ ]?{alternatives(MONEY_BEHIND_CONTACT)}(?![^\W\d_])")
_PHONE_DIGITS = 7
"""A number that looks like a telephone's has at least these many digits; after "call" or "till", four do."""

_DIGIT = re.compile(r"\d")


def mask_addresses(text: Text) -> str:
    """`text.low` with URLs, e-mail addresses and handles replaced by `MASK`."""
    low = text.low
    if "http" in low or "&" in low or ("." in low and ("@" in low or _DOMAIN.search(low))):
        low = _URL.sub(_blank, low)
    if "@" in low:
        low = _HANDLE.sub(_blank, low)
    return low


def mask_others(low: str) -> Words:
    """`low` with hashtags, telephone numbers, dates and clock times replaced as well: the words that may hold facts."""
    if "#" in low:
        low = HASHTAG.sub(_blank_tag, low)
    low = blank_instructions(low)
    if not _DIGIT.search(low):
        return Words(low)
    low = _TIME.sub(_blank, _DATE.sub(_blank, _LONG_NUMBER.sub(_blank_phone, low)))
    if _POINT.search(low):
        low = _CLOCK.sub(_blank, low)
    words = Words(low)
    if _DAY_WORDS.absent(words):
        return words
    masked = _DAY.sub(_blank, low)
    return words if masked == low else Words(masked)


def _blank(match: re.Match[str]) -> str:
    return MASK * len(match.group())


def _blank_tag(match: re.Match[str]) -> str:
    return MASK * len(match.group()) if is_hashtag(match) else match.group()


def is_hashtag(match: re.Match[str]) -> bool:
    """Whether a `HASHTAG` match is one: it has a letter, and is not a naira price as in `only #15k`."""
    tag = match.group("tag").lower()
    if not _LETTER.search(tag):
        return False
    if not _NAIRA.match(tag):
        return True
    head = match.string[max(0, match.start() - 12) : match.start()].lower()
    return not (_NAIRA_BEFORE.search(head) or _NAIRA_AFTER.match(match.string, match.end()))


def _blank_phone(match: re.Match[str]) -> str:
    number, low = match.group(), match.string
    digits = sum(c.isdigit() for c in number)
    before = low[max(0, match.start() - 28) : match.start()]
    if _CONTACT.search(before):
        return number if _PRICE_NEXT.match(low, match.end()) else MASK * len(number)
    if before[-1:].isalnum() or digits < _PHONE_DIGITS:
        return number
    phone = _PHONE.match(number)
    if phone is None or sum(c.isdigit() for c in phone.group()) < _PHONE_DIGITS:
        return number
    # "0803 000 1122 40": what follows the telephone number stays.
    return MASK * phone.end() + number[phone.end() :]
