"""Amounts that are not what one product costs, and numbers in notations of their own: the price beside them."""

import pytest

from libs.events import NewVideoPosted
from services.caption.rules import parse

INSTALMENTS = [
    ("Sofa 3 maksuerää à 99 €", None),
    ("Polkupyörä 12 erää 45 €/kk", None),
    ("Kanapa 12 rat 0% po 150 zł", None),
    ("Kjole 4 avdrag på 250 kr", None),
    ("Seng 6 rater à 500 kr", None),
    ("Bicicletă 6 rate x 200 lei", None),
    ("Laptop 10 rate egale a 300 lei", None),
    ("Hűtő 12 havi részlet 9 990 Ft", None),
    ("Krevet 12 rata po 3.000 din", None),
    ("Dulap 24 de rate lunare de 100 lei", None),
    ("Ποδήλατο 12 δόσεις των 25 €", None),
    ("Диван 10 платежей по 1 500 грн", None),
    ("Велосипед в рассрочку 6 х 3000 руб", None),
    ("Мебель 0-0-12 от 5 000 тг/мес", None),
    ("Kulkas angsuran 10x 300rb", None),
    ("Motor DP 500rb angsuran 35 x 800 ribu", None),
    ("Ansuran 12 bulan RM50 sebulan", None),
    ("Tủ lạnh trả góp 6 tháng x 1tr", None),
    ("ผ่อน 10 เดือน เดือนละ 590 บาท", None),
    ("ผ่อน 0% 10 งวด งวดละ 500 บาท", None),
    ("分期付款 12期 每期 200元", None),
    ("12期免息 每期¥299", None),
    ("24개월 무이자 할부 월 50,000원", None),
    ("6回払い 月々3,000円", None),
    ("Sofá 12 mensualidades de $499 MXN", None),
    ("Celular 18 meses de $250", None),
    ("Moto 36 quincenas de $800", None),
    ("Heladera en 6 pagos sin interés de $20.000", None),
    ("TV 10 parcelas iguais de R$ 120", None),
    ("Geladeira em até 10 vezes de R$ 199", None),
    ("Canapé en 3 mensualités de 100 €", None),
    ("Vélo payable en 4x 125 €", None),
    ("Matelas 10 prélèvements de 40 €", None),
    ("Poltrona 5 comode rate mensili da 60 €", None),
    ("Lavatrice 12 rate senza interessi da 35 €", None),
    ("Fahrrad in 12 Raten je 50 €", None),
    ("Sofa 24 x 29,90 € Ratenzahlung", None),
    ("Bank 6 maandelijkse termijnen van € 75", None),
    ("TV in 10 delen à € 50", None),
    ("Cykel 12 månadsbetalningar på 299 kr", None),
    ("Buzdolabı 12 ay taksitle 1.500 TL", None),
    ("Telefon 6 eşit taksit 2.000 TL", None),
    ("Fridge R299 p/m x 24", None),
    ("Bed R250 x 12 months", None),
    ("Couch 12 months @ R399", None),
    ("Phone ₹999 x 12 EMI", None),
    ("TV EMI ₹1,499/month for 12 months", None),
    ("Fridge no-cost EMI from ₹1,250", None),
    ("Phone KES 2,000 per week for 20 weeks", None),
    ("Lipa mdogo mdogo 500 kwa wiki", None),
    ("Laptop ₦25,000 monthly for 6 months", None),
    ("Sofa 12 weekly payments of $15 USD", None),
    ("Mower 48 instalments of just £9.99", None),
    ("Ring 5 payments of only €40 each", None),
    ("Bike four easy payments of £25", None),
    ("Bike £25 x 4 payments", None),
    ("Pay in 3: £20 a month", None),
    ("4 x £25 interest free", None),
    ("Bike £100 or 4 x £25", 100),
    ("Sofa 900 € o 3 pagos de 300 €", 900),
    ("Sofa 900 € eller 3 delbetalningar à 300 kr", 900),
    ("TV 12.000 TL veya 6 taksit 2.000 TL", 12000),
    ("Диван 12 000 руб или 4 платежа по 3 000 руб", 12000),
    ("Sofa 600 zł lub 6 rat po 100 zł", 600),
    ("自転車 36,000円 または 12回払い 3,000円", 36000),
    ("자전거 360,000원 또는 12개월 할부 월 30,000원", 360000),
    ("Sepeda 3jt atau cicilan 6x 500rb", 3000000),
    ("دراجة 1200 ريال أو 4 دفعات 300 ريال", 1200),
]
"""A payment in parts is no price; the whole price beside it is."""

