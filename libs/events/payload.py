"""The base class of payloads."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Payload(BaseModel):
    """An event's JSON value. Unknown fields are ignored on reading, so that producers may add fields."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @property
    def identity(self) -> str | None:
        """A string that identifies the event: its id derives from it. None: the id derives from the event's cause."""
        return None


Identifier = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An id that becomes a Kafka key and part of an object key: printable, 1 to 256 code points."""
