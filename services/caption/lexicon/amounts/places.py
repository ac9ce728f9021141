"""Named countries, cities and dialling codes, by the currency that is used there."""

PLACES: dict[str, str] = {
    "NGN": (
        "nigeria|naija|lagos|abuja|ibadan|kano|port harcourt|portharcourt|ph city|benin city|enugu|onitsha|aba|ikeja|"
        "lekki|yaba|surulere|owerri|warri|kaduna|jos|ilorin|abeokuta|uyo|calabar|asaba|akure|wuse|ajah|"
        "balogun market|🇳🇬|+234|osogbo|ikorodu|festac|computer village|trade fair|zaria|maiduguri|sokoto|awka|minna|"
        "makurdi|ogun|gwarinpa|victoria island|mushin|oshodi|sapele|onitsha main market|"
        "ogbomosho|nnewi|umuahia|gombe|bauchi|ilesa|ondo|ado ekiti|lokoja|katsina|epe|agege|alaba|egbeda|ketu|ogba|"
        "magodo|apapa|isolo|lugbe|kubwa|garki|maitama|jabi|eko|edo state|delta state|anambra|imo state|rivers state|"
        "kwara|oyo"
    ),
    "GHS": (
        "ghana|accra|kumasi|tamale|takoradi|tema|cape coast|makola|kasoa|madina|east legon|osu|koforidua|sunyani|🇬🇭|"
        "+233|kejetia|circle accra|spintex|"
        "achimota|dansoman|adenta|ashaiman|obuasi|ho volta|wa upper west|bolgatanga|techiman|legon|labone|teshie|"
        "nungua|kaneshie|lapaz|tarkwa"
    ),
    "KES": (
        "kenya|nairobi|mombasa|kisumu|nakuru|eldoret|thika|kikuyu|ruiru|gikomba|eastleigh|kamukunji|moi avenue|"
        "luthuli|westlands|machakos|meru|nyeri|kitengela|rongai|🇰🇪|+254|naivasha|malindi|kilifi|kiambu|"
        "luthuli avenue|dubois road|toi market|"
        "kakamega|kericho|kisii|bungoma|narok|garissa|embu|nanyuki|lamu|voi|syokimau|karen nairobi|juja|umoja|"
        "kayole|kasarani|donholm|nairobi cbd|tom mboya|river road|ngong|athi river|busia|migori|homa bay|kitale"
    ),
    "UGX": (
        "uganda|kampala|entebbe|jinja|mbarara|gulu|mukono|wakiseka|wandegeya|ntinda|owino|kikuubo|gazaland|mbale|🇺🇬|"
        "+256|kabalagala|nakasero|masaka|fort portal|lira town|"
        "arua|soroti|lira uganda|hoima|kabale|kasese|mityana|wakiso|ntungamo|nansana|kyaliwajjala|bukoto|kireka|"
        "bweyogerere|kisekka|st balikuddembe|najjera|naalya|kansanga|muyenga"
    ),
    "TZS": (
        "tanzania|dar es salaam|dar|kariakoo|arusha|mwanza|dodoma|zanzibar|mbeya|morogoro|tanga|moshi|sinza|mlimani|"
        "posta mpya|kinondoni|🇹🇿|+255|iringa|tabora|mikocheni|ubungo|makumbusho|"
        "kigoma|singida|shinyanga|songea|sumbawanga|mtwara|lindi|bukoba|musoma|tegeta|mbagala|temeke|ilala|"
        "sinza mori|mwenge|kahama|pemba|unguja|mbezi|masaki"
    ),
    "RWF": ("rwanda|kigali|🇷🇼|+250|musanze|huye|rubavu|gisenyi|nyabugogo|kimironko|remera"),
    "ETB": (
        "ethiopia|addis ababa|addis|🇪🇹|+251|merkato|mercato|bole|hawassa|adama|bahir dar|mekelle|dire dawa|gondar|"
        "jimma|አዲስ አበባ|መርካቶ|ቦሌ"
    ),
    "ZMW": ("zambia|lusaka|kitwe|ndola|🇿🇲|+260|livingstone|kabwe|chingola|solwezi|chipata|cairo road|kamwala"),
    "MWK": ("malawi|lilongwe|blantyre|🇲🇼|+265|mzuzu|zomba"),
    "BWP": ("botswana|gaborone|francistown|maun|🇧🇼|+267|serowe|palapye|kasane"),
    "NAD": ("namibia|windhoek|🇳🇦|+264|walvis bay|swakopmund|oshakati|rundu|ondangwa"),
    "ZAR": (
        "south africa|mzansi|johannesburg|joburg|jozi|cape town|durban|pretoria|soweto|sandton|polokwane|"
        "bloemfontein|gqeberha|🇿🇦|+27|"
        "centurion|midrand|port elizabeth|east london|nelspruit|mbombela|pietermaritzburg|umhlanga|khayelitsha|"
        "tembisa|randburg|roodepoort|boksburg|benoni|soshanguve|rustenburg|kimberley|stellenbosch|bellville|"
        "mitchells plain|cpt|jhb|dbn|pta|kzn|gauteng|limpopo|mpumalanga"
    ),
    "XOF": (
        "senegal|dakar|abidjan|cote d'ivoire|ivory coast|benin republic|cotonou|lome|togo|bamako|mali|ouagadougou|"
        "burkina faso|burkina|niamey|niger|thies|bouake|yopougon|cocody|🇸🇳|🇨🇮|🇧🇯|🇹🇬|🇲🇱|🇧🇫|🇳🇪|+221|+225|+229|+228|"
        "+223|+226|+227|"
        "senegal dakar|saint louis senegal|touba|kaolack|ziguinchor|sandaga|pikine|guediawaye|adjame|marcory|"
        "treichville|abobo|koumassi|san pedro ci|yamoussoukro|parakou|porto novo|calavi|bobo dioulasso|sikasso|"
        "kara togo|maradi|zinder"
    ),
    "XAF": (
        "cameroun|cameroon|douala|yaounde|gabon|libreville|congo brazzaville|brazzaville|pointe noire|tchad|ndjamena|"
        "n'djamena|bafoussam|🇨🇲|🇬🇦|🇨🇬|🇹🇩|+237|+241|+242|+235|bamenda|buea|"
        "garoua|maroua|limbe|kribi|akwa|bonaberi|mokolo|port gentil|franceville|bangui|malabo|bata|ngaoundere|"
        "bertoua|ebolowa"
    ),
    "EGP": (
        "egypt|cairo|alexandria|giza|مصر|القاهره|القاهرة|الاسكندريه|اسكندريه|الجيزه|المنصوره|طنطا|مدينه نصر|المعادي|"
        "🇪🇬|+20|masr|nasr city|maadi|mansoura|tanta|heliopolis|zamalek|اسيوط|الزقازيق|العتبه|6 اكتوبر|الهرم|دمياط|"
        "بورسعيد|"
        "zagazig|ismailia|suez|port said|luxor|aswan|asyut|assiut|sohag|fayoum|minya|damietta|6th of october|"
        "october city|new cairo|tagamoa|sheikh zayed|shobra|faisal giza|dokki|mohandessin|heliopoles|alex egypt|"
        "eskendria|el mansoura|التجمع|الشيخ زايد|شبرا|فيصل|الدقي|المهندسين|حلوان|المنيا|سوهاج|قنا|الفيوم|بنها|"
        "المحله|كفر الشيخ|الاسماعيليه|السويس|اكتوبر|المنوفيه|الغربيه|الشرقيه|الدقهليه|مصر الجديده"
    ),
    "MAD": (
        "morocco|maroc|casablanca|casa|rabat|marrakech|fes|tanger|agadir|المغرب|الدار البيضاء|مراكش|الرباط|🇲🇦|+212|"
        "طنجه|فاس|"
        "meknes|oujda|tetouan|kenitra|sale maroc|temara|mohammedia|el jadida|safi|nador|beni mellal|derb ghallef|"
        "derb sultan|casablanca maroc|tangier|مكناس|وجده|اكادير|تطوان|القنيطره|الدارالبيضاء|كازا"
    ),
    "DZD": (
        "algeria|algerie|alger|oran|constantine|الجزائر|🇩🇿|+213|وهران|setif|annaba|blida|tlemcen|bejaia|batna|"
        "mostaganem|tizi ouzou|el eulma|bab ezzouar|hydra alger|sidi bel abbes|ghardaia|سطيف|قسنطينه|عنابه|البليده|"
        "باتنه|تلمسان|بجايه|dz|58 wilaya|58 wilayas|wilaya"
    ),
    "TND": (
        "tunisia|tunisie|tunis|sfax|sousse|تونس|🇹🇳|+216|ariana|nabeul|bizerte|monastir|gabes|kairouan|la marsa|"
        "ben arous|manouba|hammamet|djerba|mahdia|صفاقس|سوسه|اريانه|نابل|بنزرت|المنستير|قابس"
    ),
    "LYD": ("libya|tripoli|benghazi|ليبيا|طرابلس|بنغازي|🇱🇾|+218|misrata|مصراته"),
    "SDG": ("sudan|khartoum|السودان|الخرطوم|ام درمان|🇸🇩|+249|omdurman|bahri|port sudan|بحري|بورتسودان"),
    "IDR": (
        "indonesia|jakarta|bandung|surabaya|jogja|yogyakarta|medan|semarang|bekasi|tangerang|makassar|denpasar|"
        "tanah abang|solo|malang|depok|bogor|🇮🇩|+62|"
        "solo jateng|surakarta|sidoarjo|gresik|cirebon|tasikmalaya|garut|palembang|pekanbaru|padang|batam|"
        "balikpapan|samarinda|pontianak|banjarmasin|manado|lampung|jember|kediri|cimahi|sukabumi|jakbar|jaksel|"
        "jaktim|jakut|jakpus|bali|lombok|aceh|thamrin city|pasar baru|mangga dua|serang|karawang"
    ),
    "MYR": (
        "malaysia|kuala lumpur|johor|johor bahru|penang|pulau pinang|selangor|shah alam|melaka|ipoh|kelantan|sabah|"
        "sarawak|kota bharu|🇲🇾|+60|"
        "seremban|kuantan|kuala terengganu|alor setar|kangar|kuching|kota kinabalu|miri|sibu|klang|petaling jaya|"
        "subang|kajang|bangi|puchong|cheras|ampang|putrajaya|cyberjaya|perak|pahang|kedah|perlis|terengganu|"
        "negeri sembilan|muar|batu pahat|sungai petani|taiping"
    ),
    "SGD": "singapore|🇸🇬|+65",
    "PHP": (
        "philippines|pilipinas|manila|quezon city|cebu|davao|makati|divisoria|baclaran|pasig|cavite|laguna|bulacan|"
        "taytay|caloocan|baguio|iloilo|cagayan de oro|bgc|antipolo|pasay|batangas|pampanga|metro manila|🇵🇭|+63|"
        "taguig|marikina|bacoor|imus|zamboanga|"
        "dasmarinas|las pinas|paranaque|muntinlupa|valenzuela|malabon|navotas|mandaluyong|san juan manila|"
        "general santos|gensan|butuan|bacolod|tacloban|naga city|legazpi|tarlac|pangasinan|dagupan|nueva ecija|"
        "cabanatuan|angeles city|olongapo|lucena|tagaytay|calamba|sta rosa laguna|rizal|san jose del monte|mandaue|"
        "lapu lapu|dumaguete|surigao|ozamiz|iligan|cotabato|bohol|leyte|mindanao|visayas|luzon|quiapo|tutuban|"
        "greenhills|qc"
    ),
    "VND": (
        "vietnam|viet nam|ha noi|hanoi|sai gon|saigon|tphcm|tp hcm|ho chi minh|da nang|hai phong|can tho|bien hoa|🇻🇳|"
        "+84|"
        "hue|nha trang|vung tau|da lat|dalat|binh duong|dong nai|quy nhon|thanh hoa|vinh|ninh binh|hcm|tp.hcm|sg|"
        "nam dinh|thai nguyen|bac ninh|buon ma thuot"
    ),
    "THB": (
        "thailand|bangkok|pratunam|platinum|chiang mai|phuket|pattaya|ประเทศไทย|กรุงเทพ|เชียงใหม่|ประตูน้ำ|สำเพ็ง|🇹🇭|"
        "+66|ภูเก็ต|พัทยา|"
        "hat yai|korat|khon kaen|udon|chonburi|nonthaburi|rayong|ขอนแก่น|โคราช|ชลบุรี|นนทบุรี|หาดใหญ่|อุดร|ระยอง|"
        "แพลทินัม|จตุจักร|กทม"
    ),
    "INR": (
        "india|mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|surat|ahmedabad|jaipur|"
        "lucknow|kochi|kerala|chandigarh|ludhiana|indore|nagpur|patna|bhopal|coimbatore|tiruppur|sarojini|"
        "chandni chowk|gujarat|tamil nadu|punjab india|noida|gurgaon|gurugram|दिल्ली|मुंबई|भारत|जयपुर|सूरत|कोलकाता|"
        "কলকাতা|🇮🇳|+91|andheri|karol bagh|vadodara|rajkot|thane|visakhapatnam|vijayawada|varanasi|कानपुर|kanpur|लखनऊ|"
        "panipat|agra|amritsar|jalandhar|meerut|ghaziabad|faridabad|gorakhpur|prayagraj|allahabad|dehradun|haridwar|"
        "ranchi|jamshedpur|raipur|bhubaneswar|cuttack|guwahati|siliguri|howrah|asansol|jodhpur|udaipur|"
        "kota rajasthan|ajmer|bikaner|bhilwara|nashik|aurangabad|solapur|kolhapur|navi mumbai|ulhasnagar|bhiwandi|"
        "hubli|mysore|mysuru|mangalore|madurai|trichy|salem tamil|erode|karur|vellore|kanchipuram|t nagar|"
        "trivandrum|thiruvananthapuram|ernakulam|calicut|kozhikode|thrissur|kottayam|guntur|nellore|tirupati|"
        "warangal|secunderabad|goa|jammu|srinagar|shimla|gwalior|jabalpur|ujjain|bhavnagar|jamnagar|gandhinagar|"
        "bareilly|aligarh|moradabad|mathura|vrindavan|lajpat nagar|sadar bazar|gandhi nagar delhi|dadar|borivali|"
        "malad|kurla|haryana|rajasthan|maharashtra|karnataka|tamilnadu|telangana|andhra|west bengal|bihar|odisha|"
        "assam|uttar pradesh|madhya pradesh|चेन्नई|बनारस|वाराणसी|इंदौर|पटना|भोपाल|आगरा|पुणे|नागपुर|हैदराबाद|"
        "अहमदाबाद|राजस्थान|சென்னை|மதுரை|கோவை|திருப்பூர்|హైదరాబాద్|విజయవాడ|ಬೆಂಗಳೂರು|കൊച്ചി|કોલકાતા|સુરત|અમદાવાદ|"
        "ਲੁਧਿਆਣਾ|ਅੰਮ੍ਰਿਤਸਰ|হাওড়া|শিলিগুড়ি"
    ),
    "PKR": (
        "pakistan|karachi|lahore|islamabad|rawalpindi|faisalabad|multan|peshawar|sialkot|gujranwala|hyderabad sindh|"
        "quetta|پاكستان|لاہور|لاهور|كراچی|كراچي|اسلام آباد|اسلام اباد|🇵🇰|+92|liberty market|راولپنڈی|tariq road|"
        "bahawalpur|فيصل آباد|"
        "sargodha|gujrat pakistan|jhang|sahiwal|okara|sheikhupura|rahim yar khan|mardan|abbottabad|sukkur|larkana|"
        "mirpur khas|hyderabad pakistan|dera ghazi khan|wah cantt|kasur|anarkali lahore|ichra|saddar|"
        "clifton karachi|gulshan e iqbal|nazimabad|dha lahore|bahria town|johar town|sindh|kpk|balochistan|"
        "فیصل آباد|ملتان|پشاور|سیالکوٹ|گوجرانوالہ|کوئٹہ|حیدرآباد"
    ),
    "BDT": (
        "bangladesh|dhaka|chittagong|chattogram|sylhet|khulna|rajshahi|mirpur dhaka|uttara|dhanmondi|gulshan dhaka|"
        "ঢাকা|বাংলাদেশ|চট্টগ্রাম|সিলেট|খুলনা|রাজশাহী|🇧🇩|+880|bashundhara|narayanganj|গাজীপুর|gazipur|mirpur|comilla|"
        "new market dhaka|"
        "barishal|barisal|rangpur|mymensingh|bogura|bogra|jessore|jashore|cumilla|noakhali|feni|tangail|savar|tongi|"
        "mohammadpur|banani|farmgate|gulistan|chawkbazar|motijheel|khilgaon|mirpur 10|jamuna future park|"
        "নারায়ণগঞ্জ|কুমিল্লা|বরিশাল|রংপুর|ময়মনসিংহ|মিরপুর|উত্তরা|ধানমন্ডি|বগুড়া|যশোর|নিউমার্কেট|নিউ মার্কেট"
    ),
    "LKR": (
        "sri lanka|colombo|kandy|galle|negombo|🇱🇰|+94|kurunegala|matara|jaffna|gampaha|kiribathgoda|nugegoda|"
        "maharagama|pettah|ratnapura|anuradhapura|batticaloa|trincomalee|kegalle|panadura|moratuwa|dehiwala|කොළඹ|"
        "මහනුවර|கொழும்பு|யாழ்ப்பாணம்|srilanka"
    ),
    "NPR": (
        "nepal|kathmandu|pokhara|lalitpur|काठमाडौं|काठमाण्डौ|नेपाल|🇳🇵|+977|biratnagar|bhaktapur|butwal|"
        "bharatpur nepal|dharan|birgunj|hetauda|nepalgunj|itahari|chitwan|janakpur|new road kathmandu|"
        "asan kathmandu|thamel|पोखरा|विराटनगर|ललितपुर|बुटवल|ktm"
    ),
    "MMK": ("myanmar|yangon|mandalay|🇲🇲|+95|naypyidaw|bago|mawlamyine|taunggyi|ရန်ကုန်|မန္တလေး"),
    "MUR": "mauritius|port louis|🇲🇺|+230",
    "AED": (
        "uae|u.a.e|dubai|abu dhabi|sharjah|ajman|al ain|ras al khaimah|fujairah|deira|emirates|united arab emirates|"
        "دبي|ابوظبي|ابو ظبي|الشارقه|عجمان|العين|الامارات|🇦🇪|+971|راس الخيمه|الفجيره|"
        "umm al quwain|satwa|karama|bur dubai|jumeirah|al barsha|mussafah|global village|rak|uaq"
    ),
    "SAR": (
        "saudi arabia|saudi|ksa|riyadh|jeddah|dammam|makkah|mecca|madinah|khobar|al khobar|السعوديه|الرياض|جده|"
        "الدمام|مكه|المدينه المنوره|الخبر|الطائف|القصيم|ابها|تبوك|🇸🇦|+966|الاحساء|المملكه|بريده|حائل|جازان|نجران|"
        "taif|tabuk|abha|buraidah|qassim|hail|jubail|yanbu|najran|jizan|hofuf|al ahsa|qatif|المدينه|ينبع|الجبيل|"
        "القطيف|حفر الباطن|خميس مشيط|الخرج|عرعر|سكاكا|الباحه"
    ),
    "QAR": ("qatar|doha|قطر|الدوحه|🇶🇦|+974|al rayyan|الريان|lusail|wakrah|al wakra|الوكره|al khor|الخور"),
    "OMR": (
        "oman|muscat|salalah|عمان مسقط|مسقط|سلطنه عمان|صلاله|صحار|🇴🇲|+968|sohar|nizwa|sur oman|barka|seeb|نزوي|"
        "السيب|بركاء"
    ),
    "KWD": (
        "kuwait|الكويت|حولي|السالميه|🇰🇼|+965|salmiya|hawally|الفروانيه|farwaniya|fahaheel|jahra|الجهراء|الفحيحيل|"
        "mangaf|الاحمدي"
    ),
    "BHD": (
        "bahrain|manama|البحرين|المنامه|المحرق|🇧🇭|+973|muharraq|riffa|isa town|hamad town|الرفاع|مدينه عيسي|"
        "مدينه حمد|sitra"
    ),
    "JOD": ("jordan amman|amman|الاردن|عمان الاردن|اربد|الزرقاء|🇯🇴|+962|irbid|zarqa|aqaba|العقبه|السلط|مادبا"),
    "IQD": (
        "iraq|baghdad|erbil|العراق|بغداد|البصره|اربيل|الموصل|🇮🇶|+964|basra|mosul|najaf|karbala|kirkuk|sulaymaniyah|"
        "duhok|النجف|كربلاء|كركوك|السليمانيه|دهوك|الناصريه|الحله"
    ),
    "LBP": "lebanon|beirut|لبنان|بيروت|🇱🇧|+961",
    "SYP": "syria|damascus|aleppo|سوريا|دمشق|حلب|🇸🇾|+963",
    "YER": "yemen|sanaa|اليمن|صنعاء|عدن|🇾🇪|+967",
    "IRR": "iran|tehran|ايران|تهران|🇮🇷|+98",
    "ILS": (
        "israel|tel aviv|فلسطين|رام الله|🇮🇱|+972|+970|ramallah|nablus|hebron|gaza|jerusalem|haifa|نابلس|الخليل|غزه|"
        "القدس|حيفا"
    ),
    "TRY": (
        "turkiye|istanbul|ankara turkiye|izmir|bursa|antalya|adana|laleli|merter|🇹🇷|+90|تركيا|اسطنبول|turkey|konya|"
        "gaziantep|kayseri|mersin|eskisehir|diyarbakir|samsun|denizli|trabzon|kadikoy|osmanbey|fatih istanbul|"
        "bagcilar|esenyurt"
    ),
    "BRL": (
        "brasil|sao paulo|rio de janeiro|belo horizonte|fortaleza|salvador|recife|curitiba|goiania|bras sp|"
        "25 de marco|🇧🇷|+55|"
        "brasilia|manaus|belem|porto alegre|campinas|guarulhos|santos sp|natal rn|maceio|joao pessoa|teresina|"
        "sao luis|cuiaba|campo grande|florianopolis|feira de santana|caruaru|bras"
    ),
    "MXN": (
        "mexico|cdmx|ciudad de mexico|guadalajara|monterrey|puebla|tijuana|tepito|leon gto|queretaro|merida|edomex|"
        "🇲🇽|+52|toluca|cancun|veracruz|zapopan|jalisco|nuevo leon|oaxaca|"
        "leon guanajuato|san luis potosi|aguascalientes|culiacan|hermosillo|chihuahua|ciudad juarez|morelia|"
        "saltillo|mexicali|acapulco|villahermosa|xalapa|pachuca|cuernavaca|tlaxcala|durango|ecatepec|neza|"
        "iztapalapa|tlalnepantla|naucalpan|coyoacan|polanco|metro pino suarez|izazaga|zona rosa|sinaloa|sonora|"
        "michoacan|guanajuato|chiapas|tabasco|yucatan|quintana roo|playa del carmen|slp|gdl|mty|estado de mexico"
    ),
    "COP": (
        "colombia|bogota|medellin|cali|barranquilla|cartagena|bucaramanga|🇨🇴|+57|el hueco|pereira|san victorino"
        "|ibague|"
        "cucuta|manizales|santa marta|armenia quindio|villavicencio|pasto|neiva|monteria|valledupar|soacha|itagui|"
        "envigado|popayan|sincelejo|antioquia|valle del cauca"
    ),
    "ARS": (
        "argentina|buenos aires|caba|rosario|la plata|mendoza|flores caba|🇦🇷|+54|once caba|avellaneda|"
        "cordoba capital|cordoba argentina|tucuman|salta|mar del plata|neuquen|san juan argentina|"
        "santa fe argentina|parana|resistencia|corrientes|posadas|bahia blanca|moron|quilmes|lanus|lomas de zamora|"
        "san justo|la salada|flores y once|palermo|belgrano|caba y gba|gba|zona oeste|zona sur|zona norte|"
        "avellaneda flores|envios a todo argentina|microcentro"
    ),
    "CLP": (
        "chile|santiago de chile|valparaiso|vina del mar|patronato|🇨🇱|+56|concepcion|antofagasta|temuco|iquique|"
        "la serena|rancagua|talca|puerto montt|arica|chillan|maipu|puente alto|estacion central|meiggs|"
        "barrio meiggs|providencia|osorno|coquimbo|valdivia|calama|punta arenas|metro los heroes"
    ),
    "PEN": (
        "peru|lima|gamarra|arequipa|trujillo peru|🇵🇪|+51|cusco|cuzco|chiclayo|piura|huancayo|iquitos|trujillo|tacna|"
        "mesa redonda|polvos azules|ica peru|callao|juliaca|ayacucho|cajamarca"
    ),
    "UYU": ("uruguay|montevideo|🇺🇾|+598|salto uruguay|paysandu|maldonado|punta del este|canelones|ciudad de la costa"),
    "DOP": (
        "republica dominicana|santo domingo|santiago rd|🇩🇴|punta cana|rep dominicana|santiago de los caballeros|"
        "la romana|santo domingo este|sto dgo|higuey|villa mella"
    ),
    "BOB": (
        "bolivia|la paz|santa cruz de la sierra|cochabamba|🇧🇴|+591|el alto|sucre bolivia|oruro|tarija|potosi|"
        "santa cruz bolivia"
    ),
    "VES": (
        "venezuela|caracas|maracaibo|🇻🇪|+58|maracay|barquisimeto|puerto la cruz|el tigre venezuela|ciudad guayana|"
        "merida venezuela"
    ),
    "GTQ": ("guatemala|🇬🇹|+502|antigua guatemala|quetzaltenango|xela|mixco|villa nueva guatemala|zona 1 guatemala"),
    "HNL": ("honduras|tegucigalpa|san pedro sula|🇭🇳|+504|la ceiba|comayagua|choloma"),
    "CUP": ("cuba|la habana|🇨🇺|+53|holguin|santiago de cuba|matanzas"),
    "NIO": ("nicaragua|managua|🇳🇮|+505|leon nicaragua|masaya"),
    "CRC": ("costa rica|🇨🇷|+506|alajuela|heredia|cartago cr|limon costa rica|san jose cr|puntarenas"),
    "GBP": (
        "uk|united kingdom|england|london|manchester|birmingham|leeds|glasgow|liverpool|bristol|scotland|wales|"
        "cardiff|edinburgh|🇬🇧|+44|essex|stockport|sheffield|nottingham|leicester|newcastle|belfast|kent|brighton|"
        "southampton|portsmouth|plymouth|derby|coventry|hull|bradford|wolverhampton|sunderland|york|oxford|cambridge|"
        "norwich|croydon|luton|reading uk|bolton|wigan|blackpool|preston|swansea|aberdeen|dundee|"
        "uk wide|leicester uk|stoke|middlesbrough|huddersfield|salford|bournemouth|exeter|northampton|milton keynes|"
        "watford|slough|walsall|romford|ilford|peckham|brixton|tottenham|hackney|lewisham|camden|northern ireland"
    ),
    "SEK": (
        "sweden|sverige|stockholm|goteborg|malmo|🇸🇪|+46|uppsala|vasteras|orebro|linkoping|helsingborg|norrkoping|"
        "jonkoping|umea|lund|gavle|boras|skane"
    ),
    "NOK": (
        "norway|norge|oslo|bergen|🇳🇴|+47|trondheim|stavanger|drammen|kristiansand|tromso|fredrikstad|sandnes|alesund"
    ),
    "DKK": (
        "denmark|danmark|kobenhavn|copenhagen|🇩🇰|+45|aarhus|arhus|odense|aalborg|esbjerg|kbh|randers|kolding|"
        "horsens|vejle|roskilde|herning"
    ),
    "ISK": ("iceland|reykjavik|🇮🇸|akureyri"),
    "CHF": (
        "switzerland|schweiz|suisse|zurich|geneve|🇨🇭|+41|basel|bern|lausanne|luzern|winterthur|st gallen|lugano|"
        "biel|thun|zug|aarau|fribourg|neuchatel|valais"
    ),
    "RON": (
        "romania|bucuresti|🇷🇴|+40|cluj|cluj napoca|timisoara|iasi|constanta|craiova|brasov|galati|ploiesti|oradea|"
        "sibiu|arad|pitesti|bacau|bucharest"
    ),
    "MDL": ("moldova|chisinau|🇲🇩|balti moldova|тирасполь|кишинев|moldova chisinau"),
    "JPY": (
        "japan|tokyo|osaka|日本|東京|大阪|京都|名古屋|福岡|🇯🇵|+81|税込|税抜|渋谷|原宿|札幌|神戸|横浜|埼玉|千葉|大宮|新宿|池袋|下北沢|高円寺|仙台|広島"
    ),
    "CNY": (
        "china|guangzhou|shenzhen|yiwu|shanghai|beijing|中国|广州|深圳|上海|北京|义乌|杭州|🇨🇳|+86|成都|武汉|重庆|天津|苏州|南京|西安|长沙|郑州|东莞|"
        "佛山|厦门|青岛|宁波|温州|昆明|沈阳|济南|福州|合肥|包邮|微信|淘宝|拼多多|顺丰|抖音|小红书"
    ),
    "TWD": (
        "taiwan|taipei|台灣|台湾|台北|台中|高雄|🇹🇼|+886|新北|桃園|台南|新竹|基隆|嘉義|彰化|屏東|宜蘭|花蓮|賣貨便|蝦皮|超商|711取貨|新台幣"
    ),
    "HKD": ("hong kong|香港|🇭🇰|+852|九龍|旺角|尖沙咀|深水埗|銅鑼灣|沙田|觀塘|荃灣|元朗|順豐自提|順豐到付"),
    "SLE": ("sierra leone|freetown|🇸🇱|+232|bo sierra leone|makeni|kenema"),
    "PGK": ("papua new guinea|port moresby|lae|png"),
    "SOS": ("somalia|mogadishu|hargeisa|🇸🇴|+252|bosaso|kismayo|garowe|somaliland"),
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
