import json

import pytest
from pydantic import BaseModel

from libs.llm import BadAnswer, ModelUnavailable, RateLimited
from libs.llm.answer import read_answer


class Answer(BaseModel):
    word: str


def body(content: object = '{"word": "heels"}', finish: str = "stop", **message: object) -> bytes:
    return json.dumps({"choices": [{"finish_reason": finish, "message": {"content": content, **message}}]}).encode()


@pytest.mark.parametrize(
    "content",
    [
        '{"word": "heels"}',
        ' {"word": "heels", "more": 1}\n',
        '```json\n{"word": "heels"}\n```',
        '<think>\nhm {"word"}\n</think>\n```\n{"word": "heels"}```',
    ],
)
def test_reads(content: str) -> None:
    assert read_answer(body(content), Answer) == Answer(word="heels")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>", "6 bytes that are not a chat completion"),
        (b"{}", "no choices"),
        (body('{"word": "he', "length"), "LLM_MAX_TOKENS"),
        (body(None, refusal="I cannot"), "no answer"),
        (body(""), "no answer"),
        (body("Sure! Here are the facts."), "not the JSON that was asked for: answer: json_invalid"),
        (body('{"word": 5}'), "not the JSON that was asked for: word: string_type"),
        (body('{"word": "\\ud83d"}'), "json_invalid"),
    ],
)
def test_bad_answers(answer: bytes, said: str) -> None:
    with pytest.raises(BadAnswer, match=said):
        read_answer(answer, Answer)


def test_an_answer_is_not_quoted() -> None:
    with pytest.raises(BadAnswer) as error:
        read_answer(body('{"word": ["+234 800 000"]}'), Answer)
    assert "234" not in str(error.value)


def test_errors_with_status_200() -> None:
    with pytest.raises(RateLimited):
        read_answer(b'{"error": {"code": 429, "message": "slow down"}}', Answer)
    with pytest.raises(ModelUnavailable) as error:
        read_answer(b'{"error": {"code": 502, "message": "host is down"}}', Answer)
    assert error.value.transient
    with pytest.raises(ModelUnavailable):
        read_answer(body(None, "error"), Answer)
