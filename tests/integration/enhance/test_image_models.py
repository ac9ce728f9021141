"""The image models against a server that speaks their APIs, well and badly. Each call is one request, whatever comes."""

import asyncio
import io
import socket
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image

from fixtures.loop_time import loop_held_under
from fixtures.providers.gemini import VERSION
from fixtures.providers.server import ProviderServer
from libs.ledger.errors import Blocked, CallError, NotServed, RateLimited, Refused, Unknown, Unreachable
from libs.ledger.usage import Usage
from services.enhance.providers.connection import MAX_ANSWER_BYTES
from services.enhance.providers.gemini.images import MAX_PHOTO_BYTES
from services.enhance.providers.provider import ImageModel, ImageRequest, Photo
from tests.integration.enhance.conftest import KEY, Models, provider_process

BOTH = pytest.mark.parametrize("api", ["gemini", "openai"])
SECRET_PROMPT = "a purple dinosaur that nobody may read about"


def asking(scenario: str, photo: Photo | None = None) -> ImageRequest:
    return ImageRequest(f"{SECRET_PROMPT} [[scenario:{scenario}]]", (photo,) if photo else (), size=512)


async def refused(model: ImageModel, scenario: str, photo: Photo | None = None) -> CallError:
    """The error of the scenario, which shows neither key nor prompt."""
    with pytest.raises(CallError) as caught:
        await model.generate(asking(scenario, photo))
    error = caught.value
    assert error.__suppress_context__ or error.__context__ is None, "the SDK's error would be in tracebacks"
    assert KEY not in str(error)
    assert "dinosaur" not in str(error)
    assert "\n" not in str(error)
    return error


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@BOTH
async def test_a_photo_becomes_a_picture(api: str, server: ProviderServer, model: Models, photo: Photo) -> None:
    answer = await model(api).generate(
        ImageRequest("Put it on wood", (photo,), aspect=(4, 5), size=1024, reference="call-7:1")
    )
    assert opened(answer.data).format == "JPEG"
    assert answer.data != photo.data
    (call,) = server.calls
    assert call.photos == (photo.data,)
    assert call.prompt == "Put it on wood"
    assert (call.key, call.reference) == (KEY, "call-7:1")
    assert call.aspect == (4, 5) if api == "gemini" else call.size == 1024
    assert answer.usage.image_tokens > 0
    assert answer.usage.input_image_tokens > 0
    assert answer.usage.images == 1


async def test_the_version_that_answered_is_kept(server: ProviderServer, model: Models, photo: Photo) -> None:
    answer = await model("gemini").generate(asking("good", photo))
    assert (answer.model, answer.media_type) == (VERSION, "image/jpeg")
    assert answer.response_id is not None
    assert answer.response_id.startswith("resp-")
    assert answer.usage == Usage(
        input_tokens=200, input_image_tokens=1120, output_tokens=190, image_tokens=1120, images=1
    )  # fmt: skip


@BOTH
async def test_text_alone_becomes_a_picture(api: str, server: ProviderServer, model: Models) -> None:
    answer = await model(api).generate(ImageRequest("a red boat", size=512))
    assert opened(answer.data).size[0] > 0
    assert server.calls[0].photos == ()


async def test_interim_pictures_are_skipped(server: ProviderServer, model: Models, photo: Photo) -> None:
    answer = await model("gemini").generate(asking("thought-images", photo))
    assert max(opened(answer.data).size) > 256
    assert answer.usage.images == 1
    assert answer.usage.image_tokens == 3 * 1120  # all three are in the provider's figures


@BOTH
@pytest.mark.parametrize(("scenario", "said"), [("says-png-is-jpeg", "image/png"), ("other-aspect", "image/jpeg")])
async def test_what_the_picture_really_is_is_looked_at_later(
    api: str, scenario: str, said: str, server: ProviderServer, model: Models, photo: Photo
) -> None:
    answer = await model(api).generate(asking(scenario, photo))
    assert answer.media_type == said
    assert opened(answer.data).format == "JPEG"
    assert server.asked == 1


