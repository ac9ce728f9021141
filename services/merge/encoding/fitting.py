"""The filters that turn one clip's pictures into those of the result. Pure."""

from fractions import Fraction

from services.merge.inputs.clip import BT709, HLG, PQ, SMPTE170M, Colours, Geometry
from services.merge.planning.plan import PictureTarget, matrix

MATRICES = {1: "bt709", 4: "fcc", 5: "bt470", 6: "smpte170m", 7: "smpte240m", 9: "bt2020"}
"""FFmpeg's names, as the filter `scale` takes them."""
PRIMARIES = {1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020", 12: "smpte432"}
TRANSFERS = {PQ: "smpte2084", HLG: "arib-std-b67", BT709: "bt709", SMPTE170M: "smpte170m"}

Step = tuple[str, str]
"""A filter and its arguments."""
ON_BLACK: Step = ("premultiply", "inplace=1")
"""For pictures with transparency, which the formats behind it leave out."""
BLUR = 40
"""The standard deviation of the blur is so much less than the shorter side."""
BLURRED = "blurred"
"""Not a filter of FFmpeg: the picture on a blurred copy of itself that fills width:height (`on_blurred_copy`)."""


def steps(shape: Geometry, colours: Colours, target: PictureTarget, *, interlaced: bool) -> list[Step]:
    """The filters for pictures of `shape` and `colours`, in order. Pictures are fitted into the size, on black."""
    goal = target.geometry
    result: list[Step] = [("bwdif", "mode=send_frame")] if interlaced else []
    if shape.mirrored:
        result.append(("hflip", ""))
    result += _turns((shape.turns - goal.turns) % 4)
    turned = (shape.turns - goal.turns) % 2
    width, height = (shape.height, shape.width) if turned else (shape.width, shape.height)
    aspect = 1 / shape.aspect if turned else shape.aspect
    fitted = (cover if target.fit == "crop" else fit)(width, height, aspect, goal)
    result.append(("scale", ":".join((f"{fitted[0]}:{fitted[1]}:flags=bicubic", *_conversion(shape, colours, target)))))
    result.append(("format", "yuv420p"))
    if fitted == (goal.width, goal.height):
        pass
    elif target.fit == "crop":
        result.append(("crop", f"{goal.width}:{goal.height}"))
    elif target.fit == "blur-pad":
        result.append((BLURRED, f"{goal.width}:{goal.height}"))
    else:
        left, top = (goal.width - fitted[0]) // 4 * 2, (goal.height - fitted[1]) // 4 * 2
        result.append(("pad", f"{goal.width}:{goal.height}:{left}:{top}:black"))
    if target.rate is not None:
        result.append(("fps", f"{target.rate.numerator}/{target.rate.denominator}:round=near"))
    result.append(("setsar", f"{goal.aspect.numerator}/{goal.aspect.denominator}"))
    return result


def fit(width: int, height: int, aspect: Fraction, goal: Geometry) -> tuple[int, int]:
    """The largest even size of pixels of the goal's aspect with the shape of width × height pixels of `aspect`."""
    shown = width * aspect / height
    room = goal.width * goal.aspect / goal.height
    if shown >= room:
        return goal.width, min(goal.height, _even(goal.width * goal.aspect / shown))
    return min(goal.width, _even(goal.height * shown / goal.aspect)), goal.height


def cover(width: int, height: int, aspect: Fraction, goal: Geometry) -> tuple[int, int]:
    """The smallest even size, of the same shape, that covers the goal's."""
    shown = width * aspect / height
    room = goal.width * goal.aspect / goal.height
    if shown >= room:
        return max(goal.width, _even(goal.height * shown / goal.aspect)), goal.height
    return goal.width, max(goal.height, _even(goal.width * goal.aspect / shown))


def _even(value: Fraction) -> int:
    return max(2, 2 * round(value / 2))


def _turns(count: int) -> list[Step]:
    """Quarter turns counterclockwise."""
    return {
        0: [], 1: [("transpose", "cclock")], 2: [("hflip", ""), ("vflip", "")], 3: [("transpose", "clock")],
    }[count]  # fmt: skip


def _conversion(shape: Geometry, colours: Colours, target: PictureTarget) -> list[str]:
    """Arguments of `scale`. FFmpeg maps the tones of HDR if both primaries and transfer are given."""
    goal = target.colours
    options = [
        f"in_range={'full' if colours.full_range else 'limited'}",
        f"out_range={'full' if goal.full_range else 'limited'}",
    ]
    source, wanted = matrix(colours, shape), matrix(goal, target.geometry)
    if source in MATRICES:
        options += [f"in_color_matrix={MATRICES[source]}", f"out_color_matrix={MATRICES.get(wanted, 'bt709')}"]
    wide = colours.hdr is not None or colours.primaries == 9
    if wide and colours.primaries in PRIMARIES:
        options += [
            f"in_primaries={PRIMARIES[colours.primaries]}", f"out_primaries={PRIMARIES.get(goal.primaries, 'bt709')}",
            f"in_transfer={TRANSFERS.get(colours.transfer, 'bt709')}",
            f"out_transfer={TRANSFERS.get(goal.transfer, 'bt709')}",
        ]  # fmt: skip
    return options


def on_blurred_copy(size: str) -> tuple[list[Step], Step]:
    """The filters that make the background of `size`, and the one that puts the picture into its middle."""
    width, height = size.split(":")
    background = [
        ("scale", f"{width}:{height}:force_original_aspect_ratio=increase:flags=fast_bilinear"),
        ("crop", f"{width}:{height}"),
        ("gblur", f"sigma={max(2, min(int(width), int(height)) / BLUR):.1f}:steps=2"),
    ]
    return background, ("overlay", "(W-w)/2:(H-h)/2")
