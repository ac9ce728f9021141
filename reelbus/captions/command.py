"""`reelbus captions`: the caption parser without a broker."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from reelbus.captions.extraction import extractor
from reelbus.captions.rates import COLUMNS
from reelbus.captions.reading import Method, corpus, print_results, with_labels
from reelbus.console import output
from reelbus.console.connect import run
from reelbus.console.errors import UserError

if TYPE_CHECKING:
    from reelbus.captions.score import Report

app = typer.Typer(no_args_is_help=True, help="Parse captions without a broker, and measure precision and recall.")
CORPUS = "captions.jsonl"


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
    bad = run(print_results(extractor(method), file))
    if bad:
        raise UserError(f"{bad} left out")


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
    from reelbus.captions.score import LabelledCaption
    from reelbus.captions.score import score as scored

    labelled, parsed, bad = run(with_labels(extractor(method), corpus(file, CORPUS), LabelledCaption))
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


def _summary(report: "Report", degraded: int, *, errors: bool, lenient: bool) -> dict[str, Any]:
    summary = report.as_dict() | {"degraded": degraded}
    misses = [miss for miss in summary.pop("misses") if miss["lenient"] or not lenient]
    return summary | ({"misses": misses} if errors else {})


def _print(report: "Report", *, lenient: bool, errors: bool) -> None:
    scores = report.lenient if lenient else report.strict
    rows = [(name, *rates.cells()) for name, rates in scores.items()]
    output.table(("FIELD", *COLUMNS), rows, right=COLUMNS)
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
