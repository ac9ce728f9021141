"""`product-submitted` and `product-images-enhanced`: better photos of a product, for review."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from libs.events.payload import Identifier, Payload
from libs.events.picture import MissingPicture, StoredPicture, result_identity

Preset = Literal["white", "studio", "clean", "lifestyle", "surface", "outdoor", "dark", "pastel", "flat", "podium"]
"""Looks of pictures. The local provider makes the first three."""
ShortText = Annotated[str, StringConstraints(max_length=500)]


class ProductSubmitted(Payload):
    """The enhancement of a product's raw photo is requested.

    Without `raw_image` the product is read from the shop's table; with it, the event's data make or update the row.
    The same product and run are paid once: a new `run` makes new pictures.
    """

    product_id: Identifier
    run: Identifier = Field(default="1", description="another run makes new pictures, and costs again")
    title: ShortText | None = None
    category: ShortText | None = None
    raw_image: Annotated[str, StringConstraints(min_length=1, max_length=2048)] | None = Field(
        default=None, description="URI of an object below STORAGE_URI, or an http(s) URL"
    )
    count: int | None = Field(default=None, ge=1, le=10, description="pictures; null: ENHANCED_IMAGES_COUNT")
    presets: list[Preset] = Field(
        default=[], max_length=10, description="looks, used in turn; empty: all of the provider's choice"
    )
    instructions: Annotated[str, StringConstraints(max_length=2000)] | None = Field(
        default=None, description="what the reviewer asked for"
    )


class ProductImagesEnhanced(Payload):
    """The pictures of one run of a product. `needs_attention`: the outcome of a paid call is unknown, or the job's
    budget is used up; somebody has to decide (`reelbus calls list`).
    """

    product_id: Identifier
    run: Identifier
    status: Literal["pending_review", "failed", "needs_attention"]
    reason: str | None = None
    images: list[StoredPicture] = []
    missing: list[MissingPicture] = []
    cost_usd: float = Field(default=0.0, ge=0)
    unknown: int = Field(default=0, ge=0, description="paid calls whose outcome cannot be known")
    unknown_usd: float = Field(default=0.0, ge=0, description="what these may have cost at most")

    @property
    def identity(self) -> str:
        return f"{self.product_id}/{self.run}/{result_identity(self)}"
