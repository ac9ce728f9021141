"""aiokafka's group coordinator, except that an error in an answer about committed offsets is never "nothing committed".

A broker that is not the group's coordinator any more, or still loads the group, answers OffsetFetch (from version 2 on)
with an error code for the whole response, and with no partitions or with offset -1 for each. aiokafka 0.14 looks at the
codes of partitions only: it takes that for a group that has committed nothing, and the whole log is read again.
"""

import logging
from collections.abc import Collection
from typing import Any

from aiokafka import TopicPartition
from aiokafka import errors as kafka_errors
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.errors import KafkaError
from aiokafka.protocol.commit import OffsetFetchRequest

log = logging.getLogger(__name__)

MOVED = (kafka_errors.NotCoordinatorForGroupError, kafka_errors.GroupCoordinatorNotAvailableError)
"""Errors of a broker that does not coordinate the group: another one has to be asked."""


class CheckedCoordinator(GroupCoordinator):  # type: ignore[misc]
    """Raises where aiokafka would take an error for "nothing committed"; aiokafka then asks again if that may help."""

    _told: type[Exception] | None = None
    """The error that was logged last: it comes ten times a second until it is over."""

    async def committed(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offset of each of `partitions`, by one request; None: it has committed nothing there.

        Asks again until there is an answer. Raises KafkaError when there will be none, say for want of permission.
        """
        found = await self.fetch_committed_offsets(list(partitions))
        return {tp: found[tp].offset if tp in found else None for tp in partitions}

    async def _send_req(self, request: Any) -> Any:
        response = await super()._send_req(request)
        if isinstance(request, OffsetFetchRequest):
            self._check(response)
        return response

    def _check(self, response: Any) -> None:
        code = getattr(response, "error_code", 0)  # versions 0 and 1 have none
        if code:
            self._fail(kafka_errors.for_code(code), f"code {code}")
        for topic, partitions in response.topics:
            for number, _, _, partition_code in partitions:
                error = kafka_errors.for_code(partition_code)
                # The others are raised by aiokafka itself.
                if issubclass(error, (*MOVED, kafka_errors.UnknownTopicOrPartitionError)):
                    self._fail(error, f"{topic}/{number}")
        self._told = None

    def _fail(self, kind: type[Exception], what: str) -> None:
        if issubclass(kind, kafka_errors.GroupAuthorizationFailedError):
            raise kind(self.group_id)
        retriable = bool(getattr(kind, "retriable", False))
        if retriable and self._told is not kind:
            self._told = kind
            log.warning(
                "the committed offsets of group %s are not known yet, and are asked for again: %s (%s)",
                self.group_id, kind.__name__, what,
            )  # fmt: skip
        if issubclass(kind, MOVED):
            self.coordinator_dead()
        raise (
            kind(what)
            if retriable
            else KafkaError(f"committed offsets of group {self.group_id}: {kind.__name__} ({what})")
        )
