"""Following what services do, by a row of the database or an object."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from libs.retry import Failure

T = TypeVar("T")

POLL_SECONDS = 0.5


async def follow(
    find: Callable[[], Awaitable[T | None]], *, absent: Callable[[], Awaitable[str]], show: Callable[[T], bool],
    note: Callable[[str], None],
) -> T:  # fmt: skip
    """Look every POLL_SECONDS until `show` returns that what was found has ended; returns it.

    `absent`: a sentence for `note` while there is nothing to find; asked for once. A database or store that does not
    answer is noted as well. Raises DatabaseError or StorageError for errors that do not pass.
    """
    noted, waiting = "", ""
    while True:
        problem = ""
        try:
            found = await find()
            if found is None:
                waiting = problem = waiting or await absent()
        except Failure as error:
            if not error.transient:
                raise
            problem = str(error)
        else:
            if found is not None and show(found):
                return found
        if problem and problem != noted:
            note(problem)
        noted = problem
        await asyncio.sleep(POLL_SECONDS)
