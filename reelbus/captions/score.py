"""Scoring of parsed captions against labelled ones. Pure: what is read and printed is the caller's business."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from libs.events import CaptionParsed
from reelbus.captions.rates import Rates

SCALARS = ("price", "currency", "original_price", "price_range", "bundle", "size_system", "availability")
LISTS = ("sizes", "hashtags")
FIELDS = (*SCALARS[:5], "sizes", "size_system", "hashtags", "availability", "title")
_NOTHING = (None, False, "unknown")
"""Values for what a caption does not say: neither given nor labelled, for precision and recall."""
_SOFT = re.compile(r"soft\[(\w+)=")


class LabelledCaption(BaseModel):
    """One line of a corpus. A label that is missing is not scored; unknown fields are ignored.

    `note` may begin with `soft[field=JSON]` (any number): a value that a careful reader could also give.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    caption: str
    price: int | float | None = None
    currency: str | None = None
    original_price: int | float | None = None
    price_range: tuple[int | float, int | float] | None = None
    bundle: bool = False
    sizes: list[str] = []
    size_system: str | None = None
    hashtags: list[str] = []
    availability: str = "unknown"
    title_contains: list[str] = []
    note: str = ""

    def soft(self) -> dict[str, list[Any]]:
        """The other values that a lenient score accepts, by field; raises ValueError when one is not JSON."""
        values: dict[str, list[Any]] = {}
        for match in _SOFT.finditer(self.note):
            value, _ = json.JSONDecoder().raw_decode(self.note, match.end())
            values.setdefault(match.group(1), []).append(value)
        return values


@dataclass(frozen=True, slots=True)
class Miss:
    """A field of a caption that is not as labelled."""

    id: str
    field: str
    expected: Any
    got: Any
    caption: str
    lenient: bool
    """Wrong under the lenient score as well."""


@dataclass(slots=True)
class Report:
    """The outcome: strict and lenient scores by field, the wrong-price rate, and every miss."""

    captions: int = 0
    strict: dict[str, Rates] = field(default_factory=lambda: {name: Rates() for name in FIELDS})
    """By field. For lists they count items, for a title captions whose label names a product."""
    lenient: dict[str, Rates] = field(default_factory=lambda: {name: Rates() for name in FIELDS})
    wrong_prices: int = 0
    wrong_prices_lenient: int = 0
    untitled: int = 0
    """Captions whose label names no product and that got no title: reported, not scored."""
    misses: list[Miss] = field(default_factory=list)

    @property
    def wrong_price_rate(self) -> float:
        """Share of captions for which a price was given that is not the label's, a null label included."""
        return self.wrong_prices / self.captions if self.captions else 0.0

    @property
    def wrong_price_rate_lenient(self) -> float:
        """The same, with soft labels accepted."""
        return self.wrong_prices_lenient / self.captions if self.captions else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON: rates between 0 and 1."""
        return {
            "captions": self.captions,
            "wrong_price_rate": {"strict": self.wrong_price_rate, "lenient": self.wrong_price_rate_lenient},
            "strict": {name: score.as_dict() for name, score in self.strict.items()},
            "lenient": {name: score.as_dict() for name, score in self.lenient.items()},
            "untitled": self.untitled,
            "misses": [asdict(miss) for miss in self.misses],
        }


def score(rows: Iterable[LabelledCaption], parsed: Iterable[CaptionParsed]) -> Report:
    """Compare each labelled caption with what was parsed from it, in the same order.

    Raises ValueError when there are not as many parsed captions as labelled ones.
    """
    report = Report()
    for row, got in zip(rows, parsed, strict=True):
        report.captions += 1
        soft = row.soft()
        for name in SCALARS:
            if name in row.model_fields_set:
                _score_scalar(report, row, name, got, soft.get(name, []))
        for name in LISTS:
            if name in row.model_fields_set:
                _score_list(report, row, name, got, soft.get(name, []))
        if "title_contains" in row.model_fields_set:
            _score_title(report, row, got, soft.get("title_contains", []))
    return report


def _plain(value: Any) -> Any:
    """Tuples as lists, so that labels, soft labels and parsed values compare."""
    return list(value) if isinstance(value, tuple) else value


def _score_scalar(report: Report, row: LabelledCaption, name: str, parsed: CaptionParsed, soft: list[Any]) -> None:
    expected, got = _plain(getattr(row, name)), _plain(getattr(parsed, name))
    strictly = got == expected
    leniently = strictly or got in soft
    for scores, right, label in (
        (report.strict, strictly, expected),
        (report.lenient, leniently, got if leniently else expected),
    ):
        scores[name].given += got not in _NOTHING
        scores[name].labelled += label not in _NOTHING
        scores[name].correct += right and got not in _NOTHING
    if name == "price" and got is not None:
        report.wrong_prices += not strictly
        report.wrong_prices_lenient += not leniently
    if not strictly:
        report.misses.append(Miss(row.id, name, expected, got, row.caption, lenient=not leniently))


def _score_list(report: Report, row: LabelledCaption, name: str, parsed: CaptionParsed, soft: list[Any]) -> None:
    expected, got = getattr(row, name), getattr(parsed, name)
    best = max([expected, *soft], key=lambda labels: len(set(labels) & set(got)) * 2 - len(set(labels) ^ set(got)))
    for scores, labels in ((report.strict, expected), (report.lenient, best)):
        scores[name].given += len(set(got))
        scores[name].labelled += len(set(labels))
        scores[name].correct += len(set(got) & set(labels))
    if got != expected:
        report.misses.append(Miss(row.id, name, expected, got, row.caption, lenient=got != best))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _score_title(report: Report, row: LabelledCaption, parsed: CaptionParsed, soft: list[Any]) -> None:
    if not row.title_contains:
        report.untitled += parsed.title is None
        return
    title = _fold(parsed.title or "")

    def named(words: list[str]) -> bool:
        return bool(title) and all(_fold(word) in title for word in words)

    strictly = named(row.title_contains)
    leniently = strictly or any(named(words) for words in soft)
    for scores, right in ((report.strict, strictly), (report.lenient, leniently)):
        scores["title"].given += parsed.title is not None
        scores["title"].labelled += 1
        scores["title"].correct += right
    if not strictly:
        report.misses.append(
            Miss(row.id, "title", row.title_contains, parsed.title, row.caption, lenient=not leniently)
        )
