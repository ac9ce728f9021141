"""Sizes that a buyer can choose: lists, ranges, letters, numbers, age bands, one size."""

import re
from dataclasses import dataclass, field
from typing import Literal

from services.caption.lexicon import trie
from services.caption.lexicon import size_words as words
from services.caption.text import Text, fold

System = Literal["EU", "UK", "US"]
ONE_SIZE = "ONE SIZE"
BRAZILIAN = ("PP", "P", "M", "G", "GG", "XG", "XGG")
LETTERS = ("5XS", "4XS", "3XS", "2XS", "XS", "S", "M", "L", "XL", "2XL", "3XL", "4XL", "5XL", "6XL", "7XL", "8XL")

_NAMES = {
    "small": "S", "medium": "M", "large": "L", "extra small": "XS", "extra large": "XL", "x large": "XL", "x small": "XS", "xlarge": "XL", "xsmall": "XS",
}  # fmt: skip
_LETTER = r"(?:[2-8]xl|x{0,6}l|[2-5]xs|x{0,5}s|m|extra[ -]?(?:small|large)|x-?(?:small|large)|small|medium|large|gg|xgg?|eg|pp|ch|[pgu])"
_NUMBER = r"(?:\d{2}[a-f]{1,2}|\d{1,3}(?:\.5|(?<=\d\d),5(?!\d|,\d))?)"
_ATOM = rf"(?:{_LETTER}(?![^\W_])|{_NUMBER}(?!\d|\.\d|[^\W\d_]|:\d)(?:(?!,\d)|(?=,\d{{1,2}},\d)|(?<=\d,\d)|(?<=\d,\d\d)))"
_RANGE = r"[ ]?(?:-|~|→)[ ]?(?:eu |uk |us )?|[ ](?:to|thru|through|till|until|up to|a|à|al|ao|au|ate|hasta|bis|sampai|sampe|s/d|sd|hingga|hadi|mpaka|den|toi|hanggang|ila|se|से|থেকে|إلى|الي|لحد|ل|حتي)[ ](?:size |the |talla |eu |uk |us )?|[ ]?(?:ถึง|から|至|到|より)[ ]?|(?<=\d)to(?=\d)|(?<=\d)a(?=\d)"
_LIST = r"[ ]?(?:[,/|·・;&+]|\.(?=[ ]))[ ]?(?:and |& |y |e |et |und |dan |ve |va |or |size )?|[ ](?:and|&|y|e|et|und|dan|ve|va|or|o|ou|oder|atau|na|at|و|और|ও|x)[ ]|[ ](?:و)(?=[^\W\d_])|[ ]?(?:และ|和|と)[ ]?|[ ]{1,2}"
_SEQUENCE = re.compile(rf"{_ATOM}(?:(?:{_RANGE}|{_LIST}){_ATOM})*")
_TOKEN = re.compile(rf"(?P<atom>{_ATOM})|(?P<range>{_RANGE})|(?P<list>{_LIST})")

