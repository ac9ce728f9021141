"""Languages whose words are others elsewhere, the words that tell them apart, and where the head of a name stands."""

from enum import StrEnum


class Language(StrEnum):
    """A language or a group of close ones."""

    ENGLISH = "en"
    MALAY = "ms"
    TAGALOG = "tl"
    SPANISH = "es"
    PORTUGUESE = "pt"
    FRENCH = "fr"
    ITALIAN = "it"
    ROMANIAN = "ro"
    GERMAN = "de"
    DUTCH = "nl"
    NORDIC = "nordic"
    TURKISH = "tr"
    CYRILLIC = "ru"
    SLAVIC = "pl"
    HUNGARIAN = "hu"
    GREEK = "el"
    UZBEK = "uz"
    SWAHILI = "sw"
    HAUSA = "ha"
    NORTHERN = "am"
    SOUTHERN = "zu"
    INDIC = "hi"
    ARABIC = "ar"
    VIETNAMESE = "vi"
    THAI = "th"
    CHINESE = "zh"
    JAPANESE = "ja"
    KOREAN = "ko"
    HEBREW = "he"
    GEORGIAN = "ka"


HEAD_LAST = frozenset({
    Language.ENGLISH, Language.GERMAN, Language.DUTCH, Language.NORDIC, Language.TURKISH, Language.HUNGARIAN,
    Language.UZBEK, Language.INDIC, Language.CHINESE, Language.JAPANESE, Language.KOREAN,
})  # fmt: skip
"""The thing is the last noun of its name: phone case. In the others it is the first: funda de celular, tas laptop."""

LETTERS = {
    Language.FRENCH: "éèêçàùœîë", Language.PORTUGUESE: "ãõçê", Language.SPANISH: "ñ¿¡áóí", Language.GERMAN: "ßäöü",
    Language.TURKISH: "ışğçü", Language.SLAVIC: "łęąśćěřůčšž", Language.NORDIC: "åøæ", Language.HUNGARIAN: "őűé",
    Language.ROMANIAN: "ățșşâ",
}  # fmt: skip
"""Letters that a language has and most others have not."""

