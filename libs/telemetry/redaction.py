"""Removes secrets from logs: by the names of fields, and by patterns of secrets in texts. Pure.

Every pattern takes linear time, because texts are untrusted.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

HIDDEN = "***"

_SECRET_NAME = re.compile(
    r"pass(word|wd|phrase)|secret|token(?!s$)|api.?key|access.?key|private.?key|authorization|credential|cookie"
    r"|signature|connection.?string",
    re.IGNORECASE,
)
"""Names of fields whose value is a secret. `prompt_tokens` and `max_tokens` are counts and not secret."""

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    # user:password@host; greedy, so that the password may contain an @.
    (re.compile(r"(?<=://)([^\s/@:]*):[^\s/]*@"), rf"\1:{HIDDEN}@"),
    # Signed URLs (S3, GCS, Azure, CloudFront) and keys given as a query parameter.
    (
        re.compile(
            r"([?&;](?:amp;)?(?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|sig|AWSAccessKeyId"
            r"|GoogleAccessId|Key-Pair-Id|Policy|key|api_?key|token|access_token|refresh_token|auth|password|secret)=)"
            r"[^&\s\"'<>#]+",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    # NAME=value and "name": "value" in prose, reprs and dumped JSON.
    (
        re.compile(
            r"((?:password|passwd|secret|api[_-]?key|access[_-]?key|token)[\"']?\s?[=:]\s?[\"']?)"
            r"(?!\*\*\*)[^\s\"',;&)}\]]{4,}",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"\b(Bearer|Basic|Token)\s(?!\*\*\*)[A-Za-z0-9._~+/=-]{8,}"), rf"\1 {HIDDEN}"),
    # Keys with a known prefix: OpenAI and OpenRouter, Google, AWS access key ids.
    (re.compile(r"\bsk[-_][A-Za-z0-9_-]{8,}|\bAIza[A-Za-z0-9_-]{20,}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"), HIDDEN),
)


_SUSPECT = re.compile(r"[@=?&;:]|Bearer|Basic|Token|sk[-_]|AIza|AKIA|ASIA")
"""Without any of these no pattern matches: most fields of a log line are ids and names."""


def redact(text: str) -> str:
    """`text` with passwords in URLs, signatures, bearer tokens and known forms of keys replaced by `***`."""
    if _SUSPECT.search(text) is None:
        return text
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def is_secret(name: str) -> bool:
    """Whether a field called `name` contains a secret."""
    return _known(name) if len(name) <= 64 else _SECRET_NAME.search(name) is not None


@lru_cache(maxsize=1024)
def _known(name: str) -> bool:
    return _SECRET_NAME.search(name) is not None


# Tuples, created once: a union of types would be created at each call, for ten fields per message.
_PLAIN = (type(None), bool, int, float)
_SEVERAL = (list, tuple, set, frozenset)


def redacted(value: object, name: str = "") -> object:
    """`value` of a field called `name` without secrets, also inside mappings, lists and tuples.

    Numbers, booleans and None are not changed: they tell whether a secret is set, or are counts of tokens.
    """
    if isinstance(value, _PLAIN):
        return value
    if name and is_secret(name):
        return HIDDEN
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, Mapping):
        return {key: redacted(item, str(key)) for key, item in value.items()}
    if isinstance(value, _SEVERAL):
        return [redacted(item) for item in value]
    return redact(str(value))
