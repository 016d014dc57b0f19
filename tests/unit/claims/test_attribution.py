"""Whom a text credits for a claim: every construction, and the claims for which nobody is credited."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.claims import read_claims
from core.claims.attribution import Attribution, is_unnamed
from core.names import Named, find_names
from core.report import Report
from core.text import Text


def chain(lang: str, marked: str) -> list[str]:
    """The labels (else surfaces) credited for the words between brackets ⟦ ⟧."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    raw = marked.replace("⟦", "").replace("⟧", "")
    text = Text(raw, lang)
    sources, why = Attribution(text, Report("r", raw, lang), find_names(text)).of(start, end)
    assert why
    return [s.label or s.surface for s in sources]


ARABIC = [
    ("قالت وزارة الصحة في غزة إن ⟦12 شخصا⟧ قتلوا", ["Gaza Health Ministry"]),
    ("نقلت وكالة رويترز عن مصدر أمني قوله إن ⟦7 جنود⟧ قتلوا", ["Reuters", "security source"]),
    ("أفاد شهود عيان لوكالة الأناضول بأن ⟦5 مدنيين⟧ قتلوا", ["Anadolu Agency", "witnesses"]),
    ("أفاد شهود بأن 5 قتلوا، مضيفين أن ⟦20 آخرين⟧ أصيبوا", ["witnesses"]),
    ("قتل ⟦15 شخصا⟧ في زلزال، بحسب التلفزيون الرسمي", ["state television"]),
    ("خسر الجيش، حسب معطيات المرصد السوري لحقوق الإنسان، ⟦16 من جنوده⟧", ["Syrian Observatory for Human Rights"]),
    ("وفقا لمنظمة الصحة العالمية، توفي ⟦200 شخص⟧ بالكوليرا", ["WHO"]),
    ("بلغ عدد القتلى ⟦45⟧، وفق ما ذكرت الأمم المتحدة", ["United Nations"]),
    ("قال المتحدث باسم الجيش الليبي إن قواته فقدت ⟦4 جنود⟧", ["Libyan army"]),
    ("أعلن الجيش الإسرائيلي مقتل ⟦جنديين⟧ شمالا", ["Israeli army"]),
    ("صرح مدير المستشفى سامي الحلو لفرانس برس بأن ⟦50 جريحا⟧ وصلوا", ["AFP", "مدير المستشفى سامي الحلو"]),
    ("قال سامي الحلو إن العدد كبير. وأضاف أن ⟦3 أطفال⟧ بين القتلى", ["سامي الحلو"]),
    ("قال سامي الحلو إن العدد كبير. وأوضح الحلو أن ⟦3 أطفال⟧ بين القتلى", ["سامي الحلو"]),
    ("ذكر مصدر طبي أن العدد كبير. وأشار المصدر إلى أن ⟦3 أطفال⟧ قتلوا", ["medical source"]),
    ("أعلن قائد القوة، سامي الحلو، في مقابلة نشرتها وكالة فرانس برس أن ⟦9⟧ قتلوا", ["AFP", "سامي الحلو"]),
    ("وقال سامي الحلو: «لدينا 3 جرحى. ودفنا ⟦9 قتلى⟧ أمس»", ["سامي الحلو"]),
    ("تنظيم داعش أعلن في بيان أنه قتل ⟦30 جنديا⟧", ["ISIS"]),
    ("ارتفع العدد إلى ⟦40 مدنيا⟧ وثق المرصد السوري لحقوق الإنسان مقتلهم", ["Syrian Observatory for Human Rights"]),
    ("الدفاع المدني: انتشال ⟦6 جثث⟧ من تحت الأنقاض", ["Civil Defence"]),
    ("«الهلال الأحمر» يعلن إجلاء ⟦20 جريحا⟧", ["Red Crescent"]),
    ("أفاد بيان صادر عن وزارة الداخلية العراقية بأن ⟦8 أشخاص⟧ اعتقلوا", ["Iraqi Interior Ministry"]),
    ("قال سامي الحلو لصحيفة النهر إن ⟦5 جنود⟧ قتلوا", ["صحيفة النهر", "سامي الحلو"]),
    ("أعلنت حماس وحزب الله أن ⟦5 جنود⟧ قتلوا", ["Hamas", "Hezbollah"]),
    ("أعلنت الأمم المتحدة أن النار فتحت مساء الأحد؛ فقتل ⟦5 جنود⟧", ["United Nations"]),
    ('وقال الطبيب سامي نصر لـ "المدينة" أن ⟦4 أشخاص⟧ ماتوا', ["الطبيب سامي نصر"]),
    ("وكان قائد القوة سامي الحلو قد صرح لوكالة رويترز بأن ⟦12 شخصا⟧ قتلوا", ["Reuters", "قائد القوة سامي الحلو"]),
    ("ووفقا للزهراني، أصيب ⟦28 شخصا⟧", ["الزهراني"]),
    ("ووفقا لبيانات الوزارة فقد قتل ⟦28 شخصا⟧", ["بيانات الوزارة"]),
    ("وأكدت الشمري حرصها على سلامة ⟦20 طفلا⟧", ["الشمري"]),
    ("وأوضح المهندس عمر السالم مدير إدارة تنفيذ المشاريع بأن ⟦9 عمال⟧ أصيبوا", ["المهندس عمر السالم"]),
    ("وقال د. ممدوح سليم إن ⟦9 مرضى⟧ توفوا", ["د. ممدوح سليم"]),
    ("وقال الطبيب سامي نصر للصحافيين إن ⟦8 مرضى⟧ ماتوا", ["الطبيب سامي نصر"]),
    ("وقال سامي الحلو: «تفيد معلوماتنا أن ⟦15 شخصا⟧ قتلوا»", ["سامي الحلو"]),
    ("وأوضح المشرف على السوق خالد الشلوي أن ⟦9 عمال⟧ أصيبوا", ["المشرف على السوق خالد الشلوي"]),
]
ENGLISH = [
    ("Since 10 September the United Nations has documented the death of ⟦300 civilians⟧.", ["United Nations"]),
    ("LONDON, March 16 - Minister Jane Roe said that ⟦20 people⟧ were hurt.", ["Minister Jane Roe"]),
    ("It damaged ⟦15,000 buildings⟧, according to a first estimate by the United Nations.", ["United Nations"]),
    ("Growth will slow to ⟦1 percent⟧, the IMF forecasts.", ["IMF"]),
    ("Jane Roe said 3 died. Two weeks earlier she had put the toll at ⟦one⟧.", ["Jane Roe"]),
    ("The feud has claimed ⟦120 lives⟧.", []),
    ("The Health Ministry in Gaza said ⟦12 people⟧ were killed.", ["Gaza Health Ministry"]),
    ("At least ⟦45 people⟧ died in the quake, state television reported on Monday.", ["state television"]),
    ("Fourteen died and ⟦20⟧ were hurt, said Governor Maria Lopez.", ["Governor Maria Lopez"]),
    ("A hospital official told The Associated Press that ⟦23 bodies⟧ had been received.", ["AP", "official"]),
    ("According to the United Nations, ⟦3 million people⟧ have fled.", ["United Nations"]),
    ("⟦3 million people⟧ have fled, according to the United Nations.", ["United Nations"]),
    ("Citing a security source, AFP reported that ⟦seven soldiers⟧ had died.", ["AFP", "source"]),
    ("Xinhua quoted local officials as saying that ⟦14 miners⟧ were trapped.", ["Xinhua", "officials"]),
    ("Jane Roe, a spokesman for UNHCR, said 300 came. He added that ⟦200⟧ were children.", ["Jane Roe"]),
    ("Officials in Kyiv put the death toll at ⟦15⟧.", ["officials"]),
    ("Some 200 houses fell, officials said, while ⟦3,000 people⟧ fled, the UN said.", ["United Nations"]),
    ("⟦Five dead⟧ in market blast: police\nA bomb went off.", ["police"]),
    ("UN: ⟦three million⟧ have fled\nMore is to come.", ["United Nations"]),
    ("A reporter saw ⟦four bodies⟧ in the street.", ["reporter"]),
    ('"Ten died," Jane Roe said. "We buried ⟦five⟧ today."', ["Jane Roe"]),
    ("The United States estimates that ⟦200 militants⟧ were killed.", ["United States"]),
]
FRENCH = [
    (
        "Selon l'Observatoire syrien des droits de l'homme, ⟦34 combattants⟧ ont été tués.",
        ["Syrian Observatory for Human Rights"],
    ),
    ("Au moins ⟦12 personnes⟧ sont mortes, a annoncé lundi le ministère de l'Intérieur.", ["Interior Ministry"]),
    ("Le gouverneur, Jean Kabila, a déclaré à l'AFP que ⟦20 corps⟧ avaient été retrouvés.", ["AFP", "Jean Kabila"]),
    ("« Nous avons compté ⟦15 corps⟧ », a indiqué une source sécuritaire.", ["security source"]),
    ("La police a annoncé 5 arrestations. Elle a précisé que ⟦3 suspects⟧ étaient armés.", ["police"]),
    ("Quelque ⟦5 000 manifestants⟧ d'après la police, 20 000 selon les organisateurs.", ["police"]),
    ("Quelque 5 000 manifestants d'après la police, ⟦20 000⟧ selon les organisateurs.", ["organisers"]),
]
SPANISH = [
    ("Según la policía, al menos ⟦12 personas⟧ murieron.", ["police"]),
    ("Al menos ⟦30 migrantes⟧ murieron, informó el lunes la guardia costera italiana.", ["Italian Coast Guard"]),
    ("El Ministerio de Salud informó que ⟦200 personas⟧ fallecieron.", ["Health Ministry"]),
    ("El gobernador, Héctor Ruiz, dijo a la AFP que hay ⟦20 desaparecidos⟧.", ["AFP", "Héctor Ruiz"]),
    ('"Hay ⟦15 muertos⟧", dijo una fuente policial.', ["police source"]),
    ("La policía dijo que hubo 5 muertos. Añadió que ⟦tres niños⟧ murieron.", ["police"]),
]
NOBODY = [
    ("ar", "قتل ⟦15 شخصا⟧ في زلزال ضرب المدينة"),
    ("ar", "أعلن الجيش الإسرائيلي مقتل جنديين، فيما قتل ⟦8 مدنيين⟧ في غارة"),
    ("ar", "قالت الشرطة إن التحقيق مستمر. وقتل في الحادث ⟦9 أشخاص⟧"),
    ("ar", "تم توقيف ⟦9 أشخاص⟧ على خلفية الهجوم"),
    ("ar", "كشفت التحقيقات أن ⟦9 أشخاص⟧ خططوا للهجوم"),
    ("ar", "شن التنظيم الذي أعلنها عام 2014 هجوما قتل فيه ⟦9 جنود⟧"),
    ("en", "The attack killed ⟦9 people⟧ and wounded a judge."),
    ("en", "Police said the road was closed. The attack killed ⟦9 people⟧."),
    ("en", "Pakistan: ⟦20 dead⟧ in floods\nIt rained."),
    ("en", "It was reported that ⟦9 people⟧ died."),
    ("en", "The United States sent ⟦200 soldiers⟧."),
    ("fr", "L'attaque a fait ⟦9 morts⟧."),
    ("es", "El ataque dejó ⟦9 muertos⟧."),
]
CASES = (
    [("ar", *case) for case in ARABIC]
    + [("en", *case) for case in ENGLISH]
    + [("fr", *case) for case in FRENCH]
    + [("es", *case) for case in SPANISH]
)


