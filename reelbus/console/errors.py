"""What the command tells its user in one line."""


class UserError(Exception):
    """Something the user can put right: printed without a traceback; `status` is the exit status."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.status = status
