"""Why a task of a confined process has no result. One base; what the task itself raises passes as it is."""


class ConfinedError(Exception):
    """Base. The message says what happened to the process."""


class OutOfMemory(ConfinedError):
    """A fresh process, too, needed more memory than its limit for the task."""


class OutOfProcessor(ConfinedError):
    """The task used more processor time than it may, and the kernel ended its process."""


class TimedOut(ConfinedError):
    """The task was not done in time and its process was ended; it used less processor time than it may."""


class Ended(ConfinedError):
    """The process ended before the task was done; `status` is its exit status, below 0 the number of a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the process ended with status {status}")
        self.status = status


class NotStarted(ConfinedError):
    """No process could be started."""
