"""The summary of a batch as a page for people. Static, no scripts, one file, all text escaped. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from services.collage.tally.batch import Batch
from services.collage.tally.summary.figures import duration, number, size
from services.collage.tally.summary.findings import Findings, Page
from services.collage.tally.summary.gaps import gaps, hints, main_reasons
from services.collage.tally.summary.previews import Preview
from services.collage.tally.summary.style import STYLE

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(batch: Batch, findings: Findings, sheet: Sequence[Preview]) -> str:
    """The page. What it shows of collages is in it; whatever else it names, it names by URI."""
    reasons = main_reasons(batch, findings.failures)
    title = escape(f"{batch.batch_id}: {_ended(batch)}")
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<h1><bdi>{escape(batch.batch_id)}</bdi> <span class="{batch.outcome}">{_ended(batch)}</span></h1>
{f'<p class="failed">{escape(batch.reason)}</p>' if batch.reason else ""}
{_gaps(batch, reasons)}
<p class="soft">{_story(batch)}</p>
{_bar(batch)}
{_numbers(batch)}
<div class="tables">
{_table("Missing pictures", ("reason", "pictures"), [(k, number(v)) for k, v in findings.failures.items()])}
{
        _table(
            "Slowest creators",
            ("creator", "pages", "pictures", "time"),
            [(c.creator, number(c.pages), number(c.pictures), duration(c.seconds)) for c in findings.slowest],
        )
    }
</div>
{_failed(batch, findings.failed_pages)}
{_sheet(batch, sheet)}
{_links(batch)}
</body>
</html>
"""


def _ended(batch: Batch) -> str:
    """How it ended, in words."""
    if batch.outcome == "cancelled":
        return batch.outcome
    outcome = "" if batch.outcome in (None, "complete") or not batch.pages else f", {batch.outcome}".replace("-", " ")
    return f"{batch.last_status}{outcome}"


def _gaps(batch: Batch, reasons: Mapping[str, int]) -> str:
    sentence = gaps(batch, reasons)
    advice = "".join(f"<br>{escape(reason)}: {escape(hint)}." for reason, hint in hints(reasons).items())
    return f'<p>{escape(sentence)}.<span class="soft">{advice}</span></p>' if sentence else ""


def _story(batch: Batch) -> str:
    parts = []
    if batch.submitted_at:
        parts.append(f"submitted {batch.submitted_at:%Y-%m-%d %H:%M:%S} UTC ({escape(batch.trigger or '')})")
    if batch.planning_seconds is not None:
        parts.append(f"planned in {duration(batch.planning_seconds)}")
    if batch.drawing_seconds is not None:
        parts.append(f"drawn in {duration(batch.drawing_seconds)}")
    return ", ".join(parts)


def _bar(batch: Batch) -> str:
    if not batch.pages:
        return ""
    shares = [("g", batch.generated), ("p", batch.partial), ("f", batch.failed)]
    return (
        '<div class="bar">'
        + "".join(f'<i class="{name}" style="flex:{count}"></i>' for name, count in shares if count)
        + "</div>"
    )


def _numbers(batch: Batch) -> str:
    told = {
        "collages, complete": number(batch.generated),
        "collages, some missing": number(batch.partial),
        "pages without collage": number(batch.failed),
        "creators": number(batch.creators),
        "pictures placed": number(batch.placed),
        "pictures missing": number(batch.missing),
        "rows rejected": number(batch.rows_rejected),
        "stored": size(batch.bytes),
        "downloaded": size(batch.downloaded),
        "in all": duration(batch.total_seconds),
        "pictures a second": "–" if batch.rate is None else f"{batch.rate:,.1f}",
    }
    cells = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in told.items())
    return f'<dl class="numbers">{cells}</dl>'


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = "".join(
        f"<tr><td><bdi>{escape(first)}</bdi></td>"
        + "".join(f'<td class="n">{escape(cell)}</td>' for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    if not body:
        return ""
    heads = f"<th>{columns[0]}</th>" + "".join(f'<th class="n">{name}</th>' for name in columns[1:])
    return f"<section><h2>{title}</h2><table><tr>{heads}</tr>{body}</table></section>"


def _failed(batch: Batch, pages: Sequence[Page]) -> str:
    if not pages:
        return ""
    rows = "".join(
        f'<tr><td><bdi>{escape(page.creator)}</bdi></td><td class="n">{page.page}</td>'
        f"<td>{escape(_why(page))}</td></tr>"
        for page in pages
    )
    more = f", the first {len(pages)}" if batch.failed > len(pages) else ""
    heads = '<tr><th>creator</th><th class="n">page</th><th>why</th></tr>'
    return f"<h2>Pages without a collage{more}</h2><table>{heads}{rows}</table>"


def _why(page: Page) -> str:
    if page.reason in page.failures and len(page.failures) == 1:
        return page.reason or ""
    counts = ", ".join(f"{count} {reason}" for reason, count in page.failures.items())
    return page.reason if page.reason and not counts else f"{page.reason or 'no picture'} ({counts})" if counts else "–"


def _sheet(batch: Batch, sheet: Sequence[Preview]) -> str:
    if not sheet:
        return ""
    collages = batch.generated + batch.partial
    title = f"The first {len(sheet)} of {number(collages)} collages" if collages > len(sheet) else "Collages"
    return f'<h2>{title}</h2><div class="sheet">{"".join(map(_figure, sheet))}</div>'


def _figure(preview: Preview) -> str:
    page = preview.page
    name = f"{page.creator}, page {page.page}"
    if preview.data is None:
        picture = f'<div class="none">No preview: {escape(preview.problem or "it could not be made")}</div>'
    else:
        shape = f'width="{preview.width}" height="{preview.height}"'
        picture = f'<img src="{preview.data}" {shape} alt="Collage of {escape(name)}">'
    missing = f' · <span class="partial">{page.missing} missing</span>' if page.missing else ""
    told = f"<bdi>{escape(page.creator)}</bdi>, page {page.page} · {page.placed} pictures{missing}"
    return f"<figure>{picture}<figcaption>{told}</figcaption></figure>"


def _links(batch: Batch) -> str:
    links = {"CSV": batch.csv_uri, "rejected rows": batch.report_uri}
    items = "".join(f"<li>{name}: <code>{escape(uri)}</code></li>" for name, uri in links.items() if uri)
    return f"<h2>Where it is</h2><ul>{items}</ul>" if items else ""