_CUE = re.compile(
    rf"(?:(?<![^\W_]){trie(fold(c) for c in words.CUES_BEFORE.split('|') if fold(c)[-1] < chr(0x590))}(?![^\W_])"
    rf"|{trie(fold(c) for c in words.CUES_BEFORE.split('|') if fold(c)[-1] >= chr(0x590))})"
)
_AFTER_CUE = re.compile(
    r"(?:[ ]?(?:[:=\-.(\[،]|are|is|available|avail|ready|in|left|from|range|ranges|de|del|do|du|von|dari|mulai|tu|da|der|ada|only|for|eu|eur|uk|us|nos?\.?|en|em|ab|disponibles?|disponiveis|verfugbar|tersedia|ya|za|ni|من|متوفر|المتوفره|المتوفر|mevcut|n[ro]\.?|nº|size|sizes|left|remaining|uk/aus|yang|يبدأ|waist|:)){0,4}[ ]?\n?"
)
_SYSTEM_BEFORE = re.compile(r"(?<![^\W_])(eur?|uk|us)[ .:]{0,2}(?:sizes?|shoe sizes?|women'?s?|men'?s?|from)?[ :]{0,2}\Z")
_SYSTEM_AFTER = re.compile(r"[ ]?\(?(eur?|uk|us)(?![^\W_])(?! used)")
_CUE_AFTER = re.compile(r"[ ]?(?:sizes?|beden(?:ler)?|numara(?:lar)?|numero|号|码|碼|サイズ|号サイズ|in? (?:waist|chest|bust)|\"? ?(?:waist|chest|bust)|arasi(?: numara)?|talla|ukuran|saiz|nomor)(?![^\W\d_])")
_UNIT_AFTER = re.compile(
    r"[ ]?(?:cm|mm|inci|m\b|kg|kgs|g\b|gm|ml|l\b(?=\d)|gb|tb|%|inch|inches|in\b|\"|''|x[ ]?\d|k\b|rb\b|days?|hari|hours?|weeks?|pcs|pc\b|pieces|/-|/=|[.,]-(?!\d)|°|yards?|mtrs?|bulan|tahun|นิ้ว|ซม|سم|كيلو|كجم|watts?|w\b|mah|mp|hz|km|lbs?|oz|dias|jours|tage|werktage|gun\b|ngay|วัน|ايام|siku|sqft|tablets?|min\b|hrs?|am\b|pm\b|thousand|ribu|jt|juta|tr\b|trieu)"
    r"|[€₦₱₹฿₫$£₺¥₵৳]|[ ]?(?:[€₦₱₹฿₫$£₺¥₵৳]|(?:tl|rs|usd|aed|ksh|kes|ugx|tsh|bob|dh|dhs|sar|naira|cedis|ghs|euros?|eur|gbp|pounds|baht|taka|tk|rupees|pkr|inr|php|pesos|reais|f?cfa|fcfa|shillings?|kd|bd|rm|rp|vnd|egp|le|soles|bolivares)\b|บาท|টাকা|ريال|درهم|جنيه|دينار|円|元)(?![ .:]{0,2}\d)"
)
_FREE_LETTERS = re.compile(rf"(?<![^\W_'’&.+-])(?:{_LETTER}(?![^\W_]))(?:(?:{_RANGE}|{_LIST}){_LETTER}(?![^\W_'’]))*")
_ONE = re.compile(words.ONE_SIZE)
_FITS = re.compile(r"[ ,(]{0,3}(?:(?:can |will |yang )?(?:fits?|fit to|muat|kasya|cabe|up to|hanggang|for|dari|from|untuk|size|s/d|sampai|convient|passt|serve|veste|cabe|muat|fit|\(|:|dipakai|bisa|à|de|do|du|ate|hasta|ใส่ได้|อก|يناسب|من|لحد|fits up to|fits till|duoi)[ ]?){1,3}(?:size[ ])?")
_GONE = rf"(?:{trie(fold(w) for w in words.GONE.split('|') if fold(w)[-1] < chr(0x590))}(?![^\W\d_])|{trie(fold(w) for w in words.GONE.split('|') if fold(w)[-1] >= chr(0x590))})"
_GONE_AFTER = re.compile(rf"(?<![^\W_.,-])(?P<sizes>{_ATOM}(?:(?:{_LIST}){_ATOM}){{0,6}})[ ]?[:=-]?[ ]?(?:is |are |already |na |sudah |udah |dah |da |nos |ya |deja |ist |sind |schon |only |just |all |esta |estao |sind leider |leider |size |numara )?(?:{_GONE})")
_GONE_BEFORE = re.compile(rf"(?:[(,][ ]?(?:{trie(fold(w) for w in words.EXCEPT.split('|'))})|(?<![^\W_])(?:sold out|habis|agotad[oa]s?|esgotad[oa]s?|epuisee?s?|tukenen|tukenenler|het|หมด|except|excepto|kecuali|sauf|haric|ausser)(?: in| size| sizes| ukuran| saiz| talla| tallas| taille| tailles| tamanho)?)[ ]?:?[ ](?:size |sizes |ukuran |saiz |no )?(?P<sizes>{_ATOM}(?:(?:{_LIST}){_ATOM}){{0,6}})")
_BAND = r"\d{1,2}[ ]?(?:-|~|to|a|à|bis|sampai|s/d|sd|hingga|hadi|al|ate|den|ถึง|إلى|الي|ل|/)[ ]?\d{1,2}"
_SPACED_YEARS = "|".join(u for u in words.YEARS.split("|") if u[-1] < "\u0e00")
_AGES = re.compile(
    rf"(?=\d)(?<![\d.,/])(?P<bands>{_BAND}(?:[ ]?(?:y(?:rs?)?|m|th|t)?[ ]?[,/|&+;·]?[ ]?(?:and |y |e |et |und |dan |ve )?{_BAND}){{0,11}})[ ]?-?"
    rf"(?:(?P<years>(?:{words.YEARS}))|(?P<months>(?:{words.MONTHS})))(?![^\W\d_])"
    rf"|(?=\d)(?<![\d.,/])(?P<bands2>{_BAND}(?:[ ]?[,/|&]?[ ]?{_BAND}){{0,11}})[ ]?(?:(?P<years2>ขวบ|ปี|歳|岁|साल|বছর)|(?P<months2>เดือน|ヶ月|か月|个月|महीने|মাস))"
)
_AGE_CUE = re.compile(r"(?<![^\W_])(?:ages?|aged|age group|usia|umur|edad(?:es)?|idades?|age de|alter|yas|do tuoi|umri|umr|edad|العمر|عمر|الاعمار|اعمار|للاعمار|อายุ|年齢|年龄|उम्र|বয়স|عمر)[ :.(-]{0,3}(?:from |de |dari |group |من |of )?(?P<bands>" + _BAND + rf"(?:[ ]?[,/|&;]?[ ]?{_BAND}){{0,11}})(?![\d.,]|[ ]?(?:{words.MONTHS})(?![^\W\d_]))")
_MAY_BE_AGE = re.compile(r"[ -]?age|usia|umu|umr|edad|idade|alter|yas|tuoi|عمر|عمار|อายุ|年齢|年龄|उम्र|বয়স")
_TOY = re.compile(words.TOYS)
_NO_AGE = re.compile(r"warranty|garansi|waranti|garanti|guarantee|experience|delivery|shipping|arriv|return|eta\b|installment|instalment|cicil|wait|ส่ง|ประกัน|ضمان|توصيل|الشحن|battery|lasts?|shelf|expire|pregnan|bao hanh|livraison|lieferzeit|envio|entrega|kargo|vade|proses|pre ?order|مده|old\b(?! size)|balance|payment|plan|umri wa|experience|course")


