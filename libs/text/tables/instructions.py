"""Words of sentences that speak to a program."""

IGNORE = (
    r"ignor\w*|disregard|forget|override|bypass|abaikan|lupakan|ignorez|oubliez|olvida|yok say|bo qua|puuza|"
    "huwag pansinin|تجاهل|無視|忽略|忽视|อย่าสนใจ|नज़रअंदाज़|अनदेखा|উপেক্ষা"
)

IGNORE_BEHIND = "yok say|gormezden gel|नज़रअंदाज़|अनदेखा|উপেক্ষা|無視"
"""Behind the instructions, in languages whose sentences end in the verb."""

INSTRUCTIONS = (
    r"instruction|instruksi|instruccion|instruco|instructions|previous|prior|above|rules?\b|prompt|perintah|"
    "anweisung|consigne|talimat|huong dan|maelekezo|تعليمات|指示|指令|คําสั่ง|निर्देश|নির্দেশ"
)

REPORT = (
    "set|output|return|change|report|respond|print|extract|mark|label|devuelve|retorne|responda|atur|ubah|"
    "keluarkan|tetapkan|setze|renvoie"
)

ARTICLES = "the|your|my|its|a|o|el|la|le|den"

FACTS = (
    "category|categories|tags?|price|currency|sizes?|availability|title|json|bundle|harga|precio|preco|prix|preis|fiyat"
)
"""What a program is asked to report of a caption."""

AS = "to|as|=|:|jadi|menjadi|a|auf|en|is"

KEYS = "category|tags|price|currency|availability|title|sizes?|bundle"
"""Names of fields: price = 1."""

SPEAKERS = "system|assistant|developer"

PROGRAMS = "ai|llm|chatgpt|gpt|bot|parser|language model"

ORDERS = "must|set|output|ignore|disregard|return|mark|price"

ADDRESSED = "system|assistant|developer|admin|ai|llm|prompt|instructions?"

VERB_STEMS = (
    "ignor|disregard|forget|override|bypass|abaikan|lupakan|oubliez|olvida|yok say|bo qua|puuza|pansinin|"
    "تجاهل|無視|忽略|忽视|อย่าสนใจ|नज़रअंदाज़|अनदेखा|উপেক্ষা|=|set |output|return|change|report|respond|"
    'print |extract|mark |label|devuelve|retorne|responda|atur|ubah|keluarkan|tetapkan|setze|renvoie|"price|"category|'
    "system|assistant|developer|inst]|prompt|gpt|llm|parser|bot|ai "
)

NOUN_STEMS = (
    "categor|tag|price|currency|size|availab|title|json|bundle|harga|precio|preco|prix|preis|fiyat|instru|previous|prior|"
    "above|rule|prompt|perintah|anweisung|consigne|talimat|huong dan|maelekezo|تعليمات|指示|指令|คําสั่ง|"
    "निर्देश|নির্দেশ|system|assistant|developer|inst]|must|output|ignore|disregard|return|mark"
)

MESSAGES = "prompt|message"

TAGS = "system|assistant|instructions?|prompt"
"""Names of tags: <system>."""

KINDS_OF_PROGRAMS = "assistants?|models?|agents?|parsers?"
