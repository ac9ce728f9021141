"""Requirements of a service besides the brokers. They are probed at start, so that wrong keys are found then."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from libs.retry import Failure
from libs.settings import Settings
from libs.telemetry.dependencies import Dependency, Probe

ATTEMPT_SECONDS = 20.0
"""Timeout of one probe at start."""
LEAST_ATTEMPT_SECONDS = 2.0
"""Minimum timeout: one attempt is always made, even without remaining time."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0


class StartSettings(Settings):
    """Settings of the wait for requirements: `DEPENDENCY_*`."""

    model_config = SettingsConfigDict(env_prefix="DEPENDENCY_")

    connect_timeout_seconds: float = Field(default=60, ge=0)


@dataclass(frozen=True, slots=True)
class Requirement:
    """`probe` uses `dependency` once. It raises a Failure, whose `transient` says whether to try again.

    Without one that is `required` the service does not start. With the others a refusal, such as of a wrong key, ends
    the start, and silence is a warning.
    """

    dependency: Dependency
    probe: Probe
    required: bool = True
    cheaper: Probe | None = None
    """The probe for every few seconds after the start, if `probe` is too expensive for that."""

    @property
    def watched(self) -> Probe:
        """The probe for every few seconds after the start."""
        return self.cheaper or self.probe


class NotStarted(Exception):
    """A requirement is not met. The message is one line: what, where, what to do; `status` is the exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


async def wait_for(requirements: Collection[Requirement], max_wait: float) -> None:
    """Return when all `requirements` have answered, at most `max_wait` seconds later; all are probed at once.

    Raises NotStarted at the first that refuses (status 2) or gives no answer in time (status 1).
    """
    tasks = [asyncio.create_task(_wait_for_one(requirement, max_wait)) for requirement in requirements]
    try:
        for task in asyncio.as_completed(tasks):
            await task
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _wait_for_one(requirement: Requirement, max_wait: float) -> None:
    dependency, loop = requirement.dependency, asyncio.get_running_loop()
    deadline, pause = loop.time() + max_wait, FIRST_PAUSE
    while (reason := await _reason(requirement, deadline - loop.time())) is not None:
        dependency.down(reason)
        if not requirement.required:
            return
        remaining = deadline - loop.time()
        if remaining <= 0:
            waited = f"waited {max_wait:g} s, DEPENDENCY_CONNECT_TIMEOUT_SECONDS"
            raise NotStarted(f"{dependency.name} does not answer: {reason} ({waited})", status=1)
        await asyncio.sleep(min(pause, remaining))
        pause = min(pause * 2, LONGEST_PAUSE)
    dependency.up()


async def _reason(requirement: Requirement, remaining: float) -> str | None:
    """Probe once; returns why there is no answer, or None. Raises NotStarted if a retry would not help."""
    seconds = min(ATTEMPT_SECONDS, max(remaining, LEAST_ATTEMPT_SECONDS))
    try:
        async with asyncio.timeout(seconds):
            await requirement.probe()
    except TimeoutError as error:
        return str(error) or f"no answer within {seconds:.0f} s"
    except Failure as error:
        if not error.transient:
            raise NotStarted(f"{requirement.dependency.name} refuses: {error}", status=2) from error
        return str(error)
    return None