_WEARERS = {"women's", "men's", "womens", "mens", "women", "ladies"}


_DIGIT = re.compile(r"\d")
_MAY_FOLLOW = re.compile(r"siz|bede|numa|numero|号|码|碼|サイズ|waist|chest|bust|talla|ukuran|saiz|nomor|[\d ](?:eur?|uk|us)(?![^\W_])")
"""What `_CUE_AFTER` and `_SYSTEM_AFTER` begin with."""


@dataclass(slots=True)
class Sizes:
    """Sizes in the order written, where they stand in `plain`, and their system when it is written beside them."""

    values: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    system: System | None = None
    system_span: tuple[int, int] | None = None
    confidence: float = 0.95
    some_gone: bool = False
    """Some of the sizes that are named are declared gone."""
    taken: list[tuple[int, int]] = field(default_factory=list)
    """Spans whose numbers are sizes of some kind and so no prices, those declared gone included."""


def find_sizes(text: Text, low: str) -> Sizes:
    """Sizes in `low`, the caption without addresses, telephone numbers and dates."""
    found = Sizes()
    hits: list[tuple[int, int, list[str]]] = []
    numbers = _DIGIT.search(low) is not None
    if numbers:
        _ages(low, hits)
    _after_cues(text.plain, low, hits, found)
    if numbers and _MAY_FOLLOW.search(low):
        _before_cues(low, hits, found)
    _free_letters(text.plain, low, hits)
    if numbers:
        _free_numbers(low, hits)
    hits.sort(key=lambda hit: hit[0])
    gone = _gone(low, found) if hits else set()
    found.taken += [(start, end) for start, end, _ in hits]
    one = _ONE.search(low)
    if one:
        found.values.append(ONE_SIZE)
        found.spans.append(one.span())
        fits = _FITS.match(low, one.end())
        within = (one.start(), fits.end() + 8 if fits else one.end())
        hits = [hit for hit in hits if not within[0] <= hit[0] <= within[1]]
    for start, end, values in hits:
        kept = [value for value in values if value not in gone]
        found.some_gone = found.some_gone or len(kept) < len(values)
        fresh = [value for value in kept if value not in found.values]
        if fresh:
            found.values += fresh
            found.spans.append((start, end))
    if found.system and not found.values:
        found.system = found.system_span = None
    return found


def _overlaps(hits: list[tuple[int, int, list[str]]], start: int, end: int) -> bool:
    return any(start < other_end and other_start < end for other_start, other_end, _ in hits)


