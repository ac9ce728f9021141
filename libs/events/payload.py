"""The base class of payloads."""

from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError


class Payload(BaseModel):
    """An event's JSON value. Unknown fields are ignored on reading, so that producers may add fields."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @property
    def identity(self) -> str | None:
        """A string that identifies the event: its id derives from it. None: the id derives from the event's cause."""
        return None


Identifier = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An id that becomes a Kafka key and part of an object key: printable, 1 to 256 code points."""

Revision = Annotated[int, Field(ge=0, le=2**53 - 1)]
"""How often a video was changed by its seller. What comes of a larger revision replaces what came of smaller ones."""

Run = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
"""The run of a reprocessing. Within a revision, results of a later run (as text) replace those of earlier ones."""


class Problem(NamedTuple):
    """Why a payload is not valid. `field` is its dotted name, empty for the whole payload."""

    field: str
    message: str


def first_problem(error: ValidationError) -> Problem:
    """The first of the problems in `error`."""
    problem = error.errors(include_url=False, include_input=False, include_context=False)[0]
    return Problem(".".join(map(str, problem["loc"])), problem["msg"])
