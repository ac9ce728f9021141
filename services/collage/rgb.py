"""Any kind of pixels → RGB on white, before and after scaling. Pure."""

from PIL import Image

WHITE = (255, 255, 255)
_SIXTEEN_BITS = frozenset({"I", "I;16", "I;16L", "I;16B", "I;16N"})


def scalable(image: Image.Image) -> Image.Image:
    """`image` in a mode that can be scaled without loss: RGB, L, or with transparency premultiplied RGBa."""
    mode = image.mode
    if mode in _SIXTEEN_BITS:
        # Converting alone would clip: all but the darkest 1/256 would be white.
        return image.point(lambda value: value / 257).convert("L")
    if mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        straight = image if mode in ("RGBA", "RGBa") else image.convert("RGBA")
        return straight if straight.mode == "RGBa" else straight.convert("RGBa")
    if mode == "1":
        return image.convert("L")
    return image if mode in ("L", "RGB") else image.convert("RGB")


def on_white(image: Image.Image) -> Image.Image:
    """What `scalable` gave, scaled, as RGB."""
    if image.mode != "RGBa":
        return image if image.mode == "RGB" else image.convert("RGB")
    straight = image.convert("RGBA")
    page = Image.new("RGB", straight.size, WHITE)
    page.paste(straight, mask=straight.getchannel("A"))
    return page
