"""Events that commands send."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from reelbus.console.errors import UserError

if TYPE_CHECKING:
    from libs.bus import KafkaBus
    from libs.events.payload import Payload

P = TypeVar("P", bound="Payload")

SOURCE = "reelbus/cli"


def payload_of(kind: type[P], given: Mapping[str, Any]) -> P:
    """A payload of these fields. Raises UserError, which names the first field that is not valid."""
    from pydantic import ValidationError

    from libs.events.payload import first_problem

    try:
        return kind.model_validate(given)
    except ValidationError as error:
        problem = first_problem(error)
        raise UserError(f"{problem.field}: {problem.message}", status=2) from None


async def post(bus: "KafkaBus", payload: "Payload", *, about: Callable[[Any], str] | None = None) -> None:
    """Send one event; returns when the brokers have acknowledged it. `about`: see Announcer. Raises BusError."""
    from libs.bus import Announcer

    async with Announcer(bus, SOURCE) as announcer:
        await announcer.announce([payload], about=about)
