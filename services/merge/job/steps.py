"""How far a merge is."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple


class Step(NamedTuple):
    """How far it is."""

    name: str
    """inspect, encode, join, check."""
    done: Fraction
    total: Fraction
    """Both in seconds of the result, for `inspect` and `check` in files."""


Report = Callable[[Step], None]
NewFile = Callable[[], Path]
"""Gives the path of an intermediate file, which is deleted at the end."""
