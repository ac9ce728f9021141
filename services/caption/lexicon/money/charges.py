"""Words of charges, part payments, and prices for many."""

PAY = "pay|paying|bayar|paga|pagas|pague|payez|zahle|ode|lipa|with|just"
"""Pay so much now, and the rest later."""

REST_LATER = (
    "balance|later|upfront|deposit|remaining|the rest|to lock|to secure|to book|to reserve|to hold|to start|"
    "first and|dulu|sisanya|restante|el resto|le reste|rest"
)

BULK_UNITS = "pcs|pc|pieces|pairs|units|packs|yards|dozen|kodi|pz|pzas|piezas|un|uds|adet|cai"
"""Units that resellers buy many of."""

NEW_PRICE = "price|harga|precio|preco|prix|preis"
"""Between a charge and an amount: the amount is a price again, not another charge."""

OR_CASH = "or|ou|oder|atau|cash|contado|vista"

IS_NEXT = "ب|at|@|=|:|is|ni"
"""Between a word and the amount that it speaks of."""

CHARGE_ENDS = "fees?|charges?|cost|only"
"""End the name of a charge behind its amount: 300 delivery fee."""

JOKES = (
    "jk|j/k|just kidding|kidding|just joking|joking|(?:no )?jokes?(?: lang)?|i wish|not really|joke lang|"
    r"charot|charr?|chos|eme|bercanda|becanda|canda|gurau\w*|broma|es broma|mentira|na?h+ mentira|brincadeira|"
    r"to brincando|je rigole|je plaisante|je deconne|blague|scherzo|scherz\w*|quatsch|spass|saka|sakaa+|"
    "natania|utani|mazaa?k|majak|thatta|امزح|بمزح|بهزر|أمزح|ล้อเล่น|dua thoi|noi dua|giam na|ha xa|na joke|"
    r"i dey play|na play|e gba|zart\w*|glume\w*|шучу|шутка"
)
"""Behind an amount that is not meant."""

TIERS = (
    "pag|if|when|for|at|min(?:imum|imal)?|moq|kalau|kalo|klo|jika|bila|ambil|beli|buy|buying|take|taking|al|"
    "a partir de|apartir de|desde|des|ab|bei|from|si llevas|llevando|comprando|levando|acima de|mas de|"
    "plus de|khi|khi mua|mua tu|tu|kuanzia|ukichukua|ukinunua|above|over|order of|orders of|order|orders|"
    "upon|sa|kung|per|dari|mulai"
)
"""Before a number of units from which a lower price holds."""

TIER_UPWARDS = (
    r"\+|and up|up|and above|above|or more|ke atas|keatas|pataas|y mas|o mas|ou mais|et plus|mehr|tro len|"
    "na zaidi|onwards"
)

TIER_LEAST = r"min(?:imum|imal)?|moq|min\. ?order"

TIER_OF = "of|order|beli|ambil"

TIER_UNITS = "pcs|pc|pieces|pairs|biji|helai|pasang|units|sets|pz|piezas|pares|pecas"

WHAT_FOR = (
    "for|per|on|of|off|to|untuk|para|por|pour|fur|icin|cho|kwa|each|a|an|one|any|fees?|charges?|costs?|du|de|sur|auf"
)
"""What a charge is for comes next: deposit for the dress £20."""

REGIONS = (
    "outside|within|inside|upcountry|elsewhere|other|others|rest|luar|dalam|jawa|fuera|resto|dentro|interior|"
    "ausserhalb|hors|reste|mainland|island|town|city|cbd|state|states|province|provinces|provincial|metro|"
    "manila|luzon|visayas|mindanao|west|east|north|south|local|international|abroad|sabah|sarawak|nationwide|"
    "standard|express|same day|next day|fee|fees|charge|charges|cost|costs|flat|only|from|starting|kota|"
    "ngoai|noi|tinh|thanh|sehir|ici|disi|miji|mkoa|mikoani|home|office|pick ?up|door|station"
)
"""Where a charge holds: the amount behind is a charge, not the price of goods."""

REGIONS_UNSPACED = "خارج|داخل|باقي|ต่าง|ใน|নগর|ঢাকা|বাইরে|भीतर|बाहर"

SMALL_WORDS = "for|as|de|untuk|of|pour|fur|na|per|para|do|le|ke|ki"
"""May stand between an amount and the word that says what it is."""

LOOSE = "amazon|market|market me|bazar mein|paid|others|competitor|in store|instore"
"""Words for other shops that often only praise the goods."""
