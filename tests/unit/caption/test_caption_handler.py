"""The handler: revision and run go on to the result, and a dead letter has an answer."""

from libs.bus import Event, Rejected
from libs.events import CaptionParsed, NewVideoPosted
from services.caption import rules
from services.caption.extract import Extractor
from services.caption.handler import handle, on_dead_letter

VIDEO = NewVideoPosted(video_id="v", caption="Heels 55k", seller_handle="s", revision=3, run="r1")
EVENT = Event("e", "new-video-posted", "v", VIDEO, 1, None)


async def test_the_result_has_revision_and_run_of_the_video() -> None:
    parsed = await handle(EVENT, Extractor(parse=rules.parse))
    assert (parsed.status, parsed.price, parsed.revision, parsed.run) == ("parsed", 55000, 3, "r1")


def test_a_dead_letter_is_answered() -> None:
    assert on_dead_letter(EVENT, Rejected("no reason")) == CaptionParsed(
        video_id="v", status="failed", reason="no reason", seller_handle="s", caption="Heels 55k", revision=3, run="r1"
    )
    assert on_dead_letter(EVENT, ZeroDivisionError()).reason == "ZeroDivisionError"
