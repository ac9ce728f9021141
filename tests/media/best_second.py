"""Twenty clips with a known best second. The label is what a person would say; see `contact_sheet.py` to check."""

from tests.media.effects import defocus, exposure, fade, noise, smear, squeezed
from tests.media.labelled import ONE_KEY_FRAME, Clip, make
from tests.media.overlays import banner, bars, covered, inset
from tests.media.shots import Shot, View, ramp

__all__ = ["CLIPS", "Clip", "make"]

ARMCHAIR, CHAIR, EASYCHAIR = View(0.69, 0.70, 0.72), View(0.68, 0.70, 0.75), View(0.57, 0.62, 0.60)
FLOWERS, BASKET, LAPTOP, COUCH = (
    View(0.52, 0.52, 0.62),
    View(0.63, 0.78, 0.60),
    View(0.55, 0.48, 0.95),
    View(0.5, 0.7, 1.0),
)
BOOK, SOFA, VASE, JUG = View(0.56, 0.75, 0.85), View(0.56, 0.62, 1.0), View(0.51, 0.55, 1.0), View(0.62, 0.6, 1.0)
COFFEE, MOTORCYCLE, WHOLE = View(0.47, 0.5, 1.0), View(0.5, 0.55, 1.0), View(0.5, 0.5, 1.0)
OFFER = ("MEGA SALE", "-50 %", "ONLY TODAY", "link in bio")


def still(view: View) -> tuple[tuple[float, View], ...]:
    return ((0.0, view),)


def strobe(start: float, end: float, period: float = 0.4) -> list[tuple[float, float]]:
    """Light that jumps between glaring and dark."""
    count = round((end - start) / period)
    levels = [(start + n * period, 3.0 if n % 2 else 0.2) for n in range(count)]
    return [point for time, level in levels for point in ((time, level), (time + period - 0.01, level))]


def hold(*steps: tuple[float, float]) -> list[tuple[float, float]]:
    """(from second, value): each value holds until the next step."""
    ends = [*(time for time, _ in steps[1:]), 1e6]
    return [
        point for (time, value), end in zip(steps, ends, strict=True) for point in ((time, value), (end - 0.001, value))
    ]


