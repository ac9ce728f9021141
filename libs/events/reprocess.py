"""Requests to make a part of a listing again: the service's usual input, with the run that asked for it.

Each service has a topic of its own for them, because its other messages go first (docs/adr/0016 and 0042).
"""

from datetime import UTC, datetime

from libs.events.caption import CaptionParsed
from libs.events.payload import Run
from libs.events.video import NewVideoPosted


def run_name(at: datetime) -> str:
    """The name of a run that began `at`: as text, a later run's is larger."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _identity(video_id: str, revision: int, run: str) -> str:
    # With the run: the id of a request of another run would make its results repeats.
    return f"{video_id}/{revision}/{run}"


class CaptionReprocessRequested(NewVideoPosted):
    """A video's caption must be read again."""

    run: Run

    @property
    def identity(self) -> str:
        """The video, its revision and the run."""
        return _identity(self.video_id, self.revision, self.run)


class ThumbnailReprocessRequested(NewVideoPosted):
    """A video's thumbnails must be made again."""

    run: Run

    @property
    def identity(self) -> str:
        """The video, its revision and the run."""
        return _identity(self.video_id, self.revision, self.run)


class TaggerReprocessRequested(CaptionParsed):
    """A caption's tags must be made again."""

    run: Run

    @property
    def identity(self) -> str:
        """The video, its revision and the run."""
        return _identity(self.video_id, self.revision, self.run)
