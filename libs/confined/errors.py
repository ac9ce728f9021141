"""Errors of confined processes, with one base class. Errors that a task raises are not changed."""


class ConfinedError(Exception):
    """Base of all errors of confined processes."""


class OutOfMemory(ConfinedError):
    """The task needs more memory than the limit, also in a new process."""


class OutOfProcessor(ConfinedError):
    """The task exceeded its processor time, and the kernel killed its process."""


class ProcessFailed(ConfinedError):
    """The process failed, which need not be the fault of its task."""


class TimedOut(ProcessFailed):
    """The task was not finished in time, and its process was killed. It did not exceed its processor time."""


class Ended(ProcessFailed):
    """The process ended before the task was finished. `status` is its exit status; negative: the number of a signal."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the process ended with status {status}")
        self.status = status


class InvalidMessage(ProcessFailed):
    """The process sent what is not a message: it is not to be trusted any more."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the process sent {what}")


class Raised(ConfinedError):
    """The task raised an error of an unknown class: its name and arguments."""

    def __init__(self, name: object, args: object) -> None:
        super().__init__(f"the task raised {name}: {args}")


class NotStarted(ProcessFailed):
    """No process could be started."""


def decoding_failed(error: ProcessFailed) -> str:
    """One line for people about a decoding process that failed, where the file need not be the cause."""
    match error:
        case NotStarted():
            return "no decoding process could be started: out of memory?"
        case TimedOut():
            return f"decoding {error} and was ended: too little processor?"
        case Ended():
            return f"the decoding process ended with status {error.status}: out of memory?"
    return f"decoding failed: {error}"
