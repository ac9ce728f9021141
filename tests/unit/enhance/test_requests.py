"""What is planned for each picture is read back the same."""

from libs.ledger.call import call_id
from services.enhance.prompts import template_prompts
from services.enhance.providers.provider import Photo
from services.enhance.requests import from_presets, from_prompts, image_request, new_calls
from tests.support.ledger import planned_call


class Model:
    provider, model, paid, edits = "gemini", "m", True, True


PHOTO = Photo(b"jpeg", "image/jpeg", 4, 3)


def test_presets_take_turns_and_count_their_variants() -> None:
    pictures = from_presets([], 5, (1, 1), 512)
    assert [(one.preset, one.variant) for one in pictures] == [
        ("white", 1), ("studio", 1), ("clean", 1), ("white", 2), ("studio", 2)
    ]  # fmt: skip
    assert [(one.preset, one.variant) for one in from_presets(["clean"], 3, (1, 1), 512)] == [
        ("clean", 1), ("clean", 2), ("clean", 3)
    ]  # fmt: skip


def test_a_planned_request_is_read_back() -> None:
    prompts = template_prompts(category="shoes", count=2)
    calls = new_calls("product/p/1", from_prompts(prompts, (4, 5), 768), Model())  # type: ignore[arg-type]
    assert [one.call_id for one in calls] == [call_id("product/p/1", "image", number) for number in (1, 2)]
    sent = image_request(planned_call(request=calls[1].request, attempt=2), [PHOTO])
    assert (sent.prompt, sent.photos, sent.aspect, sent.size) == (prompts[1].text, (PHOTO,), (4, 5), 768)
    assert (sent.preset, sent.variant) == (None, 1)
    assert sent.reference is not None
    assert sent.reference.endswith("/2")
