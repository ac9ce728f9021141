"""`reelbus captions`: the caption parser without a broker."""

from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from reelbus.captions.extraction import extractor, in_order, problems
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError
from reelbus.console.lines import Document
from reelbus.console.source import documents

if TYPE_CHECKING:
    from libs.events import CaptionParsed
    from reelbus.captions.score import LabelledCaption, Report

app = typer.Typer(no_args_is_help=True, help="Parse captions without a broker, and measure precision and recall.")

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "corpus" / "captions.jsonl"

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
    """Print a caption-parsed payload for each line of FILE, in the same order.

    A line is a new-video-posted payload or any object with a caption. Without a video_id, the id is line-N. Other lines
    are reported on stderr and left out; the exit status is then 1.
    """
    bad = run(_parse(file, method))
    if bad:
        raise UserError(f"{bad} left out")


async def _parse(file: str, method: str | None) -> int:
    bad = 0
    async with (
        extractor(method) as (reading, width),
        aclosing(in_order(reading.extract, width, documents(file))) as results,
    ):
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
        typer.Argument(metavar="FILE", help="Labelled captions as JSON lines (default: tests/corpus/captions.jsonl)."),
    ] = None,
    method: Method = None,
    lenient: Annotated[
        bool, typer.Option("--lenient", help="Also accept the alternative values that a label allows.")
    ] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List each field that differs from its label.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print precision and recall of each field, and the rate of wrong prices.

    Fields without a label are not scored.
    """
    from reelbus.captions.score import score as scored

    labelled, parsed, bad = run(_read(_corpus(file), method))
    if not labelled:
        raise UserError("no labelled captions to score")
    report = scored(labelled, parsed)
    degraded = sum(result.degraded for result in parsed)
    if as_json:
        output.json_line(_summary(report, degraded, errors=errors, lenient=lenient))
    else:
        _print(report, lenient=lenient, errors=errors)
        if degraded:
            output.note(f"{degraded} captions got the rules' answer, since the model failed")
    if bad:
        raise UserError(f"{bad} left out")


def _corpus(file: str | None) -> str:
    if file is None and not CORPUS.exists():
        raise UserError("name a FILE of labelled captions: our corpus is only in the repository", status=2)
    return file or str(CORPUS)


async def _read(file: str, method: str | None) -> "tuple[list[LabelledCaption], list[CaptionParsed], int]":
    labelled, parsed, bad = [], [], 0
    async with (
        extractor(method) as (reading, width),
        aclosing(in_order(reading.extract, width, documents(file))) as results,
    ):
        async for document, result in results:
            label = result if isinstance(result, str) else _label(document)
            if isinstance(result, str) or isinstance(label, str):
                output.note(f"line {document.line}: {output.clean(str(label))}")
                bad += 1
            else:
                labelled.append(label)
                parsed.append(result)
    return labelled, parsed, bad


def _label(document: Document) -> "LabelledCaption | str":
    """The document's labels, or what is wrong with them."""
    from pydantic import ValidationError

    from reelbus.captions.score import LabelledCaption

    try:
        return LabelledCaption.model_validate({"id": f"line-{document.line}"} | document.value)
    except ValidationError as error:
        return problems(error.errors())


def _summary(report: "Report", degraded: int, *, errors: bool, lenient: bool) -> dict[str, Any]:
    summary = report.as_dict() | {"degraded": degraded}
    misses = [miss for miss in summary.pop("misses") if miss["lenient"] or not lenient]
    return summary | ({"misses": misses} if errors else {})


def _print(report: "Report", *, lenient: bool, errors: bool) -> None:
    scores = report.lenient if lenient else report.strict
    rows = [
        (name, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", s.given, s.labelled)
        for name, s in scores.items()
    ]
    columns = ("FIELD", "PRECISION", "RECALL", "F1", "GIVEN", "LABELLED")
    output.table(columns, rows, right=columns[1:])
    rate = report.wrong_price_rate_lenient if lenient else report.wrong_price_rate
    wrong = report.wrong_prices_lenient if lenient else report.wrong_prices
    output.line("wrong prices", f"{rate:.2%}", f"{wrong} of {report.captions} captions")
    if errors:
        for miss in report.misses:
            if miss.lenient or not lenient:
                output.line(
                    miss.id,
                    miss.field,
                    f"expected {output.compact(miss.expected)}",
                    f"got {output.compact(miss.got)}",
                    miss.caption,
                )
