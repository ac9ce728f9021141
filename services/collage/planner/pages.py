"""Builds the requests for pages from the pictures of each creator."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from libs.events import CollageBatchSubmitted, CollageRequested, CollageRequestedLow
from services.collage.planner.errors import PlanFailed
from services.collage.planner.grouping import Grouping
from services.collage.planner.rows.picture import image_fields

MAX_PIXELS = 50_000_000
LONGEST_SIDE = 65_500
"""Pixels of a JPEG's side: https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/src/jmorecfg.h"""
LAYOUT = ("rows", "columns", "tile_width", "tile_height", "quality", "missing")


def per_page(batch: CollageBatchSubmitted) -> int:
    """Pictures of a full page."""
    return batch.rows * batch.columns


def check_layout(batch: CollageBatchSubmitted) -> None:
    """Raises PlanFailed for collages that are too large."""
    width, height = batch.columns * batch.tile_width, batch.rows * batch.tile_height
    if width * height > MAX_PIXELS or max(width, height) > LONGEST_SIDE:
        raise PlanFailed(
            f"a collage of {width}×{height} pixels is too large: at most {MAX_PIXELS // 1_000_000} megapixels "
            f"and {LONGEST_SIDE} pixels a side; use fewer or smaller tiles"
        )


def pages(batch: CollageBatchSubmitted, submitted_at: datetime, grouping: Grouping) -> Iterator[CollageRequested]:
    """All pages of the batch, ordered by creator and page number."""
    kind = CollageRequestedLow if batch.priority == "low" else CollageRequested
    size = per_page(batch)
    same = {name: getattr(batch, name) for name in (*LAYOUT, "batch_id", "trigger")} | {"submitted_at": submitted_at}
    for creator, count in grouping.creators():
        images = map(image_fields, grouping.pictures(creator))
        total = -(-count // size)
        for number in range(1, total + 1):
            page = {"creator": creator, "page": number, "pages": total, "images": list(islice(images, size))}
            yield kind.model_validate(same | page)
