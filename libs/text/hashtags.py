"""Hashtags: `#` and letters, digits, marks or underscores with at least one letter."""

from libs.text.masks import HASHTAG, MASK, is_hashtag
from libs.text.normalised import Text


def find_hashtags(text: Text, without_addresses: str) -> list[tuple[str, int, int]]:
    """Each hashtag in the order written: its name as the seller spells it, and where it and its `#` stand in `plain`.

    `without_addresses`: `text.low` with URLs masked, whose fragments are not hashtags.
    """
    if "#" not in text.plain:
        return []
    return [
        (text.original(match.start("tag"), match.end("tag")), match.start(), match.end())
        for match in HASHTAG.finditer(text.plain)
        if without_addresses[match.start()] != MASK and is_hashtag(match)
    ]
