"""Reading a vision model's answer. Whatever it is, there are as many prompts as were asked for."""

import json
from collections.abc import Sequence

from pydantic import ValidationError

from services.enhance.prompts.looks import chosen_looks
from services.enhance.prompts.prompt import MAX_PROMPT, Prompt, prompt
from services.enhance.prompts.schema import WrittenPrompt
from services.enhance.prompts.templates import template_prompt
from services.enhance.prompts.words import plain

MAX_ANSWER_BYTES = 256 * 1024
"""A longer answer is not read."""
LEAST_CHARACTERS = 20
"""A shorter prompt describes nothing."""


def read_prompts(
    data: bytes, *, category: str | None, count: int, looks: Sequence[str] = (), instructions: str | None = None
) -> tuple[Prompt, ...]:
    """Exactly `count` prompts: those of the answer in its order, cut to their limit; a template where one is missing.

    The result depends on nothing but the arguments, so that a stored answer gives the same prompts again.
    """
    names = chosen_looks(looks, count)
    written = (*_written(data)[:count], *[None] * count)[:count]
    return tuple(
        prompt(number + 1, look, text, written_by="model")
        if text is not None
        else template_prompt(
            number + 1, look, repeat=names[:number].count(look), category=category, instructions=instructions
        )
        for number, (look, text) in enumerate(zip(names, written, strict=True))
    )


def _written(data: bytes) -> list[str | None]:
    """The usable prompts of an answer; None in place of one that is not usable."""
    if len(data) > MAX_ANSWER_BYTES:
        return []
    try:
        answer = json.loads(data)
    except (ValueError, RecursionError):
        return []
    entries = answer.get("prompts") if isinstance(answer, dict) else None
    seen: set[str] = set()
    found: list[str | None] = []
    for entry in entries if isinstance(entries, list) else []:
        text = _text(entry)
        fresh = len(text) >= LEAST_CHARACTERS and text not in seen
        found.append(text if fresh else None)
        seen.add(text)
    return found


def _text(entry: object) -> str:
    try:
        return plain(WrittenPrompt.model_validate(entry).prompt, MAX_PROMPT)
    except ValidationError:
        return ""
