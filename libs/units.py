"""Parsing durations, rates and sizes: 10m, 2h, 3d, 5/s, 224x400. Pure."""

import re

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
MAX_DURATION = 36_500 * 86_400
"""Seconds: a hundred years, so that a time before or after now can be written."""
MAX_RATE = 1_000_000
"""Events per second."""


def duration(text: str) -> float:
    """Seconds in `90s`, `10m`, `1.5h`, `3d`, `2w`, or several of them such as `1h30m`. Raises ValueError."""
    parts = re.findall(r"(\d+(?:\.\d+)?)([smhdw])", text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError(f"invalid duration {text!r}: use 90s, 10m, 2h or 3d")
    seconds = sum(float(number) * _SECONDS[unit] for number, unit in parts)
    if seconds > MAX_DURATION:
        raise ValueError(f"invalid duration {text!r}: at most {MAX_DURATION // _SECONDS['d']}d")
    return seconds


def rate(text: str) -> float:
    """Events per second in `5`, `5/s`, `30/m`. Raises ValueError."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:/([smh]))?", text)
    if match is None or float(match[1]) <= 0:
        raise ValueError(f"invalid rate {text!r}: use 5/s or 30/m")
    per_second = float(match[1]) / _SECONDS[match[2] or "s"]
    if per_second > MAX_RATE:
        raise ValueError(f"invalid rate {text!r}: at most {MAX_RATE}/s")
    return per_second


def size(text: str) -> tuple[int, int]:
    """Width and height in `224x400` or `224×400`, in pixels. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip(), re.IGNORECASE)
    if match is None:
        raise ValueError(f"invalid size {text!r}: use width x height in pixels, such as 224x400")
    return int(match[1]), int(match[2])


def span(seconds: float) -> str:
    """A duration in its largest whole unit: 7d, 10m, 45s."""
    for unit in ("d", "h", "m"):
        if seconds >= _SECONDS[unit]:
            return f"{int(seconds // _SECONDS[unit])}{unit}"
    return f"{int(seconds)}s"
