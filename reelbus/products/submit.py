"""`reelbus products add` and `regenerate`: requests of pictures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reelbus.console import output
from reelbus.console.confirm import confirm
from reelbus.console.connect import connect, storage_settings
from reelbus.console.posting import payload_of
from reelbus.jobs.follow import follow
from reelbus.jobs.inputs import Picture
from reelbus.jobs.request import Request, Wait, check_new, send
from reelbus.jobs.results import check_complete, print_result, usd
from reelbus.products.catalogue import Catalogue, catalogue

if TYPE_CHECKING:
    from libs.bus import KafkaBus
    from services.enhance.jobs import Job

TOPIC = "product-submitted"


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked of the pictures; None and empty: as the service is set."""

    count: int | None
    presets: tuple[str, ...]
    instructions: str | None


async def add(
    product_id: str, picture: Picture, *, title: str | None, category: str | None, look: Look, submit: bool, wait: Wait
) -> None:
    """Store the picture, make or update the product's row, and request its pictures. Raises UserError, StorageError."""
    from libs.storage import open_storage
    from libs.storage.names import segment

    bus = connect() if submit else None
    async with open_storage(storage_settings()) as storage, catalogue() as found:
        if bus is not None:
            await bus.check([TOPIC])  # before anything is stored
        uri = await picture.uri(storage, f"raw/{segment(product_id)}")
        given = {"title": title, "category": category, "raw_image": uri}
        request = _request(product_id, "1", look, given, f"use `reelbus products regenerate {product_id}`")
        if submit:
            await check_new(request, found.jobs)
        await found.shop.upsert(product_id, raw_image=uri, title=title, category=category)
        output.line(product_id, uri)
        if bus is not None:
            await _send(request, bus, found, wait)


async def regenerate(product_id: str, look: Look, *, ask: bool, wait: Wait) -> None:
    """Request new pictures as the product's next run. Raises UserError."""
    from services.enhance.jobs import next_run

    bus = connect()
    async with catalogue() as found:
        await bus.check([TOPIC])
        await found.existing(product_id)
        runs = await found.jobs.of_subject("product", product_id)
        request = _request(product_id, next_run(runs), look, {}, "it was requested at the same time; try again")
        if ask:
            confirm(_question(request, runs), "cancelled: nothing was requested")
        await _send(request, bus, found, wait)


def _request(product_id: str, run: str, look: Look, given: dict[str, Any], advice: str) -> Request:
    from libs.events import ProductSubmitted

    fields = {**given, "product_id": product_id, "run": run, "count": look.count, "presets": look.presets}
    return Request(
        "product", product_id, payload_of(ProductSubmitted, fields | {"instructions": look.instructions}), advice
    )


async def _send(request: Request, bus: "KafkaBus", found: Catalogue, wait: Wait) -> None:
    await send(request, bus, found.jobs)
    output.line("requested", request.job)
    if wait.until_end:
        ended = await follow(request.job, found.engine, wait.seconds)
        print_result(ended)
        check_complete(ended)


def _question(request: Request, runs: "list[Job]") -> str:
    """Whether a provider is paid is a setting of the service, which the command does not know: it asks in any case."""
    spent = sum(job.cost_usd for job in runs)
    so_far = f"{len(runs)} {output.plural('run', len(runs))} so far, {usd(spent)}"
    return f"{output.clean(request.job)}: make new pictures? A paid provider bills them again ({so_far})"
