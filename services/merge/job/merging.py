"""Everything from files to a file: preflight, plan, encoding what differs, joining, and a look at the result."""

import shutil
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from libs.confined.heap import run_and_trim
from services.merge.errors import NoRoom, TooMany, named
from services.merge.inputs.audio import inspect_audio
from services.merge.inputs.clip import Clip
from services.merge.inputs.preflight import inspect
from services.merge.inputs.source import Source
from services.merge.job.cutting import trimmed
from services.merge.job.parts import make_parts, template_of
from services.merge.job.steps import NewFile, Report, Step
from services.merge.joining.check import check
from services.merge.joining.join import IndexAt, Joined, join
from services.merge.joining.sink import LocalSink, Sink, opened_target
from services.merge.planning.options import MergeOptions
from services.merge.planning.plan import Plan, plan

COPIED = 1024 * 1024
"""Bytes at once."""


class Merged(NamedTuple):
    """The result."""

    seconds: Fraction
    """How long the pictures are shown."""
    size: int
    """Bytes."""
    frames: int
    plan: Plan
    poster: bytes | None = None
    """JPEG."""


def inspect_all(sources: Sequence[Source], report: Report) -> list[Clip]:
    """The preflight of all inputs. Raises a MergeError that names the file."""
    clips = []
    for number, source in enumerate(sources):
        report(Step("inspect", Fraction(number), Fraction(len(sources))))
        with named(source.name):
            clips.append(run_and_trim(inspect, source))
    return clips


def plan_of(sources: Sequence[Source], options: MergeOptions, report: Report, audio: Source | None = None) -> Plan:
    """The preflight of all inputs, and the plan for them. `audio`: the option's sound. Raises a MergeError."""
    clips = trimmed(inspect_all(sources, report), options.trim)
    if audio is None:
        return plan(clips, options)
    with named(audio.name):
        return plan(clips, options, inspect_audio(audio))


def merge(
    sources: Sequence[Source],
    sink: Sink,
    options: MergeOptions,
    *,
    new_file: NewFile,
    report: Report,
    audio: Source | None = None,
    max_seconds: float | None = None,
) -> Merged:
    """Join `sources` to an MP4 in `sink`. Raises a MergeError, and OSError if something cannot be written.

    The result gets its name when it is complete and checked.
    """
    made = plan_of(sources, options, report, audio)
    total = made.seconds
    if max_seconds is not None and total > max_seconds:
        raise TooMany(
            f"the result would have {float(total):.0f} s; the limit is {max_seconds:.0f} s (MERGE_MAX_SECONDS)"
        )
    if made.fade:
        from services.merge.job.fading import make_faded_parts  # Here: it loads numpy.

        parts, stretches = make_faded_parts(made, new_file, report)
    else:
        parts, stretches = make_parts(made, new_file, report), []
    if made.soundtrack:
        # Here: it loads numpy, which takes more memory than copying.
        from services.merge.job.soundtrack import stretch_of, with_soundtrack

        stretches = stretches or [stretch_of(part, each) for part, each in zip(parts, made.clips, strict=True)]
        parts = with_soundtrack(parts, stretches, made, options, audio, path=new_file(), report=report)
    ticks = made.picture.ticks

    def done(at: int) -> None:
        report(Step("join", Fraction(at, ticks), total))

    def written(to: Sink, index: IndexAt) -> Joined:
        return join(
            parts,
            template=template_of(parts, made),
            picture=made.picture,
            sound=made.sound,
            sink=to,
            index=index,
            progress=done,
        )

    try:
        joined = written(sink, IndexAt.START if options.faststart else IndexAt.END)
    except NoRoom:
        joined = _written_twice(written, sink, new_file())
    report(Step("check", Fraction(), Fraction(1)))
    seconds = Fraction(joined.ticks, ticks)
    check(sink.result(), joined.frames, seconds, made)
    picture = None
    if options.poster is not None:
        from services.merge.job.poster import poster  # Here: it loads Pillow.

        picture = poster(parts, options.poster, made.picture.geometry)
    size = sink.finish()
    report(Step("check", Fraction(1), Fraction(1)))
    return Merged(seconds, size, joined.frames, made, picture)


def _written_twice(written: Callable[[Sink, IndexAt], Joined], sink: Sink, path: Path) -> Joined:
    """Write to an intermediate file, whose index the muxer moves to the start, and copy that."""
    joined = written(LocalSink(path, path), IndexAt.MOVED)
    size = path.stat().st_size
    with path.open("rb") as file, opened_target(sink.begin(0, size)) as out:
        shutil.copyfileobj(file, out, COPIED)
    return joined
