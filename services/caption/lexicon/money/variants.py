"""Words that tell variants of one product apart."""

VARIANTS = (
    "small|medium|large|big|extra|regular|standard|normal|mini|jumbo|tall|grande|venti|kids?|adults?|"
    "child(?:ren)?|baby|toddler|teen|men|women|ladies|male|female|boys?|girls?|him|her|unisex|kecil|sedang|"
    "besar|sdg|kcl|bsr|tanggung|dewasa|anak|remaja|biasa|spesial|maliit|malaki|chico|chica|mediano|mediana|"
    "grandes?|gde|gd|familiar|personal|individual|pequeno|pequena|medio|media|petit|petite|moyen|moyenne|"
    "grand|klein|mittel|gross|kucuk|orta|buyuk|nho|vua|lon|ndogo|kati|wastani|kubwa|dogo|single|double|twin|"
    "queen|king|super|full|half|quarter|whole|plain|printed|embroidered|stoned|unstoned|with|without|w|wo|no|"
    "dengan|tanpa|con|sin|com|sem|avec|sans|mit|ohne|long|short|sleeves?|lengan|panjang|pendek|manga|larga|"
    "corta|longa|curta|hot|iced?|cold|black|white|red|blue|green|gold|silver|pink|brown|beige|grey|gray|nude|"
    "purple|yellow|cream|hitam|putih|merah|negro|blanco|preto|branco|noir|blanc|schwarz|weiss|siyah|beyaz|"
    "den|trang|inch(?:es)?|in|cm|mm|m|ml|l|cl|ltrs?|litres?|liters?|kgs?|g|gm|gms|gr|grams?|oz|lbs?|gb|tb|"
    "ram|rom|ft|yards?|meters?|metres?|watts?|w|pcs?|pieces?|pc|pax|persons?|people|seater|slices?|eggs?|"
    "yrs?|years?|months?|size|sizes|sz|saiz|ukuran|talla|tallas|tamanho|taille|beden|no|and|to|or|the|a|for|"
    "e|y|et|und|dan|or|atau|ou|o|is|at|eu|uk|us|litros?|of|de|di|each|only|isi|level|paket|package|unit|set|"
    "new|used|sealed|sim|wifi|cellular|variant|option|decants?|bottle|roll on|travel|tester|botol|frasco|mxn|"
    "usd|or|ou"
)
"""Words of labels that tell variants of one product apart, beside letter sizes and measures."""

VARIANTS_UNSPACED = (
    "เล็ก|กลาง|ใหญ่|ไซส์|ขนาด|นิ้ว|มล|กรัม|صغير|وسط|كبير|مقاس|حجم|سم|مل|جرام|小|中|大|特大|号|サイズ|छोटा|"
    "बड़ा|ছোট|বড়|মাঝারি|ชาย|หญิง|เด็ก|ผู้ใหญ่|كبار|اطفال|للكبار|للصغار|كيلو|نص|ربع"
)

MEASURES_UNSPACED = "寸|克|斤|升|毫升|号|码|キロ|グラム|センチ|インチ|นิ้ว|มล|กรัม|ลิตร"
"""Measures right behind a number."""

SIZES = (
    "small|medium|large|mini|jumbo|regular|big|kecil|sedang|besar|chico|mediano|grande|pequeno|medio|petit|"
    "moyen|grand|klein|mittel|gross|kucuk|orta|buyuk|nho|vua|lon|ndogo|kati|kubwa|half|full"
)
"""Sizes of things before their prices: small 50, large 80."""

MEASURES = r"ml|l|cl|g|gm|gr|kg|oz|cm|inch(?:es)?|in|gb|pcs|pc|\""

SIZES_UNSPACED = "เล็ก|กลาง|ใหญ่|صغير|وسط|كبير|نص كيلو|ربع كيلو|كيلو|لتر|小|中|大"

FILLERS = "and|to|or|the|a|for|e|y|et|und|dan|atau|ou|o|is|at|of|de|di|each|only|no|new|set|mxn|usd|isi"
"""Belong to labels and tell no variants apart."""
