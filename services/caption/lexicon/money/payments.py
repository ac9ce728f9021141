"""Words about parts of a price, tax and measures: what an amount is that is not what one product costs."""

SAVES = (
    "economia de|economia|economie|ahorro|poupanca de|save|saves|saves you|saving|you save|you'll save|save up to|spare"
    "|sparen|du sparst|sie sparen|ihr spart|sparst|gespart"
    "|ahorra|"
    "ahorras|ahorre|ahorrate|ahorro de|te ahorras|economize|economiza|voce economiza|poupa|poupe|economisez|"
    "vous economisez|tu economises|soit une economie de|economie de|risparmi|risparmia|risparmio|risparmio di|"
    "bespaar|je bespaart|u bespaart|hemat|jimat|kamu hemat|oszczedzasz|oszczedz|oszczednosc|usetrite|usetri|usetrete|"
    "usetris|megtakaritas|sporolj|sporolsz|economisesti|economisiti|du sparar|spara|spar|du sparer|saastat|saasta|"
    "tasarruf|tiet kiem|makatipid|tipid|okoa|unaokoa|bachat|bachao|bachaye|экономия|вы экономите|экономишь|экономьте|"
    "выгода|економія|εξοικονομηση|κερδιζετε|وفر|توفير|توفر|ประหยัด|节省|立省|立减|절약|worth|valued at|a value of|"
    "im wert von|d'une valeur de|valorado en|valorada en|no valor de|del valore di|ter waarde van|t.w.v|twv|senilai|"
    "bernilai|o wartosci|v hodnote|in valoare de|till ett varde av|degerinde|стоимостью|вартістю|αξιας|بقيمه|قيمتها|"
    "มูลค่า|价值|價值"
)
"""A number behind one of these is what is saved, or what a present is worth."""

SAVED = (
    "sconto|descuento|desconto|remise|reduction|rebaja|slevy|sleva|zlava|popust|rabatta|d'economie|de remise"
    "|de descuento|de desconto|de ahorro|de economia|di sconto|di risparmio|rabatt|ersparnis"
    "|nachlass|off|"
    "kazanciniz|kazanc|indirim|indirimi|korting|voordeel|rabatu|taniej|slevy|sleva|sparning|rabat|besparelse|alennus|"
    "reducere|kedvezmeny|скидки|скидка|скидкой|выгоды|знижки|discount|saving|savings|value|potongan|diskon"
    "|lebih murah|"
    "引き|オフ|割引|할인|优惠|ลด"
)
"""A number before one of these is what is saved, or what a present is worth."""

COUNTS = (
    "two|three|four|five|six|ten|twelve|zwei|drei|vier|sechs|zwolf|deux|trois|quatre|six|dix|douze|due|tre|quattro"
    "|sei|dieci|"
    "dos|tres|cuatro|seis|doce|duas|quatro|dez|doze|twee|zes|tien|fyra|tva|dva|tri|dwie|trzy|cztery|две|три|четыре"
    "|шесть"
)
"""How many parts, in words."""

INSTALMENTS = (
    "prelevements?|retenues|[a-z]*betalning(?:ar)?|[a-z]*betalinger|[a-z]*raten|[a-z]*termijnen|[a-z]*zahlungen"
    "|paiements?|pagamenti|pagamentos?|zahlungen|betalningar|innbetalinger|indbetalinger|maksua|plateb|platby|wplat"
    "|wplaty|odeme|bayaran|"
    "pembayaran|quotas|tranches?|traites?|abonos|letras|tempos|quotes|delbetalinger|payments?|instal?lments?|rate"
    "|rata|raten|monatsraten|teilzahlungen|cuotas?|quincenas?|pagos?|mensualidades|"
    "parcelas?|prestacoes|mensalidades|vezes|fois|mensualites?|versements?|echeances?|taksit(?:le|li)?|"
    "termijn(?:en)?|delen|betalingen|maandtermijnen|delbetalning(?:ar)?|avbetalning(?:ar)?|rater|avdrag|afdrag|"
    "delbetaling(?:er)?|betalninger|eraa|eralla|osamaks\\w+|maksueraa|rat|raty|ratach|splatky|splatek|splatkach"
    "|splatok|"
    "reszlet(?:ben|re)?|obrok[ae]?|вноск[аи]|cicilan|cicil|angsuran|ansuran|hulog(?:an)?|gives|dot|платеж\\w{0,3}|"
    "част(?:ей|и|ями)|взнос\\w{0,2}|частини|δοσεις|δοσεων|kist(?:en|on)?|qist(?:en|on)?|emis?|malipo|awamu|اقساط"
    "|قسط|دفعات|دفعه"
)
"""Parts that a price is paid in, behind how many there are of them, where words are spaced."""

