"""`reelbus tags`: the tagger without a broker, its scores, and the taxonomy."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from reelbus.captions.rates import COLUMNS
from reelbus.captions.reading import Method, corpus, print_results, with_labels
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.tags.tagging import tagger

if TYPE_CHECKING:
    from reelbus.tags.score import Report

app = typer.Typer(no_args_is_help=True, help="Tag captions without a broker, measure precision, show the taxonomy.")
CORPUS = "tags.jsonl"


@app.command()
def parse(
    *,
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON lines, each with a caption; - is stdin.")] = "-",
    method: Method = None,
) -> None:
    """Print a tags-generated payload for each line of FILE, in the same order.

    A line is a new-video-posted payload or any object with a caption. Without a video_id, the id is line-N. Other lines
    are reported on stderr and left out; the exit status is then 1.
    """
    bad = run(print_results(tagger(method), file))
    if bad:
        raise UserError(f"{bad} left out")


@app.command()
def score(
    *,
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="Labelled captions as JSON lines (default: tests/corpus/tags.jsonl)."),
    ] = None,
    method: Method = None,
    lenient: Annotated[
        bool, typer.Option("--lenient", help="Also accept the other categories that a label allows.")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List each caption that differs from its label.")] = False,
    by_region: Annotated[bool, typer.Option("--regions", help="List the scores of each region as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print precision and recall of categories and tags.

    Hierarchical scores count a category and all above it. What they mean: docs/tags.md.
    """
    from reelbus.tags.score import LabelledTags
    from reelbus.tags.score import score as scored

    labelled, tagged, bad = run(with_labels(tagger(method), corpus(file, CORPUS), LabelledTags))
    if not labelled:
        raise UserError("no labelled captions to score")
    report = scored(labelled, tagged, lenient=lenient)
    degraded = sum(result.degraded for result in tagged)
    if as_json:
        summary = report.as_dict() | {"degraded": degraded}
        if not errors:
            del summary["misses"]
        output.json_line(summary)
    else:
        _print(report, by_region=by_region, errors=errors)
        if degraded:
            output.note(f"{degraded} captions got the rules' tags, since the model failed")
    if bad:
        raise UserError(f"{bad} left out")


@app.command()
def taxonomy(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each category.")] = False,
) -> None:
    """Print the categories and the closed list of tags.

    same_as are the ids of other taxonomies for just the same, where they are known.
    """
    from services.tagger.reading.looks import TAGS
    from services.tagger.taxonomy.tree import NODES, TAXONOMY_VERSION

    for node in NODES.values():
        if as_json:
            output.json_line(
                {
                    "slug": node.slug,
                    "name": node.name,
                    "parent": node.parent,
                    "replaced_by": node.replaced_by,
                    "same_as": node.same_as,
                    "taxonomy_version": TAXONOMY_VERSION,
                }
            )
        else:
            output.line(node.slug, node.name, *(f"{name} {value}" for name, value in node.same_as.items()))
    if not as_json:
        for tag in sorted(TAGS):
            output.line(tag)


def _print(report: "Report", *, by_region: bool, errors: bool) -> None:
    rows: list[tuple[Any, ...]] = [
        ("category, hierarchical", *report.nodes.cells()),
        ("category, exact", *report.exact.cells()),
        ("category, level 1", *report.roots.cells()),
        ("tags", *report.tags.cells()),
        *((f"  {facet}", *rates.cells()) for facet, rates in sorted(report.facets.items())),
    ]
    if by_region:
        rows += [(f"region {region}", *rates.cells()) for region, rates in sorted(report.regions.items())]
    output.table(("WHAT", *COLUMNS), rows, right=COLUMNS)
    output.line("coverage", f"{report.coverage:.3f}", f"{report.covered} of {report.labelled} captions with goods")
    output.line(
        "nothing offered", f"{report.nothing_kept} of {report.captions - report.labelled} left without a category"
    )
    output.line("spans", f"{report.spans - report.bad_spans} of {report.spans} valid")
    output.line("calibration error", f"{report.calibration_error:.3f}")
    for point in report.line():
        output.line(
            f"confidence from {point['confidence']:.2f}",
            f"hierarchical precision {point['precision']:.3f}",
            f"coverage {point['coverage']:.3f}",
        )
    if errors:
        for miss in report.misses:
            output.line(
                miss.id,
                miss.field,
                f"expected {output.compact(miss.expected)}",
                f"got {output.compact(miss.got)}",
                miss.caption,
            )
