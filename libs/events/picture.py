"""Pictures in results: enhanced product photos and generated images."""

from hashlib import sha256
from typing import Literal

from pydantic import Field

from libs.events.payload import Payload


class StoredPicture(Payload):
    """One stored picture, made by `model` of `provider`. `flags` are notes for the reviewer, such as `padded`."""

    ordinal: int = Field(ge=1, description="its number among the requested pictures")
    uri: str
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    format: Literal["jpeg", "png", "webp"]
    bytes: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    flags: list[str] = []
    provider: str = Field(description="gemini, openai or local")
    model: str = Field(description="the model version that answered")


class MissingPicture(Payload):
    """A requested picture that was not made; `cause` is short and stable, such as `blocked`, `unknown` or `budget`."""

    ordinal: int = Field(ge=1)
    cause: str
    reason: str = Field(description="for people")


def result_identity(result: Payload) -> str:
    """What the id of a job's result derives from: its content.

    A job that needs attention gets another result later, maybe from a repeat of the same request. With the id of the
    first one, consumers that drop repeats would never see it.
    """
    return sha256(result.model_dump_json().encode()).hexdigest()
