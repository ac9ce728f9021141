"""The parts of a result whose sound is encoded as one track."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from services.merge.encoding.soundtrack import Added, Stretch, encode_soundtrack
from services.merge.inputs.audio import inspect_audio
from services.merge.inputs.preflight import inspect_sound
from services.merge.inputs.source import LocalFile, Source
from services.merge.job.steps import Report, Step
from services.merge.joining.part import Part, SoundSegment
from services.merge.planning.options import MergeOptions
from services.merge.planning.plan import ClipPlan, Plan


def with_soundtrack(
    parts: Sequence[Part], stretches: Sequence[Stretch], made: Plan, options: MergeOptions, audio: Source | None, *,
    path: Path, report: Report,
) -> list[Part]:  # fmt: skip
    """The parts with their sound, of `stretches`, in one file at `path`. Raises Damaged."""
    assert made.sound is not None
    total = sum((part.seconds for part in parts), Fraction())
    added = None
    if audio is not None and options.audio is not None:
        added = Added(audio, inspect_audio(audio), options.audio)
    encode_soundtrack(
        stretches, added, options.loudness, made.sound, path=path,
        progress=lambda done: report(Step("encode", min(done, total), total)),
    )  # fmt: skip
    source = LocalFile(path)
    sound = inspect_sound(source)
    result, at = [], Fraction()
    for part in parts:
        result.append(part._replace(sound=SoundSegment(source, sound, round(at / sound.time_base))))
        at += part.seconds
    return result


def stretch_of(part: Part, each: ClipPlan) -> Stretch:
    """The sound of a clip that is `part` of the result."""
    if part.sound is None:
        return Stretch(each.clip.source, None, Fraction(), part.seconds)
    # Frames that cannot be decoded may precede the first that is shown: the part knows when that is.
    return Stretch(part.sound.source, part.sound.sound, part.sound.zero * part.sound.sound.time_base, part.seconds)
