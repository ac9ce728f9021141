"""Conditions on a part of a listing, such as `lexicon_version<3`. Pure."""

import operator
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, get_args

from libs.events import PART_VERSIONS, ListingPart, PartName
from reelbus.console.nearest import did_you_mean

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_FORM = re.compile(r"\s*([a-z_]+)\s*(<=|>=|!=|=|<|>)\s*(.*?)\s*", re.DOTALL)
_NUMBERS = {"revision": 0, "degraded": 0, "taxonomy_version": -1, "lexicon_version": -1, "prompt_version": -1}
"""Fields that are numbers, with what a missing one counts as: a version as less than every version."""
_STATES: tuple[str, ...] = get_args(ListingPart.model_fields["status"].annotation)
_ORDERED = "run"
"""The one text that has an order: a run's name begins with its time."""


class Condition(NamedTuple):
    """A comparison of a part's field with a value."""

    field: str
    compare: Callable[[Any, Any], bool]
    value: int | str

    def holds(self, part: ListingPart) -> bool:
        """Whether it holds for `part`."""
        own = getattr(part, self.field) if self.field in ListingPart.model_fields else part.versions.get(self.field)
        if own is None:
            own = _NUMBERS.get(self.field, "")
        # What a stranger's event said may have another type.
        return type(own) is type(self.value) and self.compare(own, self.value)


def condition(text: str, part: PartName) -> Condition:
    """The condition in `text` on `part`. Raises ValueError."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"invalid condition {text!r}: use FIELD<VALUE, with one of {' '.join(_OPERATORS)}")
    field, sign, value = match.groups()
    known = fields(part)
    if field not in known:
        raise ValueError(f"unknown field {field!r}: use {', '.join(known)}{did_you_mean(field, known)}")
    if field in _NUMBERS:
        if not re.fullmatch(r"\d{1,15}", value):
            valid = "0 or 1" if field == "degraded" else "a whole number of at most 15 digits"
            raise ValueError(f"{field} must be {valid}, not {value!r}")
        return Condition(field, _OPERATORS[sign], int(value))
    if sign not in ("=", "!=") and field != _ORDERED:
        raise ValueError(f"{field} is a text without an order: use {field}={value} or {field}!={value}")
    if field == "status" and value not in _STATES:
        raise ValueError(f"status must be one of {', '.join(_STATES)}, not {value!r}{did_you_mean(value, _STATES)}")
    return Condition(field, _OPERATORS[sign], value)


def fields(part: PartName) -> Sequence[str]:
    """The fields of `part` that a condition may name."""
    return "status", "revision", _ORDERED, *PART_VERSIONS[part]
