"""Builds the service's parts from the settings."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from libs.database import our_database, prepare, probe
from libs.ledger.ledger import Ledger
from libs.ledger.sending.paid_calls import PaidCalls
from libs.ledger.sending.route import Route
from libs.ledger.usage import Usage
from libs.limits import Quota, Scope, configured_limiter
from libs.start import Requirement
from libs.storage import open_storage
from libs.telemetry.dependencies import DATABASE, STORE, Dependency
from services.enhance.ending import Ending
from services.enhance.handler import Studio
from services.enhance.image_calls import ImageCalls
from services.enhance.jobs import Jobs
from services.enhance.local.factory import open_local
from services.enhance.pictures.factory import open_pictures
from services.enhance.prompting import Prompting
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.factory import configured_image_model, configured_prompter
from services.enhance.providers.prompter import Prompter
from services.enhance.providers.provider import ImageModel
from services.enhance.settings import EnhanceSettings
from services.enhance.shop.store import Shop

MOST_PICTURES = 10
"""Of a job."""
DRAIN_MARGIN = 30.0
"""Seconds from a call's deadline to the end of the drain: to store the answer and record it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What `__main__` needs to run the service."""

    studio: Studio
    ledger: Ledger
    paid_calls: PaidCalls
    jobs: Jobs
    requires: tuple[Requirement, ...]


@asynccontextmanager
async def open_parts(settings: EnhanceSettings, concurrency: int) -> AsyncIterator[Parts]:
    """All parts; at the end, calls that were sent are waited for, then connections and processes are closed.

    Nothing connects before the first use. Raises LimiterRefused if REDIS_URL is set and its package is missing.
    """
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(open_storage(settings.storage))
        engine = await stack.enter_async_context(our_database(settings.database))
        limiter, limiter_requires = await stack.enter_async_context(configured_limiter(settings.limits))
        pictures = await stack.enter_async_context(open_pictures(settings.pictures, storage))
        paid = configured_image_model(settings.provider)
        local = None
        if paid is None or settings.local.mask_model is not None:
            # Beside a paid model, it finds the product in the photo, which the model's pictures are compared with.
            local = await stack.enter_async_context(open_local(settings.local))
        if paid is not None:
            await stack.enter_async_context(aclosing(paid))
        model = paid or local
        assert model is not None
        prompter = configured_prompter(settings.provider)
        if prompter is not None:
            await stack.enter_async_context(aclosing(prompter))
        ledger = Ledger(engine, storage)
        paid_calls = PaidCalls(ledger, limiter, settings.ledger.prices(), settings.ledger, at_a_time=concurrency)
        stack.push_async_callback(paid_calls.drained, drain_seconds(settings))
        jobs, shop = Jobs(engine), Shop(engine, settings.shop)
        images = ImageCalls(model, ledger, paid_calls, _route(settings, settings.provider.image_endpoint()))
        prompting = Prompting(
            engine, jobs, ledger, paid_calls, prompter=prompter,
            route=_route(settings, settings.provider.vision_endpoint()),
        )  # fmt: skip
        ending = Ending(
            engine, jobs=jobs, ledger=ledger, shop=shop, storage=storage, pool=pictures.pool,
            masks=None if local is None else local.mask,
        )  # fmt: skip
        studio = Studio(
            jobs, shop, pictures.raw, prompting, images, ending, count=settings.count, size=settings.size,
            aspect=settings.ratio,
        )  # fmt: skip
        requires = (
            Requirement(STORE, storage.probe),
            Requirement(DATABASE, partial(_prepare, engine, shop), cheaper=partial(probe, engine)),
            *limiter_requires,
            *_probed(model, prompter),
        )
        yield Parts(studio, ledger, paid_calls, jobs, requires)


def _route(settings: EnhanceSettings, endpoint: Endpoint | None) -> Callable[[Usage], Route]:
    """How calls of `endpoint` are sent. None: a model without limits."""
    provider = settings.provider
    scope = Scope("local", "local", "local") if endpoint is None else provider.scope(endpoint)
    quota = Quota() if endpoint is None else provider.quota(endpoint)

    def route(expected: Usage) -> Route:
        return Route(scope, expected, provider.call_seconds, quota, settings.budget)

    return route


def _probed(model: ImageModel, prompter: Prompter | None) -> list[Requirement]:
    """The configured models of providers: one that refuses us ends the start, one that is away does not."""
    models: list[ImageModel | Prompter] = [model] if model.paid else []
    if prompter is not None:
        models.append(prompter)
    return [Requirement(Dependency(f"{one.provider}:{one.model}"), one.probe, required=False) for one in models]


async def _prepare(engine: AsyncEngine, shop: Shop) -> None:
    """Check our tables, and the shop's, which migrations may have made."""
    await prepare(engine)
    await shop.check()


def handler_seconds(settings: EnhanceSettings) -> float:
    """Timeout of a handler: each of its pictures may wait for those of other jobs, and take all attempts."""
    return settings.provider.call_seconds * settings.ledger.attempts * (MOST_PICTURES + 1)


def drain_seconds(settings: EnhanceSettings) -> float:
    """How long a stopping process waits for its calls: longer than any of them may take."""
    return settings.provider.call_seconds + DRAIN_MARGIN
