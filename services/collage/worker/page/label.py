"""Draws the label in place of a missing picture: its number and the reason, in Pillow's default font."""

from PIL import Image, ImageDraw, ImageFont

BACKGROUND, BORDER, NUMBER_COLOUR, REASON_COLOUR = "#efeff1", "#d9d9dd", "#3a3a3c", "#6e6e73"
MIN_FONT, MAX_FONT = 9, 28
"""Font sizes in pixels. Text that does not fit at the smallest is left out."""


LINE_HEIGHT = 1.35


def label(size: tuple[int, int], number: int, reason: str) -> Image.Image:
    """A label of `size` with the picture's `number` on its page and the `reason` code."""
    width, height = size
    image = Image.new("RGB", size, BACKGROUND)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width - 1, height - 1), outline=BORDER)
    lines = [(f"#{number}", NUMBER_COLOUR), *((part, REASON_COLOUR) for part in _lines(reason))]
    font_size = _font_size(draw, [text for text, _ in lines], width - 8, height - 8)
    if font_size is None:
        lines = lines[:1]
        font_size = _font_size(draw, [lines[0][0]], width - 2, height - 2)
    if font_size is None:
        return image
    font = ImageFont.load_default(font_size)
    step = font_size * LINE_HEIGHT
    y = (height - step * len(lines)) / 2
    for text, colour in lines:
        draw.text((width / 2, y + step / 2), text, colour, font, anchor="mm")
        y += step
    return image


def _lines(reason: str) -> list[str]:
    """The words of a hyphenated code, two a line."""
    words = reason.split("-")
    return [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]


def _font_size(draw: ImageDraw.ImageDraw, lines: list[str], width: int, height: int) -> int | None:
    """The largest font size at which `lines` fit; None if none fits."""
    for size in range(min(MAX_FONT, max(width // 6, MIN_FONT)), MIN_FONT - 1, -1):
        font = ImageFont.load_default(size)
        if size * LINE_HEIGHT * len(lines) <= height and all(draw.textlength(text, font) <= width for text in lines):
            return size
    return None
