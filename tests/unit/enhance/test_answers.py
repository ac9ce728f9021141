"""Answers of the providers, read without a connection."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from fixtures.providers import gemini as google
from fixtures.providers import openai as open_ai
from fixtures.providers.calls import Call
from libs.ledger.errors import Blocked, CallError, NotServed, Refused, Unknown
from libs.ledger.usage import Usage
from services.enhance.providers.gemini import answer as gemini
from services.enhance.providers.openai import answer as openai

CALL = Call("gemini", "image", "m", "a shoe", photos=(b"x",))
PICTURE = bytes(range(256))


def of_google(body: Any) -> Any:
    return gemini.read_image(body if isinstance(body, str) else json.dumps(body), "gemini m", "m")


def of_openai(body: Any, **headers: str) -> Any:
    return openai.read_image(json.dumps(body).encode(), headers, "openai m", "m")


def test_the_first_picture_that_is_no_thought_is_the_answer() -> None:
    parts = [{"text": "hm", "thought": True}, google.image_part(b"interim", thought=True), google.image_part(PICTURE)]
    answer = of_google(google.answer(CALL, parts))
    assert (answer.data, answer.model) == (PICTURE, google.VERSION)


def test_a_picture_that_was_paid_is_kept_whatever_the_finish() -> None:
    assert of_google(google.answer(CALL, [google.image_part(PICTURE)], finish="NEW_REASON")).data == PICTURE


def test_base64_of_either_alphabet() -> None:
    body = google.answer(CALL, [google.image_part(PICTURE)])
    body["candidates"][0]["content"]["parts"][0]["inlineData"]["data"] = base64.urlsafe_b64encode(PICTURE).decode()
    assert of_google(body).data == PICTURE


@pytest.mark.parametrize("finish", sorted(gemini.SAFETY))
def test_safety_is_final_even_with_a_picture(finish: str) -> None:
    for parts in ([], [google.image_part(PICTURE)]):
        with pytest.raises(Blocked) as caught:
            of_google(google.answer(CALL, parts, finish=finish))
        assert caught.value.usage is not None


@pytest.mark.parametrize(
    ("body", "kind", "cause"),
    [
        (google.answer(CALL, []), Refused, "no-image"),
        (google.answer(CALL, [], finish="NO_IMAGE"), Refused, "no-image"),
        (google.answer(CALL, [], finish="IMAGE_OTHER"), Refused, "finish-image-other"),
        (
            google.answer(CALL, [], finish="Ein neuer Grund; " * 9),
            Refused,
            "finish-ein-neuer-grund-ein-neuer-grund-ein-neue",
        ),
        (google.answer(CALL, [], finish="PUP_LIMITED_DISABLED"), NotServed, "not-served"),
        (google.answer(CALL, [google.image_part(b"")]), Refused, "broken-base64"),
        (google.answer(CALL, [{"inlineData": {"data": 7}}]), Refused, "broken-base64"),
        (google.answer(CALL, [{"inlineData": {"data": "é"}}]), Refused, "broken-base64"),
        ({"candidates": [], **google.said(CALL, 0)}, Refused, "no-image"),
        ({"candidates": None}, Unknown, "not-an-answer"),
        ({}, Unknown, "not-an-answer"),
        ("<html>", Unknown, "not-an-answer"),
        ("[]", Unknown, "not-an-answer"),
        ("", Unknown, "not-an-answer"),
        ("{" * 5, Unknown, "not-an-answer"),
        ('{"a":' * 100_000, Unknown, "not-an-answer"),
        ({"promptFeedback": {"blockReason": "SAFETY"}}, Blocked, "blocked"),
        ({"candidates": "x", "usageMetadata": {"promptTokenCount": "many"}}, Refused, "no-image"),
        ({"candidates": [{"content": {"parts": [None, 3]}}], "usageMetadata": 7}, Refused, "no-image"),
    ],
)
def test_answers_without_a_picture(body: Any, kind: type[CallError], cause: str) -> None:
    with pytest.raises(CallError) as caught:
        of_google(body)
    assert (type(caught.value), caught.value.cause) == (kind, cause)


def test_no_token_is_counted_twice() -> None:
    usage = of_google(google.answer(CALL, [google.image_part(PICTURE)])).usage
    assert usage == Usage(input_tokens=200, input_image_tokens=1120, output_tokens=190, image_tokens=1120, images=1)
    assert usage.tokens == google.said(CALL, 1)["usageMetadata"]["totalTokenCount"]
    figures = open_ai.usage(CALL, 1)
    usage = of_openai(open_ai.answer(CALL, [open_ai.image(PICTURE)])).usage
    assert usage == Usage(input_tokens=200, input_image_tokens=1500, image_tokens=1056, images=1)
    assert usage.tokens == figures["total_tokens"]


def test_an_output_without_details_is_all_picture() -> None:
    body = google.answer(CALL, [google.image_part(PICTURE)])
    del body["usageMetadata"]["candidatesTokensDetails"]
    assert of_google(body).usage.image_tokens == 1160
    other = open_ai.answer(CALL, [open_ai.image(PICTURE)])
    del other["usage"]["output_tokens_details"]
    assert of_openai(other).usage.image_tokens == 1056


@pytest.mark.parametrize("data", [None, [], [{"b64_json": None, "url": "http://x/y.png"}], ["x"]])
def test_only_base64_is_taken(data: Any) -> None:
    with pytest.raises(Refused) as caught:
        of_openai(open_ai.answer(replace(CALL, photos=()), data))
    assert caught.value.cause == "no-image"
    assert caught.value.usage is not None
    assert caught.value.usage.input_tokens == 200


def test_the_answering_model_and_id_are_in_the_headers() -> None:
    headers = {"x-request-id": "req_1", "openai-model": "gpt-image-2.5-flare-2026-09-08"}
    answer = of_openai(open_ai.answer(CALL, [open_ai.image(PICTURE)], "webp"), **headers)
    assert (answer.response_id, answer.model) == ("req_1", "gpt-image-2.5-flare-2026-09-08")
    assert answer.media_type == "image/webp"


def test_text_must_be_whole() -> None:
    whole = json.dumps(google.answer(CALL, [{"text": "no", "thought": True}, {"text": '{"a":'}, {"text": "1}"}]))
    assert gemini.read_text(whole, "w", "m").data == b'{"a":1}'
    for parts, finish, cause in (([{"text": "{"}], "MAX_TOKENS", "finish-max-tokens"), ([], "STOP", "no-text")):
        with pytest.raises(Refused) as caught:
            gemini.read_text(json.dumps(google.answer(CALL, parts, finish=finish)), "w", "m")
        assert caught.value.cause == cause
        assert caught.value.usage is not None
