"""`reelbus tags`: the tagger without a broker, its scores, and the taxonomy."""

from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reelbus.captions.extraction import in_order, problems
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.console.lines import Document
from reelbus.console.source import documents
from reelbus.tags.tagging import tagger

if TYPE_CHECKING:
    from libs.events import TagsGenerated
    from reelbus.tags.score import LabelledTags, Rates, Report

app = typer.Typer(no_args_is_help=True, help="Tag captions without a broker, measure precision, show the taxonomy.")

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "corpus" / "tags.jsonl"

Method = Annotated[
    Literal["rules", "llm", "both"] | None,
    typer.Option("--method", help="Rules, language model, or both (default: both if LLM_PROVIDER is set, else rules)."),
]


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
    bad = run(_parse(file, method))
    if bad:
        raise UserError(f"{bad} left out")


async def _parse(file: str, method: str | None) -> int:
    bad = 0
    async with tagger(method) as (read, width), aclosing(in_order(read, width, documents(file))) as results:
        async for document, result in results:
            if isinstance(result, str):
                output.note(f"line {document.line}: {output.clean(result)}")
                bad += 1
            else:
                output.payload(result)
    return bad


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
    from reelbus.tags.score import score as scored

    labelled, tagged, bad = run(_read(_corpus(file), method))
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


def _corpus(file: str | None) -> str:
    if file is None and not CORPUS.exists():
        raise UserError("name a FILE of labelled captions: our corpus is only in the repository", status=2)
    return file or str(CORPUS)


async def _read(file: str, method: str | None) -> "tuple[list[LabelledTags], list[TagsGenerated], int]":
    labelled, tagged, bad = [], [], 0
    async with tagger(method) as (read, width), aclosing(in_order(read, width, documents(file))) as results:
        async for document, result in results:
            label = result if isinstance(result, str) else _label(document)
            if isinstance(result, str) or isinstance(label, str):
                output.note(f"line {document.line}: {output.clean(str(label))}")
                bad += 1
            else:
                labelled.append(label)
                tagged.append(result)
    return labelled, tagged, bad


def _label(document: Document) -> "LabelledTags | str":
    """The document's labels, or what is wrong with them."""
    from pydantic import ValidationError

    from reelbus.tags.score import LabelledTags

    try:
        return LabelledTags.model_validate({"id": f"line-{document.line}"} | document.value)
    except ValidationError as error:
        return problems(error.errors())


def _print(report: "Report", *, by_region: bool, errors: bool) -> None:
    rows: list[tuple[Any, ...]] = [
        ("category, hierarchical", *_cells(report.nodes)),
        ("category, exact", *_cells(report.exact)),
        ("category, level 1", *_cells(report.roots)),
        ("tags", *_cells(report.tags)),
        *((f"  {facet}", *_cells(rates)) for facet, rates in sorted(report.facets.items())),
    ]
    if by_region:
        rows += [(f"region {region}", *_cells(rates)) for region, rates in sorted(report.regions.items())]
    columns = ("WHAT", "PRECISION", "RECALL", "F1", "GIVEN", "LABELLED")
    output.table(columns, rows, right=columns[1:])
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


def _cells(rates: "Rates") -> tuple[Any, ...]:
    return (f"{rates.precision:.3f}", f"{rates.recall:.3f}", f"{rates.f1:.3f}", rates.given, rates.labelled)
