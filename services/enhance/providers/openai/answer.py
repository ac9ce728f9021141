"""Reading an answer of OpenAI's images API. Pure: JSON in, an answer or a CallError out."""

from collections.abc import Mapping

from libs.ledger.errors import Refused, Unknown
from libs.ledger.usage import Answer, Usage
from services.enhance.providers.reading import json_object, number, objects, picture, text


def read_image(body: bytes, headers: Mapping[str, str], where: str, model: str) -> Answer:
    """The picture of an answer. Only base64 is taken: a URL could lead anywhere. `model` is the configured one."""
    answer = json_object(body, where)
    known = isinstance(answer.get("usage"), dict)
    if not known and "data" not in answer:
        raise Unknown(f"{where}: HTTP 200 whose body is not an answer of the provider", cause="not-an-answer")
    usage = _usage(answer.get("usage"), has_image=bool(objects(answer.get("data"))))
    response_id = text(headers.get("x-request-id")) or None
    version = text(answer.get("model"), text(headers.get("openai-model"), model))
    found = [one["b64_json"] for one in objects(answer.get("data")) if one.get("b64_json")]
    if not found:
        raise Refused(
            f"{where}: answered with no image in base64",
            cause="no-image", usage=usage, response_id=response_id, model=version,
        )  # fmt: skip
    data = picture(found[0], where, usage=usage, response_id=response_id, model=version)
    return Answer(data, f"image/{text(answer.get('output_format'), 'png', 10)}", usage, response_id, version)


def _usage(value: object, *, has_image: bool) -> Usage:
    figures = value if isinstance(value, dict) else {}
    read, written = number(figures.get("input_tokens")), number(figures.get("output_tokens"))
    read_images = _of_images(figures.get("input_tokens_details")) or 0
    images = _of_images(figures.get("output_tokens_details"))
    if images is None:
        images = written if has_image else 0
    return Usage(
        input_tokens=max(0, read - read_images),
        input_image_tokens=read_images,
        output_tokens=max(0, written - images),
        image_tokens=images,
        images=1 if has_image else 0,
    )


def _of_images(details: object) -> int | None:
    return number(details.get("image_tokens")) if isinstance(details, dict) else None
