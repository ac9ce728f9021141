"""The packets of all clips: copied ones, and what is encoded first."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from services.merge.encoding.picture import Progress, encode_picture
from services.merge.errors import Damaged, WrongResult, named
from services.merge.inputs.clip import Clip, Picture
from services.merge.inputs.preflight import inspect, inspect_sound
from services.merge.inputs.source import LocalFile, Source
from services.merge.job.cutting import between, cut_of
from services.merge.job.steps import NewFile, Report, Step
from services.merge.joining.part import Part, PictureSegment, SoundSegment
from services.merge.planning.plan import ClipPlan, PictureTarget, Plan, SoundTarget


def make_parts(made: Plan, new_file: NewFile, report: Report) -> list[Part]:
    """Encode what differs, and the packets of all clips."""
    total = sum((each.clip.picture.seconds for each in made.clips if each.is_encoded), Fraction())
    done = Fraction()
    parts = []
    for each in made.clips:

        def encoded(seconds: Fraction, before: Fraction = done) -> None:
            report(Step("encode", before + seconds, total))

        with named(each.clip.source.name):
            parts.append(_part(each, made.picture, made.sound, new_file, encoded, soundtrack=made.soundtrack))
        if each.is_encoded:
            done += each.clip.picture.seconds
    return parts


def template_of(parts: Sequence[Part], made: Plan) -> PictureSegment:
    """The segment whose header the video track takes: a copied one, if there is any."""
    chosen = made.clips[made.template].clip
    segments = [segment for part in parts for segment in part.pictures]
    return next((each for each in segments if each.source is chosen.source), segments[0])


def _part(
    each: ClipPlan,
    target: PictureTarget,
    sound_target: SoundTarget | None,
    new_file: NewFile,
    progress: Progress,
    *,
    soundtrack: bool,
) -> Part:
    clip = each.clip
    zero = clip.picture.first
    if each.picture:
        pictures, zero = encoded_pictures(clip, target, new_file, progress)
    elif each.edges:
        pictures, zero = cut_pictures(clip, target, new_file, progress)
    else:
        pictures = (PictureSegment(clip.source, clip.picture, zero, clip.picture.end, None, clip.picture.frames),)
    seconds = zero * clip.picture.time_base
    if clip.sound is None or sound_target is None:
        return Part(clip.source.name, pictures, None)
    heard: Source = clip.source
    sound = clip.sound
    if each.sound and not soundtrack:
        # Here: it loads numpy, which takes more memory than copying.
        from services.merge.encoding.sound import encode_sound

        heard = LocalFile(encode_sound(clip, seconds, sound_target, new_file(), progress))
        sound = inspect_sound(heard)
        seconds = Fraction()
    return Part(clip.source.name, pictures, SoundSegment(heard, sound, round(seconds / sound.time_base)))


def cut_pictures(
    clip: Clip, target: PictureTarget, new_file: NewFile, progress: Progress
) -> tuple[tuple[PictureSegment, ...], int]:
    """The stretch of a clip, of which only what is before the first and behind the last key frame is encoded.

    Also the time of its first frame in the clip. Raises Damaged, WrongResult.
    """
    picture, cut = clip.picture, cut_of(clip)
    if cut is None:
        return encoded_pictures(clip, target, new_file, progress)
    copied = between(clip, cut.start, cut.end).picture
    segments = [PictureSegment(clip.source, clip.track, cut.start, cut.end, cut.last, copied.frames)]
    if picture.first < cut.start:
        before, _ = encoded_pictures(between(clip, picture.first, cut.start), target, new_file, progress)
        segments = [*before, *segments]
    if cut.end < picture.end:
        behind, _ = encoded_pictures(between(clip, cut.end, picture.end), target, new_file, progress)
        segments += behind
    return tuple(segments), picture.first


def encoded_pictures(
    clip: Clip, target: PictureTarget, new_file: NewFile, progress: Progress, *, keys: Sequence[Fraction] = ()
) -> tuple[tuple[PictureSegment, ...], int]:
    """The picture of `clip`, encoded, and the time of its first frame in the clip. Raises Damaged, WrongResult.

    `keys`: as of `encode_picture`.
    """
    made = encode_picture(clip, target, new_file(), progress, keys=keys)
    if _countable(clip.picture) and made.taken != clip.picture.frames:
        lost = clip.picture.frames - made.taken
        raise Damaged(f"{lost} of {clip.picture.frames} frames cannot be decoded")
    seconds = (clip.picture.end - made.first) * clip.picture.time_base
    if target.rate is not None:
        seconds = made.frames / target.rate
    return (encoded_segment(made.path, made.frames, seconds),), made.first


def encoded_segment(path: Path, frames: int, seconds: Fraction) -> PictureSegment:
    """The encoded pictures in the file at `path`. Raises WrongResult."""
    source = LocalFile(path)
    picture = inspect(source).picture
    if picture.frames != frames:
        raise WrongResult(f"{frames} frames were encoded, and {picture.frames} written")
    end = picture.first + round(seconds / picture.time_base)
    return PictureSegment(source, picture, picture.first, end, None, picture.frames)


def _countable(picture: Picture) -> bool:
    """Whether each packet is one frame. Some codecs have packets that show nothing; fields may have one each."""
    return picture.codec in ("h264", "hevc") and picture.clean_start and not picture.interlaced
