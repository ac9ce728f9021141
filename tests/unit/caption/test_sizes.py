"""Sizes: lists and ranges, letters and numbers, ages, one size, and what only looks like one."""

import pytest

from libs.events import CaptionParsed, NewVideoPosted
from services.caption.rules import parse


def facts(caption: str) -> CaptionParsed:
    return parse(NewVideoPosted(video_id="v", caption=caption))


def span(first: int, last: int, step: int = 1) -> list[str]:
    return [str(size) for size in range(first, last + 1, step)]


SIZES = [
    ("heels Sizes 37–41", span(37, 41)),
    ("Size 37 to 41 sandals", span(37, 41)),
    ("Viatu size 36 mpaka 41", span(36, 41)),
    ("Sepatu ukuran 37 - 41", span(37, 41)),
    ("Sepatu size 36 s/d 40", span(36, 40)),
    ("Giày size 39 đến 43", span(39, 43)),
    ("รองเท้า ไซส์ 36-41", span(36, 41)),
    ("رقم 1 كوتشي مقاس 40 ل 45", span(40, 45)),
    ("مقاسات 38 الى 42", span(38, 42)),
    ("sapatilha do 34 ao 39", span(34, 39)),
    ("zapatos tallas 23 al 27", span(23, 27)),
    ("chaussures pointures 36 à 41", span(36, 41)),
    ("Winterstiefel EU 37 bis 41", span(37, 41)),
    ("36-40 numara ayakkabı", span(36, 40)),
    ("bot 37-38-39-40 numara", span(37, 40)),
    ("crocs no. 37-43", span(37, 43)),
    ("sneakers 38 | 39 | 40 | 42", ["38", "39", "40", "42"]),
    ("running shoes UK 6,7,8,9,10", span(6, 10)),
    ("slippers, women's 7 8 9 10", span(7, 10)),
    ("Trainers size 5½ and 6½", ["5.5", "6.5"]),
    ("jeans waist 28 30 32 34", span(28, 34, 2)),
    ("Corporate dresses UK 8 - UK 18", span(8, 18, 2)),
    ("dress size 8-14", span(8, 14, 2)),
    ("Sommerkleid Gr. 36-44", span(36, 44, 2)),
    ("Kinderkleid Gr. 98 104 110 116, 19,50€", ["98", "104", "110", "116"]),
    ('vest 34" chest', ["34"]),
    ("fedora hat size 57cm", ["57"]),
    ("gown S M L XL XXL", ["S", "M", "L", "XL", "2XL"]),
    ("Size s m l xl", ["S", "M", "L", "XL"]),
    ("Saiz S - 3XL", ["S", "M", "L", "XL", "2XL", "3XL"]),
    ("Saiz XS hingga 4XL", ["XS", "S", "M", "L", "XL", "2XL", "3XL", "4XL"]),
    ("du S au XXL pull", ["S", "M", "L", "XL", "2XL"]),
    ("vestido S/M y L/XL", ["S", "M", "L", "XL"]),
    ("hoodie 2XL/3XL", ["2XL", "3XL"]),
    ("サイズ：S・M・L", ["S", "M", "L"]),
    ("Ｓｉｚｅ　３８－４０", span(38, 40)),
    ("tamanhos P ao GG", ["P", "M", "G", "GG"]),
    ("jollof bowl Small 3,500 Medium 5,000 Large 7,500", ["S", "M", "L"]),
    ("gown free size ₦15,000", ["ONE SIZE"]),
    ("Terno freesize fits S-L", ["ONE SIZE"]),
    ("Blouse allsize fit to XL", ["ONE SIZE"]),
    ("vestido tamanho único", ["ONE SIZE"]),
    ("blusa unitalla", ["ONE SIZE"]),
    ("robe taille unique", ["ONE SIZE"]),
    ("bluz tek beden", ["ONE SIZE"]),
    ("เดรส ฟรีไซส์", ["ONE SIZE"]),
    ("ankara dress 2-3yrs, 4-5yrs, 6-7yrs", ["2-3Y", "4-5Y", "6-7Y"]),
    ("Vests za boys age 4-5, 6-7, 8-9 yrs", ["4-5Y", "6-7Y", "8-9Y"]),
    ("Setelan anak usia 1-2th, 3-4th", ["1-2Y", "3-4Y"]),
    ("romper 0-3M, 3-6M, 6-9M", ["0-3M", "3-6M", "6-9M"]),
    ("Bebek takımı 0-3 ay 3-6 ay", ["0-3M", "3-6M"]),
    ("body infantil 1-2 anos / 3-4 anos", ["1-2Y", "3-4Y"]),
    ("vestidos tallas 2, 4, 6 años", ["2Y", "4Y", "6Y"]),
    ("loafers sizes 40, 41, 43, 44 (42 sold out)", ["40", "41", "43", "44"]),
    ("kasut saiz 36 37 38 39 sahaja, 38 habis", ["36", "37", "39"]),
    ("anne S-L, kız 2-3 yaş", ["S", "M", "L", "2-3Y"]),
    ("jacket mens L", ["L"]),
]


@pytest.mark.parametrize(("caption", "sizes"), SIZES, ids=[caption[:32] for caption, _ in SIZES])
def test_sizes(caption: str, sizes: list[str]) -> None:
    assert facts(caption).sizes == sizes


@pytest.mark.parametrize(
    ("caption", "system"),
    [
        ("Nike UK 5-9", "UK"),
        ("EU size 36-44 shoes", "EU"),
        ("boots US 7-10", "US"),
        ("Größe 38 EU Schuhe", "EU"),
        ("UK used iPhone, sizes 37-41", None),
        ("AU sizes 8, 10, 12 dress", None),
        ("heels 37-41", None),
    ],
)
def test_size_system(caption: str, system: str | None) -> None:
    parsed = facts(caption)
    assert parsed.size_system == system
    assert ("size_system" in parsed.evidence) == (system is not None)


@pytest.mark.parametrize(
    "caption",
    [
        "iPhone 13 Pro Max 256GB",
        "wig 14 inches, 200 density",
        "LD 110 cm, PB 68 cm",
        "sofa ukuran 180 x 80 x 40 cm",
        "dog bed 60x80cm",
        "kek Saiz 7 inci",
        "Toy model ages 6+, ages 3-8 years",
        "Kinderfahrrad 16 Zoll, 4-6 Jahre",
        "delivery 3-5 days, 2-3 years warranty",
        "Call 0803 000 1122, till 404141",
        "Air fryer 5.5L, 500g, 350ml",
        "size zote zipo",
        "I'm so happy, that's all & more",
        "R&B night with S.M.",
        "24/7 support, 10/10 condition",
    ],
)
def test_no_sizes(caption: str) -> None:
    assert facts(caption).sizes == []


def test_sizes_in_one_place_have_one_entry_of_evidence() -> None:
    parsed = facts("heels Sizes 37–41 55k")
    assert [key for key in parsed.evidence if key.startswith("sizes")] == ["sizes"]
    assert parsed.evidence["sizes"].text == "37–41"


def test_sizes_in_two_places_have_two() -> None:
    parsed = facts("Tops S-XL, shoes sizes 37-39")
    assert parsed.sizes == ["S", "M", "L", "XL", "37", "38", "39"]
    assert [parsed.evidence["sizes"].text, parsed.evidence["sizes[1]"].text] == ["S-XL", "37-39"]


def test_sizes_are_no_prices() -> None:
    assert facts("shirt sizes 38 40 42").price is None
