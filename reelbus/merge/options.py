"""The options of a merge on the command line: `run` and `plan` use them for local files, `submit` for an event."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from typing import Annotated, Any, Literal, get_type_hints

import typer

from reelbus.console.errors import UserError
from reelbus.console.output import clean, plural


@dataclass(frozen=True, slots=True)
class Flags:
    """The options as they were given; None: not given. A command takes them by `with_flags`."""

    target: Annotated[
        Literal["auto", "h264", "hevc"] | None,
        typer.Option(help="Codec; auto (default): HEVC if all videos are HEVC that can be copied, else H.264."),
    ] = None
    size: Annotated[
        str | None,
        typer.Option(
            metavar="WxH", help="Size of the result in pixels, such as 1080x1920; default: of the first video."
        ),
    ] = None
    fit: Annotated[
        Literal["pad", "blur-pad", "crop"] | None,
        typer.Option(
            help="How a video of another shape is fitted: on black (pad, default), on a blurred copy, or cut."
        ),
    ] = None
    rate: Annotated[
        str | None,
        typer.Option(
            metavar="RATE", help="Constant frames a second, such as 30 or 30000/1001; default: all keep their times."
        ),
    ] = None
    trim: Annotated[
        list[str] | None,
        typer.Option(
            metavar="N=FROM-TO",
            help="Keep only these seconds of video N, such as 2=1.5-4; either end may be left out; repeatable.",
        ),
    ] = None
    cross_fade: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help="Fade each video into the next one, 0 to 5 seconds; the result is so much shorter (default 0).",
        ),
    ] = None
    audio: Annotated[
        str | None, typer.Option(metavar="FILE", help="Voice-over or music, from the start of the result.")
    ] = None
    audio_mode: Annotated[
        Literal["mix", "replace"] | None,
        typer.Option(
            help="mix (default): the sound of the videos is quieter while --audio is heard; replace: dropped."
        ),
    ] = None
    duck_db: Annotated[float | None, typer.Option(metavar="DB", help="How much quieter, in dB (default 12).")] = None
    volume_db: Annotated[
        float | None, typer.Option(metavar="DB", help="Change of the volume of --audio, in dB (default 0).")
    ] = None
    loudness: Annotated[
        float | None,
        typer.Option(metavar="LUFS", help="Loudness of the result, such as -14; default: as it is."),
    ] = None
    poster_at: Annotated[
        float | None,
        typer.Option(
            metavar="SECONDS",
            help="Also store this second of the result as a JPEG beside it (OUT.jpg); one that exists is replaced.",
        ),
    ] = None
    no_faststart: Annotated[bool, typer.Option("--no-faststart", help="Write the index at the end of the file.")] = (
        False
    )


OF_AUDIO = {"audio_mode": "mode", "duck_db": "duck_db", "volume_db": "volume_db"}
"""Flags of the added sound, and their names in the option `audio`."""
NAMES = {f"audio.{name}": flag for flag, name in OF_AUDIO.items()} | {
    "audio.uri": "audio", "poster": "poster_at", "faststart": "no_faststart"
}  # fmt: skip
"""Options that are called otherwise than their flags."""

_TRIM = re.compile(r"(\d{1,4})=(\d+\.?\d*|\.\d+)?-(\d+\.?\d*|\.\d+)?")
_OPTION = re.compile(r"option ([a-z_]+)((?:\.\w+)*)(?:, video (\d+))?(?:, (\w+))?: (.+)", re.DOTALL)


def with_flags(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of Flags: typer sees them one by one, the function gets them as `flags`."""
    signature = inspect.signature(command)
    hints = get_type_hints(Flags, include_extras=True)
    own = [each for name, each in signature.parameters.items() if name != "flags"]
    shared = [
        inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name])
        for each in fields(Flags)
    ]

    @wraps(command)
    def called(**given: Any) -> None:
        flags = Flags(**{each.name: given.pop(each.name) for each in fields(Flags)})
        command(**given, flags=flags)

    called.__signature__ = signature.replace(parameters=[*own, *shared])  # type: ignore[attr-defined]  # inspect reads it
    return called


def raw_options(flags: Flags, inputs: int) -> dict[str, Any]:
    """The options of `video-merge-requested` that were given, for `inputs` videos.

    Raises UserError, status 2, that names the flag.
    """
    from services.merge.errors import BadOption
    from services.merge.planning.options import parse

    names = ("target", "size", "fit", "rate", "cross_fade", "loudness")
    raw = {name: value for name in names if (value := getattr(flags, name)) is not None}
    sound = {name: value for flag, name in OF_AUDIO.items() if (value := getattr(flags, flag)) is not None}
    if flags.audio is not None:
        raw["audio"] = {"uri": flags.audio, **sound}
    elif sound:
        flag = next(flag for flag in OF_AUDIO if getattr(flags, flag) is not None)
        raise UserError(f"{_flag(flag)} needs --audio", status=2)
    if flags.trim:
        raw["trim"] = _trims(flags.trim, inputs)
    if flags.poster_at is not None:
        raw["poster"] = flags.poster_at
    if flags.no_faststart:
        raw["faststart"] = False
    try:
        parse(raw)
    except BadOption as error:
        raise UserError(by_flag(str(error)), status=2) from None
    return raw


def by_flag(message: str) -> str:
    """`message` of a BadOption with the flag in place of the option: "--trim 2" for "trim, video 2"."""
    found = _OPTION.fullmatch(message)
    if found is None:
        return clean(message)
    name, rest, number, field, text = found.groups()
    if name == "trim":
        flag = " ".join(("--trim", *([number] if number else []), *([field] if field else [])))
    else:
        flag = _flag(NAMES.get(name + rest, NAMES.get(name, name)))
    return clean(f"{flag}: {text}")


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _trims(given: Sequence[str], inputs: int) -> list[dict[str, float] | None]:
    """What is kept of each video, up to the last that is trimmed."""
    trims: dict[int, dict[str, float]] = {}
    for text in given:
        found = _TRIM.fullmatch(text)
        if found is None or not (found[2] or found[3]):
            raise UserError(
                f"invalid --trim {clean(text)!r}: use N=FROM-TO, the number of the video and seconds, such as 2=1.5-4, "
                "2=1.5- or 2=-4", status=2,
            )  # fmt: skip
        number = int(found[1])
        if not 1 <= number <= inputs:
            raise UserError(
                f"--trim {text}: there is no video {number}, only {inputs} {plural('video', inputs)}", status=2
            )
        if number in trims:
            raise UserError(f"--trim {text}: video {number} is trimmed twice", status=2)
        trims[number] = {name: float(seconds) for name, seconds in (("start", found[2]), ("end", found[3])) if seconds}
    return [trims.get(number) for number in range(1, max(trims) + 1)]
