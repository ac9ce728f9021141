"""A worker process for the chaos test: `python -m tests.chaos.process RUN`, settings from the environment.

What an event asks for happens: take `seconds`, fail on the first attempt, or never work.
"""

import asyncio
import sys

from libs.bus import Event, Rejected, Retryable
from libs.events import Payload, Topic
from libs.service import serve

GROUP = "chaos"


class Task(Payload):
    """What the test puts in."""

    name: str
    seconds: float = 0
    mood: str = "fine"
    """`fine`, `fails-once`, `rejected` (bad input), or `bug` (an exception each time)."""


class Outcome(Payload):
    """What a handler says when it worked."""

    name: str


def topics(run: str) -> tuple[Topic, Topic]:
    """The input and the output of one run."""
    return Topic(f"{run}-tasks", "name", "chaos", Task), Topic(f"{run}-outcomes", "name", "chaos", Outcome)


async def handle(event: Event[Task]) -> Outcome:
    """Do as the event says."""
    task = event.payload
    await asyncio.sleep(task.seconds)
    if task.mood == "rejected":
        raise Rejected("bad input")
    if task.mood == "bug":
        raise ZeroDivisionError("a bug")
    if task.mood == "fails-once" and event.attempt == 1:
        raise Retryable("not now")
    return Outcome(name=task.name)


if __name__ == "__main__":
    tasks, outcomes = topics(sys.argv[1])
    asyncio.run(serve(GROUP, {tasks: handle}, emits=(outcomes,)))
