"""`reelbus schemas`: the JSON Schemas and the AsyncAPI document as files, and the check for incompatible changes."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from libs.events.compatibility import incompatibilities
from libs.events.documents import ASYNCAPI, documents
from libs.events.schemas import payload_schemas
from reelbus.console.errors import UserError

app = typer.Typer(
    help="Export and check the JSON Schemas and the AsyncAPI document of all events.", no_args_is_help=True
)

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the generated files.", file_okay=False)]
STORED = Path("docs/events")


@app.command()
def export(
    directory: Directory = STORED,
    force: Annotated[
        bool, typer.Option("--force", help="Also write changes that break producers or consumers.")
    ] = False,
) -> None:
    """Write the JSON Schemas, the AsyncAPI document and the list of topics.

    Nothing is written if a change is incompatible with a stored schema: the exit status is then 1.
    """
    broken = breaks(directory)
    for line in broken:
        typer.echo(line, err=True)
    if broken and not force:
        typer.echo(
            f"{len(broken)} incompatible changes, nothing written: add a new topic or field instead, "
            "or use --force if nothing depends on the old schema",
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
    """Compare the stored files with the code.

    The exit status is 1 if a file is out of date, or if a change is incompatible with a stored schema.
    """
    if not directory.is_dir():
        raise UserError(f"{directory} does not exist: create it with `reelbus schemas export`", status=2)
    broken = breaks(directory)
    for line in broken:
        typer.echo(line, err=True)
    changed = stale(directory)
    for name in changed:
        typer.echo(f"{directory / name} is out of date: run `reelbus schemas export`", err=True)
    if broken or changed:
        raise typer.Exit(1)
    typer.echo(f"{directory} is up to date")


def breaks(directory: Path) -> list[str]:
    """Incompatible changes from the schemas stored in `directory` to those of the code.

    One line each: file, JSON path, the change, and whether it breaks producers or consumers.
    """
    now = payload_schemas()
    lines = []
    for name, old in stored(directory).items():
        if name in now:
            found = incompatibilities(old, now[name])
        else:
            found = ["$: the topic no longer has a payload (breaks both sides)"]
        lines += [f"{name}.json {line}" for line in found]
    return lines


def stored(directory: Path) -> dict[str, dict[str, Any]]:
    """The schemas in `directory` by topic. Raises UserError for a file that is not a JSON object."""
    schemas = {}
    for path in sorted(directory.glob("*.json")):
        if path.name == ASYNCAPI:
            continue
        try:
            schema = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise UserError(f"{path} is not JSON: {error}") from None
        if not isinstance(schema, dict):
            raise UserError(f"{path} is not a JSON Schema")
        schemas[path.stem] = schema
    return schemas


def stale(directory: Path) -> list[str]:
    """Names of files that are missing, out of date, or schemas of a topic that does not exist."""
    wanted = documents()
    there = {path.name: path.read_text(encoding="utf-8") for path in directory.glob("*") if path.is_file()}
    obsolete = [name for name in there if name not in wanted and name.endswith(".json")]
    return sorted([name for name, text in wanted.items() if there.get(name) != text] + obsolete)
