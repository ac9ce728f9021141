"""A filter for aiokafka's log lines about failures that a `Dependency` or the worker logs in one line."""

import logging

_CONNECTION = (
    # An unavailable broker: logged by each client for each request, some 75 times a second.
    "Unable connect to",
    "Unable to request metadata",
    "Unable to update metadata",
    "No broker metadata found",
    "Failed fetch messages from",
    "Failed fetch offsets from",
    "Error sending %s to node",
    "Cannot send %r to",
    "Could not send %r",
    "Marking the coordinator dead",
    "Group Coordinator Request failed",
    "FindCoordinator Request failed",
    "Heartbeat send request failed",
    "Heartbeat session expired",
    "LeaveGroup request failed",
    "Got error produce response",
    "Unexpected error while fetching data",
    "Attempt to fetch offsets for partition",
    "Topic %s is not available during",
    # A rebalance: the worker logs its new assignment.
    "Heartbeat failed",
    # The worker logs the outcome of these.
    "Attempt to join group failed due to fatal error",
    "OffsetCommit failed",
    "Topic %s not found in cluster metadata",
    "Received unknown topic or partition error",
    "OffsetFetchRequest -- unknown topic",
)


class ConnectionNoise(logging.Filter):
    """Drops aiokafka's lines about connections and rebalances; other lines, and those with a bug's exception, stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is logged."""
        theirs = record.name == "aiokafka" or record.name.startswith("aiokafka.")
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            # asyncio logs exceptions that no task has retrieved.
            return not ((theirs or record.name == "asyncio") and _is_temporary(error, theirs=theirs))
        return not (theirs and str(record.msg).startswith(_CONNECTION))


def _is_temporary(error: BaseException, *, theirs: bool) -> bool:
    """Whether the error is one of a connection, which aiokafka opens again."""
    if type(error).__module__.startswith("aiokafka"):
        return bool(getattr(error, "retriable", False))
    return theirs and isinstance(error, OSError | EOFError | TimeoutError)
