"""The page itself: tiles are kept as they come, and put on white at the end. Pure but for the pixels."""

import io
from collections.abc import Mapping

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile, get_sampling

from libs.events import Layout
from services.collage.worker.page.label import label
from services.collage.worker.page.layout import place, size, slots

HALVED = 2
"""Pillow's number for 4:2:0."""
WHITE = {"RGB": (255, 255, 255), "YCbCr": (255, 128, 128)}


class Stored:
    """A collage that was stored before, to take tiles from, and how it was encoded. Raises OSError, ValueError.

    Its pixels stay as they are encoded: brightness and colour apart, and the latter, which is stored at half the size,
    not smoothed. So nothing but rounding changes when they are encoded in the same way again.
    """

    def __init__(self, data: bytes, expected: tuple[int, int]) -> None:
        with _jpeg(data) as image:
            if image.size != expected:
                raise ValueError(f"{image.width}×{image.height}, and its manifest says {expected[0]}×{expected[1]}")
            self.tables = dict(image.quantization)
            self.sampling = get_sampling(image)
            image.draft("YCbCr", None)
            image.load()
            self._image = Image.Image.copy(image)
        if self.sampling == HALVED:
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
        raise ValueError(f"a {image.format} of mode {image.mode}")
    return image


class Canvas:
    """A page in work; `like` an earlier one, if it is to be encoded in the same way.

    Of the many pages in work few are full: until it is encoded, a page takes the memory of its tiles alone.
    """

    def __init__(self, layout: Layout, like: Stored | None = None) -> None:
        self._layout = layout
        self._like = like
        self._mode = "RGB" if like is None else "YCbCr"
        self.tile_size = (layout.tile_width, layout.tile_height)
        self._tiles: dict[int, bytes | Image.Image] = {}

    def put(self, slot: int, tile: bytes | Image.Image) -> None:
        """Lay `tile` down in the grid's `slot`, counted from 0: an image, or pixels of RGB."""
        self._tiles[slot] = tile

    def finish(self, missing: Mapping[int, str], count: int) -> list[int | None]:
        """See to the pictures that are missing, slot → reason: a label each, or the rest moves up.

        Gives the slot of each of the `count` pictures, None for one that is left out.
        """
        final = slots(self._layout, [slot not in missing for slot in range(count)])
        if self._layout.missing == "label":
            for slot, reason in missing.items():
                self.put(slot, label(self.tile_size, slot + 1, reason))
        else:
            self._tiles = {new: self._tiles[slot] for slot, new in enumerate(final) if new is not None}
        return final

    def _image(self) -> Image.Image:
        image = Image.new(self._mode, size(self._layout), WHITE[self._mode])
        # The same one for all: to allocate one takes longer than to fill it.
        unpacked = Image.new("RGB", self.tile_size)
        for slot, tile in self._tiles.items():
            if isinstance(tile, bytes):
                unpacked.frombytes(tile)
            made = unpacked if isinstance(tile, bytes) else tile
            x, y, _, _ = place(self._layout, slot).box
            image.paste(made if made.mode == self._mode else made.convert(self._mode), (x, y))
        return image

    def jpeg(self) -> bytes:
        """The page as a JPEG without metadata.

        Not optimised: that halves the speed of encoding for 2 % of the bytes.
        """
        out, image = io.BytesIO(), self._image()
        if self._like is None:
            image.save(out, "JPEG", quality=self._layout.quality)
        else:
            image.save(out, "JPEG", qtables=self._like.tables, subsampling=self._like.sampling)
        return out.getvalue()
