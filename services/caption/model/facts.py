"""From a model's answer to facts: what its own quotes in the caption do not prove is dropped."""

import unicodedata

from libs.events import CaptionParsed, Evidence, NewVideoPosted
from libs.text.masks import MASK
from libs.text.normalised import Text
from libs.text.quotes import Span
from services.caption.model.findings import JUDGED, NOT_SAID, NOT_THERE, Findings
from services.caption.model.money import take_money
from services.caption.model.prompt import CaptionFacts, SizeGroup
from services.caption.model.quote import Words
from services.caption.model.sizes import canonical_size, says_size, says_system

MAX_TITLE = 120
MAX_SIZES = 60
MAX_HASHTAGS = 100


def proven_facts(event: NewVideoPosted, facts: CaptionFacts, *, provider: str, model: str) -> CaptionParsed:
    """The facts of the answer that the caption proves, with evidence `llm`; `reasons` says why others were dropped."""
    found = Findings(Words(Text(event.caption)))
    _take_title(found, facts.title)
    take_money(found, facts)
    if facts.bundle:
        found.take("bundle", True, facts.bundle, confidence=JUDGED)
    _take_sizes(found, facts.sizes)
    if facts.size_system:
        system, quote = facts.size_system.value, facts.size_system.quote
        found.take("size_system", system, quote, lambda span: says_system(found.words.low(span), system))
    _take_hashtags(found, facts.hashtags[:MAX_HASHTAGS])
    if facts.availability:
        found.take("availability", facts.availability.value, facts.availability.quote, confidence=JUDGED)
    return CaptionParsed(
        video_id=event.video_id,
        seller_handle=event.seller_handle,
        caption=event.caption,
        evidence=found.evidence,
        reasons=found.reasons,
        method="llm",
        provider=provider,
        model=model,
        **found.values,
    )


def _take_title(found: Findings, claimed: str | None) -> None:
    title = " ".join((claimed or "").split())
    if not title:
        return
    words = found.words

    def names_a_product(span: Span) -> bool:
        """Weak models copy the whole caption: a price or hashtag in it gives that away."""
        said = words.low(span)
        priced = any(amount.marked or amount.factor > 1 for amount in words.touching(span))
        return len(said) <= MAX_TITLE and not priced and MASK not in said and any(char.isalpha() for char in said)

    if span := found.take("title", None, title, names_a_product):
        # The seller's spelling, not the model's.
        found.values["title"] = " ".join(words.text.original(*span).split())


def _take_sizes(found: Findings, groups: list[SizeGroup]) -> None:
    low = found.words.low
    sizes: list[str] = []
    proofs: list[Evidence] = []
    for group in groups[:MAX_SIZES]:
        wanted = [canonical_size(value) for value in group.values[:MAX_SIZES]]
        spans = found.words.find(group.quote)
        said = [[size for size in wanted if says_size(low(span), size)] for span in spans]
        best = max(range(len(spans)), key=lambda index: len(said[index]), default=None)
        if best is None or len(said[best]) < len(wanted):
            found.reasons["sizes"] = NOT_THERE if best is None else NOT_SAID
        new = [] if best is None else [size for size in dict.fromkeys(said[best]) if size not in sizes]
        if best is not None and new:
            sizes += new
            proofs.append(found.proof(spans[best], group.quote))
    found.take_all("sizes", sizes[:MAX_SIZES], proofs)


def _take_hashtags(found: Findings, claimed: list[str]) -> None:
    """Hashtags in the order and spelling of the caption, whatever the model's."""
    wanted = {_key(tag) for tag in claimed}
    there = {_key(name): (name, span) for name, *span in reversed(found.words.hashtags)}
    tags = sorted((there[key] for key in wanted & there.keys()), key=lambda tag: tag[1])
    if len(tags) < len(wanted):
        found.reasons["hashtags"] = NOT_THERE
    text = found.words.text
    proofs = [found.proof((start, end), text.original(start, end)) for _, (start, end) in tags]
    found.take_all("hashtags", [name for name, _ in tags], proofs)


def _key(tag: str) -> str:
    return unicodedata.normalize("NFKC", tag).casefold().strip().lstrip("#")
