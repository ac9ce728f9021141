"""What every payload has in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Payload(BaseModel):
    """An event's JSON value. Unknown fields are ignored on reading: a producer may say more than we know."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @property
    def identity(self) -> str | None:
        """What this event is about, where that alone tells whether two events are the same one.

        Its id is then derived from it. None: the id is derived from the event that it is a result of.
        """
        return None


Identifier = Annotated[str, StringConstraints(min_length=1, max_length=256, pattern=r"^[^\x00-\x1f\x7f]+$")]
"""An id that becomes a Kafka key and part of an object key: printable, 1 to 256 code points."""