def _ages(low: str, hits: list[tuple[int, int, list[str]]]) -> None:
    toy: bool | None = None
    for match in _AGES.finditer(low):
        line = re.split(r"[.!?\n\x1f]", low[max(0, match.start() - 30) : match.start()])[-1] + " | "
        line += re.split(r"[.,!?\n\x1f]", low[match.end() : match.end() + 20])[0]
        toy = _TOY.search(low) is not None if toy is None else toy
        if toy or _NO_AGE.search(line):
            continue
        unit = "Y" if match.group("years") or match.group("years2") else "M"
        _add_bands(match.group("bands") or match.group("bands2"), unit, match.start(), match.end(), hits)
    for match in _AGE_CUE.finditer(low) if _MAY_BE_AGE.search(low) else ():
        toy = _TOY.search(low) is not None if toy is None else toy
        if not toy and not _overlaps(hits, *match.span("bands")):
            _add_bands(match.group("bands"), "Y", match.start("bands"), match.end("bands"), hits)


def _add_bands(bands: str, unit: str, start: int, end: int, hits: list[tuple[int, int, list[str]]]) -> None:
    pairs = [(int(a), int(b)) for a, b in re.findall(r"(\d{1,2})[^\d,|;&]{1,9}(\d{1,2})", bands)]
    if pairs and all(a < b <= (20 if unit == "Y" else 48) for a, b in pairs):
        hits.append((start, end, [f"{a}-{b}{unit}" for a, b in pairs]))


def _after_cues(plain: str, low: str, hits: list[tuple[int, int, list[str]]], found: Sizes) -> None:
    for cue in _CUE.finditer(low):
        lead = _AFTER_CUE.match(low, cue.end())
        start = lead.end() if lead else cue.end()
        match = _SEQUENCE.match(low, start)
        if match is None or _overlaps(hits, *match.span()):
            continue
        word = cue.group()
        weak = word in {"uk", "eu", "us", "eur", "no", "n", "t", "num", "nomor", "numero", "co", "gr", "namba", "رقم", "bel", "cup", "码", "tam", "ld", "nomer"} | _WEARERS
        end, values = _read(low, match.start(), match.end(), weak=weak)
        if not values and weak:
            end, values = _single(word, match, plain, low)
        if values:
            _system(low, match.start(), end, found)
            hits.append((match.start(), end, values))


def _single(word: str, match: re.Match[str], plain: str, low: str) -> tuple[int, list[str]]:
    """One size behind a word that more often means something else: `mens L`, `UK 5.5`."""
    atom = re.match(_ATOM, match.group())
    if atom is None or _UNIT_AFTER.match(low, match.start() + atom.end()):
        return match.start(), []
    end = match.start() + atom.end()
    if word in _WEARERS and not atom.group()[0].isdigit() and plain[match.start() : end].isupper():
        return end, [_name(atom.group())]
    number = _number(_name(atom.group()))
    worn = re.search(words.SHOES, low) or re.search(words.EVEN_GARMENTS, low)
    if word in {"uk", "us", "eu", "eur"} and number is not None and (3 <= number <= 16 or 34 <= number <= 50) and worn:
        return end, [_name(atom.group())]
    return match.start(), []


def _before_cues(low: str, hits: list[tuple[int, int, list[str]]], found: Sizes) -> None:
    for match in _SEQUENCE.finditer(low):
        start, end = match.span()
        if _overlaps(hits, start, end) or (start and (low[start - 1].isalnum() or low[start - 1] in ".,/:")):
            continue
        cue = _CUE_AFTER.match(low, end)
        system = _SYSTEM_AFTER.match(low, end)
        if not cue and not system:
            continue
        last = re.search(rf"{_ATOM}(?:{_RANGE}{_ATOM})?\Z", match.group())
        counts = cue and cue.group().strip() in {"sizes", "size"} and match.group().isdigit() and "-" not in match.group()
        if counts or last is None:
            continue
        stop, values = _read(low, start, end, weak=bool(system and not cue))
        if values and stop == end:
            _system(low, start, end, found)
            hits.append((start, end, values))


def _system(low: str, start: int, end: int, found: Sizes) -> None:
    if found.system:
        return
    match = _SYSTEM_BEFORE.search(low, max(0, start - 24), start)
    after = _SYSTEM_AFTER.match(low, end)
    named = match or after
    if named:
        code = named.group(1).upper()[:2]
        found.system = "EU" if code == "EU" else "UK" if code == "UK" else "US"
        found.system_span = named.span(1)


