"""Places in running text and their containment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import Named, find_places, place_relation
from core.names.gazetteer import gazetteer, place_key
from core.names.relation import mirror
from core.text import Text

_PLACES = ["Beirut", "بيروت", "Lebanon", "Baghouz, Deir ez-Zor", "Deir ez-Zor", "north of Aden", "Aden", "Nowhereville"]


def labels(lang: str, raw: str) -> list[str | None]:
    return [m.named.label or m.named.surface for m in find_places(Text(raw, lang))]


@pytest.mark.parametrize(
    ("lang", "raw", "expected"),
    [
        ("ar", "انفجار في كراتشي", ["Karachi"]),
        ("ar", "قصف على بلدة تلعبور بريف إدلب", ["تلعبور", "Idlib"]),
        ("ar", "في مدينة الرمادي غربي العراق", ["Ramadi", "Iraq"]),
        ("en", "A bomb exploded in Karachi, Pakistan.", ["Karachi", "Pakistan"]),
        ("en", "gunmen raided the village of Tulbaru in Borno state", ["Tulbaru", "Borno"]),
        ("fr", "une attaque près de Gao, au Mali", ["Gao", "Mali"]),
        ("es", "un sismo en Oaxaca, México", ["Oaxaca", "Mexico"]),
    ],
)
def test_finds_places(lang: str, raw: str, expected: list[str]) -> None:
    assert labels(lang, raw) == expected


@pytest.mark.parametrize(
    ("lang", "raw"),
    [
        ("en", "Victoria Winston and George Ryan said so."),
        ("en", "Reading books is nice."),
        ("ar", "قال في بيان إن العدد كبير"),
        ("fr", "Une personne est morte."),
    ],
)
def test_people_and_common_words_are_no_places(lang: str, raw: str) -> None:
    assert labels(lang, raw) == []


@pytest.mark.parametrize(
    ("lang", "raw", "division"),
    [
        ("en", "A shooting in Paris, Texas, left three dead.", "country:US/TX/"),
        ("en", "Police in Springfield, Missouri, said so.", "country:US/MO/"),
        ("en", "Birmingham, Alabama police said so.", "country:US/AL/"),
        ("en", "A shooting in Paris, authorities said.", "country:FR/11/"),
        ("ar", "اشتباكات بالعاصمة الليبية طرابلس", "country:LY/"),
        ("ar", "انهيار مبنى في مدينة طرابلس شمالي لبنان", "country:LB/"),
    ],
)
def test_what_is_named_behind_settles_a_namesake(lang: str, raw: str, division: str) -> None:
    assert (find_places(Text(raw, lang))[0].named.id or "").startswith(division)


def test_the_country_of_the_text_settles_a_namesake() -> None:
    (_, tripoli) = find_places(Text("Lebanon: a fire in Tripoli", "en"))
    assert tripoli.named.id is not None
    assert tripoli.named.id.startswith("country:LB/")


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Baghouz", "Deir ez-Zor", "part"),
        ("Baghouz, Deir ez-Zor", "Syria", "part"),
        ("Suruc, Turkey", "Şanlıurfa", "part"),
        ("Beirut", "بيروت", "same"),
        ("Beirut", "Lebanon", "part"),
        ("Aden", "Taiz", "different"),
        ("north of Aden", "Aden", "part"),
        ("Nowhereville", "Lebanon", "unknown"),
    ],
)
def test_containment(a: str, b: str, expected: str) -> None:
    assert place_relation(Named(a), Named(b)) == expected


@given(st.sampled_from(_PLACES), st.sampled_from(_PLACES))
def test_swapping_mirrors(a: str, b: str) -> None:
    assert place_relation(Named(b), Named(a)) == mirror(place_relation(Named(a), Named(b)))


def test_not_stated_is_unknown() -> None:
    assert place_relation(None, Named("Aden")) == "unknown"


def test_every_key_is_found_and_no_other() -> None:
    table = gazetteer()
    assert {p.name for p in table.named(place_key("Khartoum"))} >= {"Khartoum"}
    assert table.named("zzzzzz") == ()
    assert table.named("") == ()
    assert table.begins("khartoum")
    assert not table.begins("khartoumm")
