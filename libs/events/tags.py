"""`tags-generated`: what a video offers, and what that is like, each with the words of the caption that prove it."""

from typing import Literal

from pydantic import Field

from libs.events.caption import Evidence, Method
from libs.events.payload import Identifier, Payload, Revision, Run


class Alternative(Payload):
    """Another category that the caption may mean."""

    category: str
    confidence: float = Field(ge=0, le=1)


class TagsGenerated(Payload):
    """A video's category and tags. Without a category the caption offers nothing, or nothing in particular.

    `evidence` is keyed by `category` and by tag.
    """

    video_id: Identifier
    status: Literal["generated", "failed"] = "generated"
    reason: str | None = Field(default=None, description="why it failed, for people")
    category: str | None = Field(default=None, description="slug of our taxonomy, such as apparel.shoes.heels")
    category_path: list[str] = Field(default=[], description="slugs from the root to the category")
    category_confidence: float = Field(default=0, ge=0, le=1)
    alternatives: list[Alternative] = Field(default=[], description="at most 3, the likeliest first")
    tags: list[str] = Field(default=[], description="facet:value, such as colour:black, said in the caption")
    suggested: list[str] = Field(default=[], description="tags without words of the caption that prove them")
    evidence: dict[str, Evidence] = {}
    reasons: dict[str, str] = Field(default={}, description="why a field is empty or was changed, in a few words")
    needs_review: list[str] = Field(default=[], description="fields that a person should look at")
    taxonomy_version: int | None = None
    lexicon_version: int | None = None
    prompt_version: int | None = Field(default=None, description="null: no model was asked")
    derived_from: str | None = Field(default=None, description="SHA-256 of the caption, hexadecimal")
    method: Method = "rules"
    degraded: bool = Field(default=False, description="a language model is configured but did not answer in time")
    provider: str | None = None
    model: str | None = None
    revision: Revision = Field(default=0, description="of the video")
    run: Run | None = Field(default=None, description="of the reprocessing that it is a result of")
