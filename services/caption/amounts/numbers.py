"""Number tokens and their values: separators of all locales."""

import re

NUMBER = re.compile(
    r"\d(?<![\d'].)(?<!\d[.,].)(?:\d{0,2}(?: \d{3})+(?!\d|[.']\d|,\d{3})(?:,\d{1,2}(?!\d))?|\d*(?:[.,']\d+)*)"
)
"""A number as written, thousands separated by points, commas, apostrophes or single spaces, or not at all."""

_MAX_DIGITS = 13
_GROUPS = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+\Z|\d{1,2}(?:,\d{2})+,\d{3}\Z")


def value_of(token: str, *, three_decimals: bool = False, multiplier: int = 1) -> float | None:
    """The value of a `NUMBER` token, or None when its separators make no sense.

    `three_decimals`: the currency has a thousandth (4.750 KD). A single group of three digits after a point or comma is
    thousands, except there, after a leading zero, and before a word for millions (1.450 juta).
    """
    if token.isdigit():
        return int(token) if len(token) <= _MAX_DIGITS else None
    if sum(c.isdigit() for c in token) > _MAX_DIGITS:
        return None
    whole, decimals = token, ""
    separators = [c for c in token if not c.isdigit()]
    if separators:
        last = separators[-1]
        tail = token.rpartition(last)[2]
        decimal = last in ".," and (
            len(tail) in {1, 2}
            or (len(tail) == 3 and last == "." and three_decimals and "." not in separators[:-1])
            or (len(tail) == 3 and len(separators) == 1 and (token.startswith("0") or multiplier >= 1_000_000))
        )
        if decimal:
            if last in separators[:-1]:
                return None
            whole, decimals = token.rpartition(last)[0], tail
        seps = {c for c in whole if not c.isdigit()}
        if seps and (len(seps) > 1 or not _GROUPS.match(whole)):
            return None
    digits = "".join(c for c in whole if c.isdigit())
    if not decimals:
        return int(digits)
    return float(f"{digits}.{decimals}")


def tidy(value: float) -> int | float:
    """An amount as JSON has it: without a fraction when it has none, and without binary dust otherwise."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded
