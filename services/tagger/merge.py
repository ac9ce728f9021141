"""Two readings of one caption, the rules' and a model's, made into one. Pure."""

from libs.events import Alternative, Evidence, TagsGenerated
from services.tagger.rules import MAX_TAGS, REVIEW_BELOW
from services.tagger.taxonomy.tree import path

SURE = 0.9
"""From this confidence on the rules' category stands against the model's."""
MOST_SURE = 0.99
_MOST_OTHERS = 3


def merge(rules: TagsGenerated, llm: TagsGenerated) -> TagsGenerated:
    """What both agree on is surer; what they differ on is for review. Tags that only the model has keep its evidence.

    Against another category of the model the rules' stands from a confidence of 0.9 on, otherwise the model's does.
    Both must be readings of the same caption.
    """
    winner, confidence, reason = _category(rules, llm)
    evidence: dict[str, Evidence] = {}
    tags: list[str] = []
    if winner.category is not None:
        evidence["category"] = _sure(winner.evidence["category"], confidence, agreed=reason is None)
        for tag in dict.fromkeys((*rules.tags, *llm.tags)):
            if len(tags) < MAX_TAGS:
                tags.append(tag)
                evidence[tag] = _tag_evidence(tag, rules, llm)
    reasons = dict(rules.reasons)
    if reason:
        reasons["category"] = reason
    elif winner.category is not None:
        reasons.pop("category", None)
    doubtful = bool(reason) or (winner.category is not None and confidence < REVIEW_BELOW)
    others = [slug for slug in (rules.category, llm.category) if slug and slug != winner.category]
    alternatives = [Alternative(category=slug, confidence=round(1 - confidence, 2)) for slug in others]
    return rules.model_copy(
        update={
            "category": winner.category,
            "category_path": winner.category_path,
            "category_confidence": confidence,
            "alternatives": [*alternatives, *rules.alternatives][:_MOST_OTHERS],
            "tags": tags,
            "suggested": [tag for tag in llm.suggested if tag not in tags],
            "evidence": evidence,
            "reasons": reasons,
            "needs_review": ["category"] if doubtful else [],
            "prompt_version": llm.prompt_version,
            "method": "both",
            "degraded": False,
            "provider": llm.provider,
            "model": llm.model,
        }
    )


def _category(rules: TagsGenerated, llm: TagsGenerated) -> tuple[TagsGenerated, float, str | None]:
    """Whose category stands, how sure it is, and where they differ why a person should look."""
    ours, theirs = rules.category, llm.category
    if ours == theirs and ours is None:
        return rules, 0.0, None
    if ours == theirs:
        both = 1 - (1 - rules.category_confidence) * (1 - llm.category_confidence)
        return rules, min(MOST_SURE, round(both, 2)), None
    if theirs is None:
        return rules, rules.category_confidence, llm.reasons.get("category", "the model finds none")
    if ours is None:
        return llm, llm.category_confidence, "only the model found it"
    higher = theirs in path(ours)  # the model stopped on the way
    if higher or rules.category_confidence >= SURE:
        return rules, rules.category_confidence, None if higher else f"the model says {theirs}"
    return llm, llm.category_confidence, f"the rules say {ours}"


def _tag_evidence(tag: str, rules: TagsGenerated, llm: TagsGenerated) -> Evidence:
    ours, theirs = rules.evidence.get(tag), llm.evidence.get(tag)
    if ours is None or theirs is None:
        return ours or theirs  # type: ignore[return-value] # each tag of a reading has evidence
    both = 1 - (1 - ours.confidence) * (1 - theirs.confidence)
    return _sure(ours, min(MOST_SURE, round(both, 2)), agreed=True)


def _sure(proof: Evidence, confidence: float, *, agreed: bool) -> Evidence:
    return proof.model_copy(update={"confidence": confidence} | ({"method": "both"} if agreed else {}))
