"""Host names in the form that DNS uses. Pure."""

import re

MAX_HOST_LENGTH, MAX_LABEL_LENGTH = 253, 63
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
"""Characters that are not allowed (https://url.spec.whatwg.org/#forbidden-domain-code-point). UTS 46 maps some other
characters to these: ℀ becomes a/c.
"""


def ascii_host(host: str) -> str:
    """`host` in lower-case ASCII, by UTS 46 (not transitional) as in browsers. Raises ValueError.

    Names such as `foo_bar` and `-cdn-` are accepted: they are not valid host names but exist in DNS.
    """
    if len(host) > MAX_HOST_LENGTH:
        raise ValueError("the host name is too long")
    if not host.isascii():
        import idna  # only here: the child process that reads pages starts faster without it

        # Not `idna.encode`: it rejects underscores and symbols, which browsers accept.
        host = idna.uts46_remap(host, std3_rules=False, transitional=False)
        host = ".".join(label if label.isascii() else _punycode(label) for label in host.split("."))
    host = host.lower()
    labels = host.removesuffix(".").split(".")
    if len(host) > MAX_HOST_LENGTH or not all(0 < len(label) <= MAX_LABEL_LENGTH for label in labels):
        raise ValueError("the host name has a label that is empty or too long")
    if _FORBIDDEN.search(host):
        raise ValueError("the host name has characters that are not allowed")
    return host


def _punycode(label: str) -> str:
    return f"xn--{label.encode('punycode').decode('ascii')}"
