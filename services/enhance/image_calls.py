"""Plans and runs the calls that make a job's pictures."""

import asyncio
from collections.abc import Sequence

from libs.bus import NotBefore
from libs.ledger.budget import Budget
from libs.ledger.call import Call
from libs.ledger.ledger import Ledger
from libs.ledger.paid_calls import PaidCalls
from libs.ledger.route import Route
from libs.ledger.usage import Answer
from libs.limits.limiter import Quota, Scope
from services.enhance.providers.provider import ImageModel, Photo
from services.enhance.requests import Picture, image_request, new_calls


class ImageCalls:
    """The calls of one configured image model, at most `at_a_time` of them in this process."""

    def __init__(
        self, model: ImageModel, ledger: Ledger, paid_calls: PaidCalls, *, scope: Scope, quota: Quota, budget: Budget,
        deadline: float, at_a_time: int,
    ) -> None:  # fmt: skip
        self.model = model
        self._ledger, self._paid_calls = ledger, paid_calls
        self._scope, self._quota, self._budget, self._deadline = scope, quota, budget, deadline
        self._slots = asyncio.Semaphore(at_a_time)

    async def make(self, job: str, pictures: Sequence[Picture], photos: Sequence[Photo]) -> list[Call]:
        """Plan a call for each picture, run those that have not ended, and return all as they are then.

        One that must wait or fails does not keep the others from their end. Then the longest wait is raised
        (NotBefore), or the first error.
        """
        calls = await self._ledger.plan(new_calls(job, pictures, self.model))
        ended = await asyncio.gather(*(self._run(call, photos) for call in calls), return_exceptions=True)
        waits = [one for one in ended if isinstance(one, NotBefore)]
        for one in ended:
            if isinstance(one, BaseException) and not isinstance(one, NotBefore):
                raise one
        if waits:
            raise max(waits, key=lambda wait: wait.time)
        return [one for one in ended if isinstance(one, Call)]

    async def _run(self, call: Call, photos: Sequence[Photo]) -> Call:
        route = Route(
            scope=self._scope, expected=self.model.expected(image_request(call, photos)), deadline=self._deadline,
            quota=self._quota, budget=self._budget,
        )  # fmt: skip

        async def send(attempt: Call) -> Answer:
            return await self.model.generate(image_request(attempt, photos))

        async with self._slots:
            return await self._paid_calls.run(call, route, send)
