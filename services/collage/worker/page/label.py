"""The blank that stands for a missing picture: its number and why, in the font that comes with Pillow."""

from PIL import Image, ImageDraw, ImageFont

PAPER, FRAME, INK, PALE = "#efeff1", "#d9d9dd", "#3a3a3c", "#6e6e73"
SMALLEST, LARGEST = 9, 28
"""Of the letters, in pixels. What does not fit at the smallest is left out."""


def label(size: tuple[int, int], number: int, reason: str) -> Image.Image:
    """A blank of `size` with the picture's `number` on its page and the `reason` code."""
    width, height = size
    blank = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(blank)
    draw.rectangle((0, 0, width - 1, height - 1), outline=FRAME)
    lines = [(f"#{number}", INK), *((part, PALE) for part in _lines(reason))]
    letters = _letters(draw, [text for text, _ in lines], width - 8, height - 8)
    if letters is None:
        lines = lines[:1]
        letters = _letters(draw, [lines[0][0]], width - 2, height - 2)
    if letters is None:
        return blank
    font = ImageFont.load_default(letters)
    step = letters * 1.35
    y = (height - step * len(lines)) / 2
    for text, colour in lines:
        draw.text((width / 2, y + step / 2), text, colour, font, anchor="mm")
        y += step
    return blank


def _lines(reason: str) -> list[str]:
    """Codes are hyphenated words: two of them a line."""
    words = reason.split("-")
    return [" ".join(words[at : at + 2]) for at in range(0, len(words), 2)]


def _letters(draw: ImageDraw.ImageDraw, lines: list[str], width: int, height: int) -> int | None:
    """The size of letters at which `lines` fit."""
    for letters in range(min(LARGEST, max(width // 6, SMALLEST)), SMALLEST - 1, -1):
        font = ImageFont.load_default(letters)
        if letters * 1.35 * len(lines) <= height and all(draw.textlength(text, font) <= width for text in lines):
            return letters
    return None
