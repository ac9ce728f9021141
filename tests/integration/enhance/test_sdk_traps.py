"""What the SDKs would do by themselves, and our adapters do not: send again, follow, or use another key."""

import asyncio

import pytest
from google import genai
from google.genai import errors, types

from fixtures.providers.server import ProviderServer, provider_server
from fixtures.waiting import until
from libs.ledger.errors import NotServed, Unreachable
from services.enhance.providers.endpoint import Endpoint
from services.enhance.providers.gemini.client import GeminiClient
from services.enhance.providers.gemini.images import GeminiImages
from services.enhance.providers.provider import ImageRequest
from tests.integration.enhance.conftest import KEY, Models

BOTH = pytest.mark.parametrize("api", ["gemini", "openai"])


async def test_the_plain_sdk_continues_an_unfinished_answer(server: ProviderServer) -> None:
    """What `automatic_continuation=False` is for: if this changes, the option may be dropped."""
    server.script = ["unfinished", "unfinished", "no-image"]
    client = genai.Client(api_key=KEY, http_options=types.HttpOptions(base_url=server.url))
    await client.aio.models.generate_content(model="m", contents="x")
    await client.aio.aclose()
    client.close()
    assert server.asked == 3


async def test_other_variables_change_neither_key_nor_address(
    server: ProviderServer, model: Models, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("GEMINI_API_KEY", KEY)
    monkeypatch.setenv("GOOGLE_API_KEY", "another-key")
    monkeypatch.setenv("GOOGLE_GENAI_USE_VERTEXAI", "true")
    monkeypatch.setenv("GOOGLE_GENAI_USE_ENTERPRISE", "true")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:9")
    await model("gemini").generate(ImageRequest("a boat", size=256))
    assert [call.key for call in server.calls] == [KEY]
    assert "GOOGLE_API_KEY" not in caplog.text
    assert server.paths == ["/v1/models/gemini-3.1-flash-image:generateContent"]


@BOTH
async def test_a_redirect_to_another_host_gets_no_key(api: str, server: ProviderServer, model: Models) -> None:
    async with provider_server() as other:
        server.redirect_to = f"{other.url}/elsewhere"
        with pytest.raises(NotServed):
            await model(api).generate(ImageRequest("a boat [[scenario:redirect]]"))
        assert (server.asked, server.elsewhere, other.elsewhere, other.asked) == (1, [], [], 0)


@BOTH
async def test_a_connection_is_used_once(api: str, server: ProviderServer, model: Models) -> None:
    """One that the server closed meanwhile would make an unknown outcome of a call that never arrived."""
    asked = model(api)
    for _ in range(2):
        await asked.generate(ImageRequest("a boat", size=256))
    assert len(set(server.peers)) == 2


@BOTH
async def test_a_cancelled_call_is_cancelled(api: str, server: ProviderServer, model: Models) -> None:
    asked = asyncio.create_task(model(api).generate(ImageRequest("a boat [[scenario:hang]]")))
    await server.arrived.wait()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert server.asked == 1


async def test_the_provider_is_asked_to_give_up_before_we_do(server: ProviderServer) -> None:
    client = GeminiImages(Endpoint("gemini", "m", server.url, KEY, 180))
    await client.generate(ImageRequest("a boat", size=256))
    await client.aclose()
    assert server.headers[-1]["x-server-timeout"] == "175"


async def test_a_closed_client_leaves_nothing_open(server: ProviderServer) -> None:
    client = GeminiClient(Endpoint("gemini", "m", server.url, KEY, 60))
    await client.find_model()
    await client.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        await client._connection.get(server.url)


@BOTH
async def test_a_lookup_costs_nothing_and_finds_the_model(api: str, server: ProviderServer, model: Models) -> None:
    await model(api).probe()
    assert server.asked == 0
    assert server.record.counts() == {}


@BOTH
async def test_a_lookup_refuses_a_wrong_key(api: str, server: ProviderServer, model: Models) -> None:
    server.default = "wrong-key"
    with pytest.raises(NotServed) as caught:
        await model(api).probe()
    assert not caught.value.transient
    assert KEY not in str(caught.value)


@BOTH
@pytest.mark.parametrize("scenario", ["drop", "page-502"])
async def test_a_lookup_without_an_answer_may_be_repeated(
    api: str, scenario: str, server: ProviderServer, model: Models
) -> None:
    server.default = scenario
    with pytest.raises(Unreachable) as caught:
        await model(api).probe()
    assert caught.value.transient


async def test_a_retired_model_is_found_by_the_lookup(server: ProviderServer) -> None:
    client = GeminiImages(Endpoint("gemini", "gone-1", server.url, KEY, 60))
    with pytest.raises(NotServed):
        await client.probe()
    await client.aclose()


async def test_the_plain_sdk_sends_a_lost_call_twice(server: ProviderServer) -> None:
    """What `retry_options` are for: without them the SDK sends again, after seconds, and says nothing."""
    server.script = ["drop", "refused"]
    client = genai.Client(api_key=KEY, http_options=types.HttpOptions(base_url=server.url))
    asked = asyncio.create_task(client.aio.models.generate_content(model="m", contents="x"))
    await until(lambda: server.asked == 2, "the second request")
    with pytest.raises(errors.ClientError):
        await asked
    await client.aio.aclose()
    client.close()
