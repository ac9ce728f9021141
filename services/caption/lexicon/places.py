"""Named countries, cities and dialling codes, by the currency that is used there."""

PLACES: dict[str, str] = {
    "NGN": (
        "nigeria|naija|lagos|abuja|ibadan|kano|port harcourt|portharcourt|ph city|benin city|enugu|onitsha|aba|ikeja|"
        "lekki|yaba|surulere|owerri|warri|kaduna|jos|ilorin|abeokuta|uyo|calabar|asaba|akure|wuse|ajah|"
        "balogun market|🇳🇬|+234|osogbo|ikorodu|festac|computer village|trade fair|zaria|maiduguri|sokoto|awka|minna|"
        "makurdi|ogun|gwarinpa|victoria island|mushin|oshodi|sapele|onitsha main market"
    ),
    "GHS": (
        "ghana|accra|kumasi|tamale|takoradi|tema|cape coast|makola|kasoa|madina|east legon|osu|koforidua|sunyani|🇬🇭|"
        "+233|kejetia|circle accra|spintex"
    ),
    "KES": (
        "kenya|nairobi|mombasa|kisumu|nakuru|eldoret|thika|kikuyu|ruiru|gikomba|eastleigh|kamukunji|moi avenue|"
        "luthuli|westlands|machakos|meru|nyeri|kitengela|rongai|🇰🇪|+254|naivasha|malindi|kilifi|kiambu|"
        "luthuli avenue|dubois road|toi market"
    ),
    "UGX": (
        "uganda|kampala|entebbe|jinja|mbarara|gulu|mukono|wakiseka|wandegeya|ntinda|owino|kikuubo|gazaland|mbale|🇺🇬|"
        "+256|kabalagala|nakasero|masaka|fort portal|lira town"
    ),
    "TZS": (
        "tanzania|dar es salaam|dar|kariakoo|arusha|mwanza|dodoma|zanzibar|mbeya|morogoro|tanga|moshi|sinza|mlimani|"
        "posta mpya|kinondoni|🇹🇿|+255|iringa|tabora|mikocheni|ubungo|makumbusho"
    ),
    "RWF": "rwanda|kigali|🇷🇼|+250",
    "ETB": "ethiopia|addis ababa|addis|🇪🇹|+251",
    "ZMW": "zambia|lusaka|kitwe|ndola|🇿🇲|+260",
    "MWK": "malawi|lilongwe|blantyre|🇲🇼|+265",
    "BWP": "botswana|gaborone|francistown|maun|🇧🇼|+267",
    "NAD": "namibia|windhoek|🇳🇦|+264",
    "ZAR": (
        "south africa|mzansi|johannesburg|joburg|jozi|cape town|durban|pretoria|soweto|sandton|polokwane|"
        "bloemfontein|gqeberha|🇿🇦|+27"
    ),
    "XOF": (
        "senegal|dakar|abidjan|cote d'ivoire|ivory coast|benin republic|cotonou|lome|togo|bamako|mali|ouagadougou|"
        "burkina faso|burkina|niamey|niger|thies|bouake|yopougon|cocody|🇸🇳|🇨🇮|🇧🇯|🇹🇬|🇲🇱|🇧🇫|🇳🇪|+221|+225|+229|+228|"
        "+223|+226|+227"
    ),
    "XAF": (
        "cameroun|cameroon|douala|yaounde|gabon|libreville|congo brazzaville|brazzaville|pointe noire|tchad|ndjamena|"
        "n'djamena|bafoussam|🇨🇲|🇬🇦|🇨🇬|🇹🇩|+237|+241|+242|+235|bamenda|buea"
    ),
    "EGP": (
        "egypt|cairo|alexandria|giza|مصر|القاهره|القاهرة|الاسكندريه|اسكندريه|الجيزه|المنصوره|طنطا|مدينه نصر|المعادي|"
        "🇪🇬|+20|masr|nasr city|maadi|mansoura|tanta|heliopolis|zamalek|اسيوط|الزقازيق|العتبه|6 اكتوبر|الهرم|دمياط|"
        "بورسعيد"
    ),
    "MAD": (
        "morocco|maroc|casablanca|casa|rabat|marrakech|fes|tanger|agadir|المغرب|الدار البيضاء|مراكش|الرباط|🇲🇦|+212|"
        "طنجه|فاس"
    ),
    "DZD": "algeria|algerie|alger|oran|constantine|الجزائر|🇩🇿|+213|وهران",
    "TND": "tunisia|tunisie|tunis|sfax|sousse|تونس|🇹🇳|+216",
    "LYD": "libya|tripoli|benghazi|ليبيا|طرابلس|بنغازي|🇱🇾|+218",
    "SDG": "sudan|khartoum|السودان|الخرطوم|ام درمان|🇸🇩|+249",
    "IDR": (
        "indonesia|jakarta|bandung|surabaya|jogja|yogyakarta|medan|semarang|bekasi|tangerang|makassar|denpasar|"
        "tanah abang|solo|malang|depok|bogor|🇮🇩|+62"
    ),
    "MYR": (
        "malaysia|kuala lumpur|johor|johor bahru|penang|pulau pinang|selangor|shah alam|melaka|ipoh|kelantan|sabah|"
        "sarawak|kota bharu|🇲🇾|+60"
    ),
    "SGD": "singapore|🇸🇬|+65",
    "PHP": (
        "philippines|pilipinas|manila|quezon city|cebu|davao|makati|divisoria|baclaran|pasig|cavite|laguna|bulacan|"
        "taytay|caloocan|baguio|iloilo|cagayan de oro|bgc|antipolo|pasay|batangas|pampanga|metro manila|🇵🇭|+63|"
        "taguig|marikina|bacoor|imus|zamboanga"
    ),
    "VND": (
        "vietnam|viet nam|ha noi|hanoi|sai gon|saigon|tphcm|tp hcm|ho chi minh|da nang|hai phong|can tho|bien hoa|🇻🇳|"
        "+84"
    ),
    "THB": (
        "thailand|bangkok|pratunam|platinum|chiang mai|phuket|pattaya|ประเทศไทย|กรุงเทพ|เชียงใหม่|ประตูน้ำ|สำเพ็ง|🇹🇭|"
        "+66|ภูเก็ต|พัทยา"
    ),
    "INR": (
        "india|mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|surat|ahmedabad|jaipur|"
        "lucknow|kochi|kerala|chandigarh|ludhiana|indore|nagpur|patna|bhopal|coimbatore|tiruppur|sarojini|"
        "chandni chowk|gujarat|tamil nadu|punjab india|noida|gurgaon|gurugram|दिल्ली|मुंबई|भारत|जयपुर|सूरत|कोलकाता|"
        "কলকাতা|🇮🇳|+91|andheri|karol bagh|vadodara|rajkot|thane|visakhapatnam|vijayawada|varanasi|कानपुर|kanpur|लखनऊ"
    ),
    "PKR": (
        "pakistan|karachi|lahore|islamabad|rawalpindi|faisalabad|multan|peshawar|sialkot|gujranwala|hyderabad sindh|"
        "quetta|پاكستان|لاہور|لاهور|كراچی|كراچي|اسلام آباد|اسلام اباد|🇵🇰|+92|liberty market|راولپنڈی|tariq road|"
        "bahawalpur|فيصل آباد"
    ),
    "BDT": (
        "bangladesh|dhaka|chittagong|chattogram|sylhet|khulna|rajshahi|mirpur dhaka|uttara|dhanmondi|gulshan dhaka|"
        "ঢাকা|বাংলাদেশ|চট্টগ্রাম|সিলেট|খুলনা|রাজশাহী|🇧🇩|+880|bashundhara|narayanganj|গাজীপুর|gazipur|mirpur|comilla|"
        "new market dhaka"
    ),
    "LKR": "sri lanka|colombo|kandy|galle|negombo|🇱🇰|+94",
    "NPR": "nepal|kathmandu|pokhara|lalitpur|काठमाडौं|काठमाण्डौ|नेपाल|🇳🇵|+977|biratnagar",
    "MMK": "myanmar|yangon|mandalay|🇲🇲|+95",
    "MUR": "mauritius|port louis|🇲🇺|+230",
    "AED": (
        "uae|u.a.e|dubai|abu dhabi|sharjah|ajman|al ain|ras al khaimah|fujairah|deira|emirates|united arab emirates|"
        "دبي|ابوظبي|ابو ظبي|الشارقه|عجمان|العين|الامارات|🇦🇪|+971|راس الخيمه|الفجيره"
    ),
    "SAR": (
        "saudi arabia|saudi|ksa|riyadh|jeddah|dammam|makkah|mecca|madinah|khobar|al khobar|السعوديه|الرياض|جده|"
        "الدمام|مكه|المدينه المنوره|الخبر|الطائف|القصيم|ابها|تبوك|🇸🇦|+966|الاحساء|المملكه|بريده|حائل|جازان|نجران"
    ),
    "QAR": "qatar|doha|قطر|الدوحه|🇶🇦|+974|al rayyan|الريان|lusail",
    "OMR": "oman|muscat|salalah|عمان مسقط|مسقط|سلطنه عمان|صلاله|صحار|🇴🇲|+968|sohar",
    "KWD": "kuwait|الكويت|حولي|السالميه|🇰🇼|+965|salmiya|hawally|الفروانيه|farwaniya",
    "BHD": "bahrain|manama|البحرين|المنامه|المحرق|🇧🇭|+973|muharraq|riffa",
    "JOD": "jordan amman|amman|الاردن|عمان الاردن|اربد|الزرقاء|🇯🇴|+962",
    "IQD": "iraq|baghdad|erbil|العراق|بغداد|البصره|اربيل|الموصل|🇮🇶|+964",
    "LBP": "lebanon|beirut|لبنان|بيروت|🇱🇧|+961",
    "SYP": "syria|damascus|aleppo|سوريا|دمشق|حلب|🇸🇾|+963",
    "YER": "yemen|sanaa|اليمن|صنعاء|عدن|🇾🇪|+967",
    "IRR": "iran|tehran|ايران|تهران|🇮🇷|+98",
    "ILS": "israel|tel aviv|فلسطين|رام الله|🇮🇱|+972|+970",
    "TRY": "turkiye|istanbul|ankara turkiye|izmir|bursa|antalya|adana|laleli|merter|🇹🇷|+90|تركيا|اسطنبول",
    "BRL": (
        "brasil|sao paulo|rio de janeiro|belo horizonte|fortaleza|salvador|recife|curitiba|goiania|bras sp|"
        "25 de marco|🇧🇷|+55"
    ),
    "MXN": (
        "mexico|cdmx|ciudad de mexico|guadalajara|monterrey|puebla|tijuana|tepito|leon gto|queretaro|merida|edomex|"
        "🇲🇽|+52|toluca|cancun|veracruz|zapopan|jalisco|nuevo leon|oaxaca"
    ),
    "COP": (
        "colombia|bogota|medellin|cali|barranquilla|cartagena|bucaramanga|🇨🇴|+57|el hueco|pereira|san victorino|ibague"
    ),
    "ARS": "argentina|buenos aires|caba|rosario|la plata|mendoza|flores caba|🇦🇷|+54|once caba|avellaneda",
    "CLP": "chile|santiago de chile|valparaiso|vina del mar|patronato|🇨🇱|+56|concepcion",
    "PEN": "peru|lima|gamarra|arequipa|trujillo peru|🇵🇪|+51",
    "UYU": "uruguay|montevideo|🇺🇾|+598",
    "DOP": "republica dominicana|santo domingo|santiago rd|🇩🇴|punta cana",
    "BOB": "bolivia|la paz|santa cruz de la sierra|cochabamba|🇧🇴|+591",
    "VES": "venezuela|caracas|maracaibo|🇻🇪|+58",
    "GTQ": "guatemala|🇬🇹|+502",
    "HNL": "honduras|tegucigalpa|san pedro sula|🇭🇳|+504",
    "CUP": "cuba|la habana|🇨🇺|+53",
    "NIO": "nicaragua|managua|🇳🇮|+505",
    "CRC": "costa rica|🇨🇷|+506",
    "GBP": (
        "uk|united kingdom|england|london|manchester|birmingham|leeds|glasgow|liverpool|bristol|scotland|wales|"
        "cardiff|edinburgh|🇬🇧|+44|essex|stockport|sheffield|nottingham|leicester|newcastle|belfast|kent|brighton|"
        "southampton|portsmouth|plymouth|derby|coventry|hull|bradford|wolverhampton|sunderland|york|oxford|cambridge|"
        "norwich|croydon|luton|reading uk|bolton|wigan|blackpool|preston|swansea|aberdeen|dundee"
    ),
    "SEK": "sweden|sverige|stockholm|goteborg|malmo|🇸🇪|+46",
    "NOK": "norway|norge|oslo|bergen|🇳🇴|+47",
    "DKK": "denmark|danmark|kobenhavn|copenhagen|🇩🇰|+45",
    "ISK": "iceland|reykjavik|🇮🇸",
    "CHF": "switzerland|schweiz|suisse|zurich|geneve|🇨🇭|+41",
    "RON": "romania|bucuresti|🇷🇴|+40",
    "MDL": "moldova|chisinau|🇲🇩",
    "JPY": "japan|tokyo|osaka|日本|東京|大阪|京都|名古屋|福岡|🇯🇵|+81|税込|税抜|渋谷|原宿",
    "CNY": "china|guangzhou|shenzhen|yiwu|shanghai|beijing|中国|广州|深圳|上海|北京|义乌|杭州|🇨🇳|+86|成都",
    "TWD": "taiwan|taipei|台灣|台湾|台北|台中|高雄|🇹🇼|+886",
    "HKD": "hong kong|香港|🇭🇰|+852",
    "SLE": "sierra leone|freetown|🇸🇱|+232",
    "PGK": "papua new guinea|port moresby",
    "SOS": "somalia|mogadishu|hargeisa|🇸🇴|+252",
    "SZL": "eswatini|mbabane",
    "SSP": "south sudan|juba",
    "TMT": "turkmenistan|ashgabat",
    "AZN": "azerbaijan|baku|baki|🇦🇿|+994",
}

NOT_HERE_BEFORE = (
    "made in",
    "imported from",
    "import from",
    "from",
    "buatan",
    "hecho en",
    "feito no",
    "fabrique en",
    "brand",
    "original",
    "ex",
)
"""Words before a place that make it where the goods come from, not where the shop is."""
