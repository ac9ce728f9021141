"""Parsing the body of a chat completion."""

from typing import Annotated, TypeVar

from pydantic import BaseModel, FailFast, Field, ValidationError

from libs.llm.errors import BadAnswer, ModelUnavailable, RateLimited

T = TypeVar("T", bound=BaseModel)

LONGEST = 64 * 1024
"""Characters of JSON. A normal answer has some hundred; parsing a much longer one would block the event loop."""
MOST_CHOICES = 16
"""One is requested."""
MOST_PROBLEMS = 100
"""Most validation errors that are listed; of more, only the number is reported."""


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    finish_reason: str | None = None
    message: _Message = _Message()


class _Error(BaseModel):
    code: int | str | None = None


class _Completion(BaseModel):
    choices: Annotated[list[_Choice], FailFast(), Field(max_length=MOST_CHOICES)] = []
    error: _Error | None = None


def read_answer(body: bytes, schema: type[T]) -> T:
    """The answer in a 2xx `body`. Raises BadAnswer, or ModelUnavailable for an error that came with status 200."""
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        raise BadAnswer(f"{len(body)} bytes that are not a chat completion") from None
    if not completion.choices:
        raise _error_in_body(completion.error)
    choice = completion.choices[0]
    if choice.finish_reason == "length":
        raise BadAnswer("the answer was cut off at LLM_MAX_TOKENS")
    if choice.finish_reason == "error":
        raise ModelUnavailable("the model stopped with an error", transient=True)
    if choice.message.refusal or not choice.message.content:
        raise BadAnswer(f"no answer, finish_reason={choice.finish_reason}")
    return parse(choice.message.content, schema)


def parse(content: str, schema: type[T]) -> T:
    """`content` as a `schema`. Raises BadAnswer, which names invalid fields but does not quote them."""
    answer = unwrapped(content)
    if len(answer) > LONGEST:
        raise BadAnswer(f"an answer of {len(answer):,} characters; the limit is {LONGEST:,}")
    try:
        return schema.model_validate_json(answer)
    except ValidationError as error:
        if error.error_count() > MOST_PROBLEMS:
            raise BadAnswer(f"not the requested JSON: {error.error_count():,} invalid values") from None
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        where = "; ".join(f"{'.'.join(map(str, item['loc'])) or 'answer'}: {item['type']}" for item in problems)
        raise BadAnswer(f"not the requested JSON: {where[:200]}") from None


def unwrapped(content: str) -> str:
    """`content` without what models put around JSON if no schema is enforced: blanks, reasoning, a code fence.

    It takes linear time, which a regular expression with several repeats would not.
    """
    text = content.strip()
    if text.startswith("<think>"):
        text = text.partition("</think>")[2].strip() or text
    if text.startswith("```") and text.endswith("```"):
        fenced = text[3:-3].removeprefix("json").strip()
        text = fenced if fenced.startswith("{") else text
    return text


def _error_in_body(error: _Error | None) -> BadAnswer | ModelUnavailable:
    """The error for a body without choices: OpenRouter reports a host's failure in a body of status 200."""
    if error is None:
        return BadAnswer("no choices in the response")
    code = str(error.code)
    if code == "429":
        return RateLimited("rate limit, reported in the response's body", transient=True)
    return ModelUnavailable(f"error {code[:40]} in the response's body", transient=code.startswith("5"))