@BOTH
@pytest.mark.parametrize(
    ("scenario", "kind", "cause", "again", "billed"),
    [
        ("no-image", Refused, "no-image", False, True),
        ("broken-base64", Refused, "broken-base64", False, True),
        ("refused", Refused, "refused", False, False),
        ("error-500", Refused, "refused", True, False),
        ("error-503", Refused, "refused", True, False),
        ("no-credit", NotServed, None, False, False),
        ("retired", NotServed, None, False, False),
        ("wrong-key", NotServed, None, False, False),
        ("redirect", NotServed, "redirect", False, False),
        ("blocked", Blocked, "blocked", None, None),
        ("drop", Unknown, "disconnected", None, False),
        ("half", Unknown, "disconnected", None, False),
        ("page-200", Unknown, "not-an-answer", None, False),
        ("page-502", Unknown, "proxy", None, False),
    ],
)
async def test_each_failure_is_the_right_error_after_one_request(
    api: str, scenario: str, kind: type[CallError], cause: str | None, again: bool | None, billed: bool | None,
    server: ProviderServer, model: Models, photo: Photo,
) -> None:  # fmt: skip
    error = await refused(model(api), scenario, photo)
    assert type(error) is kind, str(error)
    assert cause in (None, error.cause)
    if again is not None:
        assert isinstance(error, Refused)
        assert error.again is again
    if billed is not None:
        assert (error.usage is not None and error.usage.tokens > 0) is billed
    assert server.record.counts() == {server.calls[0].name: 1}
    assert server.elsewhere == []


@pytest.mark.parametrize(
    ("scenario", "kind", "cause"),
    [
        ("blocked", Blocked, "blocked"),
        ("image-safety", Blocked, "blocked"),
        ("unknown-finish", Refused, "finish-tired-of-it"),
        ("unfinished", Refused, "finish-continuation"),
    ],
)
async def test_an_answer_without_a_picture_is_billed_and_not_continued(
    scenario: str, kind: type[CallError], cause: str, server: ProviderServer, model: Models, photo: Photo
) -> None:
    error = await refused(model("gemini"), scenario, photo)
    assert (type(error), error.cause) == (kind, cause)
    assert error.usage is not None
    assert error.usage.input_image_tokens == 1120
    assert error.model == VERSION
    assert error.response_id is not None
    assert server.asked == 1


async def test_photos_that_google_would_not_take_are_not_sent(server: ProviderServer, model: Models) -> None:
    big = Photo(bytes(MAX_PHOTO_BYTES), "image/jpeg", 1, 1)
    with pytest.raises(Refused) as caught:
        await model("gemini").generate(ImageRequest("x", (big, big)))
    assert (caught.value.cause, caught.value.again, server.asked) == ("too-large", False, 0)


@BOTH
async def test_a_limit_names_its_wait(api: str, server: ProviderServer, model: Models) -> None:
    error = await refused(model(api), "limited")
    assert isinstance(error, RateLimited)
    assert (error.retry_after, error.daily, error.again) == (53, False, True)
    assert server.asked == 1


async def test_a_limit_of_the_day_is_told_apart(server: ProviderServer, model: Models) -> None:
    error = await refused(model("gemini"), "day-limited")
    assert isinstance(error, RateLimited)
    assert error.daily
    assert server.asked == 1


@BOTH
async def test_a_hang_ends_at_the_deadline(api: str, server: ProviderServer, model: Models) -> None:
    limits: list[asyncio.Timeout] = []

    def deadline(_: float) -> asyncio.Timeout:
        limits.append(asyncio.timeout(None))
        return limits[-1]

    asked = asyncio.create_task(refused(model(api, deadline=deadline), "hang"))
    await server.arrived.wait()
    limits[0].reschedule(asyncio.get_running_loop().time())
    error = await asked
    assert (type(error), error.cause) == (Unknown, "timeout")
    assert server.asked == 1


def free_port() -> str:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}"


@BOTH
@pytest.mark.parametrize(
    "address",
    [
        pytest.param(lambda _: free_port(), id="refused"),
        pytest.param(lambda _: "http://nowhere.invalid", id="name"),
        pytest.param(lambda server: server.url.replace("http:", "https:"), id="tls"),
    ],
)
async def test_a_connection_that_never_opened_sent_nothing(
    api: str, address: Callable[[ProviderServer], str], server: ProviderServer, model: Models
) -> None:
    error = await refused(model(api, address(server)), "good")
    assert isinstance(error, Unreachable)
    assert error.again
    assert server.asked == 0


@BOTH
async def test_big_pictures_do_not_hold_the_loop(api: str, model: Models, photo: Photo) -> None:
    photos = (Photo(bytes(MAX_PHOTO_BYTES), "image/jpeg", 1, 1),)
    async with provider_process() as (_, url):
        asked = model(api, url if api == "gemini" else f"{url}/v1")
        await asked.generate(asking("good", photo))  # what is made at the first call only
        async with loop_held_under():
            answer = await asked.generate(replace(asking("big"), photos=photos))
    assert len(answer.data) > 19_000_000


@BOTH
async def test_an_endless_body_is_cut_off(api: str, server: ProviderServer, model: Models) -> None:
    error = await refused(model(api), "huge")
    assert (type(error), error.cause) == (Unknown, "unreadable")
    assert f"{MAX_ANSWER_BYTES:,}" in str(error)
    assert server.asked == 1
