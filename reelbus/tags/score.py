"""Scoring of tags against labelled captions. Pure: what is read and printed is the caller's business."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from libs.events import TagsGenerated
from reelbus.captions.rates import Rates

_SOFT = re.compile(r"soft\[category=")
_BINS = 10


class LabelledTags(BaseModel):
    """One line of a corpus: docs/tag-labels.md. Unknown fields are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    caption: str
    region: str = ""
    category: str | None = None
    tags: list[str] = []
    note: str = ""

    def soft(self) -> list[str | None]:
        """Other categories that a lenient score accepts; raises ValueError when one is not JSON."""
        return [json.JSONDecoder().raw_decode(self.note, match.end())[0] for match in _SOFT.finditer(self.note)]


@dataclass(frozen=True, slots=True)
class Miss:
    """What of a caption is not as labelled."""

    id: str
    field: str
    expected: Any
    got: Any
    caption: str


@dataclass(slots=True)
class Report:
    """The outcome. Hierarchical rates count a category and all nodes above it."""

    captions: int = 0
    nodes: Rates = field(default_factory=Rates)
    exact: Rates = field(default_factory=Rates)
    roots: Rates = field(default_factory=Rates)
    covered: int = 0
    """Captions with a labelled category that got one."""
    nothing_kept: int = 0
    """Captions without a labelled category that got none."""
    facets: dict[str, Rates] = field(default_factory=dict)
    regions: dict[str, Rates] = field(default_factory=dict)
    """Hierarchical rates by region."""
    spans: int = 0
    bad_spans: int = 0
    answers: list[tuple[float, int, int]] = field(default_factory=list)
    """Of each category that was given: confidence, right nodes, nodes."""
    misses: list[Miss] = field(default_factory=list)

    @property
    def labelled(self) -> int:
        """Captions with a labelled category."""
        return self.exact.labelled

    @property
    def coverage(self) -> float:
        """Share of the captions with a labelled category that got one."""
        return self.covered / self.labelled if self.labelled else 1.0

    @property
    def tags(self) -> Rates:
        """The rates of all facets together."""
        total = Rates()
        for rates in self.facets.values():
            total.correct += rates.correct
            total.given += rates.given
            total.labelled += rates.labelled
        return total

    def line(self) -> list[dict[str, float]]:
        """Hierarchical precision and coverage at each least confidence, from all answers to the surest alone."""
        points = []
        for least in sorted({confidence for confidence, _, _ in self.answers}):
            kept = [(right, nodes) for confidence, right, nodes in self.answers if confidence >= least]
            nodes = sum(nodes for _, nodes in kept)
            precision = sum(right for right, _ in kept) / nodes if nodes else 1.0
            points.append({"confidence": least, "precision": precision, "coverage": len(kept) / max(1, self.labelled)})
        return points

    @property
    def calibration_error(self) -> float:
        """Mean difference between confidence and share of right categories, over ten bins, weighted by their sizes.

        A category is right as far as its nodes are: one of three wrong nodes counts as two thirds right.
        """
        bins: dict[int, list[tuple[float, float]]] = {}
        for confidence, right, nodes in self.answers:
            bins.setdefault(min(_BINS - 1, int(confidence * _BINS)), []).append((confidence, right / nodes))
        total = sum(map(len, bins.values()))
        gaps = (abs(sum(c - share for c, share in answers)) for answers in bins.values())
        return sum(gaps) / total if total else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON: rates between 0 and 1."""
        return {
            "captions": self.captions,
            "hierarchical": self.nodes.as_dict(),
            "exact": self.exact.as_dict(),
            "level_1": self.roots.as_dict(),
            "coverage": self.coverage,
            "nothing_kept": self.nothing_kept,
            "line": self.line(),
            "calibration_error": self.calibration_error,
            "tags": self.tags.as_dict(),
            "facets": {name: rates.as_dict() for name, rates in sorted(self.facets.items())},
            "regions": {name: rates.as_dict() for name, rates in sorted(self.regions.items())},
            "spans": {"all": self.spans, "bad": self.bad_spans},
            "misses": [asdict(miss) for miss in self.misses],
        }


def score(rows: Iterable[LabelledTags], tagged: Iterable[TagsGenerated], *, lenient: bool = False) -> Report:
    """Compare each labelled caption with the tags it got, in the same order. `lenient` accepts soft labels.

    Raises ValueError when there are not as many results as labelled captions.
    """
    report = Report()
    for row, got in zip(rows, tagged, strict=True):
        report.captions += 1
        _score_category(report, row, got, row.soft() if lenient else [])
        _score_tags(report, row, got)
        _score_spans(report, row, got)
    return report


def _path(slug: str | None) -> list[str]:
    parts = slug.split(".") if slug else []
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _score_category(report: Report, row: LabelledTags, got: TagsGenerated, soft: list[str | None]) -> None:
    given = set(_path(got.category))
    label = max((row.category, *soft), key=lambda slug: (slug == got.category, len(given & set(_path(slug)))))
    labelled = set(_path(label))
    for rates in (report.nodes, report.regions.setdefault(row.region, Rates())):
        rates.add(given, labelled)
    report.exact.add({got.category} - {None}, {label} - {None})  # type: ignore[arg-type]
    report.roots.add(set(_path(got.category)[:1]), set(_path(label)[:1]))
    report.covered += got.category is not None and label is not None
    report.nothing_kept += got.category is None and label is None
    if given:
        report.answers.append((got.category_confidence, len(given & labelled), len(given)))
    if got.category != label:
        report.misses.append(Miss(row.id, "category", label, got.category, row.caption))


def _score_tags(report: Report, row: LabelledTags, got: TagsGenerated) -> None:
    given, labelled = _by_facet(got.tags), _by_facet(row.tags)
    for facet in {*given, *labelled}:
        report.facets.setdefault(facet, Rates()).add(given.get(facet, set()), labelled.get(facet, set()))
    if set(got.tags) != set(row.tags):
        wrong, missing = sorted({*got.tags} - {*row.tags}), sorted({*row.tags} - {*got.tags})
        report.misses.append(Miss(row.id, "tags", missing, wrong, row.caption))


def _by_facet(tags: Iterable[str]) -> Mapping[str, set[str]]:
    facets: dict[str, set[str]] = {}
    for tag in tags:
        facets.setdefault(tag.partition(":")[0], set()).add(tag)
    return facets


def _score_spans(report: Report, row: LabelledTags, got: TagsGenerated) -> None:
    """Each tag and category needs words, and they must stand where the evidence says."""
    needed = {*got.tags, *(["category"] if got.category else [])}
    report.spans += len(needed)
    for name in needed:
        proof = got.evidence.get(name)
        report.bad_spans += proof is None or not proof.text or row.caption[proof.start : proof.end] != proof.text
