"""Prompts for a product's pictures: asked for once, and stored before any picture is planned."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import writing
from libs.ledger.call import Call, NewCall
from libs.ledger.ledger import Ledger
from libs.ledger.sending.paid_calls import PaidCalls
from libs.ledger.sending.route import Route
from libs.ledger.usage import Answer, Usage
from services.enhance.jobs import Job, Jobs
from services.enhance.prompts import Prompt, chosen_looks, read_prompts, template_prompts
from services.enhance.providers.prompter import Prompter
from services.enhance.providers.provider import Photo
from services.enhance.shop.product import Product

log = logging.getLogger(__name__)

PROMPTS = "prompts"
"""Kind of the call that writes the prompts; its ordinal is 0."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What prompts are made from; `looks` are those that were asked for."""

    product: Product
    photo: Photo
    count: int
    looks: tuple[str, ...] = ()
    instructions: str | None = None

    @property
    def words(self) -> dict[str, Any]:
        """Arguments of `read_prompts` and `template_prompts`."""
        return {
            "category": self.product.category, "count": self.count, "looks": self.looks,
            "instructions": self.instructions,
        }  # fmt: skip


class Prompting:
    """Prompts by a vision model, or by templates without one. `route` says how a call of it is sent."""

    def __init__(
        self, engine: AsyncEngine, jobs: Jobs, ledger: Ledger, paid_calls: PaidCalls, *, prompter: Prompter | None,
        route: Callable[[Usage], Route],
    ) -> None:  # fmt: skip
        self._engine, self._jobs, self._ledger, self._paid_calls = engine, jobs, ledger, paid_calls
        self._prompter, self._route = prompter, route

    async def prompts(self, job: Job, brief: Brief) -> list[Prompt]:
        """The prompts of the job: those that are stored, else new ones. Raises what PaidCalls.run raises.

        Without an answer of the model they are made from templates: pictures need not wait for better words.
        """
        if job.prompts is not None:
            return [Prompt(**one) for one in job.prompts]
        call = None if self._prompter is None else await self._asked(self._prompter, job, brief)
        answered = call is not None and call.has_result
        if call is not None and answered:
            prompts = read_prompts(await self._ledger.answer(call), **brief.words)
        else:
            prompts = template_prompts(**brief.words)
        if call is not None and not answered:
            log.warning("prompts from templates: %s", call.reason, extra={"job": job.job, "cause": call.cause})
        async with writing(self._engine) as connection:
            stored = await self._jobs.store_prompts(connection, job.job, [asdict(one) for one in prompts])
            if call is not None and answered:
                await self._ledger.settle(connection, [call.call_id])
        return [Prompt(**one) for one in stored]

    async def _asked(self, prompter: Prompter, job: Job, brief: Brief) -> Call:
        """The call that asks for prompts, as it ended."""
        asked = {
            "title": brief.product.title, "category": brief.product.category, "count": brief.count,
            "looks": list(chosen_looks(brief.looks, brief.count)), "instructions": brief.instructions,
        }  # fmt: skip
        (call,) = await self._ledger.plan([NewCall(job.job, PROMPTS, 0, prompter.provider, prompter.model, asked)])

        async def send(attempt: Call) -> Answer:
            reference = f"{attempt.call_id}/{attempt.attempt}"
            return await prompter.describe(brief.photo, **attempt.request, reference=reference)

        route = self._route(prompter.expected(brief.photo, brief.count))
        return await self._paid_calls.run(call, route, send)
