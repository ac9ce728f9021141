"""Everything from files to a file: preflight, plan, encoding what differs, joining, and a look at the result."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from libs.scratch import scratch
from services.merge.codecs.aac import FRAME
from services.merge.encoding.encode import encode_picture, encode_sound
from services.merge.errors import Damaged, MergeError, WrongResult, named
from services.merge.inputs.clip import Clip, Picture
from services.merge.inputs.preflight import inspect, inspect_sound
from services.merge.inputs.source import LocalFile, Source
from services.merge.joining.join import join
from services.merge.joining.part import Part, PictureSegment, SoundSegment
from services.merge.planning.plan import ClipPlan, PictureTarget, Plan, SoundTarget, plan

ROUNDING_FRAMES = 2
"""Of sound: the result's sound may end so much before or after its picture."""


class Step(NamedTuple):
    """How far it is."""

    name: str
    """inspect, encode, join, check."""
    done: Fraction
    total: Fraction
    """Both in seconds of the result, for `inspect` and `check` in files."""


class Merged(NamedTuple):
    """The result."""

    path: Path
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


def merge(paths: Sequence[Path], out: Path, report: Report) -> Merged:
    """Join the files at `paths` to an MP4 at `out`. Raises a MergeError, and OSError if `out` cannot be written.

    The result gets its name when it is complete and checked. Intermediate files lie beside it meanwhile.
    """
    if any(out.exists() and path.exists() and out.samefile(path) for path in paths):
        raise MergeError(f"{out} is an input: choose another name for the result")
    if not out.absolute().parent.is_dir():
        raise MergeError(f"{out.parent} is not a folder: create it, or choose another one for the result")
    made = plan(inspect_all([LocalFile(path) for path in paths], report))
    with ExitStack() as stack:
        folder = stack.enter_context(scratch(out.absolute().parent, "merge"))

        def new_file() -> Path:
            return stack.enter_context(folder.file(".mp4"))

        unfinished = new_file()
        parts = _parts(made, new_file, report)
        total = sum((each.clip.picture.seconds for each in made.clips), Fraction())
        ticks = made.picture.ticks

        def done(at: int) -> None:
            report(Step("join", Fraction(at, ticks), total))

        joined = join(
            parts,
            template=parts[made.template].pictures[0],
            picture=made.picture,
            sound=made.sound,
            path=unfinished,
            progress=done,
        )  # fmt: skip
        report(Step("check", Fraction(), Fraction(1)))
        seconds = Fraction(joined.ticks, ticks)
        _check(unfinished, joined.frames, seconds, made)
        os.replace(unfinished, out)
    return Merged(out, seconds, out.stat().st_size, joined.frames, made)


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


def _check(path: Path, frames: int, seconds: Fraction, made: Plan) -> None:
    """Raise WrongResult unless the file at `path` has the frames and the length that were written."""
    result = inspect(LocalFile(path))
    if result.picture.frames != frames:
        raise WrongResult(f"{frames} frames were written, and the result has {result.picture.frames}")
    if made.sound is None:
        return
    if result.sound is None:
        raise WrongResult("the result has no sound, but inputs have")
    end = result.sound.end * result.sound.time_base
    if abs(end - seconds) > Fraction(ROUNDING_FRAMES * FRAME, made.sound.rate):
        raise WrongResult(f"the sound ends at {float(end):.3f} s, and the picture at {float(seconds):.3f} s")
