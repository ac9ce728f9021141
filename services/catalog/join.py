"""The catalog's `Join`: from records to the state of a video and its listing. Pure."""

from functools import lru_cache
from typing import NamedTuple

from libs.bus import Rejected
from libs.bus.event import read_payload
from libs.bus.message import given_id, milliseconds, unix_time
from libs.events import topic
from libs.events.envelope import envelope, header, position_id, result_id
from libs.events.payload import Payload
from libs.events.tombstone import VERSION
from services.catalog.listing import listing
from services.catalog.merge import Effect, merge
from services.catalog.parts import Arrived, Removed, arrived
from services.catalog.state import decode, encode
from services.catalog.stream.join import BadPart, Change, Publication, Record

SOURCE = "reelbus/catalog"


class _Read(NamedTuple):
    event_id: str
    produced_at: int
    """Unix milliseconds."""
    event: Arrived | Removed


class CatalogJoin:
    """Joins the parts of each video to its listing. Records are read by the payload models of their topics."""

    def __init__(self, topics: tuple[str, ...], output: str, *, max_message_bytes: int) -> None:
        self.topics = topics
        self.output = output
        self._max_message_bytes = max_message_bytes
        # Each record is asked for twice in a row: for its key, and for what it changes.
        self._read = lru_cache(maxsize=8)(self._parse)

    def key_of(self, record: Record) -> bytes:
        """The video's id. Raises BadPart."""
        return self._read(record).event.video_id.encode()

    def apply(self, state: bytes | None, record: Record) -> Change:
        """The new state of the record's video, and its listing if that changed. Raises BadPart."""
        event_id, produced_at, event = self._read(record)
        before = decode(state)
        after, effect = merge(before, event)
        if after is before:
            return Change(state)
        stored = encode(after)
        if effect is Effect.NOTHING:
            return Change(stored)
        headers = envelope(
            result_id(event_id, self.output, 0), self.output, SOURCE, header(record.headers, "traceparent"), event_id,
            at=produced_at,
        )  # fmt: skip
        if effect is Effect.REMOVED:
            value, headers = None, (*headers, (VERSION, str(after.version).encode()))
        else:
            value = listing(event.video_id, after).model_dump_json().encode()
        return Change(stored, (Publication(event.video_id.encode(), value, headers),))

    def _parse(self, record: Record) -> _Read:
        if record.value is None:
            raise BadPart("the message has no value")
        model = topic(record.topic).payload
        assert model is not None
        try:
            payload: Payload = read_payload(record.value, model, self._max_message_bytes)
        except Rejected as error:
            raise BadPart(str(error)) from None
        headers = dict(record.headers)
        event_id = given_id(headers.get("ce_id")) or position_id(record.topic, record.partition, record.offset)
        seconds = unix_time(headers.get("ce_time"))
        produced_at = milliseconds(record.timestamp if seconds is None else seconds)
        return _Read(event_id, produced_at, arrived(payload, produced_at, event_id))