MONTHS_OF = (
    "months?|meses|mois|monate|mesi|maanden|manader|maneder|miesiecy|mesicu|ay|aylik|bulan|bln|thang|buwan"
    "|месяц(?:а|ев)?"
    "|мес|luni|honap|oy|شهور|اشهر"
)
"""Months, which are how a price is paid when "of", "at" or "x" follows, and a guarantee or an age otherwise."""

OF_EACH = (
    "om|pa|a|hver|kila|moja|jeweils|chacun|chacune|cadauna|elk|elke|ieder|stycket|of|at|a|de|do|da|di|d|des|von|zu"
    "|je|van|po|по|for|x|each|only|just|fijas|fijos|iguales|iguais|mensuales|mensais|"
    "mensuelles|mensili|fixas|fixes|mesicne|miesiecznie|mensalmente|sin|interes|intereses|sem|juros|sans|frais"
    "|senza|interessi|ohne|zinsen|"
    "zinsfrei|zinslos|zonder|rente|renteloos|rentefrei|rantefria|rantefritt|rentefritt|rentefri|bez|odsetek|uroku"
    "|faizsiz|tanpa|bunga|solo|soli|sadece|cuma|nur|tu|kila|ya|za|"
    "med|pa|per|por|con|na|ng|sa|tig|moi|apenas|seulement|slechts|maar|desde|ab|od|from|with|no|interest|free"
    "|interest-free|monthly|rm|без|"
    "процентов|переплаты|ايضا|بقيمه|كل|واحد|ب"
)
"""What may stand between the number of parts and what each of them is."""

INSTALMENTS_UNSPACED = "งวด|回払い|回分割|回|期|个月|個月|개월|개월 할부|किस्त|किस्तों|কিস্তি|কিস্তিতে"

MEASURES = (
    "kgs?|kilo|kilos|kilogram(?:m|me|o)?s?|kilogramm|quilos?|g|gr|gm|gms|grams?|gramm|grammes?|gramos?|gramas?"
    "|grammi|"
    "l|lt|ltr|litre|litres|liter|liters|litro|litros|litr|litri|ml|cl|dl|lb|lbs|pound|oz|ounce|ons|etto|hg|"
    "кг|г|гр|л|мл|литр|λιτρο|κιλο|كيلو|كجم|جرام|غرام|لتر|مل"
)
"""Weights and volumes, where words are spaced."""

MEASURES_UNSPACED = (
    "กก|กิโล|กิโลกรัม|กรัม|ลิตร|มล|キロ|グラム|リットル|公斤|千克|斤|克|升|毫升|킬로|그램|리터|किलो|ग्राम|लीटर|কেজি|গ্রাম|লিটার"
)

GROSS = (
    "inkl|inkl.|inklusive|inklusiv|inc|inc.|incl|incl.|including|inclusive of|with|avec|con|com|mit|med|met|s|z|cu"
    "|με|с|з|"
    "sis|sis.|termasuk|udah|sudah|dahil|dahildir|bao gom|da gom|kasama|ukijumuisha|شامل|مع|รวม"
)
NET = (
    "exkl|exkl.|exklusive|excl|excl.|excluding|exclusive of|ex|ex.|w/o|without|plus|+|zzgl|zzgl.|zuzuglich|ohne"
    "|hors|sans|"
    "sin|sem|mas|mais|senza|piu|utan|uden|uten|bez|fara|χωρις|без|plus|exclusief|exclusive|zonder|belum"
    "|belum termasuk|"
    "tidak termasuk|tanpa|haric|haricdir|chua|chua gom|chua bao gom|hindi kasama|بدون|غير شامل|ไม่รวม|"
    "no incluye|nao inclui|alv|before|pre"
)
TAX = (
    "vat|v.a.t|tax|taxes|gst|mwst|mwst.|ust|ust.|mehrwertsteuer|tva|iva|i.v.a|iva.|btw|b.t.w|moms|mva|alv|dph|afa"
    "|pdv|"
    "ddv|φπα|ндс|пдв|ддс|ppn|sst|ppnbm|kdv|vat 7%|vat7%|vergi|thue|gtgt|qqs|qdv|ضريبه|الضريبه|ภาษี"
)
"""With one of the words above before or behind it, an amount is with or without tax."""
GROSS_ALONE = (
    "ttc|t.t.c|brutto|bruto|gross|gross price|bruttopreis|с ндс|税込|税込み|内税|含税|含稅|"
    "부가세 포함|부가세포함|vat 포함|vat포함|"
    "รวมภาษี|รวมภาษีแล้ว|รวม vat|รวม vat แล้ว|inkl moms|ivato|ivata|iva compresa|iva inclusa|iva inclusive"
    "|iva incluido|"
    "iva incluida|iva incl|iva incl.|i.v.a. incluido|btw inbegrepen|vat included|vat incl|vat inclusive"
    "|tax included|tax incl|"
    "gst included|gst incl|kdv dahil|kdv li|kdvli|ppn included|sis alv|sis. alv|udah ppn|incl ppn|tutto incluso"
)
NET_ALONE = (
    "ht|h.t|netto|neto|net|net price|nettopreis|税抜|税抜き|税別|本体|本体価格|外税|"
    "不含税|未税|未稅|未含税|부가세 별도|부가세별도|vat 별도|vat별도|"
    "ไม่รวม vat|ก่อน vat|ก่อนภาษี|ไม่รวมภาษี|kdv haric|kdvsiz|iva esclusa|iva excluido|iva excluida"
    "|iva no incluido|iva aparte|vat excluded|vat excl|vat exclusive|"
    "vat extra|gst extra|tax extra|plus vat|plus tax|imponibile"
)
"""These say by themselves that an amount is with or without tax."""

