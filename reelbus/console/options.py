"""Options of several commands."""

from libs.units import size
from reelbus.console.errors import UserError

MISSING = "Tile of a missing picture: label is a blank with the reason, leave-out moves the others up"


def tile_pixels(tile: str) -> dict[str, int]:
    """The layout fields of `--tile 224x400`. Raises UserError."""
    try:
        width, height = size(tile)
    except ValueError as error:
        raise UserError(f"--tile: {error}", status=2) from None
    return {"tile_width": width, "tile_height": height}
