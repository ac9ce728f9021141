"""The page: collects tiles, and composes and encodes them at the end."""

import io
from collections.abc import Mapping

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from libs.events import Layout
from services.collage.worker.page.label import label
from services.collage.worker.page.layout import capacity, position, size, slots

CHROMA_420 = 2
"""Pillow's number for 4:2:0 subsampling."""
WHITE = {"RGB": (255, 255, 255), "YCbCr": (255, 128, 128)}


class StoredCollage:
    """A collage from storage: a source of tiles, and its JPEG parameters. Raises OSError, ValueError.

    Pixels stay in YCbCr, and subsampled chroma is enlarged without smoothing: encoding them again with the same
    parameters changes them by rounding errors only.
    """

    def __init__(self, data: bytes, expected: tuple[int, int]) -> None:
        with _jpeg(data) as image:
            if image.size != expected:
                raise ValueError(
                    f"its size is {image.width}×{image.height}, but its manifest says {expected[0]}×{expected[1]}"
                )
            self.tables = dict(image.quantization)
            self.sampling = get_sampling(image)
            image.draft("YCbCr", None)
            image.load()
            self._image = Image.Image.copy(image)
        if self.sampling == CHROMA_420:
            with _jpeg(data) as half:
                half.draft("YCbCr", ((expected[0] + 1) // 2, (expected[1] + 1) // 2))
                _, *colours = half.split()
            doubled = [one.resize((one.width * 2, one.height * 2), Image.Resampling.NEAREST) for one in colours]
            box = (0, 0, *expected)
            self._image = Image.merge("YCbCr", [self._image.getchannel(0), *(one.crop(box) for one in doubled)])

    def tile(self, box: tuple[int, int, int, int]) -> Image.Image:
        """The pixels of `box` (x, y, width, height), YCbCr."""
        x, y, width, height = box
        return self._image.crop((x, y, x + width, y + height))


def _jpeg(data: bytes) -> JpegImageFile:
    image = Image.open(io.BytesIO(data), formats=("JPEG",))
    if not isinstance(image, JpegImageFile) or image.mode != "RGB":
        raise ValueError(f"expected a JPEG of mode RGB, found {image.format} of mode {image.mode}")
    return image


class Canvas:
    """A page in work. `like` is a stored collage whose JPEG parameters are used again.

    Most pages in work are not full: until a page is encoded, it uses memory for its tiles only.
    """

    def __init__(self, layout: Layout, like: StoredCollage | None = None) -> None:
        self._layout = layout
        self._like = like
        self._mode = "RGB" if like is None else "YCbCr"
        self.tile_size = (layout.tile_width, layout.tile_height)
        self._tiles: dict[int, bytes | Image.Image] = {}

    def put(self, slot: int, tile: bytes | Image.Image) -> None:
        """Put `tile`, an image or RGB pixels, into `slot` of the grid, counted from 0."""
        self._tiles[slot] = tile

    def finish(self, missing: Mapping[int, str], count: int) -> list[int | None]:
        """Replace the `missing` pictures (slot → reason) by labels, or close the gaps, as the layout says.

        Returns the slot of each of the `count` pictures, None for a picture that is left out.
        """
        final = slots(self._layout, [slot not in missing for slot in range(count)])
        if self._layout.missing == "label":
            for slot, reason in missing.items():
                self.put(slot, label(self.tile_size, slot + 1, reason))
        else:
            self._tiles = {new: self._tiles[slot] for slot, new in enumerate(final) if new is not None}
        return final

    def _image(self) -> Image.Image:
        # Pixels below a tile need no colour.
        white = WHITE[self._mode] if len(self._tiles) < capacity(self._layout) else None
        image = Image.new(self._mode, size(self._layout), white)
        for slot, tile in self._tiles.items():
            x, y, width, height = position(self._layout, slot).box
            if isinstance(tile, bytes) and self._mode == "RGB":
                _unpack(tile, image, (x, y, x + width, y + height))
                continue
            pixels = Image.frombytes("RGB", self.tile_size, tile) if isinstance(tile, bytes) else tile
            image.paste(pixels if pixels.mode == self._mode else pixels.convert(self._mode), (x, y))
        return image

    def jpeg(self) -> bytes:
        """The page as a JPEG without metadata.

        Without `optimize`, which takes twice the time and saves 2 % of the bytes.
        """
        out, image = io.BytesIO(), self._image()
        if self._like is None:
            image.save(out, "JPEG", quality=self._layout.quality)
        else:
            image.save(out, "JPEG", qtables=self._like.tables, subsampling=self._like.sampling)
        return out.getvalue()


def _unpack(tile: bytes, image: Image.Image, box: tuple[int, int, int, int]) -> None:
    """Write RGB pixels into `box` (left, top, right, bottom) of an RGB `image`.

    As Image.frombytes does it, but without an image for the tile that would be copied: a fifth of composing a page.
    """
    decoder = Image._getdecoder("RGB", "raw", ("RGB",))
    decoder.setimage(image.im, box)
    consumed, error = decoder.decode(tile)
    if consumed >= 0 or error:
        raise ValueError("a tile that is too short")
