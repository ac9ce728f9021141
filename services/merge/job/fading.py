"""The packets and the sounds of clips that fade into each other.

What has to be encoded whole is encoded first. Of all clips the pictures between two cross-fades are then copied.
"""

from fractions import Fraction
from math import ceil
from typing import NamedTuple

from libs.confined.heap import run_and_trim
from services.merge.encoding.fading import Overlap, encode_fade
from services.merge.encoding.soundtrack import Stretch
from services.merge.errors import named
from services.merge.inputs.clip import Clip
from services.merge.inputs.keyframes import frame_at_or_after, key_frame_before
from services.merge.inputs.preflight import inspect
from services.merge.job.cutting import between
from services.merge.job.parts import cut_pictures, encoded_pictures, encoded_segment
from services.merge.job.steps import NewFile, Report, Step
from services.merge.joining.part import Part, PictureSegment
from services.merge.planning.plan import ClipPlan, Plan, too_short

SLOWEST = Fraction(10)
"""Frames a second of a cross-fade at least, where no rate is asked for: those of a slide show would not fade."""
FASTEST = Fraction(240)


class _Fitted(NamedTuple):
    """A clip with the pictures of the target."""

    name: str
    """Of the input."""
    clip: Clip
    clock: Fraction
    """Seconds from the clock of its pictures to that of its sound."""


def make_faded_parts(made: Plan, new_file: NewFile, report: Report) -> tuple[list[Part], list[Stretch]]:
    """Encode what differs and the cross-fades; the packets of all clips, without sound, and their sounds.

    A cross-fade belongs to the clip that ends with it. Raises BadOption if a clip is too short, and as `make_parts`.
    """
    return _Fading(made, new_file, report).run()


class _Fading:
    def __init__(self, made: Plan, new_file: NewFile, report: Report) -> None:
        self._made, self._new_file, self._report = made, new_file, report
        # Clips that are encoded whole count twice: they are encoded, and then cut.
        twice = sum((each.clip.picture.seconds for each in made.clips if each.picture), Fraction())
        self._total = sum((each.clip.picture.seconds for each in made.clips), twice)
        self._done = Fraction()
        self._fitted: list[_Fitted] = []
        self._overlaps: list[Overlap] = []

    def run(self) -> tuple[list[Part], list[Stretch]]:
        clips = self._made.clips
        self._fitted = [run_and_trim(self._fit, each) for each in clips]
        ready = self._fitted[0].clip.picture.first
        for number in range(len(clips) - 1):
            self._overlaps.append(self._overlap(number, ready))
            ready = self._overlaps[-1].ready
        pictures = [run_and_trim(self._pictures, number) for number in range(len(clips))]
        parts = [
            Part(each.name, segments, None) for each, segments in zip(self._fitted, pictures, strict=True) if segments
        ]
        return parts, [self._stretch(number, each.clip) for number, each in enumerate(clips)]

    def _fit(self, each: ClipPlan) -> _Fitted:
        clip, name = each.clip, each.clip.source.name
        if not each.picture:
            return _Fitted(name, clip, Fraction())
        # Most likely the ends of its cross-fades: what is between key frames is not encoded twice.
        rate = self._made.picture.rate or max(clip.picture.rate, SLOWEST)
        fade, half = _frames(self._made.fade, rate) / rate, 1 / (2 * rate)
        keys = fade - half, clip.picture.seconds - fade - half
        with named(name):
            (segment,), first = encoded_pictures(clip, self._made.picture, self._new_file, self._progress, keys=keys)
            made = inspect(segment.source)
        self._done += clip.picture.seconds
        clock = first * clip.picture.time_base - segment.start * segment.picture.time_base
        return _Fitted(name, made._replace(picture=segment.picture._replace(end=segment.end)), clock)

    def _overlap(self, number: int, ready: int) -> Overlap:
        """Of a clip and the next one: as long as is wanted, to the frame, and between frames of both if possible.

        `ready`: the frame at which the first begins to be shown alone.
        """
        (one, before, _), (two, after, _) = self._fitted[number : number + 2]
        faster = max(before.picture.rate, after.picture.rate, SLOWEST)
        rate = self._made.picture.rate or min(faster, FASTEST)
        half = 1 / (2 * rate)
        base, end = before.picture.time_base, before.picture.end
        start = end - round(_frames(self._made.fade, rate) / rate / base)
        found = _frame_from(before, start - round(half / base))
        if (found - start) * base <= half and found < end:
            start = found
        start = max(start, ready)
        if start >= end:
            raise too_short(one, (end - ready) * base, self._made.fade)
        blended = (end - start) * base
        base, end = after.picture.time_base, after.picture.end
        goal = after.picture.first + round(blended / base)
        if (goal - end) * base > half:
            raise too_short(two, after.picture.seconds, self._made.fade)
        ready = _frame_from(after, goal - round(half / base))
        late = (ready - goal) * base
        return Overlap(start, ready, _frames(blended, rate), blended, blended + (late if late > half else 0))

    def _pictures(self, number: int) -> tuple[PictureSegment, ...]:
        """What is shown of a clip alone, and its cross-fade to the next one."""
        name, clip, _ = self._fitted[number]
        last = number == len(self._overlaps)
        start = self._overlaps[number - 1].ready if number else clip.picture.first
        end = clip.picture.end if last else self._overlaps[number].start
        pictures: tuple[PictureSegment, ...] = ()
        if start < end:
            with named(name):
                shown = between(clip, start, end)
                pictures, _ = cut_pictures(shown, self._made.picture, self._new_file, self._progress)
        if not last:
            pictures += (self._fade(number),)
        self._done += self._made.clips[number].clip.picture.seconds
        return pictures

    def _fade(self, number: int) -> PictureSegment:
        before, after = self._fitted[number].clip, self._fitted[number + 1].clip
        overlap, path = self._overlaps[number], self._new_file()
        key = key_frame_before(before.source, before.track, overlap.start + 1)
        first = before.picture.first if key is None else key
        frames = encode_fade(
            before._replace(picture=before.picture._replace(first=first), whole=before.track),
            after._replace(picture=after.picture._replace(end=overlap.ready), whole=after.track),
            overlap, self._made.picture, path=path, progress=self._progress,
        )  # fmt: skip
        return encoded_segment(path, frames, overlap.seconds)

    def _stretch(self, number: int, clip: Clip) -> Stretch:
        """The sound of a clip, from the first frame of its cross-fade with the one before."""
        _, fitted, clock = self._fitted[number]
        picture = fitted.picture
        end = clock + picture.end * picture.time_base
        if not number:
            zero = clock + picture.first * picture.time_base
            return Stretch(clip.source, clip.sound, zero, end - zero)
        overlap = self._overlaps[number - 1]
        zero = clock + overlap.ready * picture.time_base - overlap.seconds
        return Stretch(clip.source, clip.sound, zero, end - zero, overlap.blended)

    def _progress(self, seconds: Fraction) -> None:
        """Report that so many seconds of a clip are done."""
        self._report(Step("encode", min(self._done + seconds, self._total), self._total))


def _frames(seconds: Fraction, rate: Fraction) -> int:
    """The nearest number of frames, at least one; of two that are equally near, the lower one."""
    return max(1, ceil(seconds * rate - Fraction(1, 2)))


def _frame_from(clip: Clip, time: int) -> int:
    """The first frame at `time` or later, or when the last one is no longer shown."""
    with named(clip.source.name):
        found = frame_at_or_after(clip.source, clip.track, time)
    return clip.picture.end if found is None else min(found, clip.picture.end)
