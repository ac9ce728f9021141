"""Converts pixels of any mode to RGB on white, before and after scaling. Pure."""

from PIL import Image, ImageChops

WHITE = (255, 255, 255)
_SIXTEEN_BITS = frozenset({"I", "I;16", "I;16L", "I;16B", "I;16N"})


def scalable(image: Image.Image) -> Image.Image:
    """`image` in a mode that can be scaled: RGB, L, or with transparency premultiplied RGBa."""
    mode = image.mode
    if mode in _SIXTEEN_BITS:
        # `convert` would clip the values: all but the darkest 1/256 would be white.
        return image.point(lambda value: value / 257).convert("L")
    if mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        straight = image if mode in ("RGBA", "RGBa") else image.convert("RGBA")
        return straight if straight.mode == "RGBa" else straight.convert("RGBa")
    if mode == "1":
        return image.convert("L")
    return image if mode in ("L", "RGB") else image.convert("RGB")


def keyed(image: Image.Image, key: int) -> Image.Image:
    """A grey `image` with the grey value `key` transparent, as LA."""
    if image.mode in _SIXTEEN_BITS:
        # Low and high bytes are compared as two images.
        halves = Image.frombytes("LA", image.size, image.convert("I;16").tobytes()).split()
        same = [half.point(_only(part)) for half, part in zip(halves, (key & 255, key >> 8), strict=True)]
        opaque = ImageChops.invert(ImageChops.multiply(*same))
        grey = scalable(image)
    else:
        grey = image.convert("L")
        opaque = ImageChops.invert(grey.point(_only(key)))
    return Image.merge("LA", (grey, opaque))


def framed(image: Image.Image, frame: tuple[int, int, int, int]) -> Image.Image:
    """`image` as RGBA, transparent outside of `frame` (left, top, right, bottom)."""
    page = Image.new("RGBA", image.size, (0, 0, 0, 0))
    page.paste(image.crop(frame).convert("RGBA"), frame[:2])
    return page


def _only(value: int) -> list[int]:
    """A table for `Image.point`: 255 for `value`, 0 for others."""
    return [255 * (one == value) for one in range(256)]


def on_white(image: Image.Image) -> Image.Image:
    """A scaled image of `scalable` as RGB on white."""
    if image.mode != "RGBa":
        return image if image.mode == "RGB" else image.convert("RGB")
    straight = image.convert("RGBA")
    page = Image.new("RGB", straight.size, WHITE)
    page.paste(straight, mask=straight.getchannel("A"))
    return page
