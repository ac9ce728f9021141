"""Plans and results of joining as text. Pure."""

from pathlib import Path

from reelbus.console.output import plural
from services.merge.codecs.aac import LAYOUTS
from services.merge.inputs.clip import Picture, Sound
from services.merge.job.merging import Merged
from services.merge.planning.plan import FADED, ClipPlan, Plan, SoundTarget

COLUMNS = ("FILE", "SECONDS", "PICTURE", "SOUND", "PICTURE IS", "SOUND IS", "NOTES")
RIGHT = ("SECONDS",)


def rows(plan: Plan) -> list[tuple[str, ...]]:
    """A row of COLUMNS for each clip."""
    return [_row(each, plan.sound) for each in plan.clips]


def _row(each: ClipPlan, target: SoundTarget | None) -> tuple[str, ...]:
    clip = each.clip
    heard = "-" if target is None else "silence" if clip.sound is None and not each.sound else _treatment(each.sound)
    return (
        clip.source.name, f"{float(clip.picture.seconds):.2f}", _picture(clip.picture), _sound(clip.sound),
        _treatment(each.picture, each.edges), heard, "; ".join(each.notes),
    )  # fmt: skip


def _treatment(reasons: tuple[str, ...], edges: tuple[str, ...] = ()) -> str:
    if edges == (FADED,):
        return f"copied, but for the {FADED}"
    if edges:
        return f"edges encoded: {', '.join(edges)}"
    return f"encoded: {', '.join(reasons)}" if reasons else "copied"


def _picture(picture: Picture) -> str:
    shape = picture.geometry
    parts = [f"{picture.codec} {picture.profile}".rstrip(), f"{shape.width}×{shape.height}"]
    parts.append(f"{float(picture.rate):.4g} fps{' (variable)' if picture.variable else ''}")
    if shape.turns:
        parts.append(f"rotated {90 * shape.turns}°")
    if picture.colours.hdr:
        parts.append(picture.colours.hdr)
    return ", ".join(parts)


def _sound(sound: Sound | None) -> str:
    if sound is None:
        return "none"
    return f"{sound.codec}, {sound.rate} Hz, {_layout(sound.channels)}"


def _layout(channels: int) -> str:
    return LAYOUTS.get(channels, f"{channels} channels")


def result(plan: Plan) -> str:
    """One line about the result."""
    shape = plan.picture.geometry
    sound = "no sound" if plan.sound is None else f"aac, {plan.sound.rate} Hz, {_layout(plan.sound.channels)}"
    return (
        f"result: {float(plan.seconds):.2f} s, {plan.picture.codec} {shape.width}×{shape.height}, {sound}; "
        f"{copied(plan)}"
    )


def copied(plan: Plan) -> str:
    """Of how many videos picture and sound are copied. A picture of which only the edges are encoded counts."""
    count, heard = len(plan.clips), [each for each in plan.clips if each.clip.sound is not None]
    pictures = f"{sum(1 for each in plan.clips if not each.picture)} of {count} {plural('picture', count)} copied"
    if plan.sound is None or not heard:
        return pictures
    sounds = sum(1 for each in heard if not each.sound)
    return f"{pictures}, {sounds} of {len(heard)} {plural('sound', len(heard))}"


def notes(plan: Plan) -> list[str]:
    """A line for each thing that is dropped, silent, or suspicious."""
    return [
        *(f"{each.clip.source.name}: {text}" for each in plan.clips for text in each.notes),
        *(f"{each.clip.source.name}: warning: {text}" for each in plan.clips for text in each.clip.warnings),
    ]


def summary(out: Path, merged: Merged) -> list[str]:
    """The cells of a line about what was made."""
    return [
        str(out), f"{float(merged.seconds):.2f} s", f"{merged.frames} frames", f"{merged.size} bytes",
        copied(merged.plan),
    ]  # fmt: skip