PRICES = [
    ("Shirt £20 was £30, save a third", 20),
    ("Lampe 60 €, Sie sparen 20 €", 60),
    ("Sepatu diskon 50rb dari 200rb, sekarang 150rb", 150000),
    ("Vestido 40 € (ahorras 15 €)", 40),
    ("Robe 40 € économie de 15 €", 40),
    ("Serum ₹599 (worth ₹899)", 599),
    ("Get ₹200 off: kurta ₹799", 799),
    ("Ahorra 100 pesos mexicanos: bolsa 400 pesos mexicanos", 400),
    ("ジャケット 5,000円引き 15,000円", 15000),
    ("할인 5,000원 니트 25,000원", 25000),
    ("立省100元 现价299元", 299),
    ("Coat R800 saves you R200", 800),
    ("Honig 250g 5,50€ (2,20€/100g)", 5.5),
    ("Cheese 200g 6 USD (30 USD/kg)", 6),
    ("Rice 10kg ₹700, ₹70 per kg", 700),
    ("Tea 100g pouch Rs 350 (Rs 3500/kg) Colombo", 350),
    ("Jus 1L 3 € (3 €/L)", 3),
    ("Olio 0,75 l 9 € (12 €/litro)", 9),
    ("Рис 900 г 90 руб (100 руб за кг)", 90),
    ("牛肉 500g 1,500円 (100g 300円)", 1500),
    ("삼겹살 600g 12,000원 (100g당 2,000원)", 12000),
    ("Beras 5kg 75rb (15rb/kg)", 75000),
    ("Brot 750g 4,20 € (1 kg 5,60 €)", 4.2),
    ("Ribbon 45 cents per metre", 0.45),
    ("Hair bobble 30p!", 0.3),
    ("Kleber 79 Cent", 0.79),
    ("Bonbon 25 centimes", 0.25),
    ("Caramelo 10 centavos", 0.1),
    ("Keropok 90 sen sebungkus", 0.9),
    ("¢99 phone case Accra", 99),
    ("Phone case 99¢ Accra", 99),
    ("Plot ₹32 L only", 3200000),
    ("Car Rs 6.75 L", 675000),
    ("Car price 6.75 lakh", 675000),
    ("Villa 1.75 cr only", 17500000),
    ("SUV ₹14.5L", 1450000),
    ("BMW ₹ 22 Lacs", 2200000),
    ("Ring ₹ 1.2 Lakhs", 120000),
    ("Juice 2 L ₹180", 180),
    ("Tee ₹499 L XL XXL", 499),
    ("壁掛け 2万円", 20000),
    ("ソファ 5万5千円", 55000),
    ("토트백 2만5천", 25000),
    ("手机 2千元", 2000),
    ("手机 1千8百元", 1800),
    ("裙子 1百8", None),
    ("กระเป๋า 1 พัน 2 ร้อย บาท", 1200),
    ("กระเป๋า 1 พัน 250 บาท", 1250),
    ("tv 3 juta 999 ribu", 3999000),
    ("tv 3,5 juta", 3500000),
    ("TV 1jt 999rb", 1999000),
    ("Kitap 1 bin TL", 1000),
    ("Palto 2 bin 49 TL", 2049),
    ("Пальто 5 тыс руб", 5000),
    ("Bag 2 thousand 500 naira", 2500),
    ("Bag elfu 2 na 500 TZS", 2500),
    ("Tee ₹99 L", 99),
]

NO_KIND = [
    ("2X strength glue £4", 4),
    ("Camera 3X zoom $99 USD", 99),
    ("Net weight 200g, ₦3,000", 3000),
    ("Fishing net ₦3,000", 3000),
    ("Wash at 30c. Shirt $15 USD", 15),
    ("Gold 22 ct ring £300", 300),
    ("Milk 2 L $3 USD", 3),
    ("Best value £12 mug", 12),
    ("Worth every penny! Dress £40", 40),
    ("Set of 6 glasses ₹999", 999),
    ("3 payments accepted. Bag $120 USD", 120),
    ("Robe 300 dh Rabat", 300),
    ("Mug £5, now 50p cheaper", 5),
    ("Chair £40 + VAT", 40),
    ("Rice ₹90/kg", 90),
]
"""Words and letters of the kinds that say nothing of them here."""


