"""Titles: the product's name, cut out of the caption."""

import pytest

from libs.events import NewVideoPosted
from services.caption.rules import parse

TITLES = [
    ("🔥 New heels only 55k! Sizes 37–41 #TRACK", "heels"),
    ("Bone straight wig, 14 inches #85,000 only", "Bone straight wig"),
    ("PREORDER 🇨🇳✈️ Mini sealing machine GHS 95", "Mini sealing machine"),
    ("Only 55k for these block heels!", "block heels"),
    ("Was R599 now R399!! Ladies block heels size 3-8", "Ladies block heels"),
    ("Sandal gunung pria size 39-43 Rp85.000", "Sandal gunung pria"),
    ("Robe longue fleurie 39€", "Robe longue fleurie"),
    ("Esstisch Eiche massiv, 250 €", "Esstisch Eiche massiv"),
    ("Deri çanta 649 TL", "Deri çanta"),
    ("เดรสลายดอก ราคา 390 บาท", "เดรสลายดอก"),
    ("فستان صيفي 650 جنيه", "فستان صيفي"),
    ("新作ワンピース 価格：12,800円", "新作ワンピース"),
    ("Zorblex 9000 turbo, ₦5,000", "Zorblex 9000 turbo"),
]


@pytest.mark.parametrize(("caption", "title"), TITLES, ids=[caption[:32] for caption, _ in TITLES])
def test_title(caption: str, title: str) -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption=caption))
    assert parsed.title == title
    proof = parsed.evidence["title"]
    assert (proof.text, caption[proof.start : proof.end]) == (title, title)


@pytest.mark.parametrize(
    "caption",
    [
        "Good morning my lovely customers, God is faithful",
        "DM to order, delivery nationwide",
        "#heels #bag #dress",
        "www.heels.com/bag",
        "5k followers! Thank you",
        "",
    ],
)
def test_no_title(caption: str) -> None:
    assert parse(NewVideoPosted(video_id="v", caption=caption)).title is None


def test_a_garbled_title_is_put_right_and_its_evidence_is_not() -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption="TÃªnis de corrida, R$ 129"))
    assert parsed.title == "Tênis de corrida"
    assert parsed.evidence["title"].text == "TÃªnis de corrida"


def test_a_long_phrase_is_cut_around_the_product() -> None:
    caption = "super extra mega special limited velvet handbag leather strap gold chain edition deluxe 5k"
    title = parse(NewVideoPosted(video_id="v", caption=caption)).title
    assert title is not None
    assert "handbag" in title
    assert len(title.split()) <= 7
