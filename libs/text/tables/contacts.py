"""Words beside handles, hashtags, telephone and account numbers."""

PRICED_AT = "rp|rs|ksh|kes|ugx|tsh|tzs|ghs|ghc|gh|php|rm|ngn|n|r|p|us|usd|inr|pkr|tk|aed|sar|shs?|only|just"
"""Behind @, with a number: a price, not a handle."""

BEFORE_HASH_PRICE = "from|to|for|only|at|just|price|now|was|is|=|:|-|@|cost|costs|and"
"""Nigerian English: before #15k these say that it is naira, not a hashtag."""

BEHIND_HASH_PRICE = "only|each|per|for|last|flat|fixed|net"

CONTACTS = (
    "call|text|sms|whats ?app|w/app|watsap|wsp|wtsp|wts|wa|tel|telp|phone|mobile|hubungi|piga|zalo|viber|"
    "line id|hotline|sdt|contacto?|ligue|fone|celular|cel|appelez|rufen|ara|arayin|arayiniz|iletisim|hatti|"
    "momo|mpesa|m-pesa|airtel|till|paybill|lipa namba|acct?|a/c|bca|mandiri|gcash|pix|bkash|nagad|no rek|"
    "rekening|jazzcash|easypaisa"
)
"""Before a telephone or account number, where words are spaced."""

CONTACTS_UNSPACED = (
    "واتس ?اب|واتساب|للتواصل|للطلب|اتصل|جوال|موبايل|ت:|رقم|كال|โทร|ติดต่อ|电话|電話|微信|फोन|कॉल|व्हाट्सएप|মোবাইল|ফোন"
)

MONEY_BEHIND_CONTACT = "k|rb|tl|aed|ksh|ugx|/-|/=|rs|usd|naira|jt|ribu"
"""Behind a number that is an amount, though a word for a contact stands before it."""
