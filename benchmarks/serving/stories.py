"""News of many happenings as many outlets tell it: each happening in some 25 reports, twenty happenings at a time.

Media monitors meet this mix: a story is told by dozens of outlets within days, a third of them reprint one agency, tolls
rise meanwhile, some outlets stay behind or print another figure, and other stories run beside it. Half of the outlets
write Arabic, half English; a report has eight to twelve figures in 250 to 400 words.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

REPORTS = 25
"""Reports of one happening."""
AT_ONCE = 20
"""Happenings that are told of at the same time."""
_FIRST = date(2010, 1, 4)
_APART = 8
"""Days between two happenings: two in two places within a week, told in like words, may pass for one story."""
_TOWNS = (
    ("Mosul", "الموصل"),
    ("Aden", "عدن"),
    ("Homs", "حمص"),
    ("Basra", "البصرة"),
    ("Tripoli", "طرابلس"),
    ("Khartoum", "الخرطوم"),
    ("Sidon", "صيدا"),
    ("Oran", "وهران"),
    ("Sfax", "صفاقس"),
    ("Benghazi", "بنغازي"),
    ("Idlib", "إدلب"),
    ("Kirkuk", "كركوك"),
    ("Taiz", "تعز"),
    ("Alexandria", "الإسكندرية"),
    ("Irbid", "إربد"),
    ("Kabul", "كابول"),
    ("Raqqa", "الرقة"),
    ("Omdurman", "أم درمان"),
    ("Marrakesh", "مراكش"),
    ("Hodeidah", "الحديدة"),
)
_KINDS = (
    ("blast", "انفجار"),
    ("factory fire", "حريق مصنع"),
    ("flood", "سيول"),
    ("bus crash", "تصادم حافلة"),
    ("air strike", "غارة جوية"),
    ("building collapse", "انهيار مبنى"),
    ("car bombing", "تفجير سيارة مفخخة"),
    ("landslide", "انزلاق تربة"),
)
_PLACES = (
    ("the central market", "السوق المركزية"),
    ("the bus station", "محطة الحافلات"),
    ("the northern suburbs", "الضواحي الشمالية"),
    ("the harbour road", "طريق الميناء"),
)
_SAYS = (
    ("the Health Ministry", "وزارة الصحة"),
    ("the Red Cross", "الصليب الأحمر"),
    ("the governor", "المحافظ"),
    ("the civil defence", "الدفاع المدني"),
    ("a hospital director", "مدير أحد المستشفيات"),
)
_WHO = (
    ("Shopkeepers", "أصحاب المحال"), ("Neighbours", "الجيران"), ("Engineers", "المهندسون"), ("Volunteers", "المتطوعون"),
    ("Teachers", "المعلمون"), ("Drivers", "السائقون"), ("Students", "الطلاب"), ("Bakers", "الخبازون"),
    ("Fishermen", "الصيادون"), ("Pharmacists", "الصيادلة"), ("Farmers", "المزارعون"), ("Lawyers", "المحامون"),
    ("Nurses", "الممرضات"), ("Carpenters", "النجارون"), ("Electricians", "الكهربائيون"), ("Clerks", "الموظفون"),
)  # fmt: skip
_DID = (
    ("swept broken glass", "كنسوا الزجاج المكسور"), ("carried blankets", "حملوا الأغطية"), ("cleared mud", "جرفوا الوحل"),
    ("queued to give blood", "اصطفوا للتبرع بالدم"), ("lit candles", "أوقدوا الشموع"), ("drew up lists", "أعدوا القوائم"),
    ("mended cables", "أصلحوا الأسلاك"), ("cooked rice and lentils", "طبخوا الأرز والعدس"), ("boarded windows", "سدوا النوافذ"),
    ("argued with guards", "جادلوا الحراس"), ("searched cellars", "فتشوا الأقبية"), ("parked trucks", "أوقفوا الشاحنات"),
    ("called relatives", "اتصلوا بالأقارب"), ("closed their stalls", "أغلقوا بسطاتهم"), ("asked for lamps", "طلبوا المصابيح"),
    ("moved furniture", "نقلوا الأثاث"),
)  # fmt: skip
_WHERE = (
    ("near the railway", "قرب سكة الحديد"), ("behind the mosque", "خلف المسجد"), ("along the canal", "على طول القناة"),
    ("under the bridge", "تحت الجسر"), ("beside the cinema", "بجانب السينما"), ("at the stadium gate", "عند باب الملعب"),
    ("in the post office yard", "في باحة البريد"), ("opposite the bank", "مقابل المصرف"), ("on the hill", "على التلة"),
    ("outside the library", "أمام المكتبة"), ("by the water tower", "عند برج الماء"), ("in the school hall", "في قاعة المدرسة"),
)  # fmt: skip
_WHEN = (
    ("until dusk", "حتى الغروب"), ("before dawn", "قبل الفجر"), ("while rain fell", "تحت المطر"), ("in silence", "بصمت"),
    ("as sirens passed", "بينما مرت صفارات الإنذار"), ("despite the cold", "رغم البرد"), ("after prayers", "بعد الصلاة"),
    ("when the dust had settled", "بعدما انجلى الغبار"), ("for most of the evening", "معظم المساء"),
    ("with help from cousins", "بمساعدة أبناء العم"), ("without waiting for orders", "دون انتظار الأوامر"),
    ("although shops ran short of fuel", "مع أن الوقود كان ينقص"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One report: `body` is paragraphs, `published` an ISO date-time."""

    lang: str
    headline: str
    body: str
    published: str
    outlet: str


