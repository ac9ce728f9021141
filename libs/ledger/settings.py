"""Settings of paid calls: `PAID_*`."""

from typing import Literal

from pydantic import Field, field_validator

from libs.ledger.prices import Prices, parsed
from libs.settings import Settings


class LedgerSettings(Settings):
    """What becomes of calls that gave no answer, and prices."""

    unknown: Literal["hold", "retry"] = Field(
        default="hold",
        alias="PAID_CALL_UNKNOWN",
        description="a call that may have been paid waits for a person, or is sent again",
    )
    attempts: int = Field(default=3, ge=1, le=10, alias="PAID_CALL_ATTEMPTS", description="of one call")
    lease_seconds: float = Field(
        default=30, ge=1, le=600, alias="PAID_CALL_LEASE_SECONDS",
        description="a call whose process does not extend its lease for so long is unknown",
    )  # fmt: skip
    price_overrides: str | None = Field(
        default=None, alias="PAID_PRICES", description="JSON or the path of a JSON file: USD per million tokens"
    )

    @field_validator("price_overrides")
    @classmethod
    def _usable(cls, value: str | None) -> str | None:
        if value is not None:
            parsed(value)
        return value

    def prices(self) -> Prices:
        """The prices, with those of the setting."""
        return Prices(None if self.price_overrides is None else parsed(self.price_overrides))
