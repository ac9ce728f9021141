"""`caption-parsed`: the facts in a caption, each with its evidence."""

from hashlib import sha256
from typing import Literal

from pydantic import Field

from libs.events.payload import Identifier, Payload, Revision, Run

Method = Literal["rules", "llm", "both"]
Availability = Literal["in_stock", "sold_out", "pre_order", "unknown"]
SizeSystem = Literal["EU", "UK", "US"]


class Evidence(Payload):
    """The place of a fact in the caption: `caption[start:end] == text`, in code points."""

    text: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    method: Method
    confidence: float = Field(ge=0, le=1)


class CaptionParsed(Payload):
    """A caption's facts. A null or empty field means that the caption does not contain it, or not clearly.

    Amounts are in the currency's major unit. `evidence` is keyed by field. If a field occurs several times, its first
    place has the field's name as key, and the others `field[1]`, `field[2]`, …
    """

    video_id: Identifier
    status: Literal["parsed", "failed"] = "parsed"
    reason: str | None = Field(default=None, description="why it failed, for people")
    seller_handle: str | None = None
    caption: str
    title: str | None = None
    price: int | float | None = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    original_price: int | float | None = None
    price_range: tuple[int | float, int | float] | None = None
    bundle: bool = False
    sizes: list[str] = []
    size_system: SizeSystem | None = None
    hashtags: list[str] = []
    availability: Availability = "unknown"
    evidence: dict[str, Evidence] = {}
    reasons: dict[str, str] = Field(default={}, description="why a field is empty or was changed, in a few words")
    needs_review: list[str] = Field(default=[], description="fields that a person should look at")
    method: Method = "rules"
    degraded: bool = Field(default=False, description="a language model is configured but did not answer in time")
    provider: str | None = None
    model: str | None = None
    revision: Revision = Field(default=0, description="of the video")
    run: Run | None = Field(default=None, description="of the reprocessing that it is a result of")


def caption_digest(caption: str) -> str:
    """SHA-256 of a caption, hexadecimal: tags name the caption that they derive from by it.

    NUL counts as the replacement character, which takes its place in listings, because PostgreSQL stores no NUL.
    """
    return sha256(caption.replace("\x00", "\ufffd").encode(errors="surrogatepass")).hexdigest()
