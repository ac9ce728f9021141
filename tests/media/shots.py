"""What a camera sees of a photo: views that move over time, and effects laid over them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sin

import numpy as np
from PIL import Image

from tests.media import photos

Size = tuple[int, int]
Effect = Callable[[Image.Image, float], Image.Image]
"""A picture and the seconds since its shot began → the picture to show."""
Curve = Callable[[float], float]


@dataclass(frozen=True)
class View:
    """Centre and height of what the camera sees, as parts of the photo; its width follows from the clip's shape."""

    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Shot:
    """`seconds` of a photo (or a plain colour, or footage), seen along `path`: views at seconds since the shot began."""

    seconds: float
    photo: str
    path: Sequence[tuple[float, View]] = ((0.0, View(0.5, 0.5, 1.0)),)
    effects: Sequence[Effect] = ()
    shake: float = 0.004


def ramp(*points: tuple[float, float]) -> Curve:
    """The curve through (seconds, value), straight in between and level outside."""
    times, values = zip(*points, strict=True)
    return lambda t: float(np.interp(t, times, values))


def render(shots: Sequence[Shot], size: Size, fps: int) -> Iterator[Image.Image]:
    """The frames of all shots, one after the other."""
    for shot in shots:
        for number in range(round(shot.seconds * fps)):
            t = number / fps
            picture = _seen(shot, size, t)
            for effect in shot.effects:
                picture = effect(picture, t)
            yield picture


def _seen(shot: Shot, size: Size, t: float) -> Image.Image:
    if shot.photo.startswith("#"):
        return Image.new("RGB", size, shot.photo)
    if shot.photo in photos.FOOTAGE:
        frames = photos.footage(shot.photo)
        return look(frames[int(t * 25) % len(frames)], View(0.5, 0.5, 1.0), size)
    times = [time for time, _ in shot.path]
    x, y, height = (
        float(np.interp(t, times, [getattr(view, part) for _, view in shot.path])) for part in ("x", "y", "height")
    )
    # A hand holds the camera: two slow swings that do not repeat together.
    x += shot.shake * height * sin(2.1 * t + 0.4)
    y += shot.shake * height * sin(1.7 * t)
    return look(_scaled(shot.photo, height, size), View(x, y, height), size)


def _scaled(name: str, height: float, size: Size) -> Image.Image:
    """The photo in the least of a few sizes that is enough: scaling each frame from all its pixels is slow."""
    pixels = height * photos.image(name).height
    enough = [part for part in (0.3, 0.4, 0.5, 0.65, 0.8) if pixels * part >= size[1]]
    return photos.smaller(name, enough[0]) if enough else photos.image(name)


def look(photo: Image.Image, view: View, size: Size) -> Image.Image:
    """What `view` shows of `photo`, in `size`; a view that leaves the photo is moved, then narrowed, to lie inside."""
    height = min(view.height * photo.height, photo.height, photo.width * size[1] / size[0])
    width = height * size[0] / size[1]
    left = min(max(view.x * photo.width - width / 2, 0), photo.width - width)
    top = min(max(view.y * photo.height - height / 2, 0), photo.height - height)
    box = (left, top, left + width, top + height)
    return photo.resize(size, Image.Resampling.BICUBIC, box, reducing_gap=2.0)
