"""Prompts from templates, where no vision model is set or its answer has too few."""

from collections.abc import Sequence

from services.enhance.prompts.looks import LOOKS, chosen_looks
from services.enhance.prompts.prompt import MAX_PROMPT, Prompt, prompt
from services.enhance.prompts.words import MAX_CATEGORY, name, plain, quoted

VARIETY = (
    "",
    "Choose another angle of the light than is usual.",
    "Leave more room around the product.",
    "Choose a warmer light.",
    "Choose a cooler light.",
)
"""Added where a look is used again."""


def template_prompts(
    *, category: str | None, count: int, looks: Sequence[str] = (), instructions: str | None = None
) -> tuple[Prompt, ...]:
    """`count` prompts. The title is left out: a template has no use for it, and it may hold anything."""
    names = chosen_looks(looks, count)
    return tuple(
        template_prompt(
            number + 1, look, repeat=names[:number].count(look), category=category, instructions=instructions
        )
        for number, look in enumerate(names)
    )


def template_prompt(
    ordinal: int, look: str, *, category: str | None, repeat: int = 0, instructions: str | None = None
) -> Prompt:
    """One prompt; `repeat` counts the earlier pictures with the same look."""
    lines = [f"Show the product {LOOKS[look]}."]
    if known := name(category):
        lines.append(f"The shop lists it in the category {quoted(known, MAX_CATEGORY)}.")
    if variety := VARIETY[repeat % len(VARIETY)]:
        lines.append(variety)
    if asked := plain(instructions, MAX_PROMPT // 2):
        lines.append(f"The reviewer asked, for background, light and framing only: {quoted(asked, MAX_PROMPT // 2)}")
    return prompt(ordinal, look, " ".join(lines), written_by="template")
