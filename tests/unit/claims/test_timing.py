"""Windows, as-of days and due dates: what each wording sets, and wordings that set nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.claims import WindowKind
from core.claims.timing import Timing
from core.report import Report
from core.text import Text


def at(lang: str, marked: str, date: str | None = "2019-01-25") -> tuple[Timing, int, int]:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    raw = marked.replace("⟦", "").replace("⟧", "")
    return Timing(Text(raw, lang), Report("r", raw, lang, date=date)), start, end


def window(lang: str, marked: str) -> tuple[str, str | None]:
    timing, start, end = at(lang, marked)
    found, why = timing.window(start, end)
    assert why
    return str(found.kind), found.since


def as_of(lang: str, marked: str, date: str | None = "2019-01-25") -> str | None:
    timing, start, end = at(lang, marked, date)
    return timing.as_of(start, end)[0]


def due(lang: str, marked: str) -> str | None:
    timing, start, end = at(lang, marked)
    return timing.due(start, end)[0]


@pytest.mark.parametrize(
    ("lang", "marked", "kind", "since"),
    [
        ("ar", "قتل ⟦30 شخصا⟧ في انفجار", "occurrence", None),
        ("ar", "قتل منذ إطلاق الحملة في 10 سبتمبر الماضي ⟦1213 مسلحا⟧", "cumulative", "2018-09-10"),
        ("ar", "قتل ⟦90 مدنيا⟧ منذ مطلع كانون الثاني/يناير 2018", "cumulative", "2018-01"),
        ("ar", "قتل ⟦90 مدنيا⟧ حتى الآن", "occurrence", None),
        ("ar", "أسوأ هجوم منذ 2015، قتل فيه ⟦30 شخصا⟧", "occurrence", None),
        ("ar", "قتل ⟦19 شخصا⟧ خلال الـ 24 ساعة الماضية", "period", None),
        ("ar", "قتل ⟦19 شخصا⟧ في الأيام الثلاثة الأخيرة", "period", None),
        ("ar", "تقع على بعد ⟦20 كيلومترا⟧ من الحدود", "other", None),
        ("ar", "سينتهي ⟦خلال شهر⟧", "other", None),
        ("ar", "يضم المخيم ⟦5 آلاف لاجئ⟧", "other", None),
        ("ar", "إحصائية الطلاق في الربع الأول من العام\nسجلت ⟦32 حالة⟧", "period", None),
        ("ar", "انهيار أرضي بعد أمطار اليوم الخميس\nقتل ⟦32 شخصا⟧", "occurrence", None),
        ("en", "Sales of the third quarter rose\nIt sold ⟦47 million phones⟧", "period", None),
        ("en", "Cholera has killed ⟦38 people⟧ and infected 2,600 since early December", "cumulative", "2018-12"),
        ("en", "⟦30 people⟧ were killed in a blast", "occurrence", None),
        ("en", "⟦300 people⟧ have been killed since September 2018", "cumulative", "2018-09"),
        ("ar", "مقتل ⟦39 طفلا⟧ خلال أيام العيد", "period", None),
        ("en", "The heat wave has killed ⟦61 people⟧ so far this summer", "cumulative", None),
        ("en", "Since fighting began in July, ⟦300 people⟧ have died", "cumulative", "2018-07"),
        ("en", "⟦No one⟧ was hurt, since the bomb did not explode", "occurrence", None),
        ("en", "⟦40 journalists⟧ have been killed so far this year", "cumulative", None),
        ("en", "⟦19 people⟧ died in the past 24 hours", "period", None),
        ("en", "The camp is home to ⟦5,000 refugees⟧", "other", None),
        ("en", "the town is ⟦20 km⟧ from the border", "other", None),
        ("en", "the war killed ⟦2 million people⟧ from 1983-2005", "other", "1983"),
        ("fr", "⟦300 personnes⟧ ont été tuées depuis septembre 2018", "cumulative", "2018-09"),
        ("fr", "⟦19 personnes⟧ sont mortes au cours des dernières 24 heures", "period", None),
        ("es", "⟦300 personas⟧ han muerto desde septiembre de 2018", "cumulative", "2018-09"),
        ("es", "⟦19 personas⟧ murieron en las últimas 24 horas", "period", None),
    ],
)
def test_window(lang: str, marked: str, kind: str, since: str | None) -> None:
    assert window(lang, marked) == (kind, since)


def test_a_marker_in_another_clause_is_not_the_claims() -> None:
    assert window("en", "⟦20 refugees⟧ died, where rebels have fought since June") == ("occurrence", None)


def test_the_figures_of_a_flood_follow_its_lead() -> None:
    lead = "Floods kill 30\nFloods have killed 30 people in two provinces in the last 24 hours. "
    assert window("en", lead + "In one village ⟦seven people⟧ drowned.")[0] == "period"
    start = "فيضانات\nقتل 30 شخصا في فيضانات. وبدأت الفيضانات في 10 يناير. "
    assert window("ar", start + "وغرق ⟦7 أشخاص⟧ في قرية.") == ("cumulative", "2019-01-10")
    blast = "Blast kills 30\nA blast killed 30 people in the last 24 hours. "
    assert window("en", blast + "In one village ⟦seven people⟧ died.")[0] == "occurrence"


@pytest.mark.parametrize(
    ("lang", "marked", "expected"),
    [
        ("ar", "أعلنت اليوم مقتل ⟦5⟧", "2019-01-25"),
        ("ar", "أعلنت أمس مقتل ⟦5⟧", "2019-01-24"),
        ("ar", "أعلنت أول من أمس مقتل ⟦5⟧", "2019-01-23"),
        ("ar", "أعلنت الأربعاء مقتل ⟦5⟧", "2019-01-23"),
        ("ar", "أعلنت الجمعة الماضي مقتل ⟦5⟧", "2019-01-18"),
        ("ar", "قتل ⟦5⟧ في انفجار", "2019-01-25"),
        ("ar", "وكانت حصيلة سابقة أشارت إلى ⟦5⟧ قتلى", None),
        ("en", "police said on Wednesday ⟦5⟧ died", "2019-01-23"),
        ("en", "police said yesterday ⟦5⟧ died", "2019-01-24"),
        ("en", "an earlier toll put the dead at ⟦5⟧", None),
        ("fr", "la police a annoncé hier ⟦5⟧ morts", "2019-01-24"),
        ("es", "la policía informó el miércoles de ⟦5⟧ muertos", "2019-01-23"),
    ],
)
def test_as_of(lang: str, marked: str, expected: str | None) -> None:
    assert as_of(lang, marked) == expected


def test_the_texts_own_today_corrects_a_crawl_date() -> None:
    assert as_of("ar", "أعلنت الوزارة اليوم الأحد مقتل 43. وقتل ⟦5⟧ آخرون.", "2015-07-21") == "2015-07-19"


def test_a_stamp_dates_a_report_without_date() -> None:
    assert as_of("en", "Updated Thu 6 May 2010, 9:03am\n⟦Three people⟧ died.", None) == "2010-05-06"
    assert as_of("en", "⟦Three people⟧ died.", None) is None


@pytest.mark.parametrize(
    ("lang", "marked", "expected"),
    [
        ("ar", "سينتهي الوجود العسكري ⟦خلال شهر⟧", "2019-02-25"),
        ("ar", "⟦نحتاج إلى أسبوعين⟧ للقضاء عليهم", "2019-02-08"),
        ("ar", "قد يصل العدد إلى ⟦20 ألفا⟧ بحلول مارس 2019", "2019-03-31"),
        ("ar", "خلال الأيام الثلاثة الماضية قتل ⟦5⟧", None),
        ("ar", "حكم عليه بالسجن ⟦12 عاما⟧", None),
        ("en", "it will be over ⟦within two weeks⟧", "2019-02-08"),
        ("en", "the number could reach ⟦20,000⟧ by March", "2019-03-31"),
        ("en", "the number could reach ⟦20,000⟧ in the next three months", "2019-04-25"),
        ("en", "by Monday ⟦30⟧ had died", None),
        ("en", "⟦19 people⟧ died in the past two weeks", None),
        ("fr", "le nombre pourrait atteindre ⟦20 000⟧ d'ici mars", "2019-03-31"),
        ("es", "la cifra podría llegar a ⟦20.000⟧ en los próximos tres meses", "2019-04-25"),
    ],
)
def test_due(lang: str, marked: str, expected: str | None) -> None:
    assert due(lang, marked) == expected


@pytest.mark.parametrize(
    ("lang", "marked", "economic", "since"),
    [
        ("ar", "بلغ عجز الموازنة ⟦34 مليار دولار⟧ في عام 2014", True, "2014"),
        ("ar", "خفض موازنة 2015\nستقلص النفقات بواقع ⟦2 في المائة⟧ من الإنفاق", True, "2015"),
        ("ar", "نزح ⟦20 مليون شخص⟧ عام 2014", False, "2014"),
        ("en", "The deficit reached ⟦10 billion⟧ in 2017", True, "2017"),
        ("en", "Police recovered ⟦80 percent⟧ of the haul in 2009", True, None),
    ],
)
def test_the_year_of_a_figure(lang: str, marked: str, economic: bool, since: str | None) -> None:
    timing, start, end = at(lang, marked)
    found = timing.year_of(start, end, economic)
    assert (found.since if found else None) == since


_WORDS = [
    "منذ",
    "10",
    "سبتمبر",
    "الماضي",
    "خلال",
    "شهر",
    "since",
    "31",
    "February",
    "2019",
    "by",
    "May",
    "اليوم",
    "،",
    ".",
]


@settings(deadline=None)  # the first example loads the tables
@given(
    st.lists(st.sampled_from(_WORDS)), st.sampled_from(["ar", "en", "fr", "es"]), st.sampled_from([None, "2019-03-31"])
)
def test_any_order_of_time_words_is_read(words: list[str], lang: str, date: str | None) -> None:
    raw = " ".join(words)
    timing = Timing(Text(raw, lang), Report("r", raw, date=date))
    for token in timing._text.tokens:
        found, why = timing.window(token.start, token.end)
        assert found.kind in set(WindowKind)
        assert why
        timing.as_of(token.start, token.end)
        timing.due(token.start, token.end)


@pytest.mark.parametrize(
    ("lang", "marked", "kind"),
    [
        ("en", "Accidents have killed ⟦310 people⟧ this year.", "period"),
        ("en", "Accidents have already killed ⟦310 people⟧ this year.", "cumulative"),
        ("ar", "قتل ⟦310 أشخاص⟧ في حوادث السير هذا العام.", "period"),
        ("ar", "قتل ⟦310 أشخاص⟧ حتى الآن في حوادث السير هذا العام.", "cumulative"),
        ("en", "The toll of the worst storm in two decades reached ⟦88⟧.", "occurrence"),
        ("en", "The toll rose to 88, up from ⟦61⟧ a day earlier.", "occurrence"),
        ("en", "The mine kills ⟦two people⟧ a month.", "period"),
        ("ar", "مثلت ⟦نحو 40 في المئة⟧ من الصادرات.", "other"),
        ("ar", "ما زال ⟦نحو 40 ألفا⟧ في حاجة إلى مأوى.", "other"),
    ],
)
def test_what_sets_a_window_and_what_only_looks_so(lang: str, marked: str, kind: str) -> None:
    assert window(lang, marked)[0] == kind


def test_the_day_of_a_statement_is_not_the_day_of_an_epidemic() -> None:
    told = "Measles outbreak spreads\nThe outbreak has killed ⟦19 people⟧, the ministry said on Thursday."
    assert window("en", told)[0] != "period"
    happened = "Measles outbreak spreads\nThe outbreak killed ⟦19 people⟧ on Thursday in the town."
    assert window("en", happened) == ("period", "2019-01-24")
