"""A configured model at a provider, and what of an answer or error may be shown."""

from dataclasses import dataclass, field

SHARED = 16
"""A run of so many characters of a prompt in a provider's message is hidden."""
LONGEST = 240
"""Characters of a provider's message that are shown."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One model at one address. `seconds` is the deadline of a call."""

    provider: str
    model: str
    base_url: str
    api_key: str = field(repr=False)
    seconds: float = 180.0

    @property
    def where(self) -> str:
        """Provider and model, as messages begin."""
        return f"{self.provider} {self.model}"

    def shown(self, message: str, prompt: str) -> str:
        """A provider's message on one line, shortened, without the key and without what it quotes of the prompt."""
        text = " ".join(message[: 8 * LONGEST].split())
        if self.api_key:
            text = text.replace(self.api_key, "***")
        return without(text, " ".join(prompt.split()))[:LONGEST]


def without(text: str, prompt: str) -> str:
    """`text` with `…` in place of each run of at least `SHARED` characters that stands in `prompt` too."""
    hidden = bytearray(len(text))
    known, lowered = prompt.casefold(), text.casefold()
    if len(lowered) != len(text):  # some letters become two: positions would differ
        known, lowered = prompt, text
    for start in range(len(text) - SHARED + 1):
        if lowered[start : start + SHARED] in known:
            hidden[start : start + SHARED] = b"\1" * SHARED
    shown = ""
    for letter, secret in zip(text, hidden, strict=True):
        if not secret:
            shown += letter
        elif not shown.endswith("…"):
            shown += "…"
    return shown
