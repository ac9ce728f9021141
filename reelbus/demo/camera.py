"""A hand-held camera's way over a photo: what it sees at what time. Pure."""

from typing import NamedTuple

View = tuple[float, float, float]
"""What the camera sees: centre x, centre y and height, as parts of the photo's width, height and height."""
RESTS = 1.5
"""Seconds that the camera stays with what it was looking for."""


class Way(NamedTuple):
    """From somewhere to what is for sale, where the camera is after `there` seconds and rests, and on."""

    start: View
    aim: View
    end: View
    there: float


def view(way: Way, t: float, seconds: float) -> View:
    """Where the camera looks at `t` of `seconds`."""
    if t < way.there:
        return _between(way.start, way.aim, t / way.there)
    rested = (*way.aim[:2], way.aim[2] * 0.98)  # no standstill: a hand holds it
    gone = way.there + RESTS
    if t < gone:
        return _between(way.aim, rested, (t - way.there) / RESTS)
    return _between(rested, way.end, (t - gone) / (seconds - gone))


def box(seen: View, photo: tuple[int, int], size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The part of a photo of that many pixels that is `seen`, in the shape of `size`; inside, where it leaves it."""
    x, y, part = seen
    height = min(part * photo[1], photo[1], photo[0] * size[1] / size[0])
    width = height * size[0] / size[1]
    left = min(max(x * photo[0] - width / 2, 0), photo[0] - width)
    top = min(max(y * photo[1] - height / 2, 0), photo[1] - height)
    return left, top, left + width, top + height


def _between(one: View, other: View, part: float) -> View:
    eased = part * part * (3 - 2 * part)
    x, y, height = (a + (b - a) * eased for a, b in zip(one, other, strict=True))
    return x, y, height
