"""The caption extractor against a provider that answers well, badly, late or not at all. Real sockets."""

import asyncio
import logging
import socket
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any

import pytest

from fixtures.flooding import FLOODS, flooding
from fixtures.loop_time import loop_held_under
from libs.events import CaptionParsed, NewVideoPosted
from libs.llm import BadAnswer, Breaker, ChatModel, Endpoint, ModelBusy, RequestRefused
from libs.llm.openai_chat import OpenAIChat
from services.caption.extract import Extractor
from services.caption.model.prompt import CaptionFacts
from tests.integration.llm.fake_provider import KEY, FakeProvider, Reply, content, endless, facts, status

CAPTION = "🔥 New heels only 55k! Sizes 37–41 #TRACK"
EVENT = NewVideoPosted(video_id="test123", caption=CAPTION, seller_handle="test-seller")
GOOD = facts(title="New heels", price={"value": 55000, "quote": "55k"}, hashtags=["#TRACK"])
Chat = Callable[..., OpenAIChat]


def by_rules(event: NewVideoPosted, *, default_currency: str | None = None) -> CaptionParsed:
    """Rules that know one thing."""
    return CaptionParsed(video_id=event.video_id, caption=event.caption, sizes=["37"], currency=default_currency)


@pytest.fixture
def naps() -> list[float]:
    """How long the client slept between attempts; it does not really."""
    return []


@pytest.fixture
async def chat(provider: FakeProvider, naps: list[float]) -> AsyncIterator[Chat]:
    made: list[OpenAIChat] = []

    async def sleep(seconds: float) -> None:
        naps.append(seconds)

    def make(endpoint: Endpoint | None = None, **more: Any) -> OpenAIChat:
        made.append(OpenAIChat(endpoint or provider.endpoint(), sleep=sleep, **more))
        return made[-1]

    yield make
    for one in made:
        await one.aclose()


async def extract(model: ChatModel, seconds: float = 5.0) -> CaptionParsed:
    started = time.monotonic()
    parsed = await Extractor(parse=by_rules, model=model, deadline_seconds=seconds).extract(EVENT)
    assert time.monotonic() - started < seconds + 1
    return parsed


def assert_degraded(parsed: CaptionParsed, reason: str) -> None:
    assert parsed.degraded
    assert parsed.reasons["llm"].startswith(reason)
    assert (parsed.method, parsed.sizes, parsed.title) == ("rules", ["37"], None)
    assert (parsed.provider, parsed.model) == ("openai", "fake-1")


