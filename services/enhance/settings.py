"""Settings of the enhance service, from the environment."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from libs.database import DatabaseSettings
from libs.ledger.budget import Budget
from libs.ledger.settings import LedgerSettings
from libs.limits import LimitSettings
from libs.settings import Positive, Settings
from libs.storage import StorageSettings
from services.enhance.local.settings import LocalSettings
from services.enhance.pictures.settings import PictureSettings
from services.enhance.providers.settings import ProviderSettings
from services.enhance.shop.settings import ShopSettings

CONCURRENCY = 5
"""WORKER_CONCURRENCY of this service, if it is not set."""


def _aspect(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d?:[1-9]\d?", value):
        raise ValueError("must be width:height, such as 1:1 or 4:5")
    return value


class EnhanceSettings(Settings):
    """Pictures of a product, budgets, and all that the service depends on."""

    count: int = Field(default=3, ge=1, le=10, alias="ENHANCED_IMAGES_COUNT", description="pictures of a product")
    aspect: Annotated[str, AfterValidator(_aspect)] = Field(
        default="1:1", alias="ENHANCE_ASPECT", description="of a product's pictures, width:height"
    )
    size: int = Field(
        default=1024, ge=256, le=4096, alias="ENHANCE_SIZE",
        description="longer side of a product's pictures, in pixels",
    )  # fmt: skip
    budget_day_usd: Positive | None = Field(
        default=None, alias="ENHANCE_BUDGET_DAY_USD", description="for a UTC day; then messages wait for the next one"
    )
    budget_job_usd: Positive | None = Field(
        default=None, alias="ENHANCE_BUDGET_JOB_USD", description="for a job; then the rest of it is not sent"
    )
    storage: StorageSettings = Field(default_factory=StorageSettings)
    database: DatabaseSettings = Field(default_factory=DatabaseSettings)
    shop: ShopSettings = Field(default_factory=ShopSettings)
    pictures: PictureSettings = Field(default_factory=PictureSettings)
    provider: ProviderSettings = Field(default_factory=ProviderSettings)
    local: LocalSettings = Field(default_factory=LocalSettings)
    ledger: LedgerSettings = Field(default_factory=LedgerSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)

    @property
    def ratio(self) -> tuple[int, int]:
        """Width and height of `aspect`."""
        width, height = map(int, self.aspect.split(":"))
        return width, height

    @property
    def budget(self) -> Budget:
        """What may be spent."""
        return Budget(
            "enhance", self.budget_day_usd, self.budget_job_usd,
            day_setting="ENHANCE_BUDGET_DAY_USD", job_setting="ENHANCE_BUDGET_JOB_USD",
        )  # fmt: skip
