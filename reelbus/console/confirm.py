"""Questions before something that cannot be undone."""

import sys

import typer

from reelbus.console import output
from reelbus.console.connect import INTERRUPTED
from reelbus.console.errors import UserError


def check_terminal(action: str) -> None:
    """Raises UserError if nobody can be asked: stdin is not a terminal."""
    if not sys.stdin.isatty():
        raise UserError(f"nothing was done: stdin is not a terminal, so {action} needs --yes", status=2)


def confirm(question: str, cancelled: str) -> None:
    """Ask for confirmation. Raises UserError with the text `cancelled` unless the answer is yes."""
    try:
        agreed, status = typer.confirm(question, err=True), 1
    except typer.Abort as error:
        output.note("")  # ends the line of the question
        agreed, status = False, INTERRUPTED if isinstance(error.__context__, KeyboardInterrupt) else 1
    if not agreed:
        raise UserError(cancelled, status=status)