def story(number: int) -> Story:
    """The report with this number; the same number gives the same report."""
    block, within = divmod(number, REPORTS * AT_ONCE)
    order, slot = divmod(within, AT_ONCE)
    happening = block * AT_ONCE + slot
    outlet = (order * 7 + happening) % REPORTS
    told = _Told(happening, order, outlet)
    published = f"{told.day.isoformat()}T{(6 + order) % 24:02d}:{happening % 60:02d}:00+00:00"
    body = "\n".join(told.paragraphs())
    return Story("ar" if told.arabic else "en", told.headline(), body, published, f"Outlet {outlet}")


class _Told:
    """What one outlet tells of one happening, as the `order`-th that does."""

    def __init__(self, happening: int, order: int, outlet: int) -> None:
        chance = random.Random(happening)
        self.arabic = outlet % 2
        self.day = _FIRST + timedelta(days=_APART * (happening % 700) + order // 10)
        self.town = _TOWNS[happening % len(_TOWNS)]
        self.kind = _KINDS[(happening // len(_TOWNS) + happening) % len(_KINDS)]
        self.place = chance.choice(_PLACES)
        first, injured = chance.randrange(12, 90), chance.randrange(60, 300)
        # The toll rises with time; one outlet in eight prints another figure, the agency's clients all the same.
        self.agency = outlet % 3 == 0
        step = 0 if self.agency else order // 8
        self.killed = first + 4 * step + (9 if outlet % 8 == 5 else 0)
        self.injured = injured + 11 * step
        self.children, self.homes = max(2, first // 6), chance.randrange(20, 400)
        self.says = _SAYS[(happening if self.agency else outlet) % len(_SAYS)]
        # What people saw is every outlet's own; the agency's clients print what the agency saw.
        self._seen = random.Random(1_000 * happening + (0 if self.agency else 1 + outlet))
        self.manner = 0 if self.agency else outlet % 3

    def headline(self) -> str:
        """With the toll."""
        town, kind = self.town[self.arabic], self.kind[self.arabic]
        if self.arabic:
            return (f"مقتل {self.killed} شخصا في {kind} في {town}", f"{kind} في {town} يودي بحياة {self.killed} شخصا",
                    f"{town}: ارتفاع حصيلة {kind} إلى {self.killed} قتيلا")[self.manner]  # fmt: skip
        return (f"{kind.capitalize()} in {town} kills {self.killed} people", f"{self.killed} killed in {town} {kind}",
                f"Death toll of {town} {kind} rises to {self.killed}")[self.manner]  # fmt: skip

    def paragraphs(self) -> list[str]:
        """Facts first, what was seen around them after."""
        facts = self._arabic() if self.arabic else self._english()
        seen = [self._aside() for _ in range(14)]
        return [*facts[:2], " ".join(seen[:4]), *facts[2:], " ".join(seen[4:9]), " ".join(seen[9:])]

    def _aside(self) -> str:
        """A sentence without any figure."""
        who, did, where, when = (self._seen.choice(words)[self.arabic] for words in (_WHO, _DID, _WHERE, _WHEN))
        return f"و{who} {did} {where} {when}." if self.arabic else f"{who} {did} {where} {when}."

    def _english(self) -> list[str]:
        town, kind, place, says = self.town[0], self.kind[0], self.place[0], self.says[0]
        opening = (
            f"{self.killed} people were killed and {self.injured} were injured in a {kind} in {place} of {town}, {says} said.",
            f"At least {self.killed} people died and {self.injured} others were wounded when a {kind} struck {place} of {town}, according to {says}.",
            f"A {kind} in {town} left {self.killed} people dead and more than {self.injured} hurt, {says} said on the day.",
        )[self.manner]  # fmt: skip
        return [
            opening,
            f"Among the dead in {town} were {self.children} children and {self.children // 2 + 1} women, {says} added.",
            f"{self.homes} homes were damaged in {place}, and about {self.homes * 4} people were displaced from {town}.",
            f"Seven rescue teams were sent from the capital; {self.children + 3} people were pulled out alive, {says} said.",
        ]

    def _arabic(self) -> list[str]:
        town, kind, place, says = self.town[1], self.kind[1], self.place[1], self.says[1]
        opening = (
            f"قُتل {self.killed} شخصا وأصيب {self.injured} آخرون في {kind} في {place} في {town}، بحسب {says}.",
            f"أعلن {says} مقتل ما لا يقل عن {self.killed} شخصا وإصابة {self.injured} آخرين في {kind} ضرب {place} في {town}.",
            f"خلف {kind} في {town} {self.killed} قتيلا وأكثر من {self.injured} جريحا، وفق {says}.",
        )[self.manner]  # fmt: skip
        return [
            opening,
            f"وبين القتلى في {town} {self.children} أطفال و{self.children // 2 + 3} نساء، كما أضاف {says}.",
            f"وتضرر {self.homes} منزلا في {place}، ونزح نحو {self.homes * 4} شخص من {town}.",
            f"وأُرسلت سبع فرق إنقاذ من العاصمة، وانتُشل {self.children + 10} شخصا أحياء، بحسب {says}.",
        ]
