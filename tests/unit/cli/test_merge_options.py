"""The options of a merge on the command line become those of an event; an error names the flag."""

from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from reelbus.console.errors import UserError
from reelbus.merge.options import Flags, by_flag, raw_options, with_flags
from services.merge.errors import BadOption
from services.merge.planning.options import MergeOptions, Trim, parse


def test_what_is_not_given_is_not_in_the_event() -> None:
    assert raw_options(Flags(), 2) == {}


def test_every_option_of_the_event_has_a_flag() -> None:
    flags = Flags(
        target="h264", size="1080x1920", fit="crop", rate="30000/1001", trim=["2=1.5-4"], cross_fade=0.5,
        audio="voice.mp3", loudness=-14.0, poster_at=1.0, no_faststart=True,
    )  # fmt: skip
    assert raw_options(flags, 2).keys() == MergeOptions.model_fields.keys()


def test_trims_are_counted_from_one() -> None:
    raw = raw_options(Flags(trim=["3=-4", "1=.5-"]), 4)
    assert raw == {"trim": [{"start": 0.5}, None, {"end": 4.0}]}
    assert parse(raw).trim == [Trim(start=0.5), None, Trim(end=4.0)]


def test_the_added_sound() -> None:
    raw = raw_options(Flags(audio="a.mp3", audio_mode="replace", volume_db=-3.0), 1)
    assert raw == {"audio": {"uri": "a.mp3", "mode": "replace", "volume_db": -3.0}}


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (Flags(size="big"), "--size: must be width×height in pixels, even numbers"),
        (Flags(size="1081x1920"), "--size: must be width×height in pixels, even numbers"),
        (Flags(rate="fast"), "--rate: must be frames a second, such as 30, 29.97 or 30000/1001"),
        (Flags(cross_fade=5.1), "--cross-fade: must be 0 to 5 seconds"),
        (Flags(cross_fade=float("nan")), "--cross-fade: must be 0 to 5 seconds"),
        (Flags(loudness=3.0), "--loudness: must be -70 to -5 LUFS"),
        (Flags(poster_at=float("nan")), "--poster-at: must be "),
        (Flags(audio="a.mp3", duck_db=99.0), "--duck-db: must be 0 to 60 dB"),
        (Flags(audio=""), "--audio: "),
        (Flags(duck_db=3.0), "--duck-db needs --audio"),
        (Flags(trim=["2=4-1.5"]), "--trim 2: end must be after start"),
        (Flags(trim=["2=1-100000"]), "--trim 2 end: must be seconds from the video's first frame, 0 to 86400"),
        (Flags(trim=["2"]), "invalid --trim '2': use N=FROM-TO, "),
        (Flags(trim=["2=-"]), "invalid --trim '2=-': use N=FROM-TO, "),
        (Flags(trim=["2=\x1b-4"]), "invalid --trim '2="),
        (Flags(trim=["3=1-2"]), "--trim 3=1-2: there is no video 3, only 2 videos"),
        (Flags(trim=["0=1-2"]), "--trim 0=1-2: there is no video 0, only 2 videos"),
        (Flags(trim=["1=1-2", "1=3-4"]), "--trim 1=3-4: video 1 is trimmed twice"),
    ],
)
def test_an_error_names_the_flag(flags: Flags, message: str) -> None:
    with pytest.raises(UserError) as raised:
        raw_options(flags, 2)
    assert str(raised.value).startswith(message)
    assert raised.value.status == 2
    assert "\x1b" not in str(raised.value)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("option trim, video 2: starts at 9.0 s", "--trim 2: starts at 9.0 s"),
        ("option trim, video 2, end: must be seconds", "--trim 2 end: must be seconds"),
        ("option poster: is after the end", "--poster-at: is after the end"),
        ("something else", "something else"),
    ],
)
def test_an_error_of_the_plan_names_the_flag(message: str, shown: str) -> None:
    assert by_flag(message) == shown


def test_a_command_takes_the_flags_one_by_one() -> None:
    taken: list[Any] = []
    app = typer.Typer()

    @app.command()
    @with_flags
    def merge(
        files: Annotated[list[str], typer.Argument()], *, out: Annotated[str, typer.Option()], flags: Flags
    ) -> None:
        taken.append((files, out, flags))

    args = [
        "a.mp4",
        "b.mp4",
        "--out",
        "c.mp4",
        "--loudness",
        "-14",
        "--trim",
        "1=-2",
        "--trim",
        "2=1-",
        "--no-faststart",
    ]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 0, done.output
    flags = Flags(loudness=-14.0, trim=["1=-2", "2=1-"], no_faststart=True)
    assert taken == [(["a.mp4", "b.mp4"], "c.mp4", flags)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": "100x101"}, "option size: must be width×height in pixels, even numbers from 16 to 8192"),
        ({"size": "x"}, "option size: must be width×height in pixels, even numbers from 16 to 8192"),
        ({"loudness": float("nan")}, "option loudness: must be -70 to -5 LUFS"),
        ({"poster": float("nan")}, "option poster: must be seconds from the start of the result"),
        ({"audio": {"uri": "a", "duck_db": float("nan")}}, "option audio.duck_db: must be 0 to 60 dB"),
        ({"trim": [None, {"start": "x"}]}, "option trim, video 2, start: must be seconds from the video's first frame"),
        ({"trim": [{"start": 2, "end": 1}]}, "option trim, video 1: end must be after start"),
        ({"trim": [{"from": 2}]}, "unknown option 'trim.0.from': known are start, end"),
        ({"cross_fade": float("nan")}, "option cross_fade: must be 0 to 5 seconds"),
        ({"rate": float("nan")}, "option rate: must be frames a second"),
        ({"target": "av1"}, "option target: must be 'auto', 'h264' or 'hevc'"),
    ],
)
def test_messages_are_plain_sentences(options: dict[str, Any], message: str) -> None:
    with pytest.raises(BadOption) as raised:
        parse(options)
    assert str(raised.value).startswith(message)
