"""Options of several commands."""

from collections.abc import Callable
from typing import Annotated

import typer

from libs.units import size
from reelbus.console.errors import UserError

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]
Yes = Annotated[
    bool, typer.Option("--yes", "-y", help="Do not ask for confirmation; needed if stdin is not a terminal.")
]

MISSING = "Tile of a missing picture: label is a blank with the reason, leave-out moves the others up"


def parsed(parse: Callable[[str], float]) -> Callable[[str], float]:
    """`parse` for typer, which does not show the text of a ValueError."""

    def parsed(text: str) -> float:
        try:
            return parse(text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None

    return parsed


def tile_pixels(tile: str) -> dict[str, int]:
    """The layout fields of `--tile 224x400`. Raises UserError."""
    try:
        width, height = size(tile)
    except ValueError as error:
        raise UserError(f"--tile: {error}", status=2) from None
    return {"tile_width": width, "tile_height": height}
