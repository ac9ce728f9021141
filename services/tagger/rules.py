"""The rules: a caption's category and tags without a language model. Pure, and silent rather than wrong."""

from collections.abc import Sequence
from dataclasses import replace

from libs.events import Alternative, CaptionParsed, Evidence, TagsGenerated, caption_digest
from libs.text.hashtags import find_hashtags
from libs.text.masks import mask_addresses, mask_others
from libs.text.normalised import MAX_CHARACTERS, Text, covered
from libs.text.words import Words
from services.tagger.lexicon import LEXICON_VERSION
from services.tagger.reading.category import TAGGED, Category, decide, narrowed, seeks_staff, tells_news
from services.tagger.reading.goods import JOINED, Good, empty_phrases, find_goods
from services.tagger.reading.heads import find_heads
from services.tagger.reading.language import languages
from services.tagger.reading.looks import Look, compound_looks, find_looks, said_of_offer
from services.tagger.taxonomy.tree import TAXONOMY_VERSION, path

REVIEW_BELOW = 0.9
"""A category that is less sure than this needs a person's look."""
MAX_TAGS = 40
MAX_HASHTAGS = 50
_LOOK_CONFIDENCE = 0.95
_MOST_OTHERS = 3


def parse(event: CaptionParsed) -> TagsGenerated:
    """The category and tags of a caption, each with the span that proves it.

    Never raises on any caption; reads its first 10,000 code points.
    """
    text = Text(event.caption)
    without_addresses = mask_addresses(text)
    words = mask_others(without_addresses)
    told = languages(text.plain, words)
    empty = empty_phrases(words)
    goods = find_goods(text.plain, words, told, empty)
    looks = find_looks(text.plain, words, told, empty)
    heads = find_heads(words, goods, covered(len(words.low), ((look.start, look.end) for look in looks)), told)
    offers = event.price is not None or event.price_range is not None or event.bundle or bool(event.sizes)
    if seeks_staff(words.low) or (not offers and tells_news(words.low)):
        category = Category(reason="the caption offers nothing")
    else:
        category = decide(heads.offered, _title(event, text))
        if category.slug is None and not heads.offered:
            category = _by_hashtags(text, without_addresses) or category
    said: list[Look] = []
    if category.slug is not None:
        looks = sorted((*looks, *compound_looks(words.low, heads.offered)), key=lambda look: look.start)
        said = list(said_of_offer(words.low, looks, goods, heads.beside, category.slug))
        category = narrowed(category, [look.tag for look in said])
    return _generated(event, text, category, said)


def _title(event: CaptionParsed, text: Text) -> tuple[int, int] | None:
    """Where the caption's title stands in the folded text, if it names one product with one price."""
    evidence = event.evidence.get("title")
    if evidence is None or event.price is None:
        return None
    return text.folded(evidence.start, evidence.end)


def _by_hashtags(text: Text, without_addresses: str) -> Category | None:
    """The category that hashtags name, where the running text names nothing."""
    tags = find_hashtags(text, without_addresses)
    goods: list[Good] = []
    for _, start, end in tags[:MAX_HASHTAGS]:
        written = text.low[start + 1 : end]
        tag = Words(JOINED.get(written, written.replace("_", " ")))
        goods += [
            replace(good, start=start, end=end)
            for good in find_goods(
                text.plain[start + 1 : end], tag, languages(text.plain, tag), bytearray(len(tag.low))
            )
            if not good.weak and good.start == 0 and good.end == len(tag.low)
        ]
    found = decide(goods, None)
    if found.slug is None:
        return None
    found.confidence = TAGGED
    found.reason = "only hashtags name it"
    return found


def _generated(event: CaptionParsed, text: Text, category: Category, said: Sequence[Look]) -> TagsGenerated:
    evidence: dict[str, Evidence] = {}
    tags: list[str] = []
    reasons: dict[str, str] = {}

    def prove(name: str, start: int, end: int, confidence: float) -> None:
        first, last = text.span(start, end)
        evidence[name] = Evidence(
            text=event.caption[first:last], start=first, end=last, method="rules", confidence=confidence
        )

    if category.slug is not None:
        prove("category", *category.spans[0], category.confidence)
    for look in said[: 10 * MAX_TAGS]:
        if look.tag not in evidence and len(tags) < MAX_TAGS:
            tags.append(look.tag)
            prove(look.tag, look.start, look.end, _LOOK_CONFIDENCE)
    if category.reason:
        reasons["category"] = category.reason
    if len(event.caption) > MAX_CHARACTERS:
        reasons["caption"] = f"only the first {MAX_CHARACTERS} characters were read"
    doubtful = category.confidence < REVIEW_BELOW if category.slug else bool(category.others)
    share = (1 - category.confidence) / max(1, len(category.others))
    return TagsGenerated(
        video_id=event.video_id,
        category=category.slug,
        category_path=list(path(category.slug)) if category.slug else [],
        category_confidence=category.confidence,
        alternatives=[
            Alternative(category=slug, confidence=round(share, 2)) for slug in category.others[:_MOST_OTHERS]
        ],
        tags=tags,
        evidence=evidence,
        reasons=reasons,
        needs_review=["category"] if doubtful else [],
        taxonomy_version=TAXONOMY_VERSION,
        lexicon_version=LEXICON_VERSION,
        derived_from=caption_digest(event.caption),
    )
