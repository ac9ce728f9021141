"""Reading the body of an answer, for all providers. Pure; for a thread: a body may have tens of megabytes."""

import binascii
import json
import re
from typing import Any

from libs.ledger.errors import Refused, Unknown
from libs.ledger.usage import Usage

Object = dict[str, Any]

_STANDARD = bytes.maketrans(b"-_", b"+/")
"""From the alphabet of URLs, which JSON of protocol buffers may use as well."""
_UNSTABLE = re.compile(r"[^a-z0-9]+")


def json_object(body: str | bytes, where: str) -> Object:
    """The JSON object of a successful answer. Raises Unknown for anything else, such as a proxy's page."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unknown(f"{where}: HTTP 200 whose body is not an answer of the provider", cause="not-an-answer")
    return value


def error_object(body: bytes) -> Object | None:
    """The `error` of a JSON error body; None if it has another form, such as a proxy's page."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    error = value.get("error") if isinstance(value, dict) else None
    return error if isinstance(error, dict) else None


def objects(value: object) -> list[Object]:
    """The objects of a list; an empty list if it is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def number(value: object) -> int:
    """A count of tokens; 0 if it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def text(value: object, default: str = "", longest: int = 200) -> str:
    """A text of at most `longest` characters; `default` if it is none, or empty."""
    return value[:longest] if isinstance(value, str) and value else default


def slug(name: str) -> str:
    """`IMAGE_OTHER` as `image-other`: short and stable, for causes."""
    return _UNSTABLE.sub("-", name.lower()).strip("-")[:40] or "none"


def picture(base64: object, where: str, *, usage: Usage, response_id: str | None, model: str) -> bytes:
    """The bytes of a picture. Raises Refused with `usage` if they cannot be decoded.

    The provider has answered and says what the call used, so its cost is known: it is not Unknown. Another attempt
    would be paid again, so it is not made by itself.
    """
    try:
        if not isinstance(base64, str):
            raise binascii.Error
        data = binascii.a2b_base64(base64.encode("ascii").translate(_STANDARD), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        data = b""
    if not data:
        raise Refused(
            f"{where}: answered with a picture that is not valid base64",
            cause="broken-base64", usage=usage, response_id=response_id, model=model,
        )  # fmt: skip
    return data
