"""Two readings of one caption, the rules' and a model's, made into one. Pure."""

from dataclasses import dataclass, field
from typing import Any

from libs.events import CaptionParsed, Evidence
from services.caption.money.consistency import consistent

SURE = 0.9
"""From this confidence on the rules' value stands against the model's."""
LOW = 0.7
"""Below this confidence a fact that only the model has is for a person to look at."""

MONEY = frozenset({"price", "original_price", "price_range"})
FIELDS = (
    "price",
    "currency",
    "original_price",
    "price_range",
    "bundle",
    "sizes",
    "size_system",
    "hashtags",
    "availability",
)
"""What both can have and differ on. The title is not among them: the model's is taken if it has one."""


@dataclass(slots=True)
class _Merged:
    values: dict[str, Any] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    review: set[str] = field(default_factory=set)

    def take(self, name: str, source: CaptionParsed) -> None:
        """The fact and its evidence as `source` has them."""
        self.values[name] = getattr(source, name)
        self.evidence |= _proofs(source, name)

    def drop(self, name: str, empty: object, reason: str) -> None:
        self.values[name] = empty
        self.reasons[name] = reason
        self.evidence = {key: proof for key, proof in self.evidence.items() if not _belongs(key, name)}


def merge(rules: CaptionParsed, llm: CaptionParsed) -> CaptionParsed:
    """What both agree on is surer; what one has is kept; what they differ on is for review.

    Against a different value of the model the rules' stands from a confidence of 0.9 on, otherwise the model's does.
    Both must be readings of the same caption.
    """
    merged = _Merged(reasons=dict(rules.reasons), review=set(rules.needs_review))
    for name in FIELDS:
        _merge_field(merged, name, rules, llm)
    _one_price(merged, rules)
    _merge_title(merged, rules, llm)
    known = [name for name in CaptionParsed.model_fields if name in merged.review]
    update = {
        **merged.values,
        "evidence": merged.evidence,
        "reasons": merged.reasons,
        "needs_review": known + sorted(merged.review.difference(known)),
        "method": "both",
        "degraded": False,
        "provider": llm.provider,
        "model": llm.model,
    }
    return consistent(rules.model_copy(update=update))


def _merge_field(merged: _Merged, name: str, rules: CaptionParsed, llm: CaptionParsed) -> None:
    ours, theirs = _fact(rules, name), _fact(llm, name)
    if theirs is None:
        merged.take(name, rules)
        if ours is None and name in llm.reasons:
            merged.reasons.setdefault(name, llm.reasons[name])
    elif ours is None:
        merged.take(name, llm)
        said = rules.reasons.get(name)
        if name in MONEY or _confidence(llm, name) < LOW:
            merged.review.add(name)
            merged.reasons[name] = "only the model found it"
        if said:
            merged.reasons[name] = f"only the model found it; the rules: {said}"
    elif _agree(name, ours, theirs):
        _agreed(merged, name, rules, _confidence(llm, name))
    else:
        rules_win = _confidence(rules, name) >= SURE
        merged.take(name, rules if rules_win else llm)
        merged.review.add(name)
        merged.reasons[name] = f"the model says {_said(theirs)}" if rules_win else f"the rules say {_said(ours)}"


def _agreed(merged: _Merged, name: str, rules: CaptionParsed, second: float) -> None:
    """The rules' spelling and spans. Two witnesses are surer than either; none is certain."""
    merged.take(name, rules)
    for key, proof in _proofs(rules, name).items():
        confidence = min(0.99, 1 - (1 - proof.confidence) * (1 - second))
        sure = max(proof.confidence, round(confidence, 2))
        merged.evidence[key] = proof.model_copy(update={"method": "both", "confidence": sure})
    if name in merged.evidence and merged.evidence[name].confidence >= SURE:
        merged.review.discard(name)


def _one_price(merged: _Merged, rules: CaptionParsed) -> None:
    """A price and a range exclude each other: when each comes from one reading, they differ."""
    price, range_ = merged.values["price"], merged.values["price_range"]
    if price is None or range_ is None:
        return
    from_rules = "price" if rules.price is not None else "price_range"
    from_llm = "price_range" if from_rules == "price" else "price"
    rules_win = _confidence(rules, from_rules) >= SURE
    lost = from_llm if rules_win else from_rules
    who = "model says" if rules_win else "rules say"
    merged.drop(lost, None, f"the {who} {_said(merged.values[lost])}")
    merged.review |= {"price", "price_range"}


def _merge_title(merged: _Merged, rules: CaptionParsed, llm: CaptionParsed) -> None:
    if llm.title is None:
        merged.take("title", rules)
        if rules.title is None and "title" in llm.reasons:
            merged.reasons.setdefault("title", llm.reasons["title"])
    elif rules.title is not None and _folded(rules.title) == _folded(llm.title):
        _agreed(merged, "title", rules, _confidence(llm, "title"))
    else:
        merged.take("title", llm)
        merged.review.discard("title")
        merged.reasons.pop("title", None)


def _fact(parsed: CaptionParsed, name: str) -> Any:
    """The field's value, or None where it says nothing."""
    value = getattr(parsed, name)
    return None if value in (None, False, [], "unknown") else value


def _agree(name: str, ours: Any, theirs: Any) -> bool:
    if name == "hashtags":
        # Models leave some out; that is not another opinion.
        return {_folded(tag) for tag in theirs} <= {_folded(tag) for tag in ours}
    return set(ours) == set(theirs) if name == "sizes" else bool(ours == theirs)


def _confidence(parsed: CaptionParsed, name: str) -> float:
    """0 for a fact without evidence, such as a currency that only the seller's setting gives."""
    return parsed.evidence[name].confidence if name in parsed.evidence else 0.0


def _proofs(parsed: CaptionParsed, name: str) -> dict[str, Evidence]:
    return {key: proof for key, proof in parsed.evidence.items() if _belongs(key, name)}


def _belongs(key: str, name: str) -> bool:
    return key == name or key.startswith(f"{name}[")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _said(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
