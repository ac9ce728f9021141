"""Host names as DNS has them. Pure."""

import re

LONGEST_HOST, LONGEST_LABEL = 253, 63
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
"""What no name may hold (https://url.spec.whatwg.org/#forbidden-domain-code-point). Some characters become one of
these when they are mapped: ℀ becomes a/c.
"""


def ascii_host(host: str) -> str:
    """`host` in lower-case ASCII, by UTS 46 as browsers do it (not transitional). Raises ValueError.

    Names that are not those of hosts, such as `foo_bar` and `-cdn-`, are left as they are: DNS has them.
    """
    if len(host) > LONGEST_HOST:
        raise ValueError("the host's name is too long")
    if not host.isascii():
        import idna  # only here: the child process that reads pages starts faster without

        # Not `idna.encode`: it refuses underscores and symbols, which browsers take.
        host = idna.uts46_remap(host, std3_rules=False, transitional=False)
        host = ".".join(label if label.isascii() else _punycode(label) for label in host.split("."))
    host = host.lower()
    labels = host.removesuffix(".").split(".")
    if len(host) > LONGEST_HOST or not all(0 < len(label) <= LONGEST_LABEL for label in labels):
        raise ValueError("the host's name has a part that is empty or too long")
    if _FORBIDDEN.search(host):
        raise ValueError("the host's name has characters that no name may hold")
    return host


def _punycode(label: str) -> str:
    return f"xn--{label.encode('punycode').decode('ascii')}"
