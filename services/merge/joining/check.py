"""Looks at a result before it gets its name: by its index, without reading the rest."""

from fractions import Fraction

from services.merge.codecs.aac import FRAME
from services.merge.errors import WrongResult
from services.merge.inputs.preflight import opened
from services.merge.inputs.source import Source
from services.merge.planning.plan import Plan

ROUNDING_FRAMES = 2
"""Of sound: the result's sound may end so much before or after its picture."""
LAST_FRAMES = 4
"""Of the picture: containers without decoding times, such as Matroska, do not say how long the last ones are shown."""


def check(result: Source, frames: int, seconds: Fraction, made: Plan) -> None:
    """Raise WrongResult unless `result` has `frames` frames of `seconds` in all, and sound of that length."""
    with opened(result) as container:
        video = container.streams.video[0]
        if video.frames != frames:
            raise WrongResult(f"{frames} frames were written, and the result has {video.frames}")
        _compare("picture", video.duration, video.time_base, seconds, LAST_FRAMES * seconds / frames)
        if made.sound is None:
            return
        if not container.streams.audio:
            raise WrongResult("the result has no sound, but inputs have")
        audio = container.streams.audio[0]
        rounding = Fraction(ROUNDING_FRAMES * FRAME, made.sound.rate)
        _compare("sound", audio.duration, audio.time_base, seconds, rounding)


def _compare(what: str, duration: int | None, base: Fraction | None, seconds: Fraction, rounding: Fraction) -> None:
    found = (duration or 0) * (base or Fraction())
    if abs(found - seconds) > rounding:
        raise WrongResult(f"the {what} of the result has {float(found):.3f} s, and the inputs {float(seconds):.3f} s")
