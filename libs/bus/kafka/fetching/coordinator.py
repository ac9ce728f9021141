"""aiokafka's group coordinator with a fix: an error in an OffsetFetch response never counts as "nothing committed".

A broker that is no longer the group's coordinator, or still loads the group, responds to OffsetFetch (version 2 and
later) with an error code for the whole response, and with no partitions or with offset -1 for each. aiokafka 0.14
checks only the codes of partitions: it assumes that nothing is committed, and the whole log is read again.
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

COORDINATOR_MOVED = (kafka_errors.NotCoordinatorForGroupError, kafka_errors.GroupCoordinatorNotAvailableError)
"""Errors of a broker that is not the group's coordinator: the request must go to another one."""


class CheckedCoordinator(GroupCoordinator):  # type: ignore[misc]
    """Raises where aiokafka would assume "nothing committed"; aiokafka then retries if the error is retriable."""

    _logged_error: type[Exception] | None = None
    """The error that was logged last: it occurs ten times a second until it ends."""

    async def committed(self, partitions: Collection[TopicPartition]) -> dict[TopicPartition, int | None]:
        """The group's committed offset of each of `partitions` (None: none), by one request.

        Repeats the request until there is an answer. Raises KafkaError for a permanent error, such as a missing
        permission.
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
                if issubclass(error, (*COORDINATOR_MOVED, kafka_errors.UnknownTopicOrPartitionError)):
                    self._fail(error, f"{topic}/{number}")
        self._logged_error = None

    def _fail(self, kind: type[Exception], what: str) -> None:
        if issubclass(kind, kafka_errors.GroupAuthorizationFailedError):
            raise kind(self.group_id)
        retriable = bool(getattr(kind, "retriable", False))
        if retriable and self._logged_error is not kind:
            self._logged_error = kind
            log.warning(
                "the committed offsets of group %s are not available yet, retrying: %s (%s)",
                self.group_id, kind.__name__, what,
            )  # fmt: skip
        if issubclass(kind, COORDINATOR_MOVED):
            self.coordinator_dead()
        raise (
            kind(what)
            if retriable
            else KafkaError(f"committed offsets of group {self.group_id}: {kind.__name__} ({what})")
        )
