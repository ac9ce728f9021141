"""A null value, on topics where it is an event: the key is deleted."""

from libs.events.payload import Payload

VERSION = "ce_version"
"""Header of a null value: the version that the deletion is. A null value has no other place for it."""


class Tombstone(Payload):
    """What a handler gets for a null value. `version` is null if the producer sent none."""

    key: str
    version: int | None = None