@pytest.mark.parametrize(("lang", "marked", "expected"), CASES)
def test_credits(lang: str, marked: str, expected: list[str]) -> None:
    assert chain(lang, marked) == expected


@pytest.mark.parametrize(("lang", "marked"), NOBODY)
def test_nobody_is_credited(lang: str, marked: str) -> None:
    assert chain(lang, marked) == []


def test_the_credit_line_belongs_to_the_report() -> None:
    assert chain("ar", "قتل ⟦9 أشخاص⟧ في حريق.\nالمصدر: روسيا اليوم") == []


def test_because_quotes_the_words() -> None:
    raw = "Police said 9 people died."
    text = Text(raw, "en")
    _, why = Attribution(text, Report("r", raw), find_names(text)).of(12, 13)
    assert "Police said" in why


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Named("مصدر أمني", None, "security source"), True),
        (Named("authorities", "authorities", "authorities"), True),
        (Named("Jane Roe"), False),
        (Named("المرصد", "sohr", "Syrian Observatory for Human Rights"), False),
    ],
)
def test_unnamed_sources(source: Named, expected: bool) -> None:
    assert is_unnamed(source) is expected


@settings(deadline=None)  # the first example loads the tables
@given(
    st.lists(
        st.sampled_from(["قال", "أن", "وأضاف", "«", "»", '"', "،", ".", "said", ",", "he", "بحسب", "داعش", "5", "\n"])
    ),
    st.sampled_from(["ar", "en", "fr", "es"]),
)
def test_any_order_of_reporting_words_is_read(words: list[str], lang: str) -> None:
    raw = " ".join(words)
    text = Text(raw, lang)
    reader = Attribution(text, Report("r", raw), find_names(text))
    for token in text.tokens:
        sources, why = reader.of(token.start, token.end)
        assert why
        assert all(source.surface for source in sources)


def test_a_measure_or_a_direction_is_no_source() -> None:
    """What a figure is arranged by, and where a place lies, says nothing."""
    priced = "يصل سعر الصقر إلى 500 دولار وفقا للسلالة والحجم واللون."
    assert read_claims(Report("r", priced, "ar"))[0].attribution == ()
    placed = "أوضح مسؤول محلي بمحافظة المهرة، شرق البلاد، إن ستة صيادين غرقوا."
    (source,) = read_claims(Report("r", placed, "ar"))[0].attribution
    assert "مسؤول" in source.surface