TELLING = {
    Language.ENGLISH: (
    "the|and|for|with|only|available|size|sizes|each|new|from|free|delivery|in|of|your|our|all|just|is|are|to|"
    "price|order|set|pieces|men|women|ladies|black|white|set|pcs"
),
    Language.MALAY: (
    "rp|dapur|susun|kamar|tidur|bilik|hitam|polos|rak|gratis|cek|warna|jumbo|kakak|bund|stock|kualitas|adem|"
    "lembut|cocok|kasut|tudung|isi|pcs|cm|ld|busui|friendly|yang|untuk|dan|dengan|kak|kakak|ini|wanita|pria|"
    "lelaki|hitam|putih|ready|bahan|saiz|ukuran|harga|gratis|ongkir|aja|sahaja|ya|dari|jadi|anak|raya|beli|"
    "asli|sebelum|dah|tau|nak|tak|kalau|habis|ambil|kirim|pakai|banget|percuma|"
    "murah|warna|stok|bisa|boleh|di|ke|ada|semua|tahan|postage|rb|isi|merah|bayi|tanpa|lembar|sudah|minat|"
    "premium|garansi"
),
    Language.TAGALOG: "po|mga|ng|ang|lang|na|sa|mamsh|kasya|pang|mura|hindi|yung|para|nanay|itim|puti|bagong|walang",
    Language.SPANISH: (
    "disponibles|envios|unitalla|piel|entrega|contraentrega|colores|mayoreo|cuero|algodon|garantia|meses|lana|"
    "seda|colombiana|bonita|hermosa|mexico|para|con|el|la|los|las|de|del|en|por|y|desde|tallas|talla|envio|"
    "gratis|dama|mujer|hombre|negro|negra|blanco|nuevo|disponible|hoy|precio|unidad|todos|sin|una|un|pesos|"
    "hecho|se"
),
    Language.PORTUGUESE: (
    "garantia|meses|reais|juros|vezes|loja|promo|enviamos|disponivel|couro|recondicionado|casal|bebe|tamanhos|"
    "para|com|em|do|da|de|frete|gratis|feminina|feminino|masculino|masculina|preto|preta|branco|pronta|"
    "tamanho|unidade|sem|varias|cores|sua|seu|nao|voce|promocao|encomende|e|o|a"
),
    Language.FRENCH: (
    "dispo|boutique|a|au|lieu|euros|fait|coucou|retrait|lot|pour|neuve|soie|coton|cuir|pour|avec|le|la|les|"
    "des|du|en|et|femme|homme|taille|tailles|livraison|noir|blanc|offerte|gratuite|neuf|pointures|sans|une|un|"
    "sur|tous|est|votre|naturelle|longue|pouces|cfa|fcfa"
),
    Language.ITALIAN: (
    "per|con|il|lo|gli|della|di|donna|uomo|nero|spedizione|gratuita|taglie|taglia|da|in|vera|euro|nuovo"
),
    Language.ROMANIAN: "si|cu|pentru|marimi|marime|lei|dama|neagra|livrare|noua|nou|din",
    Language.GERMAN: (
    "statt|jetzt|grossen|paar|preis|anfrage|nach|aus|euro|und|mit|fur|aus|der|die|das|den|grosse|gr|damen|"
    "herren|kinder|versand|neu|stuck|schwarz|weiss|ab|nur|nicht|auf|abholung|vb|gebraucht|ein|eine|von|"
    "handgemachte"
),
    Language.DUTCH: "met|voor|maat|dames|heren|nieuw|gratis|verzending|zwart|rode|het|een|van|en",
    Language.NORDIC: "smuk|for|nu|kjole|fri|fragt|levering|och|med|storlek|strl|dam|herr|svart|ny|frakt|til|kr|for|str",
    Language.TURKISH: (
    "bedenleri|mevcut|siparis|sezon|bayan|pesin|uzeri|haftaya|tek|stoklarda|modelleri|var|indirim|ucretsiz|"
    "yerine|stokta|renk|desenli|uygun|magaza|taksit|ve|ile|icin|beden|bedenler|kadin|erkek|siyah|beyaz|kargo|"
    "bedava|ucretsiz|tl|takimi|takim|seti|adet|deri|pamuk|numara|kapida|odeme|tum|cok|yeni|parca|gumus|ozel|"
    "cocuk|ayar|kisilik"
),
    Language.SLAVIC: (
    "vel|cerna|damske|panske|postovne|zdarma|priv|rozmiary|przesylka|kwiaty|rozmiary|rozmiar|damski|damska|"
    "damskie|meski|czarna|czarny|zl|nowa|nowy|dostawa|dla|ze|velikost|cena|kc|i|na|z"
),
    Language.HUNGARIAN: "es|ft|meret|uj|noi|ferfi|ingyenes",
    Language.UZBEK: "uchun|ming|so'm|som|oq|erkaklar|ayollar|va|yangi",
    Language.SWAHILI: (
    "ya|wa|za|na|kwa|bei|tu|rangi|vya|cha|watoto|kike|kiume|mpya|tunatuma|mikoani|saizi|aina|zote|karibu|"
    "karibuni|tunadeliver|elfu|halisi|seti|la"
),
    Language.HAUSA: "akwai|kudi|masu|da|mai|kyau|sabo",
    Language.SOUTHERN: "makoti|ya|le|ke",
    Language.INDIC: (
    "dam|matro|pani|naya|rang|asal|hamari|wali|behno|pcs|ka|ki|ke|hai|aur|se|mein|sirf|liye|wala|er|ghar|taka|"
    "tk|rs|lakh|stitched|unstitched|dhaka|ache|cod"
),
}  # fmt: skip
"""Words that captions in the language often have. A word that several have tells little, and they share it."""
