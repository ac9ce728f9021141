"""Twenty more clips with a known best second, held out: measure on them once, tune on `best_second`."""

from tests.media.best_second import hold, still
from tests.media.effects import defocus, exposure, fade, noise, smear
from tests.media.effects_2 import dull, ghost, passer_by, pixelated, tilted, torn
from tests.media.labelled import ONE_KEY_FRAME, Clip, make
from tests.media.overlays import banner, covered
from tests.media.shots import Shot, View, ramp

__all__ = ["CLIPS", "Clip", "make"]

WHOLE, POT, VASE, POSTER = View(0.5, 0.5, 1.0), View(0.5, 0.53, 0.72), View(0.54, 0.52, 0.6), View(0.6, 0.7, 0.9)
MONTAGE = (
    "bed",
    "cat",
    "laptop",
    "jug",
    "book",
    "flowers",
    "vase",
    "couch",
    "coffee",
    "sofa",
    "dried-flowers",
    "armchair",
)


def slide(seconds: float, colour: str, *lines: str, ink: str = "white") -> Shot:
    return Shot(seconds, colour, effects=[banner(lines, (0.08, 0.2, 0.92, 0.8), colour=colour, ink=ink)])


def rush(names: tuple[str, ...], each: float) -> list[Shot]:
    """A montage of moving, smeared shots."""
    return [
        Shot(each, name, ((0, View(0.2, 0.4, 0.6)), (each, View(0.8, 0.6, 0.5))), [smear(ramp((0, 55)))])
        for name in names
    ]


