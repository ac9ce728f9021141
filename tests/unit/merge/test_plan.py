"""What is copied and what is encoded, and the filters of what is encoded."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from services.merge.codecs.aac import Configuration
from services.merge.codecs.h264 import ParameterSets
from services.merge.encoding.fitting import fit, steps
from services.merge.inputs.clip import Clip, Colours, Geometry, Picture, Sound
from services.merge.planning.options import parse
from services.merge.planning.plan import PictureTarget, plan

SDR, BT709, PQ = Colours(2, 2, 2, False), Colours(1, 1, 1, False), Colours(9, 9, 16, False)
SHAPE = Geometry(1080, 1920, Fraction(1))
SETS = ParameterSets((b"\x67\x64\0\x28",), (b"\x68\xef",), 4)
PICTURE = Picture(
    track=0, codec="h264", profile="High", tag="avc1", pixels="yuv420p", geometry=SHAPE, colours=SDR, rate=Fraction(30),
    variable=False, interlaced=False, time_base=Fraction(1, 15_360), frames=300, first=0, end=153_600, reorder=1024,
    hidden=0, clean_start=True, extradata=b"", sets=SETS, in_band=False,
)  # fmt: skip
SOUND = Sound(1, "aac", "LC", 48_000, 2, Fraction(1, 48_000), 0, 480_000, Configuration(2, 48_000, 2), False)


def clip(sound: Sound | None = SOUND, dropped: tuple[str, ...] = (), **changes: Any) -> Clip:
    return Clip(Path("clip.mp4"), "mov", 1, PICTURE._replace(**changes), sound, dropped)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"profile": "Main", "rate": Fraction(25), "variable": True, "time_base": Fraction(1, 90_000)}, ()),
        ({"sets": ParameterSets((b"\x67\x42\0\x1f",), (b"\x68",), 2)}, ()),
        ({"colours": BT709}, ()),  # what players take, where it is not named
        ({"colours": Colours(6, 6, 6, False)}, ("another colour matrix",)),
        ({"colours": PQ}, ("HDR (PQ)",)),
        ({"colours": Colours(2, 2, 2, True)}, ("full colour range",)),
        ({"geometry": SHAPE._replace(turns=2)}, ("rotated by 180°, not upright",)),
        ({"geometry": Geometry(720, 1280, Fraction(4, 3))}, ("size 720×1280, not 1080×1920", "pixel aspect 4:3, not 1:1")),
        ({"hidden": 3, "clean_start": False}, ("does not start with a key frame",)),
        ({"hidden": 3}, ()),
        ({"codec": "hevc", "pixels": "yuv420p10le"}, ("codec hevc, not h264", "pixels yuv420p10le, not yuv420p")),
        ({"interlaced": True, "sets": None}, ("no parameter sets in the header", "interlaced")),
    ],
)  # fmt: skip
def test_why_a_picture_is_encoded(changes: dict[str, Any], reasons: tuple[str, ...]) -> None:
    made = plan([clip(), clip(**changes)])
    assert made.clips[0].picture == ()
    assert made.clips[1].picture == reasons


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, ()),
        ({"codec": "mp3", "configuration": None}, ("codec mp3, not aac",)),
        ({"rate": 44_100, "configuration": Configuration(2, 44_100, 2)}, ("44100 Hz, not 48000",)),
        ({"channels": 6, "configuration": Configuration(2, 48_000, 6)}, ("5.1, not stereo",)),
        ({"profile": "HE-AAC", "configuration": Configuration(5, 24_000, 2, True)}, ("AAC of profile HE-AAC, not LC",)),
    ],
)
def test_why_sound_is_encoded(changes: dict[str, Any], reasons: tuple[str, ...]) -> None:
    assert plan([clip(), clip(SOUND._replace(**changes))]).clips[1].sound == reasons


def test_notes_name_silence_and_what_is_dropped() -> None:
    short = SOUND._replace(first=48_000, end=240_000)
    made = plan([clip(), clip(None), clip(short), clip(SOUND._replace(end=528_000), dropped=("data tmcd",))])
    assert [each.notes for each in made.clips] == [
        (),
        ("no sound: silence",),
        ("sound begins 1.00 s late: silence", "sound ends 5.00 s early: silence"),
        ("dropped: data tmcd", "dropped: 1.00 s of sound after the picture"),
    ]


def test_hevc_is_copied_only_if_all_is_of_one_encoder() -> None:
    hevc = {"codec": "hevc", "extradata": b"1" * 90, "sets": None}
    assert plan([clip(**hevc), clip(**hevc)]).encoded == 0
    for mixed in ([clip(**hevc), clip()], [clip(**hevc), clip(**hevc | {"extradata": b"2" * 90})]):
        made = plan(mixed)
        assert made.picture.codec == "h264"
        assert made.clips[0].picture


def test_hdr_first_makes_a_result_of_standard_range() -> None:
    made = plan([clip(colours=PQ), clip(colours=BT709)])
    assert made.picture.colours == BT709
    assert [bool(each.picture) for each in made.clips] == [True, False]
    assert made.template == 1


def test_a_rotation_is_kept_only_for_pictures_that_are_copied() -> None:
    turned = Geometry(1920, 1080, Fraction(1), turns=3)
    assert plan([clip(geometry=turned), clip()]).picture.geometry == turned
    assert plan([clip(geometry=turned, codec="vp9"), clip(codec="vp9")]).picture.geometry == SHAPE


def test_the_time_base_holds_the_times_of_all_copied_clips() -> None:
    for bases in ((15_360, 12_800), (1000, 12_800), (30_000, 24_000)):
        ticks = plan([clip(time_base=Fraction(1, base)) for base in bases]).picture.ticks
        assert all(ticks % base == 0 for base in bases)
        assert 10_000 <= ticks <= 1_000_000
    assert plan([clip(time_base=Fraction(1, base)) for base in (90_000, 15_360)]).picture.ticks == 90_000


@pytest.mark.parametrize(
    ("width", "height", "aspect", "fitted"),
    [
        (1080, 1920, Fraction(1), (1080, 1920)),
        (1920, 1080, Fraction(1), (1080, 608)),
        (720, 576, Fraction(16, 15), (1080, 810)),
        (101, 4001, Fraction(1), (48, 1920)),
        (9999, 1, Fraction(1), (1080, 2)),
    ],
)
def test_the_largest_size_of_the_same_shape(width: int, height: int, aspect: Fraction, fitted: tuple[int, int]) -> None:
    assert fit(width, height, aspect, SHAPE) == fitted


def test_filters_turn_scale_convert_and_pad() -> None:
    target = PictureTarget("h264", SHAPE, BT709, 90_000)
    made = steps(Geometry(1280, 960, Fraction(1), turns=1, mirrored=True), PQ, target, interlaced=True)
    assert [name for name, _ in made] == ["bwdif", "hflip", "transpose", "scale", "format", "pad", "setsar"]
    scale = dict(made)["scale"]
    assert scale.startswith("1080:1440:")
    for option in ("in_transfer=smpte2084", "out_transfer=bt709", "in_primaries=bt2020", "in_color_matrix=bt2020"):
        assert option in scale
    assert dict(made)["pad"] == "1080:1920:0:240:black"


def test_only_the_edges_of_a_clip_with_hidden_frames_are_encoded() -> None:
    made = plan([clip(), clip(hidden=3)])
    assert [each.edges for each in made.clips] == [(), ("an edit list hides 3 frames",)]
    assert made.encoded == 1


@pytest.mark.parametrize(
    ("options", "changes", "reasons"),
    [
        ({"size": "720x1280"}, {}, ("size 1080×1920, not 720×1280",)),
        ({"rate": "25"}, {}, ("30 fps, not 25",)),
        ({"rate": "30"}, {}, ()),
        ({"rate": "30"}, {"variable": True}, ("30 fps (variable), not 30",)),
        ({"target": "hevc"}, {}, ("codec h264, not hevc",)),
        ({"target": "h264"}, {}, ()),
    ],
)
def test_options_change_what_is_encoded(
    options: dict[str, object], changes: dict[str, Any], reasons: tuple[str, ...]
) -> None:
    made = plan([clip(**changes)] * 2, parse(options))
    assert [each.picture for each in made.clips] == [reasons] * 2
