"""Draws a contact sheet: the ranked frames with detected objects, scores and crops."""

import io
import textwrap
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from libs.events import RankedFrame
from libs.events.thumbnail import Pixels
from services.thumbnail.rank.choice import Candidate
from services.thumbnail.rank.crop import Aspect, Crop
from services.thumbnail.rank.frame import MeasuredFrame

TILE = 300
"""Pixels of a tile's width; the picture takes up to TILE × TILE of it."""
GAP, LINE, COLUMNS = 16, 17, 4
TEXT, LIGHT_TEXT, BACKGROUND, CHOSEN = "#1d1d1f", "#8a8a8e", "#ffffff", "#0a7d33"
BOX, CUTS = "#ff9f0a", ("#0a84ff", "#bf5af2", "#ff375f", "#64d2ff")

Tile = tuple[Candidate, RankedFrame, list[tuple[Aspect, Crop]]]


def sheet(title: str, tiles: Sequence[Tile]) -> bytes:
    """A PNG with a tile for each frame, best first. Chosen frames are marked and show their crops."""
    scores = max((len(frame.scores) for _, frame, _ in tiles), default=0)
    tallest = max((_tile_size(candidate.frame)[1] for candidate, _, _ in tiles), default=TILE)
    height = tallest + 3 * LINE + scores * LINE + GAP
    rows = -(-len(tiles) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * (TILE + GAP) + GAP, rows * (height + GAP) + GAP + 2 * LINE), BACKGROUND)
    draw = ImageDraw.Draw(page)
    draw.text((GAP, GAP / 2), title, TEXT, _font(15))
    for number, tile in enumerate(tiles):
        x, y = GAP + number % COLUMNS * (TILE + GAP), GAP + 2 * LINE + number // COLUMNS * (height + GAP)
        _tile(page, draw, (x, y), tile, tallest)
    out = io.BytesIO()
    page.save(out, "PNG", optimize=True)
    return out.getvalue()


def _tile(page: Image.Image, draw: ImageDraw.ImageDraw, at: tuple[int, int], tile: Tile, tallest: int) -> None:
    (x, y), (candidate, frame, cuts) = at, tile
    measured = candidate.frame
    picture = Image.fromarray(measured.picture).resize(_tile_size(measured))
    scale = picture.width / measured.width
    marks = ImageDraw.Draw(picture)
    for found in frame.boxes:
        left, top, _, _ = _outline(marks, found.box, scale, BOX)
        _label(marks, (left + 2, top + 2), f"{found.label} {found.confidence:.2f}", BOX)
    for (aspect, cut), colour in zip(cuts if frame.chosen else [], CUTS * len(cuts), strict=False):
        left, _, _, bottom = _outline(marks, cut, scale, colour)
        _label(marks, (left + 3, bottom - 14), str(aspect), colour)
    page.paste(picture, (x, y))
    if frame.chosen:
        draw.rectangle((x - 4, y - 4, x + picture.width + 3, y + picture.height + 3), outline=CHOSEN, width=3)
    y += tallest + 6
    colour = CHOSEN if frame.chosen else TEXT
    chosen = "  chosen" if frame.chosen else ""
    draw.text((x, y), f"{frame.rank}.  {frame.time:.2f} s   {frame.score:.3f}{chosen}", colour, _font(14))
    for line, text in enumerate(textwrap.wrap(frame.why, 46)[:2], start=1):
        draw.text((x, y + line * LINE), text, TEXT, _font(12))
    y += 3 * LINE
    for name, value in frame.scores.items():
        draw.text((x, y), f"{name} {value:.2f}", LIGHT_TEXT, _font(12))
        draw.rectangle((x + 120, y + 4, x + 120 + 170, y + 11), fill="#ececee")
        draw.rectangle((x + 120, y + 4, x + 120 + round(170 * value), y + 11), fill=colour)
        y += LINE


def _outline(draw: ImageDraw.ImageDraw, box: Pixels, scale: float, colour: str) -> tuple[float, float, float, float]:
    """Draw `box`, in pixels of the frame, into its tile; returns left, top, right and bottom in the tile."""
    left, top, width, height = (side * scale for side in box)
    corners = left, top, left + max(0.0, width - 1), top + max(0.0, height - 1)
    draw.rectangle(corners, outline=colour, width=2)
    return corners


def _tile_size(frame: MeasuredFrame) -> tuple[int, int]:
    """Width and height of a frame in its tile."""
    scale = TILE / max(frame.width, frame.height)
    return max(1, round(frame.width * scale)), max(1, round(frame.height * scale))


def _label(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, colour: str) -> None:
    left, top, right, bottom = draw.textbbox(at, text, _font(12))
    draw.rectangle((left - 2, top - 1, right + 2, bottom + 1), fill=colour)
    draw.text(at, text, BACKGROUND, _font(12))


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