CLIPS: tuple[Clip, ...] = (
    Clip(
        "haze-lifts",
        "a steamed-up lens until 7 s, clear to 10.5 s, steam again",
        (7.2, 10.6),
        [
            Shot(
                14,
                "dried-flowers",
                still(WHOLE),
                [fade(ramp((0, 0.75), (6, 0.6), (7.3, 0), (10.5, 0), (11.5, 0.7)), "#c4c4c8")],
            )
        ],
        size=(600, 400),
    ),
    Clip(
        "lamp-on-lamp-off",
        "a dark grainy bedroom; the lamp is on from 2 to 4.5 s",
        (2.0, 4.5),
        [
            Shot(
                11,
                "bed",
                still(WHOLE),
                [exposure(ramp(*hold((0, 0.25), (2, 1), (4.5, 0.22)))), noise(ramp(*hold((0, 6), (2, 0), (4.5, 6))))],
            )
        ],
        size=(600, 400),
        gop=30,
    ),
    Clip(
        "phone-gets-turned",
        "upside down and askew until the phone is held right, from 6 to 9.5 s",
        (6.0, 9.5),
        [
            Shot(
                12,
                "armchair",
                still(View(0.69, 0.70, 0.76)),
                [tilted(ramp((0, 180), (3, 170), (6, 0), (9.5, 0), (10.3, -75), (12, -90)))],
            )
        ],
    ),
    Clip(
        "double-exposure",
        "another room shines through, but from 4.5 to 7 s",
        (4.5, 7.0),
        [
            Shot(
                12,
                "sofa",
                still(View(0.56, 0.62, 1.0)),
                [ghost("couch", View(0.5, 0.6, 0.9), ramp((0, 0.55), (4, 0.5), (4.5, 0), (7, 0), (7.5, 0.5)))],
            )
        ],
    ),
    Clip(
        "slides-of-text",
        "two slides of text, the vase from 6 to 8.5 s, another slide",
        (6.0, 8.5),
        [
            slide(3, "#e83048", "NEW", "IN STORE"),
            slide(3, "#f0f0f0", "hand made", "one of a kind", ink="#202020"),
            Shot(2.5, "vase", still(WHOLE)),
            slide(3.5, "#206040", "ORDER", "by message"),
        ],
        size=(480, 480),
        gop=ONE_KEY_FRAME,
    ),
    Clip(
        "countdown",
        "three, two, one over the picture; the motorcycle from 3 to 5.5 s, then lost focus",
        (3.0, 5.5),
        [
            *(
                Shot(
                    1,
                    "motorcycle",
                    still(WHOLE),
                    [banner((digit,), (0.15, 0.05, 0.85, 0.95), colour="#101018", ink="#ffe000")],
                )
                for digit in "321"
            ),
            Shot(
                7,
                "motorcycle",
                ((0, WHOLE), (2.5, WHOLE), (7, View(0.6, 0.5, 0.8))),
                [defocus(ramp((2.5, 0), (3.2, 8)))],
            ),
        ],
        size=(600, 400),
        fps=20,
    ),
    Clip(
        "guess-what",
        "pixels like a censor's, the cup is revealed from 9 s to the end",
        (9.0, 12.0),
        [Shot(12, "coffee", still(WHOLE), [pixelated(ramp(*hold((0, 8), (3, 14), (6, 22), (9, 0))))])],
        size=(480, 480),
        gop=ONE_KEY_FRAME,
    ),
    Clip(
        "people-pass",
        "dark coats before the flowers, the view is free from 5 to 7.2 s",
        (5.0, 7.2),
        [
            Shot(
                11,
                "flowers",
                still(POT),
                [passer_by(ramp((0, 0.3), (2, 0.7), (4, 0.4), (4.9, 1.5), (7.3, 1.5), (8, 0.6), (11, 0.35)))],
            )
        ],
    ),
    Clip(
        "torn-signal",
        "shifted bands and colours, but from 1 to 3.5 s",
        (1.0, 3.5),
        [Shot(10, "jug", still(View(0.62, 0.6, 1.0)), [torn(ramp(*hold((0, 0.15), (1, 0), (3.5, 0.2))))])],
        size=(600, 400),
        gop=15,
    ),
    Clip(
        "colour-comes",
        "dull and grey, in full colour from 8 to 11 s, dull again",
        (7.8, 11.1),
        [
            Shot(
                13,
                "basket",
                still(View(0.63, 0.78, 0.6)),
                [dull(ramp((0, 0.95), (7, 0.9), (8, 0), (11, 0), (11.7, 0.9)))],
            )
        ],
    ),
    Clip(
        "pet-interlude",
        "a cat, the chair from 4 to 7 s, the cat again",
        (4.0, 7.0),
        [
            Shot(4, "cat", still(View(0.45, 0.5, 1.0)), shake=0.01),
            Shot(3, "chair", still(View(0.68, 0.72, 0.6))),
            Shot(4, "cat", still(View(0.5, 0.5, 0.9)), shake=0.01),
        ],
        size=(480, 480),
        gop=15,
    ),
    Clip(
        "man-in-a-car",
        "a man talks in a car, a laptop and breakfast from 6 to 9.5 s, the man again",
        (6.0, 9.5),
        [Shot(6, "carphone"), Shot(3.5, "laptop", still(View(0.55, 0.5, 0.6))), Shot(3, "carphone")],
        size=(480, 480),
        fps=25,
    ),
    Clip(
        "traffic-first",
        "city traffic, the motorcycle for sale from 6 to 8.5 s, then dark",
        (6.0, 8.5),
        [Shot(6, "bikes"), Shot(5, "motorcycle", still(WHOLE), [exposure(ramp((2.5, 1), (3.2, 0.2)))])],
        size=(600, 400),
        fps=25,
    ),
    Clip(
        "slow-dawn",
        "light comes over ten seconds, is right until 13 s, then too much",
        (8.6, 13.3),
        [
            Shot(
                17,
                "easychair",
                still(View(0.5, 0.6, 0.75)),
                [exposure(ramp((0, 0.05), (6, 0.4), (10, 1), (13, 1), (14.5, 2.2)))],
            )
        ],
    ),
    Clip(
        "pendulum",
        "the camera swings past the vase and halts on it from 3.5 to 5.5 s",
        (3.5, 5.5),
        [
            Shot(
                9,
                "glass-vase",
                (
                    *((n, View(0.1 if n % 2 else 0.9, 0.25, 0.45)) for n in range(4)),
                    (3.5, VASE),
                    (5.5, VASE),
                    (6.3, View(0.95, 0.9, 0.4)),
                    (7.3, View(0.1, 0.9, 0.4)),
                    (9, View(0.9, 0.2, 0.4)),
                ),
                [smear(ramp(*hold((0, 50), (3.5, 0), (5.6, 50))))],
            )
        ],
    ),
    Clip(
        "caption-throughout",
        "a narrow caption stays; out of focus until 6 s, good to 8.5 s, then a hand",
        (6.0, 8.5),
        [
            Shot(
                12,
                "couch",
                still(View(0.5, 0.68, 0.95)),
                [
                    defocus(ramp((0, 6), (5.4, 5), (6, 0))),
                    covered(ramp((8.5, 0), (9.1, 0.75))),
                    banner(("big couch, as new",), (0.1, 0.86, 0.9, 0.93), colour="#101010"),
                ],
            )
        ],
    ),
    Clip(
        "forty-seconds",
        "burnt out for 20 s, good to 24.5 s, then a long slide of text",
        (20.0, 24.5),
        [
            Shot(24.5, "book", still(POSTER), [exposure(ramp((0, 2.3), (19.5, 2.0), (20, 1)))]),
            slide(15.5, "#502080", "MORE", "in our shop", "every day"),
        ],
        size=(288, 512),
    ),
    Clip(
        "montage",
        "half-second shots in motion, the chair in peace from 3 to 5 s, more of them",
        (3.0, 5.0),
        [*rush(MONTAGE[:6], 0.5), Shot(2, "chair", still(View(0.68, 0.70, 0.75))), *rush(MONTAGE[6:], 0.5)],
        size=(540, 960),
        fps=24,
    ),
    Clip(
        "white-flash",
        "starts white; two chairs from 0.8 to 2.8 s, then white flashes over blurred motion",
        (0.8, 2.8),
        [
            Shot(
                9,
                "two-chairs",
                ((0, View(0.5, 0.7, 0.84)), (2.8, View(0.5, 0.7, 0.84)), (9, View(0.1, 0.2, 0.3))),
                [
                    fade(ramp((0, 1), (0.8, 0), (3, 0), (3.4, 0.9), (4, 0.3), (5, 0.9), (6, 0.4), (8, 1)), "white"),
                    smear(ramp(*hold((0, 0), (2.9, 40)))),
                ],
            )
        ],
        size=(640, 360),
        fps=24,
    ),
    Clip(
        "unboxing",
        "a box with print, a hand over the lens, the vase from 10 to 12.5 s, fades out",
        (10.0, 12.7),
        [
            slide(5, "#b08858", "FRAGILE", "this side up", ink="#503010"),
            Shot(
                9,
                "glass-vase",
                still(View(0.54, 0.54, 0.62)),
                [covered(ramp((0, 0.95), (4.6, 0.85), (5, 0))), fade(ramp((7.5, 0), (8.6, 1)))],
            ),
        ],
    ),
)
