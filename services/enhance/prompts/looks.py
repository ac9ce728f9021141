"""Looks of pictures. `white`, `studio` and `clean` are also the presets of the local provider."""

from collections.abc import Sequence
from types import MappingProxyType

LOOKS = MappingProxyType(
    {
        "white": "on a seamless pure white background, evenly lit, with a soft natural shadow below; centred, "
        "filling about 85 % of the picture, as marketplaces require",
        "studio": "in a photo studio, on a smooth light-grey gradient background, with softbox light from the left, "
        "gentle highlights and a soft contact shadow",
        "lifestyle": "in a tidy, bright everyday place where such a product is used, with daylight from a window and a "
        "background out of focus; no people",
        "clean": "in its own place, tidied up: exposure and white balance corrected, perspective straightened, "
        "distracting objects and dust removed, cropped to the product",
        "surface": "on a natural surface such as light wood, stone or linen, seen slightly from above, "
        "with soft side light",
        "outdoor": "outdoors in mild daylight, with a calm natural background out of focus",
        "dark": "on a dark, matt background with a narrow light along its edges and a soft reflection below",
        "pastel": "on a plain pastel background whose colour goes well with the product, with even soft light",
        "flat": "laid flat and seen exactly from above, on a plain light background, evenly lit with short shadows",
        "podium": "on a low round podium before a plain warm-beige wall, with soft light and a long soft shadow",
    }
)
"""Name → what follows `Show the product`. The first ones are used if nobody asked for others."""


def chosen_looks(wanted: Sequence[str], count: int) -> tuple[str, ...]:
    """`count` names of looks: those `wanted`, in turn; without any, the first of `LOOKS`. Others are left out."""
    names = [name for name in wanted if name in LOOKS] or list(LOOKS)
    return tuple(names[number % len(names)] for number in range(count))
