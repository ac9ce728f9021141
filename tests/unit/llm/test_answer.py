import json

import pytest
from pydantic import BaseModel

from fixtures.loop_time import loop_held_under
from libs.llm import BadAnswer, ModelUnavailable, RateLimited
from libs.llm.answer import LONGEST, read_answer
from libs.llm.status import MAX_ANSWER_BYTES


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
        '<think>hm</think> {"word": "heels"}',
        " " * 500_000 + '{"word": "heels"}' + "\n" * 500,
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
        (body("Sure! Here are the facts."), "not the requested JSON: answer: json_invalid"),
        (body('{"word": 5}'), "not the requested JSON: word: string_type"),
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


class Answers(BaseModel):
    words: list[str]


FULL = MAX_ANSWER_BYTES
FLOODS = {
    "blanks": body(" " * (FULL - 200)),
    "line ends": body("\n" * (FULL // 2 - 200)),
    "blanks in a fence": body("```json" + " " * (FULL - 200) + "```"),
    "fences": body("```{" * (FULL // 4 - 100)),
    "ends of reasoning": body("<think>" + "</think>```{" * (FULL // 12 - 100) + "}"),
    "brackets": body("```{" + "} " * (FULL // 2 - 100) + "x"),
    "values that do not fit": body('{"words":[' + "1," * (LONGEST // 2 - 20) + "1]}"),
    "more of them": body('{"words":[' + "1," * (FULL // 2 - 100) + "1]}"),
    "choices": b'{"choices":[' + b"{}," * (FULL // 3 - 20) + b"{}]}",
    "bad choices": b'{"choices":[' + b"1," * (FULL // 2 - 20) + b"1]}",
}


@pytest.mark.parametrize("name", FLOODS)
async def test_no_answer_keeps_the_event_loop(name: str) -> None:
    answer = FLOODS[name]
    assert len(answer) <= MAX_ANSWER_BYTES
    async with loop_held_under():
        with pytest.raises(BadAnswer):
            read_answer(answer, Answers)
