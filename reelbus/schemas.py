"""`reelbus schemas`: the contract as files, and the guard over changes to it."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from libs.events.compatibility import incompatibilities
from libs.events.documents import ASYNCAPI, documents
from libs.events.schemas import payload_schemas
from reelbus.console.errors import UserError

app = typer.Typer(help="JSON Schemas and the AsyncAPI document of all events.", no_args_is_help=True)

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="Where the generated files are.", file_okay=False)]
STORED = Path("docs/events")


@app.command()
def export(
    directory: Directory = STORED,
    force: Annotated[bool, typer.Option("--force", help="Write even what breaks producers or readers.")] = False,
) -> None:
    """Write the schemas, the AsyncAPI document and the table of topics; refuse what breaks a stored schema."""
    broken = breaks(directory)
    for line in broken:
        typer.echo(line, err=True)
    if broken and not force:
        typer.echo(
            f"{len(broken)} incompatible changes, nothing written: make a new topic or field instead, "
            "or use --force when nobody depends on it",
            err=True,
        )
        raise typer.Exit(1)
    directory.mkdir(parents=True, exist_ok=True)
    changed = stale(directory)
    wanted = documents()
    for name in changed:
        if name in wanted:
            (directory / name).write_text(wanted[name], encoding="utf-8")
        else:
            (directory / name).unlink()
        typer.echo(f"{'wrote' if name in wanted else 'removed'} {directory / name}")
    if not changed:
        typer.echo(f"{directory} is up to date")


@app.command()
def check(directory: Directory = STORED) -> None:
    """Exit with 1 when the stored files are not what the code says."""
    broken = breaks(directory)
    for line in broken:
        typer.echo(line, err=True)
    changed = stale(directory)
    for name in changed:
        typer.echo(f"{directory / name} is not what the code says: run `reelbus schemas export`", err=True)
    if broken or changed:
        raise typer.Exit(1)
    typer.echo(f"{directory} is up to date")


def breaks(directory: Path) -> list[str]:
    """What the code's schemas break of those stored in `directory`, one line each: file, JSON path, what and whom."""
    now = payload_schemas()
    lines = []
    for name, old in stored(directory).items():
        if name in now:
            found = incompatibilities(old, now[name])
        else:
            found = ["$: the topic has no payload any more (breaks both sides)"]
        lines += [f"{name}.json {line}" for line in found]
    return lines


def stored(directory: Path) -> dict[str, dict[str, Any]]:
    """The schemas in `directory` by topic. Raises UserError for a file that is no JSON object."""
    schemas = {}
    for path in sorted(directory.glob("*.json")):
        if path.name == ASYNCAPI:
            continue
        try:
            schema = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise UserError(f"{path} is not JSON: {error}") from None
        if not isinstance(schema, dict):
            raise UserError(f"{path} is no JSON Schema")
        schemas[path.stem] = schema
    return schemas


def stale(directory: Path) -> list[str]:
    """Names of files that are missing, differ from what the code says, or are schemas of no topic."""
    wanted = documents()
    there = {path.name: path.read_text(encoding="utf-8") for path in directory.glob("*") if path.is_file()}
    left_over = [name for name in there if name not in wanted and name.endswith(".json")]
    return sorted([name for name, text in wanted.items() if there.get(name) != text] + left_over)
