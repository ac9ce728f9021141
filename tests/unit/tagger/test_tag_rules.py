"""The rules on captions that were thought out: which thing is offered, and which words say what it is like."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from libs.events import CaptionParsed, NewVideoPosted, TagsGenerated, caption_digest
from services.caption.rules import parse as parse_caption
from services.tagger.rules import MAX_TAGS, parse


def tagged(caption: str) -> TagsGenerated:
    return parse(parse_caption(NewVideoPosted(video_id="v", caption=caption)))


def node(caption: str) -> str | None:
    return tagged(caption).category


@pytest.mark.parametrize(
    ("caption", "category"),
    [
        ("New heels only 55k!", "apparel.shoes.heels"),
        ("Phone case 4k", "electronics.phones.accessories.cases"),
        ("Funda para celular $80", "electronics.phones.accessories.cases"),
        ("Tas laptop 135rb", "apparel.bags.laptop-bags"),
        ("Sac en cuir pour ordinateur 35€", "apparel.bags"),
        ("Mkoba wa ngozi, 60,000", "apparel.bags.handbags"),
        ("Shoe rack 5 tier 1450", "home.furniture.shoe-racks"),
        ("Ankara dress 15k", "apparel.clothing.dresses"),
        ("Original Ankara, 6 yards 15k", "fabrics.wax-prints"),
        ("Turkey 2piece, 28,500", "apparel.clothing.sets"),
        ("Camera dresses 18k", "apparel.clothing.dresses"),
        ("Esstisch aus Holz, 250 €", "home.furniture.tables"),
        ("Sommerkleid 39,90 €", "apparel.clothing.dresses"),
        ("وصلت الفساتين الجديدة 300 جنيه", "apparel.clothing.dresses"),
        ("กระเป๋าโน้ตบุ๊ค 450 บาท", "apparel.bags.laptop-bags"),
        ("ベビー靴 1,200円", "apparel.shoes.kids"),
        ("iPhone 11 to 15 Pro Max case, 4k", "electronics.phones.accessories.cases"),
        ("A bowl of egusi soup 4k", "food.meals.soups"),
        ("Shoes for kids 450", "apparel.shoes.kids"),
        ("Lot de 12 mangas 40 €", "books.books"),
        ("Camisa manga larga $200", "apparel.clothing.tops.shirts"),
        ("Kahve fincanı 90 TL", "home.kitchen.tableware.cups"),
        ("Mtumba trench coats 1200", "apparel.clothing.outerwear.coats"),
        ("Cast iron pot R899", "home.kitchen.cookware.pots"),
    ],
)
def test_the_head_of_a_name(caption: str, category: str) -> None:
    assert node(caption) == category


@pytest.mark.parametrize(
    ("caption", "category"),
    [
        ("Heels and sandals from 20k", "apparel.shoes"),
        ("Bags, shoes, dresses from 5k", "apparel"),
        ("Iron, blender and kettle, call for price", "home.appliances"),
        ("Sofa 400, biryani 5", None),
        ("Gown, such a lovely dress 9k", "apparel.clothing.dresses"),
        ("Jewellery set (necklace, earrings) 4k", "apparel.jewellery.sets"),
        ("Conjunto, blusa y falda $300", "apparel.clothing.sets"),
        ("Bedsheets and 2 pillowcases 1800", "home.bedding.sheets"),
        ("Necklace and earrings 4k", "apparel.jewellery"),
    ],
)
def test_several_things_have_what_they_share(caption: str, category: str | None) -> None:
    assert node(caption) == category


@pytest.mark.parametrize(
    "caption",
    [
        "We are closed for the holidays, orders resume on Tuesday",
        "Which color of bag should we bring next? Comment below",
        "Vacancy! Tailor for gowns and suits",
        "We are hiring! Tailor for gowns, 20,000 a week",
        "Do not buy wigs from that fake page, please report",
        "Giveaway! Follow and win a phone",
        "Watch this till the end 😍",
        "Thank you all ❤️",
        "",
    ],
)
def test_what_offers_nothing_has_no_category_and_no_tags(caption: str) -> None:
    tags = tagged(caption)
    assert (tags.category, tags.tags, tags.category_path) == (None, [], [])
    assert tags.reasons["category"]
    assert tags.status == "generated"


@pytest.mark.parametrize(
    ("caption", "category"),
    [
        ("Brown wig. Buy one and get a free hair serum! 70k", "beauty.hair.wigs"),
        ("Flowy dress! Style it with boots or sandals. $42", "apparel.clothing.dresses"),
        ("Vestido $350, no incluye cinturón ni zapatos", "apparel.clothing.dresses"),
        ("Siyah elbise 399 TL. Çanta hediye!", "apparel.clothing.dresses"),
        ("Samsung A15 210k. Charger in the box", "electronics.phones.smartphones"),
        ("Canvas tote bag, fits a laptop, 180", "apparel.bags.totes"),
        ("Monstera £18. Pot in photo isn't included", "home.garden.plants"),
        ("Jogo de cama R$ 99, edredom não acompanha", "home.bedding.sheets"),
        ("Sugar free laddoos ₹650", "food.sweets.traditional"),
        ("Kids tracksuits R220. Beanies sold out", "apparel.clothing.sets.tracksuits"),
        ("Sommerkleid 34,99 €. Gürtel auf dem Foto ist privat", "apparel.clothing.dresses"),
        ("Black dress 15k. Shoes too", "apparel"),
    ],
)
def test_what_is_beside_the_offer_does_not_count(caption: str, category: str) -> None:
    assert node(caption) == category


@pytest.mark.parametrize(
    ("caption", "tags"),
    [
        ("Magauni ya harusi 85,000", {"occasion:wedding"}),
        ("Red dress 17k. Black is sold out", {"colour:red"}),
        ("Not polyester! 100% cotton tee £12", {"material:cotton"}),
        ("Ladies! New heels 15k", set()),
        ("Heels for ladies 15k", {"audience:women"}),
        ("Ladies heels 15k", {"audience:women"}),
        ("Summer sale! Heels 15k", set()),
        ("Summer heels 15k", {"season:summer"}),
        ("New heels 15k", set()),
        ("Brand new heels 15k", {"condition:new"}),
        ("Jilbab hitam 25rb, cek keranjang kuning", {"colour:black"}),
        ("18k gold plated necklace 8k", {"material:gold-plated"}),
        ("Gold necklace 8k", {"colour:gold"}),
        ("Black soap 2k", set()),
        ("Red velvet cake 25k", set()),
        ("Áo thun trắng 99k", {"colour:white"}),
        ("Sommerkleid 39 €", {"season:summer"}),
        ("Blusa bordada a mano $380", {"pattern:embroidered", "feature:handmade"}),
        ("Elbise 399 TL, pamuk değil", set()),
        ("Wallet 5k #black #leather", set()),
        ("Mirror with gold frame £95", set()),
        ("Baby cardigan, wooden buttons, £16", {"audience:baby"}),
        ("Espejo de pie, marco dorado, 95 €", set()),
        ("Kursi santai 250rb", set()),
        ("Kemeja santai 120rb", {"style:casual"}),
        ("Vestido verde para dama $350", {"colour:green", "audience:women"}),
        ("Headphones N18k", set()),
    ],
)
def test_what_is_said_of_the_offer(caption: str, tags: set[str]) -> None:
    assert set(tagged(caption).tags) == tags


def test_hashtags_name_a_thing_only_where_the_text_does_not() -> None:
    only = tagged("Fresh drop 😍 #heels #fyp")
    assert (only.category, only.needs_review) == ("apparel.shoes.heels", ["category"])
    assert only.evidence["category"].text == "#heels"
    assert node("New bags 5k #heels #shoes") == "apparel.bags"
    assert node("Ready stok kak #botolminum") == "home.kitchen.bottles"


def test_alternatives_and_versions() -> None:
    tags = tagged("Heels and sandals and boots and loafers 20k")
    assert len(tags.alternatives) == 3
    assert tags.category_path == ["apparel", "apparel.shoes"]
    assert (tags.taxonomy_version, tags.lexicon_version, tags.prompt_version) == (1, 2, None)
    assert tags.derived_from == caption_digest("Heels and sandals and boots and loafers 20k")
    assert len(tags.derived_from) == 64


def test_mojibake_has_spans_of_the_caption_as_it_was_sent() -> None:
    tags = tagged("ðŸ”¥ New red heels only 55k! Sizes 37â€“41")
    assert tags.evidence["category"].text == "heels"
    assert tags.evidence["colour:red"].text == "red"


FRAGMENTS = st.sampled_from(
    ["heels ", "red ", "phone ", "case ", "with ", "for ", "free ", ", ", "! ", "\n", "#heels ", "🔥", "giày cao gót ", "đ",
     "เสื้อยืด", "สีดำ", "الفساتين ", "连衣裙", "ワンピース", "sold out ", "not ", "ladies ", "\ud83d", "é", "ﷺ", "1️⃣", "kleid "]
)  # fmt: skip


@given(st.lists(FRAGMENTS | st.text(max_size=3), max_size=12).map("".join))
@example("\ud83d heels")
def test_every_span_is_valid_whatever_the_caption(caption: str) -> None:
    tags = parse(CaptionParsed.model_construct(video_id="v", caption=caption, evidence={}, sizes=[]))
    for name in (*tags.tags, *(["category"] if tags.category else [])):
        proof = tags.evidence[name]
        assert caption[proof.start : proof.end] == proof.text != ""
    assert set(tags.evidence) == {*tags.tags, *(["category"] if tags.category else [])}
    assert len(tags.tags) <= MAX_TAGS
    if not tags.category:
        assert not tags.tags


def test_a_wrong_title_of_another_producer_does_no_harm() -> None:
    """`caption-parsed` may come from anyone."""
    evidence = {"title": {"text": "x", "start": 500, "end": 900, "method": "rules", "confidence": 1}}
    event = CaptionParsed.model_validate(
        {"video_id": "v", "caption": "Sofa 400, biryani 5", "price": 5, "evidence": evidence}
    )
    assert parse(event).category is None
