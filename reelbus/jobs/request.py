"""Sending the request of a job, and waiting for its result."""

from typing import TYPE_CHECKING, Any, NamedTuple

from reelbus.console.errors import UserError
from reelbus.console.posting import post

if TYPE_CHECKING:
    from libs.bus import KafkaBus
    from libs.events import ImageGenerationRequested, ProductSubmitted
    from services.enhance.jobs import Job, Jobs
    from services.enhance.keys import Kind


class Wait(NamedTuple):
    """Whether to wait for the end of a job, and how long in seconds (None: no limit)."""

    until_end: bool = False
    seconds: float | None = None


class Request(NamedTuple):
    """The request of one run. `advice`: what to do if the run was requested before with other data."""

    kind: "Kind"
    subject: str
    payload: "ProductSubmitted | ImageGenerationRequested"
    advice: str

    @property
    def job(self) -> str:
        from services.enhance.jobs import job_name

        return job_name(self.kind, self.subject, self.payload.run)

    @property
    def values(self) -> dict[str, Any]:
        """The payload as JSON values."""
        return self.payload.model_dump(mode="json")


async def check_new(request: Request, jobs: "Jobs") -> None:
    """Raises UserError if the run was requested with other data, which the service would ignore."""
    earlier = await jobs.find(request.job)
    if earlier is not None:
        _check_same(request, earlier)


async def send(request: Request, bus: "KafkaBus", jobs: "Jobs") -> None:
    """Send the event, and write the job's row. Raises UserError if another one sent the same run meanwhile."""
    from libs.events.topics import BY_PAYLOAD

    await post(bus, request.payload)
    stored = await jobs.find(request.job) or await jobs.open(
        request.job, kind=request.kind, subject=request.subject, run=request.payload.run,
        topic=BY_PAYLOAD[type(request.payload)].name, request=request.values,
    )  # fmt: skip
    _check_same(request, stored)


def _check_same(request: Request, stored: "Job") -> None:
    differing = stored.differing(request.values)
    if differing:
        raise UserError(
            f"{request.job} was requested before with another {', '.join(differing)}: {request.advice}", status=2
        )
