"""Reading an answer of Gemini's generateContent. Pure: JSON text in, an answer or a CallError out."""

from dataclasses import dataclass

from libs.ledger.errors import Blocked, CallError, NotServed, Refused, Unknown
from libs.ledger.usage import Answer, Usage
from services.enhance.providers.reading import Object, json_object, number, objects, picture, slug, text

SAFETY = frozenset({
    "SAFETY", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "RECITATION", "ESCALATION", "MODEL_ARMOR",
    "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION",
})  # fmt: skip
"""Finish reasons after which the same request would be refused again (google-genai's FinishReason)."""
LIMITED_ACCOUNT = "PUP_LIMITED_DISABLED"
NATURAL = frozenset({"STOP", "NO_IMAGE", ""})
"""The model ended by itself."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What every answer says of the call, and its parts that are neither thoughts nor interim pictures."""

    where: str
    usage: Usage
    response_id: str | None
    model: str
    finish: str
    parts: list[Object]

    def refused(self, message: str, cause: str) -> Refused:
        """A definitive answer without a result: billed by its usage, so no other attempt is made by itself."""
        return Refused(
            f"{self.where}: {message}", cause=cause, usage=self.usage, response_id=self.response_id, model=self.model
        )

    def blocked(self, reason: str) -> Blocked:
        """Refused for safety."""
        message = f"{self.where}: blocked by the provider: {reason}"
        return Blocked(message, usage=self.usage, response_id=self.response_id, model=self.model)


def read_image(body: str, where: str, model: str) -> Answer:
    """The picture of an answer. `model` is the configured one, in case that the answer does not name its version."""
    said = _said(body, where, model)
    found = [one["inlineData"] for one in said.parts if isinstance(one.get("inlineData"), dict)]
    if not found:
        raise _without_result(said, "no image", "no-image")
    data = picture(
        found[0].get("data"), where, usage=said.usage, response_id=said.response_id, model=said.model
    )  # fmt: skip
    media_type = text(found[0].get("mimeType"), "application/octet-stream")
    return Answer(data, media_type, said.usage, said.response_id, said.model)


def read_text(body: str, where: str, model: str) -> Answer:
    """The text of an answer, whole: one that ended at the limit of tokens is refused."""
    said = _said(body, where, model)
    written = "".join(one["text"] for one in said.parts if isinstance(one.get("text"), str))
    if not written.strip() or said.finish not in NATURAL:
        raise _without_result(said, "no complete text", "no-text")
    return Answer(written.encode(errors="replace"), "application/json", said.usage, said.response_id, said.model)


def _said(body: str, where: str, asked: str) -> _Said:
    answer = json_object(body, where)
    candidates = objects(answer.get("candidates"))
    content = candidates[0].get("content") if candidates else None
    parts = objects(content.get("parts")) if isinstance(content, dict) else []
    said = _Said(
        where=where,
        usage=_usage(answer.get("usageMetadata"), parts),
        response_id=text(answer.get("responseId")) or None,
        model=text(answer.get("modelVersion"), asked),
        finish=text(candidates[0].get("finishReason")) if candidates else "",
        parts=[one for one in parts if one.get("thought") is not True],
    )
    feedback = answer.get("promptFeedback")
    reason = text(feedback.get("blockReason")) if isinstance(feedback, dict) else ""
    if reason:
        raise said.blocked(reason)
    if not candidates and not isinstance(answer.get("usageMetadata"), dict):
        raise Unknown(f"{where}: HTTP 200 whose body is not an answer of the provider", cause="not-an-answer")
    if said.finish in SAFETY:
        raise said.blocked(said.finish)
    return said


def _without_result(said: _Said, what: str, cause: str) -> CallError:
    if said.finish == LIMITED_ACCOUNT:
        return NotServed(f"{said.where}: the account is limited or disabled by the provider", usage=said.usage)
    if said.finish in NATURAL:
        return said.refused(f"answered with {what}", cause)
    return said.refused(f"answered with {what}: {slug(said.finish)}", f"finish-{slug(said.finish)}")


def _usage(value: object, parts: list[Object]) -> Usage:
    figures = value if isinstance(value, dict) else {}
    read = number(figures.get("promptTokenCount")) + number(figures.get("toolUsePromptTokenCount"))
    read_images = _of_images(figures.get("promptTokensDetails"))
    written = number(figures.get("candidatesTokenCount"))
    details = figures.get("candidatesTokensDetails")
    has_image = any("inlineData" in one for one in parts)
    images = _of_images(details) if objects(details) else written if has_image else 0
    return Usage(
        input_tokens=max(0, read - read_images),
        input_image_tokens=read_images,
        output_tokens=max(0, written - images) + number(figures.get("thoughtsTokenCount")),
        image_tokens=images,
        images=sum("inlineData" in one and one.get("thought") is not True for one in parts),
    )


def _of_images(details: object) -> int:
    return sum(number(one.get("tokenCount")) for one in objects(details) if one.get("modality") == "IMAGE")
