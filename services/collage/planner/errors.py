"""Why a batch cannot be planned."""

from libs.bus import Rejected


class PlanFailed(Exception):
    """There will be no pages, whoever asks again: the message says why, for people."""


class BadRow(Exception):
    """A row that cannot be used. The message is short and the same for each of its kind: rows are counted by it."""


class Contradiction(Rejected):
    """The batch was planned before, from another CSV or with another layout: the earlier plan goes on undisturbed."""
