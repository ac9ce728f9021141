"""Words of measures: what a number counts that is not money."""

UNITS = (
    "cms?|mm|mtrs?|meters?|metres?|metros?|metre|mts?|inch(?:es)?|inci|inc|in(?= )|pulgadas|polegadas|ins|ft|"
    "feet|foot|kaki|yards?|yds?|kgs?|kilos?|g|gr|gms?|grams?|gramos|gramas|grammes?|gramm|mg|lbs?|oz|ons|ml|"
    "mls|cl|l|ltr?s?|lit(?:er|re)s?|litros?|gallons?|gb|tb|mb|mah|w|watts?|kw|v|volts?|hz|mp|px|fps|hp|cc|"
    "rpm|km|mph|kmh|btu|gsm|dpi|denier|den|tc|ct|carats?|karats?|kt|karat|ayar|hrs?|hours?|horas?|jam|min|"
    "mins|minutes?|sec|secs|s|d|days?|dias?|hari|araw|jours?|tage?|gun|ngay|siku|weeks?|wks?|months?|mos|"
    "bulan|bln|thang|yrs?|years?|yo|tahun|thn|th|anos?|ans|jahre?|yas|pcs?|pces|pieces?|pzs?|pzas?|piezas?|"
    "pecas?|stk|adet|pares|pairs?|sets?|nos|un|uds?|lu|li|lik|luk|ply|seater|plazas|sitzer|kisilik|in ?1|"
    "en ?1|em ?1|dalam ?1|x|nits?|way|ways|tier|drawers?|doors?|burners?|slots?|сm|см|мм|кг|гр|мл|шт|سم|مم|"
    "كجم|كيلو|جرام|غرام|مل|لتر|متر|انش|بوصه|جيجا|قيراط|عيار|ساعه|يوم|سنه|سنوات|شهر"
)
"""Units of measures, ages, counts: a number before one of these is not money, where words are spaced."""

UNITS_UNSPACED = (
    r"%|°|\"|''|'(?!\w)|℃|นิ้ว|ซม|กก|กรัม|มล|ลิตร|เมตร|ชม|วัน|ปี|เดือน|สี|คน|ขวบ|ชิ้น|ตัว|คู่|นาที|หลา|มิล|"
    "เซน|गज|मीटर|ग्राम|इंच|किलो|साल|दिन|মিটার|গ্রাম|ইঞ্চি|কেজি|বছর|দিন|গজ|টি|টা|ক্যারেট|cm|センチ|インチ|"
    "グラム|枚|個|本|足|着|点|歳|才|号|码|码|色|件|个|只|条|双|套|岁|寸|克|斤|米|年|日|月|天|周|時|分|秒|人|"
    "回|名|セット|パック|キロ|階|番"
)

AND_SIZE = "and|y|e|et|dan"

MODELS = "series|edition|pro|plus|max|ultra|mini|lite|5g|4g|se|gen"
"""Follow the number of a model: Note 12 pro."""

PARTS = "piece|pcs|way|in|inch|seater|pack|pk|layer|tier|step|color|colour|panel|burner|speed|door|pocket"
"""Joined to a number they describe a thing: 3-piece, 5 layer."""

KARATS = "karat|carat"

GOLD = (
    "gold|plated|gp|saudi|italy|italian|white|rose|yellow|solid|real|emas|oro|ouro|altin|ayar|vermeil|filled|"
    "jewel|ring|necklace|chain|bracelet"
)
"""Behind a number followed by k: 18k gold."""

GOLD_BEFORE = "gold|oro|ouro|emas|altin|or|karat|plated|ginto|sona|dhahabu|vang"

GOLD_BEFORE_UNSPACED = "ذهب|عيار|ทอง|सोना|সোনা|金"

VIDEO = (
    "uhd|hdr|ultra|video|videos|tv|smart|camera|resolution|quality|monitor|display|android|projector|60fps|"
    "dslr|movie|recording|qled|led|oled"
)
"""Behind 4k or 8k."""
