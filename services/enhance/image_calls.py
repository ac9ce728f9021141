"""Plans and runs the calls that make a job's pictures."""

from collections.abc import Callable, Sequence

from libs.ledger.call import Call
from libs.ledger.ledger import Ledger
from libs.ledger.sending.paid_calls import PaidCalls
from libs.ledger.sending.route import Route
from libs.ledger.usage import Answer, Usage
from services.enhance.providers.provider import ImageModel, Photo
from services.enhance.requests import IMAGE, Picture, image_request, new_calls


class ImageCalls:
    """The calls of one configured image model. `route` says how a call with that expected usage is sent."""

    def __init__(
        self, model: ImageModel, ledger: Ledger, paid_calls: PaidCalls, route: Callable[[Usage], Route]
    ) -> None:
        self.model = model
        self._ledger, self._paid_calls, self._route = ledger, paid_calls, route

    async def ended(self, job: str) -> bool:
        """Whether the job's pictures are planned, and no call of them is left to send."""
        calls = [call for call in await self._ledger.of_job(job) if call.kind == IMAGE]
        return bool(calls) and all(self._paid_calls.ended(call) for call in calls)

    async def make(self, job: str, pictures: Sequence[Picture], photos: Sequence[Photo]) -> None:
        """Plan a call for each picture, and run those that have not ended.

        One that must wait or fails does not keep the others from their end. Raises what PaidCalls.run_all raises.
        """
        calls = await self._ledger.plan(new_calls(job, pictures, self.model))
        estimates = [self.model.expected(image_request(call, photos)) for call in calls]
        route = self._route(max(estimates, key=lambda usage: usage.tokens))

        async def send(attempt: Call) -> Answer:
            return await self.model.generate(image_request(attempt, photos))

        await self._paid_calls.run_all(calls, route, send)
