"""Hashtags: what counts, and how they are spelled."""

import pytest

from libs.text.hashtags import find_hashtags
from libs.text.masks import mask_addresses
from libs.text.normalised import Text


@pytest.mark.parametrize(
    ("caption", "tags"),
    [
        ("heels #TRACK", ["TRACK"]),
        ("#a#b_c #2024x", ["a", "b_c", "2024x"]),
        ("love this #dress, ok? (#new!)", ["dress", "new"]),
        ("🔥#hot🔥", ["hot"]),
        ("#شنط_نسائية #เสื้อผ้า #साड़ी #শাড়ি", ["شنط_نسائية", "เสื้อผ้า", "साड़ी", "শাড়ি"]),
        ("＃ｆｕｌｌ", ["ｆｕｌｌ"]),
        ("#1 seller #2024", []),
        ("#85,000 only", []),
        ("only #15k", []),
        ("jeans #55k #denim", ["55k", "denim"]),
        ("#️⃣1️⃣ best", []),
        ("https://shop.example/p#frag #real", ["real"]),
        ("## ### #_", []),
    ],
)
def test_hashtags(caption: str, tags: list[str]) -> None:
    text = Text(caption)
    found = find_hashtags(text, mask_addresses(text))
    assert [name for name, _, _ in found] == tags
    for name, start, end in found:
        first, last = text.span(start, end)
        assert caption[first + 1 : last] == name
