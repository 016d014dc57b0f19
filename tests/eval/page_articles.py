"""Articles for pages of many templates: our own words, invented events, real shapes of dates."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    """`written` is the day in the words of the article's region, `clock` a time as printed there."""

    lang: str
    headline: str
    paragraphs: tuple[str, ...]
    day: str
    written: str
    clock: str
    time: str
    outlet: str
    related: tuple[str, ...]
    comment: str
    cue: str
    changed: str
    credit_line: str
    credit: str


AR_LEVANT = Article(
    lang="ar",
    headline="انهيار مبنى قديم في طرابلس يوقع أربعة قتلى وتسعة جرحى",
    paragraphs=(
        "قضى أربعة أشخاص وأصيب تسعة آخرون بجروح عندما انهار مبنى سكني قديم في حي باب الرمل بمدينة طرابلس فجر اليوم، وفق ما أعلن الدفاع المدني.",
        "وأوضح رئيس فرق الإنقاذ أن المبنى المؤلف من خمس طبقات كان قد أنذر سكانه بالإخلاء قبل عامين، غير أن ست عائلات بقيت فيه لعدم توفر بديل.",
        "وانتشلت الفرق طفلة في السابعة حية بعد إحدى عشرة ساعة من العمل، فيما تتواصل عمليات البحث عن شخصين لا يزالان في عداد المفقودين.",
    ),
    day="2023-11-14",
    written="الثلاثاء 14 تشرين الثاني 2023",
    clock="05:40 مساءً",
    time="17:40",
    outlet="منبر الشمال",
    related=(
        "البلدية تعلن جردة بالمباني المتصدعة في الأحياء القديمة",
        "وزير الأشغال يتفقد مرفأ المدينة ويعد بخطة للصيانة",
    ),
    comment="الله يرحم الضحايا ويصبر أهاليهم يا رب",
    cue="تاريخ النشر",
    changed="آخر تحديث",
    credit_line="المصدر: الوكالة الوطنية للإعلام",
    credit="الوكالة الوطنية للإعلام",
)
AR_MAGHREB = Article(
    lang="ar",
    headline="حادث سير قرب سطيف يخلف ما لا يقل عن ثمانية قتلى",
    paragraphs=(
        "لقي ما لا يقل عن ثمانية أشخاص مصرعهم وجرح 17 آخرون إثر اصطدام حافلة لنقل المسافرين بشاحنة على الطريق السيار شرق مدينة سطيف.",
        "وقالت مصالح الحماية المدنية إن 12 سيارة إسعاف نقلت المصابين إلى مستشفى المدينة، وإن ثلاثة منهم في حالة حرجة تستدعي تدخلا جراحيا.",
        "وفتحت فرقة الدرك الوطني تحقيقا في أسباب الحادث الذي قطع حركة المرور ساعتين كاملتين في الاتجاهين معا.",
    ),
    day="2022-07-09",
    written="السبت 09 جويلية 2022",
    clock="11:15",
    time="11:15",
    outlet="صدى الهضاب",
    related=("أسعار الخضر تتراجع في أسواق الجملة بولايات الشرق", "الحرارة تلامس 44 درجة في الجنوب نهاية الأسبوع"),
    comment="السرعة المفرطة هي السبب في كل مرة",
    cue="نشر في",
    changed="آخر تحديث",
    credit_line="المصدر: وأج",
    credit="وأج",
)
AR_GULF = Article(
    lang="ar",
    headline="السيول تقطع طرقا رئيسة في عسير وإنقاذ 43 عالقا",
    paragraphs=(
        "أنقذت فرق الدفاع المدني في منطقة عسير 43 شخصا علقت مركباتهم في مجاري السيول بعد أمطار غزيرة هطلت على مرتفعات السراة مساء أمس.",
        "وذكر المتحدث باسم المديرية أن الأمطار تسببت في إغلاق أربعة طرق رئيسة، وأن شخصين أصيبا إصابات طفيفة جراء سقوط صخور.",
        "ودعت المديرية السكان إلى الابتعاد عن بطون الأودية حتى إشعار آخر، مشيرة إلى أن التوقعات ترجح استمرار الهطول يومين.",
    ),
    day="2021-04-25",
    written="الأحد 13 رمضان 1442 هـ - 25 أبريل 2021 م",
    clock="9:05 ص",
    time="09:05",
    outlet="صحيفة السراة",
    related=("افتتاح معرض الكتاب في الرياض بمشاركة مئة دار نشر", "الهلال يتأهل إلى نصف النهائي بركلات الترجيح"),
    comment="حفظكم الله جميعا وشكرا لرجال الدفاع المدني",
    cue="نشر بتاريخ",
    changed="آخر تحديث",
    credit_line="المصدر: واس",
    credit="واس",
)
EN = Article(
    lang="en",
    headline="Ferry fire off Surigao leaves at least 11 dead, 26 rescued",
    paragraphs=(
        "At least 11 passengers died and 26 were pulled from the water after a fire broke out on a small ferry off Surigao in the early hours.",
        "The coast guard said the vessel carried 41 people, three more than its permit allows, and that four of them are still unaccounted for.",
        "Investigators believe that the fire began in the engine room, where a fuel line had been repaired two days before the crossing.",
    ),
    day="2020-02-18",
    written="February 18, 2020",
    clock="6:25 pm",
    time="18:25",
    outlet="The Strait Observer",
    related=(
        "Port authority to review permits of inter-island vessels",
        "Typhoon season may begin early this year, forecasters say",
    ),
    comment="So sad to read this, my cousin takes that boat every week",
    cue="Published",
    changed="Last updated",
    credit_line="Source: Agence France-Presse",
    credit="Agence France-Presse",
)
FR = Article(
    lang="fr",
    headline="Une explosion dans une usine de Feyzin fait trois morts et une quinzaine de blessés",
    paragraphs=(
        "Trois ouvriers ont perdu la vie et une quinzaine d'autres ont été blessés dans l'explosion d'un atelier de peinture à Feyzin, près de Lyon.",
        "Selon la préfecture du Rhône, une soixantaine de pompiers ont été mobilisés pendant plus de six heures pour venir à bout de l'incendie.",
        "Le parquet a ouvert une enquête pour homicides involontaires, tandis que la mairie a mis en place une cellule d'accueil pour les familles.",
    ),
    day="2018-08-07",
    written="mardi 7 août 2018",
    clock="14h32",
    time="14:32",
    outlet="Le Courrier des Rives",
    related=(
        "La région débloque deux millions pour la sécurité des ateliers",
        "Canicule : les piscines ouvertes jusqu'à minuit à Lyon",
    ),
    comment="Toutes mes pensées vont aux familles des victimes",
    cue="Publié le",
    changed="Mis à jour le",
    credit_line="Source : AFP",
    credit="AFP",
)
ES = Article(
    lang="es",
    headline="Un alud sepulta varias viviendas en Nariño y deja al menos 14 muertos",
    paragraphs=(
        "Al menos 14 personas murieron y otras 22 resultaron heridas al ser sepultadas varias viviendas por un alud de tierra en el departamento de Nariño.",
        "El gobernador señaló que los equipos de rescate buscan a cinco vecinos que siguen desaparecidos desde la madrugada del miércoles.",
        "Las lluvias de las últimas tres semanas han dejado más de mil familias damnificadas en once municipios de la región, según las autoridades.",
    ),
    day="2021-11-03",
    written="3 de noviembre de 2021",
    clock="20:10",
    time="20:10",
    outlet="El Correo del Sur",
    related=(
        "El Gobierno anuncia ayudas para los municipios afectados",
        "La selección prepara su próximo partido en Barranquilla",
    ),
    comment="Mucha fuerza para todas las familias",
    cue="Publicado el",
    changed="Actualizado el",
    credit_line="Fuente: EFE",
    credit="EFE",
)
ARTICLES = (AR_LEVANT, AR_MAGHREB, AR_GULF, EN, FR, ES)
