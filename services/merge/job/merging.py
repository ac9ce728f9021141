"""Everything from files to a file: preflight, plan, encoding what differs, joining, and a look at the result."""

import shutil
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from services.merge.encoding.encode import encode_picture, encode_sound
from services.merge.errors import Damaged, NoRoom, TooMany, WrongResult, named
from services.merge.inputs.clip import Clip, Picture
from services.merge.inputs.preflight import inspect, inspect_sound
from services.merge.inputs.source import LocalFile, Source
from services.merge.joining.check import check
from services.merge.joining.join import IndexAt, Joined, join
from services.merge.joining.part import Part, PictureSegment, SoundSegment
from services.merge.joining.sink import LocalSink, Sink, opened_target
from services.merge.planning.options import MergeOptions
from services.merge.planning.plan import ClipPlan, PictureTarget, Plan, SoundTarget, plan

COPIED = 1024 * 1024
"""Bytes at once."""


class Step(NamedTuple):
    """How far it is."""

    name: str
    """inspect, encode, join, check."""
    done: Fraction
    total: Fraction
    """Both in seconds of the result, for `inspect` and `check` in files."""


class Merged(NamedTuple):
    """The result."""

    seconds: Fraction
    """How long the pictures are shown."""
    size: int
    """Bytes."""
    frames: int
    plan: Plan


Report = Callable[[Step], None]
NewFile = Callable[[], Path]
"""Gives the path of an intermediate file, which is deleted at the end."""


def inspect_all(sources: Sequence[Source], report: Report) -> list[Clip]:
    """The preflight of all inputs. Raises a MergeError that names the file."""
    clips = []
    for number, source in enumerate(sources):
        report(Step("inspect", Fraction(number), Fraction(len(sources))))
        with named(source.name):
            clips.append(inspect(source))
    return clips


def merge(
    sources: Sequence[Source],
    sink: Sink,
    options: MergeOptions,
    *,
    new_file: NewFile,
    report: Report,
    max_seconds: float | None = None,
) -> Merged:
    """Join `sources` to an MP4 in `sink`. Raises a MergeError, and OSError if something cannot be written.

    The result gets its name when it is complete and checked.
    """
    made = plan(inspect_all(sources, report))
    total = sum((each.clip.picture.seconds for each in made.clips), Fraction())
    if max_seconds is not None and total > max_seconds:
        raise TooMany(
            f"the result would have {float(total):.0f} s; the limit is {max_seconds:.0f} s (MERGE_MAX_SECONDS)"
        )
    parts = _parts(made, new_file, report)
    ticks = made.picture.ticks

    def done(at: int) -> None:
        report(Step("join", Fraction(at, ticks), total))

    def written(to: Sink, index: IndexAt) -> Joined:
        template = parts[made.template].pictures[0]
        return join(
            parts, template=template, picture=made.picture, sound=made.sound, sink=to, index=index, progress=done
        )

    try:
        joined = written(sink, IndexAt.START if options.faststart else IndexAt.END)
    except NoRoom:
        joined = _written_twice(written, sink, new_file())
    report(Step("check", Fraction(), Fraction(1)))
    seconds = Fraction(joined.ticks, ticks)
    check(sink.result(), joined.frames, seconds, made)
    return Merged(seconds, sink.finish(), joined.frames, made)


def _written_twice(written: Callable[[Sink, IndexAt], Joined], sink: Sink, path: Path) -> Joined:
    """Write to an intermediate file, whose index the muxer moves to the start, and copy that."""
    joined = written(LocalSink(path, path), IndexAt.MOVED)
    size = path.stat().st_size
    with path.open("rb") as file, opened_target(sink.begin(0, size)) as out:
        shutil.copyfileobj(file, out, COPIED)
    return joined


def _parts(made: Plan, new_file: NewFile, report: Report) -> list[Part]:
    """Encode what differs, and the packets of all clips."""
    total = sum((each.clip.picture.seconds for each in made.clips if each.picture or each.sound), Fraction())
    done = Fraction()
    parts = []
    for each in made.clips:

        def encoded(seconds: Fraction, before: Fraction = done) -> None:
            report(Step("encode", before + seconds, total))

        with named(each.clip.source.name):
            parts.append(_part(each, made.picture, made.sound, new_file, encoded))
        if each.picture or each.sound:
            done += each.clip.picture.seconds
    return parts


def _part(
    each: ClipPlan,
    target: PictureTarget,
    sound_target: SoundTarget | None,
    new_file: NewFile,
    progress: Callable[[Fraction], None],
) -> Part:
    clip = each.clip
    source, picture, zero = clip.source, clip.picture, clip.picture.first
    end = picture.end
    if each.picture:
        made = encode_picture(clip, target, new_file(), progress)
        source, zero = LocalFile(made.path), made.first
        picture = inspect(source).picture
        if picture.frames != made.frames:
            raise WrongResult(f"{made.frames} frames were encoded, and {picture.frames} written")
        if _countable(clip.picture) and made.frames != clip.picture.frames:
            lost = clip.picture.frames - made.frames
            raise Damaged(f"{lost} of {clip.picture.frames} frames cannot be decoded")
        end = picture.first + round((clip.picture.end - zero) * clip.picture.time_base / picture.time_base)
    pictures = (PictureSegment(source, picture, picture.first, end, None, picture.frames),)
    seconds = zero * clip.picture.time_base
    if clip.sound is None or sound_target is None:
        return Part(clip.source.name, pictures, None)
    heard: Source = clip.source
    sound = clip.sound
    if each.sound:
        heard = LocalFile(encode_sound(clip, seconds, sound_target, new_file(), progress))
        sound = inspect_sound(heard)
        seconds = Fraction()
    return Part(clip.source.name, pictures, SoundSegment(heard, sound, round(seconds / sound.time_base)))


def _countable(picture: Picture) -> bool:
    """Whether each packet is one frame. Some codecs have packets that show nothing; fields may have one each."""
    return picture.codec in ("h264", "hevc") and picture.clean_start and not picture.interlaced
