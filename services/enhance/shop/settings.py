"""Settings: names of the shop's tables, of their columns, and of the values of `status`."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_settings import SettingsConfigDict

from libs.database.foreign import checked_name
from libs.settings import Settings

Name = Annotated[str, AfterValidator(checked_name)]
OPTIONAL = "used if the table has it; must exist if this is set"


class ShopSettings(Settings):
    """The tables of products and of their pictures. Both are in DATABASE_URL, with the state of the jobs."""

    # Fields are read by their alias only: without it, TITLE_COLUMN or FAILED could be somebody else's variable.
    model_config = SettingsConfigDict(populate_by_name=False, env_prefix="ENHANCE_")

    products_table: Name = Field(default="products", alias="ENHANCE_PRODUCTS_TABLE", description="or schema.table")
    id_column: Name = Field(
        default="id", alias="ENHANCE_PRODUCTS_ID_COLUMN", description="whole numbers, UUIDs or text"
    )
    image_column: Name = Field(
        default="raw_image_url", alias="ENHANCE_PRODUCTS_IMAGE_COLUMN", description="URI or URL of the raw photo"
    )
    status_column: Name = Field(default="status", alias="ENHANCE_PRODUCTS_STATUS_COLUMN")
    category_column: Name = Field(default="category", alias="ENHANCE_PRODUCTS_CATEGORY_COLUMN", description=OPTIONAL)
    title_column: Name = Field(default="title", alias="ENHANCE_PRODUCTS_TITLE_COLUMN", description=OPTIONAL)
    created_column: Name = Field(default="created_at", alias="ENHANCE_PRODUCTS_CREATED_COLUMN", description=OPTIONAL)

    images_table: Name = Field(
        default="product_images", alias="ENHANCE_PRODUCT_IMAGES_TABLE", description="or schema.table"
    )
    image_product_column: Name = Field(
        default="product_id", alias="ENHANCE_PRODUCT_IMAGES_PRODUCT_COLUMN", description="the product's id"
    )
    image_url_column: Name = Field(default="image_url", alias="ENHANCE_PRODUCT_IMAGES_URL_COLUMN")
    image_status_column: Name = Field(default="status", alias="ENHANCE_PRODUCT_IMAGES_STATUS_COLUMN")
    image_created_column: Name = Field(
        default="created_at", alias="ENHANCE_PRODUCT_IMAGES_CREATED_COLUMN", description=OPTIONAL
    )

    submitted: Name = Field(
        default="submitted", alias="ENHANCE_STATUS_SUBMITTED", description="of a product's row that an event makes"
    )
    pending_review: Name = Field(
        default="pending_review", alias="ENHANCE_STATUS_PENDING_REVIEW", description="of products and pictures"
    )
    approved: Name = Field(default="approved", alias="ENHANCE_STATUS_APPROVED", description="of products and pictures")
    rejected: Name = Field(default="rejected", alias="ENHANCE_STATUS_REJECTED", description="of products and pictures")
    failed: Name = Field(default="failed", alias="ENHANCE_STATUS_FAILED", description="no picture could be made")

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        products = (self.id_column, self.image_column, self.status_column, self.category_column, self.title_column)
        if len(set(products)) < len(products):
            raise ValueError("ENHANCE_PRODUCTS_*_COLUMN: must be different columns")
        if len({self.image_product_column, self.image_url_column, self.image_status_column}) < 3:
            raise ValueError("ENHANCE_PRODUCT_IMAGES_*_COLUMN: must be different columns")
        if len(set(self.statuses)) < len(self.statuses):
            raise ValueError("ENHANCE_STATUS_*: must be five different values")
        return self

    @property
    def statuses(self) -> tuple[str, ...]:
        """All values of `status` that this service writes."""
        return self.submitted, self.pending_review, self.approved, self.rejected, self.failed
