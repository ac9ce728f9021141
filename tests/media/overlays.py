"""What lies over a frame: text, bars, a hand, a blurred surround. Effects, as in `effects.py`."""

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.media.shots import Curve, Effect


def banner(
    lines: Sequence[str],
    box: tuple[float, float, float, float],
    *,
    shown: Curve = lambda t: 1.0,
    colour: str = "#e01060",
    ink: str = "white",
) -> Effect:
    """A board with text over the part `box` of the picture (left, top, right, bottom), while `shown` is over a half."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        if shown(t) <= 0.5:
            return picture
        picture = picture.copy()
        draw = ImageDraw.Draw(picture)
        left, top, right, bottom = (part * side for part, side in zip(box, picture.size * 2, strict=True))
        draw.rectangle((left, top, right, bottom), fill=colour)
        write(draw, lines, (left, top, right, bottom), ink)
        return picture

    return apply


def write(draw: ImageDraw.ImageDraw, lines: Sequence[str], box: tuple[float, float, float, float], ink: str) -> None:
    """`lines` as large as they fit into `box`, centred."""
    left, top, right, bottom = box
    room = (bottom - top) / len(lines)
    longest = max(lines, key=len)
    size = min(room * 0.7, (right - left) * 0.92 / max(ImageFont.load_default(100).getlength(longest) / 100, 0.01))
    font = ImageFont.load_default(size)
    for number, line in enumerate(lines):
        draw.text(((left + right) / 2, top + room * (number + 0.5)), line, ink, font, anchor="mm")


def bars(part: float) -> Effect:
    """Black bars at top and bottom, each `part` of the height; the picture behind is cut, not squeezed."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        picture = picture.copy()
        height = round(picture.height * part)
        picture.paste("black", (0, 0, picture.width, height))
        picture.paste("black", (0, picture.height - height, *picture.size))
        return picture

    return apply


def framed(above: float, below: float, *, words: str = "", colour: str = "black", ink: str = "white") -> Effect:
    """Bars of different heights, as parts of the picture's; `words` stand in the upper one."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        picture = picture.copy()
        draw = ImageDraw.Draw(picture)
        top, bottom = round(picture.height * above), picture.height - round(picture.height * below)
        if top:
            draw.rectangle((0, 0, picture.width, top - 1), fill=colour)
        if bottom < picture.height:
            draw.rectangle((0, bottom, *picture.size), fill=colour)
        if words:
            write(draw, [words], (0, top * 0.2, picture.width, top * 0.8), ink)
        return picture

    return apply


def covered(part: Curve, colour: str = "#c08468") -> Effect:
    """A hand before the lens: out-of-focus skin from below that reaches up to `part` of the height."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        if part(t) <= 0:
            return picture
        width, height = picture.size
        mask = Image.new("L", (width // 8, height // 8))
        top = (1 - part(t)) * mask.height
        ImageDraw.Draw(mask).ellipse((-0.1 * mask.width, top, 1.05 * mask.width, top + 2 * mask.height), fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(3)).resize(picture.size)
        return Image.composite(Image.new("RGB", picture.size, colour), picture, mask)

    return apply


def inset(scale: Curve) -> Effect:
    """Small, in the middle of a blurred copy of itself, as landscape videos get made tall: `scale` 1 fills the frame."""

    def apply(picture: Image.Image, t: float) -> Image.Image:
        part = scale(t)
        if part >= 1:
            return picture
        small = picture.resize((round(picture.width * part), round(picture.height * part)))
        ground = picture.resize((24, 24)).resize(picture.size).point([value // 2 for value in range(256)] * 3)
        ground.paste(small, ((picture.width - small.width) // 2, (picture.height - small.height) // 2))
        return ground

    return apply
