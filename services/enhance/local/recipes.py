"""Presets and their variants: the same preset and variant always make the same picture of a photo."""

from dataclasses import dataclass
from typing import Literal

Preset = Literal["white", "studio", "clean"]
PRESETS: tuple[Preset, ...] = ("white", "studio", "clean")
VARIANTS = 10


@dataclass(frozen=True, slots=True)
class White:
    """The product on pure white. `part`: of the frame; `shadow`: opacity of the contact shadow, 0 for none."""

    part: float
    shadow: float


@dataclass(frozen=True, slots=True)
class Studio:
    """The product before a backdrop that turns into a floor. `wall`, `floor`: sRGB; `part`, `shadow`: as in White."""

    wall: tuple[int, int, int]
    floor: tuple[int, int, int]
    part: float = 0.72
    shadow: float = 0.6


@dataclass(frozen=True, slots=True)
class Clean:
    """The photo's own background. `part`: of the frame that the product fills, as far as the photo reaches.

    `contrast`: 0 for none. `across`: where the product's centre lies, as a part of the frame's width.
    """

    part: float
    contrast: float
    across: float = 0.5


Recipe = White | Studio | Clean

WHITES = tuple(White(part, shadow) for part, shadow in (
    (0.85, 0.35), (0.85, 0.0), (0.78, 0.35), (0.92, 0.0), (0.78, 0.0),
    (0.85, 0.5), (0.92, 0.35), (0.7, 0.35), (0.78, 0.5), (0.7, 0.0),
))  # fmt: skip
STUDIOS = tuple(Studio(wall, floor) for wall, floor in (
    ((226, 226, 228), (246, 246, 247)), ((222, 212, 200), (243, 236, 227)), ((205, 215, 224), (234, 240, 244)),
    ((209, 217, 203), (236, 240, 232)), ((231, 211, 206), (247, 236, 232)), ((178, 180, 184), (214, 215, 218)),
    ((198, 192, 210), (230, 226, 237)), ((240, 226, 196), (250, 243, 228)), ((92, 95, 101), (142, 145, 150)),
    ((48, 51, 57), (88, 91, 97)),
))  # fmt: skip
CLEANS = tuple(Clean(part, contrast, across) for part, contrast, across in (
    (0.66, 0.1, 0.5), (0.8, 0.1, 0.5), (0.52, 0.1, 0.5), (0.66, 0.0, 0.5), (0.6, 0.1, 0.42),
    (0.6, 0.1, 0.58), (0.8, 0.0, 0.5), (0.52, 0.0, 0.5), (0.72, 0.15, 0.5), (0.9, 0.1, 0.5),
))  # fmt: skip


def recipe(preset: Preset | None, variant: int) -> Recipe:
    """The recipe of `variant` (1 to VARIANTS) of `preset`; without one, the presets take turns."""
    number = variant - 1
    if preset is None:
        preset = PRESETS[number % len(PRESETS)]
        # `clean` as `without_mask` counts it: else two pictures were the same where the background has to stay.
        number = number if preset == "clean" else number // len(PRESETS)
    recipes: dict[Preset, tuple[Recipe, ...]] = {"white": WHITES, "studio": STUDIOS, "clean": CLEANS}
    return recipes[preset][number]


def without_mask(variant: int) -> Clean:
    """What takes the place of any recipe when the background has to stay: another one for each variant."""
    return CLEANS[variant - 1]
