"""What reports tell beside their own happening, and where it belongs. Read from texts: place, day and event decide."""

from dataclasses import replace

import pytest

from core.claims import read_claims
from core.coverage.occurrence import BESIDE, with_strands
from core.coverage.strands import unravelled
from core.report import Report

DAY = "2026-03-03"  # a Tuesday
OWN = "Car bomb kills 12 in Marib\nA car bomb killed 12 people in Marib on Tuesday, the police said.\n"
OWN += "The car stood beside the bus station of Marib.\n"
OTHER = "Bomb in Marib kills 12\nA car bomb at the bus station of Marib killed 12 people on Tuesday, a doctor said.\n"
EIGHT = "Shells kill eight in Taiz\nShells fell on houses in Taiz on Tuesday and killed eight people, doctors said.\n"
EIGHT += "Families fled with mattresses on their roofs while smoke rose over the hills and schools sent pupils home."


def told(*documents, lang="en"):
    reports = [Report(f"r{n}", text, lang, None, DAY) for n, text in enumerate(documents)]
    claims = {report.id: read_claims(report) for report in reports}
    return reports, claims


def beside(document, lang="en"):
    """The figures of each strand."""
    (report,), claims = told(document, lang=lang)
    _, found = unravelled(report, claims["r0"])
    return [[int(c.value or 0) for c in claims["r0"] if c.n in strand.told.claims] for strand in found]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("In Taiz, shells killed eight people on Tuesday.", [[8]]),
        ("Last month an attack in Marib killed 40 people.", [[40]]),
        ("On Monday, an ambush in Marib killed three soldiers.", [[3]]),
        ("Another bomb in Marib killed two children.", [[2]]),
        ("Shells killed eight people in Taiz, and a mine killed three in Hodeidah.", [[8], [3]]),
        ("The attack in Marib on Tuesday also wounded 30 people.", []),
        ("The toll had stood at nine on Monday.", []),
        ("More than 3,000 people have been killed in Yemen since 1 January.", []),
        ("Marib has 500 policemen.", []),
    ],
)
def test_what_is_told_beside_the_report_s_own_happening(sentence, figures):
    assert beside(OWN + sentence) == figures


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("وفي تعز قتل ثمانية أشخاص في قصف اليوم الثلاثاء.", [[8]]),
        ("وكان هجوم في مأرب قد أسفر عن مقتل 40 شخصا الشهر الماضي.", [[40]]),
        ("وقتل أمس الاثنين ثلاثة جنود في كمين آخر في مأرب.", [[3]]),
        ("وأصيب في الهجوم 30 شخصا.", []),
    ],
)
def test_the_same_in_arabic(sentence, figures):
    own = "سيارة مفخخة تقتل 12 في مأرب\nقتل 12 شخصا في انفجار سيارة مفخخة في مأرب اليوم الثلاثاء، وفق الشرطة.\n"
    own += "وكانت السيارة أمام محطة الحافلات في مأرب.\n"
    assert beside(own + sentence, "ar") == figures


def test_floods_in_many_towns_are_one_happening():
    rain = "Floods kill 12 in Marib\nFloods killed 12 people in Marib on Tuesday after heavy rains.\n"
    assert beside(rain + "In Taiz, the floods killed eight people.") == []


def test_a_strand_stands_with_the_reports_on_it_and_the_report_with_its_own():
    other = (
        "Bomb in Marib kills 12\nA car bomb at the bus station of Marib killed 12 people on Tuesday, a doctor said.\n"
    )
    reports, claims = told(OWN + "In Taiz, shells killed eight people on Tuesday.", other, EIGHT)
    found = with_strands(reports, claims, [])
    assert found.groups == (("r0", "r1"), ("r2",))
    ((strand, number),) = found.beside
    assert (strand.told.report, number) == ("r0", 1)
    (eight,) = strand.told.claims
    assert found.keys["r0", eight] == found.keys["r2", 1]
    assert found.keys["r0", 1] == found.keys["r1", 1] != found.keys["r0", eight]


@pytest.mark.parametrize(
    "tail",
    [
        "In Hodeidah, a mine killed three fishermen on Tuesday.",
        "In Hodeidah, a mine killed three fishermen last month.",
    ],
)
def test_two_round_ups_that_tell_of_a_third_happening_stand_together(tail):
    again = "Shells kill eight in Taiz\nShells killed eight people in Taiz on Tuesday, doctors said.\n"
    reports, claims = told(OWN + tail, again + tail)
    found = with_strands(reports, claims, [])
    numbers = {strand.told.report: number for strand, number in found.beside}
    assert numbers["r0"] == numbers["r1"] >= len(found.groups)


def test_what_only_one_report_tells_is_no_part_of_its_own_happening():
    reports, claims = told(OWN + "Last month an attack in Marib killed 40 people.")
    found = with_strands(reports, claims, [])
    ((strand, _),) = found.beside
    assert all(found.keys["r0", n].startswith(BESIDE) for n in strand.told.claims)


def test_a_report_without_a_date_stands_with_what_it_tells():
    reports, claims = told(OWN + "In Taiz, shells killed eight people on Tuesday.", OTHER, EIGHT)
    undated = [replace(reports[0], date=None), *reports[1:]]
    ((_, number),) = with_strands(undated, claims, []).beside
    assert number == 1


def test_the_order_of_input_changes_nothing():
    documents = (OWN + "In Taiz, shells killed eight people on Tuesday.", EIGHT)
    reports, claims = told(*documents)
    keys = [with_strands(order, claims, []).keys for order in (reports, reports[::-1])]
    assert keys[0] == keys[1]


def test_a_claim_table_without_text_has_no_strands():
    _, claims = told(OWN + "In Taiz, shells killed eight people on Tuesday.")
    assert unravelled(Report("r0", "", "en", None, DAY), claims["r0"])[1] == ()
