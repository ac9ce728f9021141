"""Whether several amounts price variants of one product (10ml 5,000 | 30ml 12,000) or different products."""

import re

_WORDS = (
    r"x{0,4}s|m|x{0,5}l|\d{1,2}xl|p|g|gg|xg|u|small|medium|large|big|extra|regular|standard|normal|mini|jumbo"
    r"|tall|grande|venti|kids?|adults?|child(?:ren)?|baby|toddler|teen|men|women|ladies|male|female|boys?|girls?"
    r"|him|her|unisex"
    r"|kecil|sedang|besar|sdg|kcl|bsr|tanggung|dewasa|anak|remaja|biasa|spesial|maliit|malaki|chico|chica|mediano"
    r"|mediana|grandes?|gde|gd|familiar|personal|individual|pequeno|pequena|medio|media|petit|petite|moyen"
    r"|moyenne|grand|klein|mittel|gross|kucuk|orta|buyuk|nho|vua|lon|ndogo|kati|wastani|kubwa|dogo"
    r"|single|double|twin|queen|king|super|full|half|quarter|whole|plain|printed|embroidered|stoned|unstoned|with"
    r"|without|w|wo|no|dengan|tanpa|con|sin|com|sem|avec|sans|mit|ohne|long|short|sleeves?|lengan|panjang|pendek"
    r"|manga|larga|corta|longa|curta|hot|iced?|cold|black|white|red|blue|green|gold|silver|pink|brown|beige|grey"
    r"|gray|nude|purple|yellow|cream|hitam|putih|merah|negro|blanco|preto|branco|noir|blanc|schwarz|weiss|siyah"
    r"|beyaz|den|trang"
    r"|inch(?:es)?|in|cm|mm|m|ml|l|cl|ltrs?|litres?|liters?|kgs?|g|gm|gms|gr|grams?|oz|lbs?|gb|tb|ram|rom|ft"
    r"|yards?|meters?|metres?|watts?|w|pcs?|pieces?|pc|pax|persons?|people|seater|slices?|eggs?|yrs?|years?"
    r"|months?|size|sizes|sz|saiz|ukuran|talla|tallas|tamanho|taille|beden|no|and|to|or|the|a|for|e|y|et|und|dan"
    r"|or|atau|ou|o|is|at|eu|uk|us|litros?|of|de|di|each|only|isi|level|paket|package|unit|set|new|used|sealed"
    r"|sim|wifi|cellular|variant|option|decants?|bottle|roll on|travel|tester|botol|frasco|mxn|usd|or|ou"
)
_FILLERS = frozenset(
    [
        "and",
        "to",
        "or",
        "the",
        "a",
        "for",
        "e",
        "y",
        "et",
        "und",
        "dan",
        "atau",
        "ou",
        "o",
        "is",
        "at",
        "of",
        "de",
        "di",
        "each",
        "only",
        "no",
        "new",
        "set",
        "mxn",
        "usd",
        "isi",
    ]
)
"""Belong to labels and tell no variants apart."""
_VARIANT_WORD = re.compile(rf"(?:{_WORDS})\Z")
_SCRIPTS = re.compile(
    r"เล็ก|กลาง|ใหญ่|ไซส์|ขนาด|นิ้ว|มล|กรัม|صغير|وسط|كبير|مقاس|حجم|سم|مل|جرام|小|中|大|特大|号|サイズ|छोटा|बड़ा|ছোট"
    r"|বড়|মাঝারি|ชาย|หญิง|เด็ก|ผู้ใหญ่|كبار|اطفال|للكبار|للصغار|كيلو|نص|ربع"
)
# From the start of a number: a long run of digits would be tried again from each of them.
_UNSPACED_MEASURE = re.compile(
    r"(?<!\d)\d{1,9}(?:\.\d{1,9})?[ ]?(?:寸|克|斤|升|毫升|号|码|キロ|グラム|センチ|インチ|นิ้ว|มล|กรัม|ลิตร)"
)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?[a-z]{0,6}\Z|[a-z]\d{1,3}\Z|\d+[x/]\d+\w*\Z")
SIZE_TAIL = re.compile(
    r"(?<![^\W_])(?:small|medium|large|mini|jumbo|regular|big|kecil|sedang|besar|chico|mediano|grande|pequeno"
    r"|medio|petit|moyen|grand|klein|mittel|gross|kucuk|orta|buyuk|nho|vua|lon|ndogo|kati|kubwa|half|full"
    r"|\d+(?:[.,]\d+)? ?(?:ml|l|cl|g|gm|gr|kg|oz|cm|inch(?:es)?|in|gb|pcs|pc|\"))[ :=@-]{0,4}\Z|(?:เล็ก|กลาง|ใหญ่"
    r"|صغير|وسط|كبير|نص كيلو|ربع كيلو|كيلو|لتر|小|中|大)[ :=@-]{0,4}\Z"
)
LETTER_TAIL = re.compile(r"(?<![^\W_])(?:x{0,3}s|m|x{0,4}l|[2-6]xl)[ :=@-]{1,4}\Z")


def same_product(labels: list[str]) -> bool:
    """Whether the words before each of several amounts are labels of one product's variants.

    The first label may begin with the product itself ("Perfume 30ml"); each of the others is nothing but a size, a
    measure, a colour or the like, or shares all its other words with the first.
    """
    rests = [_rest(label) for label in labels]
    if not any(_variant(label) for label in labels[1:]):
        return False
    known = set(rests[0])
    return all(set(rest) <= known for rest in rests[1:])


def _rest(label: str) -> list[str]:
    """The words of a label that are no variant words."""
    return [
        word
        for word in _TOKEN.findall(_SCRIPTS.sub(" ", _UNSPACED_MEASURE.sub(" ", label)))
        if not _VARIANT_WORD.match(word) and not _MEASURE.match(word)
    ]


def _variant(label: str) -> bool:
    """The label says something that tells variants apart."""
    if _SCRIPTS.search(label) or _UNSPACED_MEASURE.search(label):
        return True
    telling = [word for word in _TOKEN.findall(label) if word not in _FILLERS]
    return any(_VARIANT_WORD.match(word) or _MEASURE.match(word) for word in telling)
