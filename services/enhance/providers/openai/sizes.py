"""Sizes of pictures that OpenAI's image models make. Pure."""

import math
import re
from collections.abc import Callable

STANDARD = ((1024, 1024), (1536, 1024), (1024, 1536))
"""What all models make (openai's ImageGenerateParams)."""
FREE = re.compile(r"gpt-image-([2-9]|\d{2,})\b")
"""Models that make any size whose sides are multiples of 16."""
STEP = 16
LEAST_PIXELS, MOST_PIXELS = 655_360, 2560 * 1440
"""More are experimental."""
WIDEST = 3.0
"""Longer side divided by the shorter one."""

TOKENS = {"low": 272, "medium": 1056, "high": 4160, "auto": 4160}
"""Tokens of a picture of 1024x1024 by quality: those of the earlier models; later ones take fewer."""


def size(model: str, aspect: tuple[int, int], longer: int) -> tuple[int, int]:
    """Width and height to ask `model` for: the ratio as near as it can be, the longer side as long as possible."""
    ratio = min(max(aspect[0] / aspect[1], 1 / WIDEST), WIDEST)
    if not FREE.match(model):
        return min(STANDARD, key=lambda one: abs(math.log(one[0] / one[1] / ratio)))
    width, height = (longer, longer / ratio) if ratio >= 1 else (longer * ratio, longer)
    scale = math.sqrt(min(max(width * height, LEAST_PIXELS), MOST_PIXELS) / (width * height))
    made = _steps(width * scale, math.floor), _steps(height * scale, math.floor)
    if made[0] * made[1] >= LEAST_PIXELS:
        return made
    return _steps(width * scale, math.ceil), _steps(height * scale, math.ceil)


def tokens(width: int, height: int, quality: str) -> int:
    """An upper estimate of the tokens of one picture."""
    return math.ceil(TOKENS[quality] * max(1.0, width * height / 1024**2))


def _steps(pixels: float, rounded: Callable[[float], int]) -> int:
    return STEP * rounded(round(pixels / STEP, 6))