CLIPS: tuple[Clip, ...] = (
    Clip(
        "fade-in-and-out",
        "fades in from black for four seconds, shows an armchair, fades to white",
        (3.8, 7.2),
        [Shot(10, "armchair", still(ARMCHAIR), [fade(ramp((0, 1), (4, 0))), fade(ramp((7, 0), (9, 1)), "white")])],
    ),
    Clip(
        "focus-pull",
        "out of focus but for two seconds near the end",
        (8.0, 10.2),
        [Shot(12, "easychair", still(EASYCHAIR), [defocus(ramp((0, 9), (7, 5), (8, 0), (10.2, 0), (11, 5)))])],
        gop=30,
    ),
    Clip(
        "whip-pans",
        "the camera whips about; it rests on the chair from 2.5 to 5 s",
        (2.5, 5.0),
        [
            Shot(
                10,
                "chair",
                (
                    (0, View(0.1, 0.3, 0.6)),
                    (0.8, View(0.9, 0.5, 0.6)),
                    (1.6, View(0.1, 0.4, 0.7)),
                    (2.4, CHAIR),
                    (5.1, CHAIR),
                    (6, View(0.1, 0.2, 0.6)),
                    (7, View(0.9, 0.6, 0.5)),
                    (8, View(0.1, 0.3, 0.6)),
                    (9, View(0.9, 0.3, 0.6)),
                    (10, View(0.2, 0.7, 0.6)),
                ),
                [smear(ramp(*hold((0, 70), (2.4, 0), (5.1, 80))))],
            )
        ],
    ),
    Clip(
        "enters-late",
        "a wall and a window for nine seconds, then the camera comes to the armchair and stays",
        (10.0, 15.0),
        [Shot(15, "armchair", ((0, View(0.3, 0.2, 0.4)), (9, View(0.35, 0.3, 0.4)), (10, ARMCHAIR), (15, ARMCHAIR)))],
    ),
    Clip(
        "burnt-then-dark",
        "overexposed, right from 5 to 7.5 s, then nearly night",
        (5.0, 7.5),
        [
            Shot(
                12,
                "flowers",
                still(FLOWERS),
                [exposure(ramp((0, 2.4), (4.6, 2.1), (5, 1), (7.5, 1), (8, 0.3))), noise(ramp((7.5, 0), (8, 6)))],
            )
        ],
        gop=15,
    ),
    Clip(
        "partly-out-of-frame",
        "along a motorcycle from wheel to wheel; all of it is seen from 4 to 6.5 s",
        (3.9, 6.6),
        [
            Shot(
                10,
                "motorcycle",
                (
                    (0, View(0.1, 0.75, 0.4)),
                    (3, View(0.12, 0.7, 0.4)),
                    (4, MOTORCYCLE),
                    (6.5, MOTORCYCLE),
                    (7.5, View(0.95, 0.3, 0.4)),
                ),
            )
        ],
        size=(640, 400),
        fps=24,
    ),
    Clip(
        "banner-over-product",
        "an offer's board over the cup, gone from 6 to 9 s",
        (6.0, 9.0),
        [
            Shot(
                14,
                "coffee",
                still(COFFEE),
                [banner(OFFER, (0.08, 0.08, 0.92, 0.92), shown=ramp(*hold((0, 1), (6, 0), (9, 1))))],
            )
        ],
        size=(480, 480),
    ),
    Clip(
        "intro-card",
        "a title with black bars, the jug and branch, then a dim blurred wall",
        (4.0, 7.5),
        [
            Shot(
                4,
                "#f4e8d0",
                effects=[
                    banner(("SPRING", "COLLECTION", "2026"), (0.1, 0.3, 0.9, 0.7), colour="#f4e8d0", ink="#402010"),
                    bars(0.2),
                ],
            ),
            Shot(3.5, "jug", still(JUG)),
            Shot(4.5, "jug", still(View(0.2, 0.2, 0.5)), [defocus(ramp((0, 15))), exposure(ramp((0, 0.4)))]),
        ],
        size=(640, 480),
    ),
    Clip(
        "end-card",
        "focus comes, the basket is seen for four seconds, then a glaring card with a logo's text",
        (1.8, 5.8),
        [
            Shot(5.8, "basket", still(BASKET), [defocus(ramp((0, 12), (1.9, 0)))]),
            Shot(
                6,
                "#ffd000",
                effects=[banner(("SHOP", "NOW", "@bestbags"), (0.1, 0.2, 0.9, 0.8), colour="#ffd000", ink="#101010")],
            ),
        ],
    ),
    Clip(
        "strobe",
        "light jumps between glaring and dark, but for a calm from 6.4 to 8.8 s",
        (6.4, 8.8),
        [Shot(12, "vase", still(VASE), [exposure(ramp(*strobe(0, 6.4), (6.4, 1), (8.79, 1), *strobe(8.8, 12)))])],
        size=(480, 480),
        fps=20,
    ),
    Clip(
        "bad-connection",
        "blocks and noise for seven seconds, then clear until the end",
        (7.0, 11.0),
        [Shot(11, "book", still(BOOK), [squeezed(ramp(*hold((0, 12), (7, 100)))), noise(ramp(*hold((0, 9), (7, 0))))])],
        gop=ONE_KEY_FRAME,
    ),
    Clip(
        "one-of-two-sharp",
        "two chairs in turn, only the one with the jug is in focus",
        (5.0, 8.0),
        [
            Shot(5, "two-chairs", still(View(0.3, 0.7, 0.75)), [defocus(ramp((0, 5)))]),
            Shot(3, "two-chairs", still(View(0.72, 0.7, 0.75))),
            Shot(4, "two-chairs", still(View(0.3, 0.7, 0.75)), [defocus(ramp((0, 7)))]),
        ],
        size=(480, 480),
    ),
    Clip(
        "black-first-frame",
        "black, then dim, from 4 s the lights are on, from 8 s the camera drops",
        (3.8, 8.0),
        [
            Shot(
                10,
                "sofa",
                ((0, SOFA), (8, SOFA), (9, View(0.3, 1.0, 0.5))),
                [
                    exposure(ramp((0, 0), (1, 0), (1.2, 0.2), (3.6, 0.25), (4, 1))),
                    smear(ramp(*hold((0, 0), (8, 20))), ramp(*hold((0, 0), (8, 90)))),
                ],
            )
        ],
    ),
    Clip(
        "talker-then-product",
        "someone talks, a close-up of the product from 6 to 9 s, someone talks on",
        (6.0, 9.0),
        [
            Shot(6, "astronaut", shake=0.01),
            Shot(3, "coffee", still(COFFEE)),
            Shot(5, "astronaut", still(View(0.4, 0.4, 0.8)), shake=0.01),
        ],
        size=(480, 480),
        gop=30,
    ),
    Clip(
        "tiny-to-too-close",
        "a far small picture comes near, is well framed from 6 to 9.5 s, then only texture is left",
        (5.8, 9.6),
        [
            Shot(
                14,
                "glass-vase",
                (
                    (0, View(0.53, 0.52, 0.6)),
                    (9, View(0.53, 0.52, 0.6)),
                    (10.5, View(0.56, 0.58, 0.1)),
                    (14, View(0.56, 0.6, 0.06)),
                ),
                [inset(ramp((0, 0.2), (4.5, 0.3), (6, 1)))],
            )
        ],
    ),
    Clip(
        "cuts-of-mixed-quality",
        "five shots: dark, blurred, good (a motorcycle), burnt out, blocks",
        (8.0, 11.0),
        [
            Shot(4, "bed", still(WHOLE), [exposure(ramp((0, 0.3))), noise(ramp((0, 7)))]),
            Shot(4, "coffee", still(WHOLE), [defocus(ramp((0, 7)))]),
            Shot(3, "motorcycle", still(WHOLE)),
            Shot(4, "dried-flowers", still(WHOLE), [exposure(ramp((0, 1.9)))]),
            Shot(5, "bed", still(WHOLE), [squeezed(ramp((0, 5)))]),
        ],
        size=(600, 400),
    ),
    Clip(
        "hand-before-the-lens",
        "a hand covers most of the picture, but from 1 to 3 s",
        (1.0, 3.0),
        [Shot(9, "flowers", still(FLOWERS), [covered(ramp((0, 1), (0.6, 0.9), (1, 0), (3, 0), (3.5, 0.9), (9, 0.8)))])],
        gop=ONE_KEY_FRAME,
    ),
    Clip(
        "long-wait",
        "45 s: blurred behind a board of text, clear from 31 to 35.5 s, then dark",
        (31.0, 35.5),
        [
            Shot(
                45,
                "laptop",
                ((0, LAPTOP), (30, View(0.5, 0.5, 0.9)), (31, LAPTOP)),
                [
                    defocus(ramp((0, 7), (30.5, 6), (31, 0))),
                    banner(OFFER[:2], (0.1, 0.3, 0.9, 0.6), shown=ramp(*hold((0, 1), (30, 0)))),
                    exposure(ramp((35.5, 1), (36.5, 0.25))),
                ],
            )
        ],
        size=(288, 512),
    ),
    Clip(
        "short-and-fast",
        "six seconds at 30/s: rushes in, rests from 1.5 to 3.2 s, rushes out",
        (1.5, 3.2),
        [
            Shot(
                6,
                "easychair",
                ((0, View(0.2, 0.1, 0.3)), (1.5, EASYCHAIR), (3.2, EASYCHAIR), (6, View(0.9, 0.95, 0.3))),
                [
                    smear(
                        ramp((0, 60), (1.2, 40), (1.5, 0), (3.2, 0), (3.5, 40)),
                        ramp((0, 60), (1.5, 0), (3.2, 0), (3.5, 50)),
                    )
                ],
            )
        ],
        size=(540, 960),
        fps=30,
    ),
    Clip(
        "good-at-once",
        "the couch is seen at once; from 2.6 s on it burns out, then comes a card of text",
        (0.0, 2.6),
        [
            Shot(6, "couch", still(COUCH), [exposure(ramp((2.5, 1), (3.2, 2.6)))]),
            Shot(
                6,
                "#102040",
                effects=[banner(("THANKS", "for watching", "follow us"), (0.1, 0.3, 0.9, 0.7), colour="#102040")],
            ),
        ],
    ),
)
