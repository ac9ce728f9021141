"""`reelbus products show`: one product, its pictures, its runs and what they cost."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reelbus.console import output
from reelbus.jobs.results import result_of, usd
from reelbus.products.catalogue import catalogue
from reelbus.products.listing import document, moment

if TYPE_CHECKING:
    from libs.events.picture import StoredPicture
    from libs.ledger.call import Call
    from services.enhance.jobs import Job
    from services.enhance.shop.product import Picture


class Section(NamedTuple):
    """Rows of one kind: `fields` name their cells in JSON, `columns` on a terminal."""

    fields: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Sequence[Sequence[object]]


async def show(product_id: str, as_json: bool) -> None:
    """Print the product. Raises UserError if it does not exist."""
    from libs.ledger.ledger import Ledger

    async with catalogue() as found:
        product = await found.existing(product_id)
        pictures = await found.shop.pictures(product_id)
        runs = (await found.jobs.of_subject("product", product_id))[::-1]
        ledger = Ledger(found.engine)
        calls = [(job, [call for call in await ledger.of_job(job.job) if call.undecided]) for job in runs]
    about = document(product)
    sections = {
        "picture": Section(
            ("number", "status", "run", "size", "flags", "model", "uri"),
            ("PICTURE", "STATUS", "RUN", "SIZE", "FLAGS", "MODEL", "URI"),
            _pictures(pictures, runs),
        ),
        "missing": Section(("number", "run", "cause", "reason"), ("MISSING", "RUN", "CAUSE", "REASON"), _missing(runs)),
        "run": Section(
            ("run", "status", "cost_usd", "unknown", "requested", "reason"),
            ("RUN", "STATUS", "COST", "UNKNOWN", "REQUESTED UTC", "REASON"),
            [_run(job) for job in runs],
        ),
        "call": Section(
            ("call_id", "run", "state", "unknown_usd", "reason"),
            ("CALL TO DECIDE ABOUT", "RUN", "STATE", "AT MOST", "REASON"),
            [_call(job, call) for job, undecided in calls for call in undecided],
        ),
    }
    if as_json:
        output.json_line(about | {name: _objects(section) for name, section in sections.items()})
        return
    for name, value in about.items():
        if value is not None:
            output.line(name, value)
    for name, section in sections.items():
        _print(name, section)


def _print(name: str, section: Section) -> None:
    rows = [[_cell(cell) for cell in row] for row in section.rows]
    if not output.on_terminal():
        for row in rows:
            output.line(name, *row)
    elif rows:
        print()
        output.table(section.columns, rows, right=("PICTURE", "MISSING", "COST", "UNKNOWN", "AT MOST"))


def _cell(cell: object) -> object:
    """Amounts and lists as text."""
    if isinstance(cell, list):
        return ", ".join(cell) or None
    return usd(cell) if isinstance(cell, float) else cell


def _objects(section: Section) -> list[dict[str, object]]:
    return [dict(zip(section.fields, row, strict=True)) for row in section.rows]


def _pictures(pictures: "Iterable[Picture]", runs: "Iterable[Job]") -> list[tuple[object, ...]]:
    made = {picture.uri: (job, picture) for job in runs for picture in _made(job)}
    rows: list[tuple[object, ...]] = []
    for number, picture in enumerate(pictures, 1):
        job, known = made.get(picture.url, (None, None))
        about: tuple[Any, ...] = (None,) * 4
        if job is not None and known is not None:
            size = f"{known.width}x{known.height}"
            about = (job.run, size, known.flags, f"{known.provider} {known.model}")
        rows.append((number, picture.status, *about, picture.url))
    return rows


def _made(job: "Job") -> "Iterator[StoredPicture]":
    result = result_of(job)
    yield from result.images if result else ()


def _missing(runs: "Iterable[Job]") -> list[tuple[object, ...]]:
    results = [(job, result) for job in runs if (result := result_of(job)) is not None]
    return [(gap.ordinal, job.run, gap.cause, gap.reason) for job, result in results for gap in result.missing]


def _run(job: "Job") -> tuple[object, ...]:
    return job.run, job.status, job.cost_usd, job.unknown, moment(job.created_at), job.reason


def _call(job: "Job", call: "Call") -> tuple[object, ...]:
    return call.call_id, job.run, call.state, call.unknown_usd, call.reason
