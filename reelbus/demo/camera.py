"""The path of a simulated hand-held camera over a photo. Pure."""

from typing import NamedTuple

View = tuple[float, float, float]
"""The visible part of a photo: centre x, centre y and height, as fractions of its width, height and height."""
HOLD_SECONDS = 1.5
"""How long the camera shows the product."""


class CameraPath(NamedTuple):
    """From `start` to the product (`aim`), which is reached after `reached` seconds, and on to `end`."""

    start: View
    aim: View
    end: View
    reached: float


def view(path: CameraPath, t: float, seconds: float) -> View:
    """The view at second `t` of `seconds`."""
    if t < path.reached:
        return _between(path.start, path.aim, t / path.reached)
    held = (*path.aim[:2], path.aim[2] * 0.98)  # a hand-held camera never stands still
    left = path.reached + HOLD_SECONDS
    if t < left:
        return _between(path.aim, held, (t - path.reached) / HOLD_SECONDS)
    return _between(held, path.end, (t - left) / (seconds - left))


def box(visible: View, photo: tuple[int, int], size: tuple[int, int]) -> tuple[float, float, float, float]:
    """The box of a view (left, top, right, bottom in pixels), with the aspect ratio of `size`, inside the photo."""
    x, y, part = visible
    height = min(part * photo[1], photo[1], photo[0] * size[1] / size[0])
    width = height * size[0] / size[1]
    left = min(max(x * photo[0] - width / 2, 0), photo[0] - width)
    top = min(max(y * photo[1] - height / 2, 0), photo[1] - height)
    return left, top, left + width, top + height


def _between(one: View, other: View, part: float) -> View:
    eased = part * part * (3 - 2 * part)
    x, y, height = (a + (b - a) * eased for a, b in zip(one, other, strict=True))
    return x, y, height
