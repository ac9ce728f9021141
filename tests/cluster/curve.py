"""Draws lag and replicas over time: `python -m tests.cluster.curve SAMPLES.json PICTURE.svg`."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

WIDTH, HEIGHT = 860, 360
LEFT, RIGHT, TOP, BOTTOM = 60, 60, 50, 45
LAG, REPLICAS, WORDS = "#1f6fb4", "#c2571a", "#333"


class Sample(NamedTuple):
    """`seconds` since the first one."""

    seconds: float
    lag: int
    replicas: int


class Mark(NamedTuple):
    """Something that was done."""

    seconds: float
    what: str


def svg(samples: Sequence[Sample], marks: Sequence[Mark]) -> str:
    """The picture."""
    seconds = max(sample.seconds for sample in samples)
    lag, replicas = _top(max(sample.lag for sample in samples)), max(sample.replicas for sample in samples) + 1

    def x(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * value / seconds, 1)

    def y(value: float, top: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    falling = [f"{x(each.seconds)},{y(each.lag, lag)}" for each in samples]
    steps = []
    for number, each in enumerate(samples):
        if number:
            steps.append(f"{x(each.seconds)},{y(samples[number - 1].replicas, replicas)}")
        steps.append(f"{x(each.seconds)},{y(each.replicas, replicas)}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, 20, "lag (messages)", LAG), _text(WIDTH - RIGHT, 20, "replicas", REPLICAS, "end"),
        _text(WIDTH / 2, HEIGHT - 8, "seconds", WORDS, "middle"),
    ]  # fmt: skip
    for part in range(5):
        height = y(part, 4)
        parts.append(f'<path d="M{LEFT} {height}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(_text(LEFT - 6, height + 4, f"{lag * part // 4}", LAG, "end"))
    parts += [
        _text(WIDTH - RIGHT + 6, y(number, replicas) + 4, str(number), REPLICAS)
        for number in range(0, replicas + 1, max(1, replicas // 6))
    ]
    times = [seconds * number / 6 for number in range(7)]
    parts += [_text(x(each), HEIGHT - BOTTOM + 16, f"{each:.0f}", WORDS, "middle") for each in times]
    for number, mark in enumerate(marks):
        parts.append(f'<path d="M{x(mark.seconds)} {TOP}V{HEIGHT - BOTTOM}" stroke="#999" stroke-dasharray="3 3"/>')
        parts.append(_text(x(mark.seconds) + 3, TOP - 14 + 14 * (number % 3), mark.what, WORDS))
    parts += [
        f'<polyline points="{" ".join(falling)}" fill="none" stroke="{LAG}" stroke-width="2"/>',
        f'<polyline points="{" ".join(steps)}" fill="none" stroke="{REPLICAS}" stroke-width="2"/>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" fill="{colour}" text-anchor="{anchor}">{words}</text>'


def _top(value: int) -> int:
    """A round number above it."""
    return -(-max(1, value) // 400) * 400


if __name__ == "__main__":
    measured = json.loads(Path(sys.argv[1]).read_text())
    picture = svg([Sample(*each) for each in measured["samples"]], [Mark(*each) for each in measured["marks"]])
    Path(sys.argv[2]).write_text(picture)
