"""The base class of payloads."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints


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