def _free_letters(plain: str, low: str, hits: list[tuple[int, int, list[str]]]) -> None:
    for match in _FREE_LETTERS.finditer(low):
        start, end = match.span()
        if _overlaps(hits, start, end):
            continue
        spans = [a.span() for a in re.finditer(r"(?<![^\W_])" + _LETTER + r"(?![^\W_])", match.group())]
        atoms = [match.group()[slice(*span)] for span in spans]
        named = all(len(a) > 3 for a in atoms)
        capital = all(plain[start + first : start + last].isupper() for first, last in spans)
        if not named and not capital and not re.search(r"\d?xl", match.group()):
            continue
        if named and len(atoms) < 2 and not re.match(r"[ ]{0,2}[:=-]?[ ]?(?:[^\W\d_]{0,3}[ .$₦€£]{0,2})\d", low[end : end + 12]):
            continue
        if len(atoms) < 2 and _IS_LEFT.match(low, end):
            pass
        elif len(atoms) < 2 and not re.fullmatch(r"x+l|\dxl|x+s", atoms[0]) and not (named and _sibling(low, start)):
            continue
        if {"p", "u"} & set(atoms) and not {"m", "g"} & set(atoms):
            continue
        stop, values = _read(low, start, end, weak=False)
        if values:
            hits.append((start, stop, values))


def _sibling(low: str, start: int) -> bool:
    """One of small, medium, large alone is a size only beside another: "small R35 medium R50"."""
    return len(set(re.findall(r"(?<![^\W_])(?:small|medium|large)(?![^\W_])", low))) > 1


_IS_LEFT = re.compile(r"[ ](?:is |are |still |only )?(?:available|left|remaining|ready|in stock|only|tersedia|disponible|disponivel|dispo|mevcut|ipo)(?![^\W_])")
_SHOE_RANGE = range(33, 50)


def _free_numbers(low: str, hits: list[tuple[int, int, list[str]]]) -> None:
    for match in re.finditer(rf"(?<![\w.,/:+#%$€£₦₱₹-])\d{{2}}(?:\.5)?(?:(?:{_RANGE}|{_LIST})\d{{2}}(?:\.5)?(?![\d\w]|[.,]\d))+", low):
        start, end = match.span()
        if _overlaps(hits, start, end) or _UNIT_AFTER.match(low, end):
            continue
        numbers = [float(n) for n in re.findall(r"\d{2}(?:\.5)?", match.group())]
        ascending = all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
        inside = all(int(n) in _SHOE_RANGE for n in numbers)
        garment = all(24 <= n <= 60 and n % 2 == 0 for n in numbers) and len(numbers) >= 3
        worded = len(numbers) == 2 and not re.search(r"-|~", match.group())
        garment_range = len(numbers) == 2 and all(26 <= n <= 60 and n % 2 == 0 for n in numbers) and re.search(words.EVEN_GARMENTS, low)
        shoe_range = worded and all(15 <= n <= 50 for n in numbers) and numbers[1] - numbers[0] <= 16 and re.search(words.SHOES, low)
        single_range = len(numbers) == 2 and re.search(_RANGE, match.group()) and numbers[1] - numbers[0] <= 16
        before = low[max(0, start - 12) : start]
        if re.search(r"(?:[a-z]{2,} (?:no|number|model)|iphone|galaxy|ages?|usia|umur|top|\d) ?\Z|[@=]\s*\Z", before):
            continue
        if ascending and ((inside and (len(numbers) >= 3 or single_range)) or garment or garment_range or shoe_range):
            stop, values = _read(low, start, end, weak=False)
            if values:
                hits.append((start, stop, values))


