"""Facts of a model's answer that the caption proves, with their evidence; for others the reason why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from libs.events import Evidence
from libs.text.quotes import Span
from services.caption.model.quote import Words

CHECKED = 0.85
"""Confidence in a fact that its quote states: a number, a size, a hashtag."""
JUDGED = 0.65
"""Confidence in a fact that the model concludes from its quote: availability, bundle, an ambiguous currency."""
ALTERED = 0.05
"""Less of it when the quote is not the seller's very spelling."""

NOT_THERE = "the model's words are not in the caption"
NOT_SAID = "the model's words do not say what it claims"


@dataclass(slots=True)
class Findings:
    """Collects the fields of a CaptionParsed."""

    words: Words
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def take(
        self,
        name: str,
        value: object,
        quote: str,
        says: Callable[[Span], bool] = lambda _: True,
        *,
        confidence: float = CHECKED,
    ) -> Span | None:
        """Add `value` if `quote` stands in the caption and `says` holds at one of its places; that place, or None."""
        spans = self.words.find(quote)
        span = next((span for span in spans if says(span)), None)
        if span is None:
            self.reasons[name] = NOT_SAID if spans else NOT_THERE
            return None
        self.values[name] = value
        self.evidence[name] = self.proof(span, quote, confidence)
        return span

    def take_all(self, name: str, values: Sequence[str], proofs: Sequence[Evidence]) -> None:
        """Add a list of facts. Its proofs go under `name`, `name[1]`, `name[2]`, …"""
        if values:
            self.values[name] = list(values)
            self.evidence |= {f"{name}[{index}]" if index else name: proof for index, proof in enumerate(proofs)}

    def proof(self, span: Span, quote: str, confidence: float = CHECKED) -> Evidence:
        """The evidence that a quote found at `span` is."""
        start, end = self.words.text.span(*span)
        if not self.words.verbatim(span, quote):
            confidence -= ALTERED
        text = self.words.text.caption[start:end]
        return Evidence(text=text, start=start, end=end, method="llm", confidence=round(confidence, 2))

    def doubt(self, name: str) -> None:
        """Lower the confidence to that of a conclusion."""
        self.evidence[name] = self.evidence[name].model_copy(update={"confidence": JUDGED})
