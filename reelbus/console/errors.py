"""Errors that the user can correct."""

NOT_COMPLETE = 3
"""Exit status for something that ended with a part of it missing. 1 and 2 are errors, as in all commands."""


class UserError(Exception):
    """An error that the user can correct: printed as one line, without a traceback; `status` is the exit status."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.status = status