@pytest.mark.parametrize(("caption", "price"), INSTALMENTS)
def test_instalments_are_no_price(caption: str, price: float | None) -> None:
    assert parse(NewVideoPosted(video_id="v", caption=caption)).price == price


@pytest.mark.parametrize(("caption", "price"), [*PRICES, *NO_KIND])
def test_the_price_of_one_is_found(caption: str, price: float | None) -> None:
    assert parse(NewVideoPosted(video_id="v", caption=caption)).price == price


def test_a_cent_sign_is_no_cedi_and_a_pence_no_peso_unless_the_place_says_so() -> None:
    for caption, currency in [
        ("Scrunchies 99¢ each, Brooklyn", None),
        ("Phone case 99¢ Accra", "GHS"),
        ("Stud earrings 99p each! London", "GBP"),
        ("Stickers 75p each", None),
        ("Badges 99p! postage £1", "GBP"),
        ("Stickers 75p each, posters £4", None),  # several products
        ("Hairclip 50p, delivery £1 abroad. Manila", "PHP"),
        ("Hairclip 50p each, Manila", "PHP"),
        ("Haargummi nur 99 Cent", "EUR"),
        ("Kuih 60 sen", "MYR"),
    ]:
        assert parse(NewVideoPosted(video_id="v", caption=caption)).currency == currency, caption


def test_a_toman_is_ten_rials_and_has_no_code() -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption="قیمت ۸۵۰ هزار تومان"))
    assert (parsed.price, parsed.currency) == (850_000, None)


BESIDE = [
    ("Koltuk takımı 18.000 TL, aylık 1.500 TL taksitle", 18000, False),
    ("Telefon 24.000 TL, ayda 2.000 TL taksit imkanı", 24000, False),
    ("Sofa £899, monthly £45", 899, False),
    ("Sofa 899 € (monatlich 45 €)", 899, False),
    ("Kulkas 3jt, per bulan 300rb", 3_000_000, False),
    ("R299 p/m, R4999 cash", None, False),  # "p/m" speaks of what stands before it
    ("Set panci 450rb, satuan 120rb", 120_000, True),
    ("Set panci 450rb, 120rb each", 120_000, True),
    ("Set de ollas 90 €, unidad 25 €", 25, True),
    ("Bedsheet set £40, pillowcase £9 each", None, False),  # another thing
    ("Seprai set 250rb, sarung bantal satuan 40rb", None, False),
]


@pytest.mark.parametrize(("caption", "price", "bundle"), BESIDE)
def test_a_word_parted_from_one_amount_speaks_of_the_next(caption: str, price: float | None, bundle: bool) -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption=caption))
    assert (parsed.price, parsed.bundle) == (price, bundle)


@pytest.mark.parametrize(
    ("caption", "sizes", "price"),
    [
        ("Kids shoes 24/25 26/27 28/29, 19,90 €", "24 25 26 27 28 29", 19.9),
        ("Kinderschuhe 24/25, 26/27, 28/29 für 19,90 €", "24 25 26 27 28 29", 19.9),
        ("Crocs 36/37 38/39 40/41 25 €", "36 37 38 39 40 41", 25),
        ("Shirt 38/40 42/44 46/48 29 €", "38 40 42 44 46 48", 29),
        ("Tee 38 40 42 €25", "38 40 42", 25),
        ("Kids shoes 20 21 22 25 €", "", 25),
        ("Shoes 20/25 30/35 £15", "", 15),
    ],
)
def test_sizes_two_by_two_end_before_the_price(caption: str, sizes: str, price: float) -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption=caption))
    assert (parsed.sizes, parsed.price) == (sizes.split(), price)


@pytest.mark.parametrize(
    ("caption", "price", "bundle", "sizes"),
    [
        ("Blazer 2X $50", 50, False, ["2X"]),
        ("Dress, 3X £20", 20, False, ["3X"]),
        ("Blazers 2X $50", None, True, []),
        ("Blazer 2x $50", None, True, []),
        ("Mugs 2X $50", None, True, []),
        ("Vestido 3X R$ 50", None, False, []),  # three payments
        ("Coat 2X $80, dress 3X $45", None, False, ["2X", "3X"]),
    ],
)
def test_a_plus_size_behind_one_piece_of_clothing_is_no_number_of_them(
    caption: str,
    price: float | None,
    bundle: bool,
    sizes: list[str],
) -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption=caption))
    assert (parsed.price, parsed.bundle, parsed.sizes) == (price, bundle, sizes)
