"""Composition of the enhance service."""

from libs.extras import require_extra

require_extra("enhance")

import asyncio
from functools import partial

from libs.bus import WorkerSettings
from libs.events import topic
from libs.ledger.watch import watch
from libs.limits import LimiterRefused
from libs.service import begin, serve
from libs.settings import fail, load
from services.enhance.factory import drain_seconds, handler_seconds, open_parts
from services.enhance.handler import enhance, generate, image_dead, product_dead
from services.enhance.settings import CONCURRENCY, EnhanceSettings
from services.enhance.upkeep import upkeep

GROUP = "enhance"


async def main() -> None:
    """Consume until SIGTERM or SIGINT."""
    begin(GROUP)
    settings, worker = load(EnhanceSettings), load(WorkerSettings)
    concurrency = worker.concurrency if "concurrency" in worker.model_fields_set else CONCURRENCY
    products, images = topic("product-submitted"), topic("image-generation-requested")
    try:
        async with open_parts(settings, concurrency) as parts:
            await serve(
                GROUP,
                {
                    products: partial(enhance, studio=parts.studio),
                    images: partial(generate, studio=parts.studio),
                },
                emits=(topic("product-images-enhanced"), topic("image-generated")),
                concurrency=concurrency,
                handler_seconds=handler_seconds(settings),
                drain_seconds=drain_seconds(settings),
                on_stop=parts.paid_calls.stop,
                on_dead_letter={products: product_dead, images: image_dead},
                jobs=(
                    partial(watch, ledger=parts.ledger),
                    partial(upkeep, jobs=parts.jobs, ledger=parts.ledger),
                ),
                settings=settings,
                requires=parts.requires,
            )
    except LimiterRefused as error:
        fail(str(error))


if __name__ == "__main__":
    asyncio.run(main())