async def test_facts_arrive_with_their_spans(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [GOOD]
    parsed = await extract(chat())
    assert (parsed.method, parsed.degraded, parsed.provider, parsed.model) == ("both", False, "openai", "fake-1")
    assert (parsed.title, parsed.price, parsed.hashtags, parsed.sizes) == ("New heels", 55000, ["TRACK"], ["37"])
    for proof in parsed.evidence.values():
        assert CAPTION[proof.start : proof.end] == proof.text


async def test_the_caption_goes_in_as_data_and_no_tools_do(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [GOOD]
    await extract(chat())
    body = provider.bodies[0]
    assert body["messages"][1] == {"role": "user", "content": f"<caption>\n{CAPTION}\n</caption>"}
    assert body["response_format"]["json_schema"]["strict"] is True
    assert body["temperature"] == 0
    assert "tools" not in body
    assert provider.keys == [f"Bearer {KEY}"]


async def test_invented_facts_are_dropped(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [
        facts(
            title="Red sandals",
            price={"value": 99, "quote": "55k"},
            original_price={"value": 80000, "quote": "was 80k"},
            currency={"code": "NGN", "quote": "55k"},
            sizes=[{"values": ["37", "42"], "quote": "37–41"}, {"values": ["S"], "quote": "Sizes"}],
            hashtags=["#TRACK", "#fashion"],
            availability={"value": "in_stock", "quote": "in stock"},
        )
    ]
    parsed = await extract(chat())
    assert (parsed.title, parsed.price, parsed.original_price, parsed.currency) == (None, None, None, None)
    assert (parsed.sizes, parsed.hashtags, parsed.availability) == (["37"], ["TRACK"], "unknown")
    assert parsed.reasons["title"] == "the model's words are not in the caption"
    assert parsed.reasons["price"] == "the model's words do not say what it claims"


async def test_nobody_listens(provider: FakeProvider, chat: Chat, naps: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    dead = Endpoint(provider="openai", model="fake-1", base_url=address, api_key=KEY)
    assert_degraded(await extract(chat(dead)), "ModelUnavailable")
    assert len(naps) == 2


async def test_too_slow(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [provider.hang()]
    assert_degraded(await extract(chat(), 0.3), "ModelTimeout")


async def test_slow_after_the_first_byte(provider: FakeProvider, chat: Chat) -> None:
    async def trickle(request: Any) -> Any:
        response = await _begun(request)
        await provider.ended.wait()
        return response

    provider.script = [trickle]
    assert_degraded(await extract(chat(), 0.3), "ModelTimeout")


async def _begun(request: Any) -> Any:
    from aiohttp import web

    response = web.StreamResponse(headers={"content-type": "application/json"})
    await response.prepare(request)
    await response.write(b'{"choices": [')
    return response


async def test_a_short_rate_limit_is_waited_out(provider: FakeProvider, chat: Chat, naps: list[float]) -> None:
    provider.script = [status(429, retry_after="2"), GOOD]
    assert (await extract(chat())).method == "both"
    assert naps == [2]


async def test_a_long_rate_limit_is_given_up_at_once(provider: FakeProvider, chat: Chat, naps: list[float]) -> None:
    provider.script = [status(429, retry_after="60")]
    assert_degraded(await extract(chat()), "RateLimited")
    assert (provider.asked, naps) == (1, [])


async def test_used_up_credit_is_not_waited_for(provider: FakeProvider, chat: Chat, naps: list[float]) -> None:
    provider.script = [status(429, {"error": {"message": "no credit", "code": "insufficient_quota"}})]
    assert_degraded(await extract(chat()), "RateLimited")
    assert (provider.asked, naps) == (1, [])


async def test_server_errors_are_repeated(provider: FakeProvider, chat: Chat, naps: list[float]) -> None:
    provider.script = [status(500), status(503), GOOD]
    assert (await extract(chat())).method == "both"
    assert len(naps) == 2


async def test_server_errors_that_stay(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [status(500)]
    assert_degraded(await extract(chat()), "ModelUnavailable")
    assert provider.asked == 3


@pytest.mark.parametrize(
    "reply",
    [
        content("Sure! The price is 55k and the heels are lovely."),
        content('{"title": "New heels", "price": {"value": 55'),
        content('{"title": "New heels", "price": "55k"}'),
        content('{"title": "New he', "length"),
        content("x" * 600_000),
        endless,
        status(200, {"unexpected": True}),
    ],
    ids=["prose", "broken JSON", "wrong schema", "cut off", "long", "endless", "no completion"],
)
async def test_rambling(provider: FakeProvider, chat: Chat, reply: Reply) -> None:
    provider.script = [reply]
    assert_degraded(await extract(chat()), "BadAnswer")
    assert provider.asked == 1


@pytest.mark.parametrize("code", [401, 402, 404])
async def test_a_provider_that_will_not_serve_us(provider: FakeProvider, chat: Chat, code: int) -> None:
    provider.script = [status(code)]
    assert_degraded(await extract(chat()), "ModelUnavailable")
    assert provider.asked == 1


async def test_a_host_without_schemas_is_learned(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [status(400, {"error": {"message": "response_format json_schema is not supported"}}), GOOD]
    model = chat()
    for _ in range(2):
        assert (await extract(model)).method == "both"
    formats = [body["response_format"]["type"] for body in provider.bodies]
    assert formats == ["json_schema", "json_object", "json_object"]


async def test_a_refused_caption_changes_nothing_for_the_next(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [status(400), status(400), GOOD]
    model = chat()
    assert_degraded(await extract(model), "RequestRefused")
    assert (await extract(model)).method == "both"
    assert provider.bodies[-1]["response_format"]["type"] == "json_schema"


async def test_the_circuit_opens_and_closes(provider: FakeProvider, chat: Chat) -> None:
    now = [0.0]
    breaker = Breaker(clock=lambda: now[0])
    provider.script = [*[status(401)] * 5, GOOD]
    model = chat(breaker=breaker)
    for _ in range(5):
        assert_degraded(await extract(model), "ModelUnavailable")
    assert_degraded(await extract(model), "CircuitOpen")
    assert provider.asked == 5
    now[0] = 30
    assert (await extract(model)).method == "both"
    assert breaker.state == "closed"


async def test_a_hung_model_opens_the_circuit_and_a_hung_trial_keeps_it_open(
    provider: FakeProvider, chat: Chat
) -> None:
    now = [0.0]
    breaker = Breaker(threshold=1, clock=lambda: now[0])
    provider.script = [provider.hang()]
    model = chat(breaker=breaker)
    assert_degraded(await extract(model, 2), "ModelTimeout")
    now[0] = 30
    assert_degraded(await extract(model, 2), "ModelTimeout")
    assert_degraded(await extract(model, 0.2), "CircuitOpen")
    assert provider.asked == 2


async def test_strangers_texts_do_not_open_the_circuit(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [*[content("la la la")] * 4, *[status(400)] * 8, GOOD]
    model = chat()
    for _ in range(8):
        await extract(model)
    assert (await extract(model)).method == "both"


async def test_no_free_slot_is_not_the_models_fault(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [provider.hang()]
    breaker = Breaker()
    model = chat(provider.endpoint(concurrency=1), breaker=breaker)
    first = asyncio.create_task(model.extract("s", "u", CaptionFacts, deadline_seconds=30))
    with pytest.raises(ModelBusy):
        await asyncio.gather(first, model.extract("s", "u", CaptionFacts, deadline_seconds=0.2))
    assert breaker.failures == 0
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert breaker.failures == 0


async def test_calls_a_minute(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [GOOD]
    model = chat(provider.endpoint(rpm=1))
    assert (await extract(model)).method == "both"
    assert_degraded(await extract(model), "ModelBusy")


async def test_no_key_in_logs_or_events(
    provider: FakeProvider, chat: Chat, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = {"error": {"message": f"Incorrect API key provided: {KEY}"}}
    provider.script = [status(401, echo), status(403, echo), status(400, echo), status(500, echo), GOOD]
    model = chat()
    events = [(await extract(model)).model_dump_json() for _ in range(4)]
    out = capsys.readouterr()
    ours = [str(vars(record)) for record in caplog.records if record.name.startswith(("libs.", "services."))]
    assert ours
    assert KEY not in "".join([*events, *ours, caplog.text, out.out, out.err])
    assert len(caplog.records) > 0


async def test_a_refusal_is_quoted_without_the_key(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [status(403, {"error": {"message": f"{KEY} may not use fake-1"}})]
    with pytest.raises(RequestRefused, match=r"HTTP 403: .*\*\*\* may not use fake-1") as error:
        await chat().extract("s", "u", CaptionFacts)
    assert KEY not in str(error.value)
    assert error.value.__cause__ is None


async def test_method_rules_and_empty_captions_ask_nobody(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [GOOD]
    assert (await Extractor(parse=by_rules, model=chat(), method="rules").extract(EVENT)).method == "rules"
    nothing = EVENT.model_copy(update={"caption": " \n"})
    assert not (await Extractor(parse=by_rules, model=chat()).extract(nothing)).degraded
    assert provider.asked == 0


async def test_method_llm_is_the_models_facts_alone(provider: FakeProvider, chat: Chat) -> None:
    provider.script = [GOOD]
    parsed = await Extractor(parse=by_rules, model=chat(), method="llm").extract(EVENT)
    assert (parsed.method, parsed.sizes, parsed.price) == ("llm", [], 55000)


async def test_an_answer_in_chunks_of_one_byte_leaves_the_event_loop_free(provider: FakeProvider, chat: Chat) -> None:
    with flooding({"v1/chat/completions": FLOODS["chunks-of-one-byte"]}) as port:
        endpoint = replace(provider.endpoint(), base_url=f"http://127.0.0.1:{port}/v1", concurrency=8)
        model = chat(endpoint)
        async with loop_held_under():
            asked = (model.extract("s", "u", CaptionFacts, deadline_seconds=60) for _ in range(8))
            found = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(error) for error in found} == {BadAnswer}
