"""From a model's answer to tags: what its own quotes in the caption do not prove is dropped, or only suggested."""

from collections.abc import Sequence

from libs.events import CaptionParsed, Evidence, TagsGenerated, caption_digest
from libs.text.masks import MASK
from libs.text.normalised import Text
from libs.text.quotes import Quoted, Span
from libs.text.words import Words
from services.tagger.lexicon import LEXICON_VERSION
from services.tagger.model.prompt import NONE, PROMPT_VERSION, Claim, TagFacts
from services.tagger.reading.language import languages
from services.tagger.reading.looks import TAGS, find_looks
from services.tagger.rules import MAX_TAGS
from services.tagger.taxonomy.tree import NODES, TAXONOMY_VERSION, path

CHECKED = 0.85
"""Confidence in a tag whose quote has a word that we know to mean it."""
JUDGED = 0.65
"""Confidence in what the model concludes from its quote."""
MAX_QUOTE = 80
NOT_THERE = "the model's words are not in the caption"
NOT_ASKED = "the model's category is none of those it was given"
NOTHING = "the model finds nothing that is offered"


def proven_tags(
    event: CaptionParsed, facts: TagFacts, slugs: Sequence[str], *, provider: str, model: str
) -> TagsGenerated:
    """What of the answer the caption proves, with evidence `llm`. `slugs`: the categories it was to choose from."""
    quoted = Quoted(Text(event.caption))
    evidence: dict[str, Evidence] = {}
    reasons: dict[str, str] = {}
    category = _category(quoted, facts, slugs, evidence, reasons)
    tags: list[str] = []
    suggested: list[str] = []
    for claim in facts.tags[:MAX_TAGS]:
        if claim.tag not in TAGS or claim.tag in evidence or claim.tag in suggested:
            continue
        proof = _proof_of(quoted, claim)
        if isinstance(proof, Evidence):
            tags.append(claim.tag)
            evidence[claim.tag] = proof
        elif proof:
            suggested.append(claim.tag)
    return TagsGenerated(
        video_id=event.video_id,
        category=category,
        category_path=list(path(category)) if category else [],
        category_confidence=JUDGED if category else 0,
        tags=tags if category else [],
        suggested=suggested if category else [*tags, *suggested],
        evidence=evidence if category else {},
        reasons=reasons,
        taxonomy_version=TAXONOMY_VERSION,
        lexicon_version=LEXICON_VERSION,
        prompt_version=PROMPT_VERSION,
        derived_from=caption_digest(event.caption),
        method="llm",
        provider=provider,
        model=model,
    )


def _category(
    quoted: Quoted, facts: TagFacts, slugs: Sequence[str], evidence: dict[str, Evidence], reasons: dict[str, str]
) -> str | None:
    if facts.category == NONE:
        reasons["category"] = NOTHING
        return None
    if facts.category not in slugs or facts.category not in NODES:
        reasons["category"] = NOT_ASKED
        return None
    span = _place(quoted, facts.category_quote)
    if span is None:
        reasons["category"] = NOT_THERE
        return None
    evidence["category"] = _evidence(quoted, span, JUDGED)
    return facts.category


def _proof_of(quoted: Quoted, claim: Claim) -> Evidence | bool:
    """The evidence of a tag; True where it may only be suggested, False where its own words say something else."""
    span = _place(quoted, claim.quote)
    if span is None:
        return True
    words = Words(quoted.low(span))
    facet = f"{claim.facet}:"
    plain = quoted.text.plain
    looks = find_looks(plain[slice(*span)], words, languages(plain, words), bytearray(len(words.low)))
    said = {look.tag for look in looks}
    if claim.tag in said:
        return _evidence(quoted, span, CHECKED)
    if any(tag.startswith(facet) for tag in said):
        return False
    return _evidence(quoted, span, JUDGED)


def _place(quoted: Quoted, quote: str) -> Span | None:
    """Where a quote stands in the offer. Weak models copy the whole caption: that proves nothing in particular."""
    if len(quote) > MAX_QUOTE:
        return None
    spans = (span for span in quoted.find(quote) if MASK not in quoted.low(span))
    return next((span for span in spans if any(char.isalpha() for char in quoted.low(span))), None)


def _evidence(quoted: Quoted, span: Span, confidence: float) -> Evidence:
    start, end = quoted.text.span(*span)
    text = quoted.text.caption[start:end]
    return Evidence(text=text, start=start, end=end, method="llm", confidence=confidence)
