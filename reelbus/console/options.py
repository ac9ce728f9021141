"""What options of several commands say."""

from libs.units import size
from reelbus.console.errors import UserError


def tile_pixels(tile: str) -> dict[str, int]:
    """The fields of a layout that `--tile 224x400` names. Raises UserError."""
    try:
        width, height = size(tile)
    except ValueError as error:
        raise UserError(f"--tile: {error}", status=2) from None
    return {"tile_width": width, "tile_height": height}