INCLUDED = (
    r"incl(?:\.|uded|usive|us[ao]?|uid[ao]|ui|\b)|incluse|inbegrepen|inkl\.?|compres[ao]|dahil(?:dir)?|li|included"
    r"|zawarty|w cenie|"
    r"sisältyy|sisaltyy|med|compris|comprise|compriza|termasuk|uključen|ukljucen|inbegriffen|enthalten|فيه|포함|込み?|込|含"
)
EXCLUDED = (
    r"excl(?:\.|uded|usive|us[ao]?|uid[ao]|\b)|esclus[ao]|no incluid[ao]|aparte|haric(?:tir)?|siz|extra|exkl\.?"
    r"|additional|applicable|"
    r"non compris[ao]?|nao inclus[ao]|별도|抜き?|別"
)
"""What follows a word for tax and says whether it is in the amount."""

PER_MEASURE = (
    "kilopreis|literpreis|grundpreis|kg preis|preis pro kg|preis je kg|preis pro liter|jmf pris|jmfpris|jamforpris"
    "|jamforelsepris|"
    "kilopris|literpris|kg pris|enhedspris|enhetspris|sammenligningspris|prix au kilo|prix au kg|prix au litre"
    "|prix kg|"
    "precio por kilo|precio kilo|precio por litro|precio por kg|preco por kg|preco por quilo|preco por litro"
    "|prezzo al kg|"
    "prezzo al kilo|prezzo al litro|prijs per kilo|prijs per kg|kiloprijs|literprijs|unit price|price per kg"
    "|price per kilo|"
    "price per litre|cena za kg|cena za kilogram|cena za litr|cena za 1 kg|kilohinta|litrahinta|vertailuhinta"
    "|egysegar|"
    "pret pe kg|цена за кг|цена за килограмм|ціна за кг|τιμη κιλου|kg fiyati|harga per kilo|harga per kg|سعر الكيلو"
)
"""A price per weight or volume follows."""

PER = (
    "per|pro|je|al|le|la|el|os?|as?|por|par|au|za|за|na|на|pr|ke|kwa|untuk|cada|each|p|il|il|il|for every|"
    "ett|en|din|na kazdy|das|der|ki|ek|a|til|tiap|setiap|moi|kada|bawat"
)
"""Between an amount and a measure: 5 € pro kg."""

PER_UNSPACED = "ต่อ|每|毎|一|لكل|لل|ال|للـ?|प्रति|প্রতি"

EQUALS = r"=|≈|~=|당|あたり|当たり|entspr(?:icht|\.)?|equivale a|equals"
"""Between a measure and its price."""

PERIODS = "mo|month|week|wk|day|bln|bulan|mes|mois|monat|thang|เดือน"
"""An amount "/ mo" is paid once in each."""

TIMES = "cuotas|parcelas|vezes|taksit|installments|instalments|payments|raten|fois|quincenas|pagos"
"""Parts that a price is paid in, right behind how many there are of them."""

TIMES_EQUAL = "fijas|iguais|iguales|sin interes(?:es)?|sem juros|msi"

TIMES_MONTHS = "meses|mensualidades|mois|monate|aylik|ay"

TIMES_MONTHS_OF = "de|x|taksit"

TIMES_OF = "d[eo]|of|of only|a|von|je|x|taksit"

INSTALMENTS_EACH_UNSPACED = "할부|무이자|월|月々|毎月|各|每期|ละ|x"

PAYMENT_WORDS = (
    r"sem juros|sin interes(?:es)?|sans frais|no cartao|cartao|cartoes|cuotas?|parcel\w*|vezes|msi|meses|mois|"
    r"monat\w*|months?|weeks?|bulan|taksit|pay ?later|spaylater|klarna|paypal|fois|credito|quincenas?|pagos|"
    "d[eo]"
)
"""Beside "3x" these say that a price is paid in parts."""

OF_TAX = "of |l'|le |la |el |der |die |de "
"""Between a word for with or without and the tax."""

LENGTHS = "cm|mm"
"""Behind a number: a measure, not a number of payments."""
