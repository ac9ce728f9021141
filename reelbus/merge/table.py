"""Plans, progress and results of joining as text. Pure."""

from fractions import Fraction
from pathlib import Path

from reelbus.console.output import plural
from reelbus.console.progress import Progress
from services.merge.codecs.aac import LAYOUTS
from services.merge.inputs.clip import Picture, Sound
from services.merge.job.steps import Step
from services.merge.merger import Made
from services.merge.planning.plan import ClipPlan, Plan, SoundTarget

COLUMNS = ("FILE", "SECONDS", "PICTURE", "SOUND", "PICTURE IS", "SOUND IS", "NOTES")
RIGHT = ("SECONDS",)
VERBS = {"inspect": "looking at the inputs", "encode": "encoding", "join": "joining", "check": "checking the result"}


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
    seconds = sum((each.clip.picture.seconds for each in plan.clips), Fraction())
    sound = "no sound" if plan.sound is None else f"aac, {plan.sound.rate} Hz, {_layout(plan.sound.channels)}"
    count = len(plan.clips)
    return (
        f"result: {float(seconds):.2f} s, {plan.picture.codec} {shape.width}×{shape.height}, {sound}; "
        f"{count - plan.encoded} of {count} {plural('video', count)} copied"
    )


def summary(out: Path, made: Made) -> tuple[str, ...]:
    """The cells of a line about what was made."""
    count = len(made.plan)
    copied = sum(each.picture == "copied" and each.sound != "encoded" for each in made.plan)
    return (
        str(out), f"{made.seconds:.2f} s", f"{made.frames} frames", f"{made.size} bytes",
        f"{copied} of {count} {plural('video', count)} copied",
    )  # fmt: skip


class Pace:
    """Steps as progress, with the rate and the time left of the one that runs."""

    def __init__(self) -> None:
        self._name = ""
        self._began = 0.0

    def progress(self, step: Step, now: float) -> Progress:
        """`step` at `now`, in seconds of any clock."""
        if step.name != self._name:
            self._name, self._began = step.name, now
        done, total = float(step.done), float(step.total)
        if step.name in ("inspect", "check"):
            return Progress(VERBS[step.name], False, int(done), int(total), f"{done:.0f}/{total:.0f} files")
        spent = now - self._began
        details: tuple[str, ...] = (VERBS[step.name],)
        if spent > 0 and done > 0:
            speed = done / spent
            details += (f"{speed:.1f} × speed", f"{max(0.0, total - done) / speed:.0f} s left")
        # In milliseconds: the bar takes whole numbers.
        return Progress(
            VERBS[step.name], False, round(1000 * done), round(1000 * total), f"{done:.1f}/{total:.1f} s", details
        )
