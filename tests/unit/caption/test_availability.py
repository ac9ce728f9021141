"""Availability in the languages of the markets."""

import pytest

from libs.events import NewVideoPosted
from services.caption.rules import parse

CASES = [
    ("Heels in stock, 55k", "in_stock"),
    ("Only 3 left! Handbag 20k", "in_stock"),
    ("Ready stock kak, gamis 189rb", "in_stock"),
    ("Tas 150rb, sisa 2 pcs", "in_stock"),
    ("Tudung RM25 stok terhad", "in_stock"),
    ("On hand na po mga sis, ₱150", "in_stock"),
    ("Hàng có sẵn, váy 250k", "in_stock"),
    ("เสื้อ 199 บาท พร้อมส่ง", "in_stock"),
    ("شنطة 475 جنيه متوفر 3 الوان", "in_stock"),
    ("Çanta 649 TL stokta", "in_stock"),
    ("Vestido R$ 89 pronta entrega", "in_stock"),
    ("Vestido 34€ disponible en 3 colores", "in_stock"),
    ("Robe 39€, dispo de suite", "in_stock"),
    ("Stiefel 59€ sofort lieferbar", "in_stock"),
    ("残り2点 ピアス 1,200円", "in_stock"),
    ("女鞋 199元 现货", "in_stock"),
    ("Sold out twice, now restocked! 22k", "in_stock"),
    ("Not sold out yet, bag 20k", "in_stock"),
    ("Loafers 40, 41, 43 (42 sold out) 18k", "in_stock"),
    ("SOLD OUT ❌ crocs ₦7,500, next batch on Friday", "sold_out"),
    ("Imeisha, restock kesho", "sold_out"),
    ("Sepatu SOLD OUT lagi, restock minggu depan", "sold_out"),
    ("No stocks na po", "sold_out"),
    ("Hết hàng rồi các nàng ơi", "sold_out"),
    ("หมดแล้วจ้า ชุดนอน 199฿", "sold_out"),
    ("نفذت الكمية، دفعة جديدة بعد اسبوع", "sold_out"),
    ("Tükendi, 15 gün sonra tekrar stokta", "sold_out"),
    ("ESGOTADO 💔 reposição dia 20/11", "sold_out"),
    ("Agotado, vuelve pronto", "sold_out"),
    ("Rupture de stock, retour le 12/09", "sold_out"),
    ("Leider ausverkauft", "sold_out"),
    ("完売しました", "sold_out"),
    ("Sold! Thanks Karen. Pine table £35", "sold_out"),
    ("PRE-ORDER dining set", "pre_order"),
    ("PO 14 hari ya, kebaya 275rb", "pre_order"),
    ("Pré-venda do livro R$ 40", "pre_order"),
    ("Précommande ouverte, robe 45€", "pre_order"),
    ("حجز مسبق عباية 45 دينار", "pre_order"),
    ("พรีออเดอร์ คุชชั่น 850 บาท", "pre_order"),
    ("Ön sipariş başladı 780 TL", "pre_order"),
    ("予約受付中 ワンピース", "pre_order"),
    ("COD available, gown 15k", "unknown"),
    ("Video call available for the saree", "unknown"),
    ("New heels just dropped 55k", "unknown"),
    ("5k sold already, yoga mat 4,000 naira", "unknown"),
    ("Order before it's sold out! bag 20k", "unknown"),
    ("Terno ₱150 po mga sis, order na po", "unknown"),
    ("Ready to wear two piece 15k", "unknown"),
]


@pytest.mark.parametrize(("caption", "availability"), CASES, ids=[caption[:32] for caption, _ in CASES])
def test_availability(caption: str, availability: str) -> None:
    parsed = parse(NewVideoPosted(video_id="v", caption=caption))
    assert parsed.availability == availability
    assert ("availability" in parsed.evidence) == (availability != "unknown")
