"""Decides what is copied and what is encoded, and why. Pure."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from services.merge.codecs.aac import LAYOUTS, LOW_COMPLEXITY, RATES
from services.merge.errors import BadOption
from services.merge.inputs.clip import BT709, HD_HEIGHT, SMPTE170M, UNSPECIFIED, Clip, Colours, Geometry, Picture, Sound
from services.merge.planning.options import MergeOptions

COPIED_PIXELS = frozenset(("yuv420p", "yuvj420p"))
"""Of H.264 that every player shows."""
FINEST_TICKS = 1_000_000
"""Ticks a second of the result at most; with more, times are rounded to COMMON_TICKS."""
COMMON_TICKS = 90_000
SAME_RATE = 2_000
"""Rates that differ by less than one in so many come from rounded timestamps."""
NOTABLE = Fraction(1, 10)
"""Seconds of silence or of dropped sound that the plan names."""
FADED = "cross-fades"
"""Why something is encoded."""
STANDARD_PRIMARIES = frozenset((1, 2, 5, 6, 7))
DEFAULT_RATE, DEFAULT_CHANNELS = 48_000, 2
MOST_CHANNELS = 2
"""Of encoded sound, if the first sound cannot be copied."""


class PictureTarget(NamedTuple):
    """The video track of the result."""

    codec: str
    geometry: Geometry
    colours: Colours
    ticks: int
    """Time base: ticks a second."""
    fit: str = "pad"
    """How pictures of another shape are fitted: `pad`, `blur-pad` or `crop`."""
    rate: Fraction | None = None
    """Constant frames a second; None: all frames keep their times."""


class SoundTarget(NamedTuple):
    """The audio track of the result: AAC-LC."""

    rate: int
    channels: int


class ClipPlan(NamedTuple):
    """What becomes of a clip. An empty reason: its packets are copied."""

    clip: Clip
    picture: tuple[str, ...]
    """Why the picture is encoded."""
    edges: tuple[str, ...]
    """Why its first and last frames are encoded, where the rest is copied."""
    sound: tuple[str, ...]
    """Why the sound is encoded."""
    notes: tuple[str, ...]
    """What the result has not, or has besides: dropped tracks, silence."""

    @property
    def is_encoded(self) -> bool:
        """Whether anything of it is."""
        return bool(self.picture or self.edges or self.sound)


class Plan(NamedTuple):
    """What is done to join clips."""

    clips: tuple[ClipPlan, ...]
    picture: PictureTarget
    sound: SoundTarget | None
    """None if no clip has sound."""
    soundtrack: bool
    """Whether the sound of all clips is encoded as one."""
    template: int
    """The clip whose header the video track takes: the first that is copied, else the first."""
    fade: Fraction = Fraction()
    """Seconds of the cross-fade at each joint; 0: none."""

    @property
    def encoded(self) -> int:
        """Number of clips of which picture or sound is encoded."""
        return sum(1 for each in self.clips if each.is_encoded)

    @property
    def seconds(self) -> Fraction:
        """How long the result will be. Cross-fades are rounded to frames when they are made."""
        return sum((each.clip.picture.seconds for each in self.clips), Fraction()) - self.fade * (len(self.clips) - 1)


def plan(clips: Sequence[Clip], options: MergeOptions | None = None, added: Sound | None = None) -> Plan:
    """The plan for joining `clips` in this order. Without options the result follows the first clip.

    `added`: the sound of the option `audio`. Raises BadOption for a clip that is too short for its cross-fades.
    """
    if not clips:
        raise ValueError("no clips")
    wanted = options or MergeOptions()
    fade = Fraction(str(wanted.cross_fade)) if len(clips) > 1 else Fraction()
    _check_lengths(clips, fade)
    pictures = [clip.picture for clip in clips]
    if wanted.target != "h264" and wanted.size is None and not fade and _same_hevc(clips, wanted.rate):
        first = pictures[0]
        picture = PictureTarget("hevc", first.geometry, first.colours, _ticks(pictures))
        reasons: list[tuple[str, ...]] = [()] * len(clips)
    else:
        picture, reasons = _encoded_target(pictures, wanted)
    edges = [() if why else _edges(clip, fade) for clip, why in zip(clips, reasons, strict=True)]
    sounds = [clip.sound for clip in clips if clip.sound is not None]
    sound = _sound_target(sounds or ([added] if added is not None else []))
    whole = _whole_sound(wanted, fade)
    plans = tuple(
        ClipPlan(
            clip,
            why,
            cut,
            whole or (_sound_differences(clip.sound, sound) if clip.sound and sound else ()),
            _notes(clip, sound),
        )
        for clip, why, cut in zip(clips, reasons, edges, strict=True)
    )
    template = next((number for number, why in enumerate(reasons) if not why), 0)
    return Plan(plans, picture, sound, bool(whole) and sound is not None, template, fade)


def _check_lengths(clips: Sequence[Clip], fade: Fraction) -> None:
    for number, clip in enumerate(clips):
        needed = fade * ((number > 0) + (number < len(clips) - 1))
        if needed - clip.picture.seconds > 1 / (2 * clip.picture.rate):  # else it is of that length, but for rounding
            raise too_short(clip.source.name, clip.picture.seconds, needed)


def too_short(name: str, seconds: Fraction, needed: Fraction) -> BadOption:
    """The error for a clip of so many `seconds`, whose cross-fades need more."""
    return BadOption(f"option cross_fade: needs {float(needed):.2f} s of {name}, which has {float(seconds):.2f} s")


def _whole_sound(options: MergeOptions, fade: Fraction) -> tuple[str, ...]:
    """Why the sound of all clips is encoded as one."""
    reasons = [FADED] if fade else []
    if options.audio is not None:
        reasons.append("another sound in its place" if options.audio.mode == "replace" else "mixed with another sound")
    if options.loudness is not None:
        reasons.append("loudness")
    return tuple(reasons)


def _encoded_target(pictures: Sequence[Picture], options: MergeOptions) -> tuple[PictureTarget, list[tuple[str, ...]]]:
    """The track into which some clips are encoded, and why each of them is; no reason: it is copied."""
    target = _target(pictures[0])._replace(fit=options.fit, rate=options.rate)
    if options.size is not None:
        target = target._replace(geometry=Geometry(*options.size, Fraction(1)))
    if options.target == "hevc":
        # Parameter sets of two encoders cannot be in one track that every player shows: nothing is copied.
        target = target._replace(codec="hevc", geometry=_upright(target.geometry), ticks=COMMON_TICKS)
        return target, [_differences(each, target) or ("HEVC of another encoder",) for each in pictures]
    reasons = [_differences(each, target) for each in pictures]
    if all(reasons):
        # Nothing is copied, so no rotation has to be kept.
        target = target._replace(geometry=_upright(target.geometry))
        reasons = [_differences(each, target) for each in pictures]
    copied = [each for each, why in zip(pictures, reasons, strict=True) if not why]
    return target._replace(ticks=_ticks(copied or pictures[:1])), reasons


def _edges(clip: Clip, fade: Fraction) -> tuple[str, ...]:
    """Why the first or last frames of a clip that is copied cannot be: they refer to frames that are not shown."""
    reasons = []
    if clip.picture.hidden:
        reasons.append(f"an edit list hides {clip.picture.hidden} frames")
    if clip.whole is not None:
        reasons.append("trimmed")
    if fade:
        reasons.append(FADED)
    return tuple(reasons)


def _other_rates(pictures: Sequence[Picture], rate: Fraction | None) -> bool:
    return rate is not None and any(_differs_in_rate(each, rate) for each in pictures)


def _differs_in_rate(picture: Picture, rate: Fraction) -> bool:
    return picture.variable or abs(picture.rate - rate) > rate / SAME_RATE


def _same_hevc(clips: Sequence[Clip], rate: Fraction | None) -> bool:
    """Whether all are HEVC of one encoder and setting, so that they can be copied: mixed with others, it cannot."""
    pictures = [clip.picture for clip in clips]
    first = pictures[0]
    if any(clip.whole is not None for clip in clips) or _other_rates(pictures, rate):
        return False
    return all(
        each.codec == "hevc" and each.extradata == first.extradata and len(each.extradata) > 23
        and each.geometry == first.geometry and _kind(each) == _kind(first)
        and each.clean_start and not each.hidden and not first.geometry.mirrored
        for each in pictures
    )  # fmt: skip


def _target(first: Picture) -> PictureTarget:
    """The track that follows the first clip. What H.264 of 8 bits cannot have is changed: HDR, odd sides, mirroring."""
    shape, colours = first.geometry, first.colours
    if shape.mirrored:
        shape = _upright(shape)
    shape = shape._replace(width=max(2, shape.width & ~1), height=max(2, shape.height & ~1))
    if not _standard(colours):
        colours = Colours(BT709, BT709, BT709, full_range=False)
    return PictureTarget("h264", shape, colours, COMMON_TICKS)


def _upright(shape: Geometry) -> Geometry:
    """The same picture, stored as it is shown."""
    if shape.turns % 2:
        return Geometry(shape.height, shape.width, 1 / shape.aspect)
    return Geometry(shape.width, shape.height, shape.aspect)


def _standard(colours: Colours) -> bool:
    return colours.hdr is None and colours.primaries in STANDARD_PRIMARIES


def _differences(picture: Picture, target: PictureTarget) -> tuple[str, ...]:
    """Why a picture cannot be copied into a track of H.264; empty if it can."""
    reasons = []
    if picture.codec != target.codec:
        reasons.append(f"codec {picture.codec}, not {target.codec}")
    elif picture.codec == "h264" and picture.sets is None:
        reasons.append("no parameter sets in the header")
    if picture.pixels not in COPIED_PIXELS:
        reasons.append(f"pixels {picture.pixels}, not yuv420p")
    reasons += _differences_of_shape(picture.geometry, target.geometry)
    reasons += _differences_of_colours(picture, target)
    if picture.interlaced:
        reasons.append("interlaced")
    if picture.numbered:
        reasons.append("its frames have no times")
    if target.rate is not None and _differs_in_rate(picture, target.rate):
        rate = f"{float(picture.rate):.4g} fps{' (variable)' if picture.variable else ''}"
        reasons.append(f"{rate}, not {float(target.rate):.4g}")
    if not picture.clean_start:
        reasons.append("does not start with a key frame")
    return tuple(reasons)


def _differences_of_shape(shape: Geometry, goal: Geometry) -> list[str]:
    reasons = []
    if (shape.width, shape.height) != (goal.width, goal.height):
        reasons.append(f"size {shape.width}×{shape.height}, not {goal.width}×{goal.height}")
    if shape.aspect != goal.aspect:
        reasons.append(f"pixel aspect {_ratio(shape.aspect)}, not {_ratio(goal.aspect)}")
    if (shape.turns, shape.mirrored) != (goal.turns, goal.mirrored):
        reasons.append(f"{_turned(shape)}, not {_turned(goal)}")
    return reasons


def _differences_of_colours(picture: Picture, target: PictureTarget) -> list[str]:
    reasons = []
    if picture.colours.hdr is not None:
        reasons.append(f"HDR ({picture.colours.hdr})")
    elif not _standard(picture.colours):
        reasons.append("colours of a wide gamut")
    elif matrix(picture.colours, picture.geometry) != matrix(target.colours, target.geometry):
        reasons.append("another colour matrix")
    if picture.colours.full_range != target.colours.full_range:
        reasons.append("full colour range" if picture.colours.full_range else "limited colour range")
    return reasons


def matrix(colours: Colours, shape: Geometry) -> int:
    """The matrix of YCbCr; if the file does not name it, the one that players take."""
    if colours.matrix == UNSPECIFIED:
        return BT709 if min(shape.width, shape.height) >= HD_HEIGHT else SMPTE170M
    return SMPTE170M if colours.matrix == 5 else colours.matrix  # 5 and 6 are equal


def _kind(picture: Picture) -> tuple[object, ...]:
    return picture.pixels, picture.colours, picture.interlaced


def _ratio(value: Fraction) -> str:
    return f"{value.numerator}:{value.denominator}"


def _turned(shape: Geometry) -> str:
    turn = f"rotated by {90 * shape.turns}°" if shape.turns else "upright"
    return f"{turn}, mirrored" if shape.mirrored else turn


def _ticks(pictures: Sequence[Picture]) -> int:
    """A time base in which all times are whole numbers, if it is not too fine."""
    ticks = lcm(*(each.time_base.denominator for each in pictures))
    if ticks > FINEST_TICKS:
        return COMMON_TICKS
    return ticks * -(-10_000 // ticks)  # the muxer doubles what is coarser, and would round


def _sound_target(sounds: Sequence[Sound]) -> SoundTarget | None:
    if not sounds:
        return None
    copied = next((each.configuration for each in sounds[:1] if _copyable(each)), None)
    if copied is not None:
        return SoundTarget(copied.rate, copied.channels)
    rate = sounds[0].rate if sounds[0].rate in RATES[3:6] else DEFAULT_RATE
    return SoundTarget(rate, min(sounds[0].channels, MOST_CHANNELS) or DEFAULT_CHANNELS)


def _copyable(sound: Sound) -> bool:
    made = sound.configuration
    if made is None or made.object_type != LOW_COMPLEXITY or made.channels not in LAYOUTS:
        return False
    # SBR may be announced, or only be found by decoding, which doubles the rate.
    return not made.extended and made.rate == sound.rate


def _sound_differences(sound: Sound, target: SoundTarget) -> tuple[str, ...]:
    reasons = []
    made = sound.configuration
    if made is None:
        reasons.append(f"codec {sound.codec}, not aac" if sound.codec != "aac" else "AAC without a configuration")
    elif not _copyable(sound):
        reasons.append(f"AAC of profile {sound.profile or made.object_type}, not LC")
    if sound.rate != target.rate:
        reasons.append(f"{sound.rate} Hz, not {target.rate}")
    if sound.channels != target.channels:
        reasons.append(f"{LAYOUTS.get(sound.channels, f'{sound.channels} channels')}, not {LAYOUTS[target.channels]}")
    return tuple(reasons)


def _notes(clip: Clip, target: SoundTarget | None) -> tuple[str, ...]:
    notes = [*clip.warnings, *(f"dropped: {name}" for name in clip.dropped)]
    picture, sound = clip.track, clip.sound
    if sound is None:
        return (*notes, "no sound: silence") if target is not None else tuple(notes)
    late = sound.first * sound.time_base - picture.first * picture.time_base
    longer = sound.end * sound.time_base - picture.end * picture.time_base
    if late > NOTABLE:
        notes.append(f"sound begins {float(late):.2f} s late: silence")
    if longer < -NOTABLE:
        notes.append(f"sound ends {float(-longer):.2f} s early: silence")
    if longer > NOTABLE:
        notes.append(f"dropped: {float(longer):.2f} s of sound after the picture")
    return tuple(notes)
