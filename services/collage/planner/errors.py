"""Why a batch cannot be planned."""

from libs.bus import Rejected


class PlanFailed(Exception):
    """The batch cannot have pages, and a retry would not help. The message says why, for people."""


class BadRow(Exception):
    """A row is invalid. The message is short and without details of the row, because rows are counted by it."""


class Contradiction(Rejected):
    """The batch id was used before with another CSV or layout. The earlier batch continues."""
