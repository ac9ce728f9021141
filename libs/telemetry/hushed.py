"""Lines of aiokafka that are left out: what they tell, a `Dependency` or the worker tells in one line."""

import logging

_CONNECTION = (
    # A broker that is away, as told by each client, for each request, some 75 times a second.
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
    # A group that rebalances: the worker tells what it has afterwards.
    "Heartbeat failed",
    # The worker's own lines tell what came of these.
    "Attempt to join group failed due to fatal error",
    "OffsetCommit failed",
    "Topic %s not found in cluster metadata",
    "Received unknown topic or partition error",
    "OffsetFetchRequest -- unknown topic",
)


class Hushed(logging.Filter):
    """Leaves out aiokafka's lines about connections and rebalances; all others, and those with a bug in them, stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record goes through."""
        theirs = record.name == "aiokafka" or record.name.startswith("aiokafka.")
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            # asyncio tells of those that no task took.
            return not ((theirs or record.name == "asyncio") and _passes(error, theirs=theirs))
        return not (theirs and str(record.msg).startswith(_CONNECTION))


def _passes(error: BaseException, *, theirs: bool) -> bool:
    """Whether an error is a connection's, which aiokafka makes anew."""
    if type(error).__module__.startswith("aiokafka"):
        return bool(getattr(error, "retriable", False))
    return theirs and isinstance(error, OSError | EOFError | TimeoutError)