def _read(low: str, start: int, end: int, *, weak: bool) -> tuple[int, list[str]]:
    """The sizes of a sequence, ranges expanded, and where it ends once a trailing price or measure is cut off."""
    tokens = list(_TOKEN.finditer(low, start, end))
    atoms = [t for t in tokens if t.group("atom")]
    while atoms and (_UNIT_AFTER.match(low, atoms[-1].end()) and not _named_unit(low, atoms[-1].end())):
        atoms.pop()
        if atoms and re.fullmatch(_RANGE, low[atoms[-1].end() : atoms[-1].end() + 6].split("\n")[0][: tokens[-1].start() - atoms[-1].end()] or "x"):
            atoms.pop()
    kinds = {("letter" if not a.group()[0].isdigit() or a.group()[1:2] in {"x"} else "number") for a in atoms}
    if len(kinds) > 1:  # "S M L 150": the kind of the first goes on until the other begins
        first = _kind(atoms[0].group())
        cut = next(i for i, a in enumerate(atoms) if _kind(a.group()) != first)
        atoms = atoms[:cut]
    values: list[str] = []
    previous: str | None = None
    last_end = start
    for atom in atoms:
        value = _name(atom.group())
        joint = low[last_end : atom.start()] if previous is not None else ""
        if previous is not None and joint and re.fullmatch(_RANGE, joint) and (expanded := _expand(previous, value, low)):
            values += expanded[1:]
        elif previous is not None and _kind(atom.group()) == "number" and not _plausible_next(previous, value):
            break
        else:
            values.append(value)
        previous, last_end = value, atom.end()
    if not values or not _plausible(values, weak=weak, several=len(values) > 1):
        return start, []
    return last_end, list(dict.fromkeys(values))


def _named_unit(low: str, end: int) -> bool:
    """`34" chest` and a hat's `57cm` are sizes with their unit."""
    return bool(re.match(r"[ ]?(?:\"|''|in(?:ch(?:es)?)?)[ ](?:chest|waist|bust)", low[end : end + 16])) or (
        low.startswith(("cm", " cm"), end) and bool(re.search(words.HATS, low))
    )


def _kind(atom: str) -> str:
    return "number" if atom[0].isdigit() and "x" not in atom else "letter"


def _name(atom: str) -> str:
    plain = re.sub(r"[ -]+", " ", atom)
    if plain in _NAMES:
        return _NAMES[plain]
    upper = atom.upper().replace(",", ".")
    if match := re.fullmatch(r"(X{2,})([SL])", upper):
        return f"{len(match.group(1))}X{match.group(2)}"
    return upper.removesuffix(".0")


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _plausible_next(previous: str, value: str) -> bool:
    """A price may follow sizes without a mark: "38 40 350"."""
    first, second = _number(previous), _number(value)
    if first is None or second is None:
        return first is second
    return second <= max(first * 1.6, first + 12) and not (second >= 100 > first and second > first * 1.4)


def _plausible(values: list[str], *, weak: bool, several: bool) -> bool:
    numbers = [n for n in map(_number, values) if n is not None]
    if weak and not several and not (numbers and 34 <= numbers[0] <= 48):
        return False
    if weak and numbers and not all(n <= 60 or (several and 80 <= n <= 176) for n in numbers):
        return False
    return all(n <= 176 for n in numbers)


def _expand(low_end: str, high_end: str, low: str) -> list[str] | None:
    if low_end in LETTERS and high_end in LETTERS:
        first, last = LETTERS.index(low_end), LETTERS.index(high_end)
        return list(LETTERS[first : last + 1]) if first < last else None
    if low_end in BRAZILIAN and high_end in BRAZILIAN:
        first, last = BRAZILIAN.index(low_end), BRAZILIAN.index(high_end)
        return list(BRAZILIAN[first : last + 1]) if first < last else None
    first_number, last_number = _number(low_end), _number(high_end)
    if first_number is None or last_number is None or not first_number < last_number:
        return None
    step = _step(first_number, last_number, low)
    count = int((last_number - first_number) / step)
    if count > 40:
        return None
    return [f"{first_number + step * i:g}" for i in range(count + 1)]


def _step(first: float, last: float, low: str) -> float:
    """Shoes go up by one; clothes with even numbers by two; children's heights by six or ten centimetres."""
    if first % 1 or last % 1:
        return 0.5 if first % 1 != last % 1 else 1
    if first >= 80:
        return 10 if first % 10 == 0 and last % 10 == 0 else 6
    shoes, garments = re.search(words.SHOES, low), re.search(words.EVEN_GARMENTS, low)
    even = first % 2 == 0 and last % 2 == 0
    if even and garments and not shoes:
        return 2
    return 2 if even and not shoes and last >= 50 else 1


def _gone(low: str, found: Sizes) -> set[str]:
    """Sizes that are declared sold out or left out of the range."""
    gone: set[str] = set()
    for match in (*_GONE_AFTER.finditer(low), *_GONE_BEFORE.finditer(low)):
        names = [_name(atom) for atom in re.findall(_ATOM, match.group("sizes"))]
        if _IS_LEFT.match(low, match.end("sizes")):  # "sold out in M and L, S available"
            names.pop()
        gone.update(names)
        found.taken.append(match.span("sizes"))
    return gone
