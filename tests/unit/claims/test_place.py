"""Where a figure is placed, and the wounded of whom a text tells how they fare."""

import pytest

from core.claims import Claim, read_claims
from core.report import Report


def _read(document: str, lang: str) -> tuple[Claim, ...]:
    return read_claims(Report("r", document, lang))


def _place(document: str, lang: str) -> str | None:
    place = _read(document, lang)[0].place
    return None if place is None else place.surface


@pytest.mark.parametrize(
    ("document", "lang", "place"),
    [
        ("انفجرت سيارة في سروج في تركيا وخلفت 14 قتيلا.", "ar", "سروج"),
        ("Envoy regrets raid\nThe raid on Kobani left 14 dead, he told reporters in Geneva.", "en", "Kobani"),
        ("7 DEAD AT BANK IN MADRID", "en", "MADRID"),
        ("استهدف القصف أحياء حلب وأوقع 14 قتيلا.", "ar", "حلب"),
        ("انفجرت سيارة في سروج بجنوب شرق تركيا قرب الحدود مع سوريا وخلفت 14 قتيلا.", "ar", "سروج"),
        ("A blast in Suruc near the border with Syria left 14 dead.", "en", "Suruc"),
        ("A raid near Suruc in southern Turkey killed 14 people.", "en", "Suruc"),
        ("Une frappe à Alep, dans le nord de la Syrie, a tué 14 personnes.", "fr", "Alep"),
        ("Fighting in Iraq and in Syria killed 14 people.", "en", "Syria"),
        ("قضت محكمة بالعاصمة طرابلس بسجن 14 متهما.", "ar", "طرابلس"),
    ],
)
def test_the_finer_of_two_names_and_never_where_somebody_only_spoke(document: str, lang: str, place: str) -> None:
    assert _place(document, lang) == place


@pytest.mark.parametrize(
    ("document", "lang"),
    [
        ("أصيب 60 شخصا في الانفجار. وقال الطبيب إن 12 جريحا ما زالوا في حالة حرجة.", "ar"),
        ("The blast injured 60 people. Doctors said 12 were in critical condition.", "en"),
    ],
)
def test_those_in_a_critical_condition_are_some_of_the_injured(document: str, lang: str) -> None:
    first, second = _read(document, lang)
    assert (second.measure, second.part_of) == ("injured", first.n)


def test_all_of_the_wounded_are_no_part_of_themselves() -> None:
    claims = _read("أصيب 12 شخصا في الانفجار. وقال الطبيب إن 12 جريحا في حالة حرجة.", "ar")
    assert [c.part_of for c in claims] == [None, None]
