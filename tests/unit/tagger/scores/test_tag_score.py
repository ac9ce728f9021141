"""How tags are scored."""

import pytest

from libs.events import Evidence, TagsGenerated
from reelbus.tags.score import LabelledTags, Report, score

HEELS, SANDALS = "apparel.shoes.heels", "apparel.shoes.sandals"
CAPTION = "red heels"
EVIDENCE = {
    "category": Evidence(text="heels", start=4, end=9, method="rules", confidence=0.9),
    "colour:red": Evidence(text="red", start=0, end=3, method="rules", confidence=0.9),
}


def scored(label: str | None, got: str | None, *, lenient: bool = False, note: str = "") -> Report:
    row = LabelledTags(
        id="1", caption=CAPTION, region="NG", category=label, tags=["colour:red"] if label else [], note=note
    )
    tags = TagsGenerated(
        video_id="1", category=got, category_confidence=0.9 if got else 0, tags=["colour:red"] if got else [],
        evidence=EVIDENCE if got else {},
    )  # fmt: skip
    return score([row], [tags], lenient=lenient)


@pytest.mark.parametrize(
    ("label", "got", "precision", "recall", "exact", "root"),
    [
        (HEELS, HEELS, 1, 1, 1, 1),
        (HEELS, "apparel.shoes", 1, 2 / 3, 0, 1),
        (HEELS, SANDALS, 2 / 3, 2 / 3, 0, 1),
        (HEELS, "food", 0, 0, 0, 0),
        (HEELS, None, 1, 0, 1, 1),
        (None, HEELS, 0, 1, 0, 0),
        (None, None, 1, 1, 1, 1),
    ],
)
def test_a_category_and_all_above_it(
    label: str | None, got: str | None, precision: float, recall: float, exact: float, root: float
) -> None:
    report = scored(label, got)
    assert report.nodes.precision == pytest.approx(precision)
    assert report.nodes.recall == pytest.approx(recall)
    assert report.exact.precision == exact
    assert report.roots.precision == root


def test_coverage_spans_facets_and_calibration() -> None:
    report = scored(HEELS, HEELS)
    assert (report.coverage, report.spans, report.bad_spans) == (1, 2, 0)
    assert report.facets["colour"].f1 == 1
    assert report.calibration_error == pytest.approx(0.1)
    assert report.line() == [{"confidence": 0.9, "precision": 1, "coverage": 1}]
    assert report.as_dict()["regions"]["NG"]["precision"] == 1
    assert scored(HEELS, None).coverage == 0
    assert scored(None, None).nothing_kept == 1


def test_a_span_that_is_elsewhere_or_missing_is_bad() -> None:
    row = LabelledTags(id="1", caption="x red heels", category=HEELS)
    tags = TagsGenerated(video_id="1", category=HEELS, tags=["colour:red", "fit:slim"], evidence=EVIDENCE)
    assert score([row], [tags]).bad_spans == 3


def test_soft_labels_count_where_lenient() -> None:
    note = f'soft[category="{SANDALS}"] why'
    assert scored(HEELS, SANDALS, note=note).nodes.precision < 1
    assert scored(HEELS, SANDALS, note=note, lenient=True).exact.precision == 1
