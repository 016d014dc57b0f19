import pytest

from core.coverage.naming import MIRRORED, armed, group_kinship, is_country, place_kinship
from core.names import Named

GROUPS = [
    ("children", "civilians", "part"),
    ("children", "women", "different"),
    ("ISIS fighters", "SDF fighters", "different"),
    ("ISIS fighters", "fighters of both sides", "part"),
    ("ISIS fighters in clashes", "ISIS fighters", "part"),
    ("أطفال", "children", "same"),
    ("people", "civilians", "unknown"),
    ("damage to culture", "damage", "part"),
    ("زوار المعرض", "visitors of the fair", "unknown"),
]
PLACES = [
    ("Taroudant, Morocco", "Morocco", "part"),
    ("Taroudant, Morocco", "Chichaoua, Morocco", "different"),
    ("Dar Saad, Aden", "Aden", "part"),
    ("last pocket, Deir ez-Zor", "Deir ez-Zor", "same"),
    ("one hospital in Beirut", "Beirut", "part"),
    ("Marib", "Ramadi", "different"),
]


@pytest.mark.parametrize(("a", "b", "kinship"), GROUPS)
def test_groups(a, b, kinship):
    assert group_kinship(Named(a), Named(b)) == kinship
    assert group_kinship(Named(b), Named(a)) == MIRRORED[kinship]


@pytest.mark.parametrize(("a", "b", "kinship"), PLACES)
def test_places(a, b, kinship):
    assert place_kinship(Named(a), Named(b)) == kinship
    assert place_kinship(Named(b), Named(a)) == MIRRORED[kinship]


def test_what_is_not_stated_is_unknown():
    assert group_kinship(None, Named("civilians")) == "unknown"
    assert place_kinship(Named("Marib"), None) == "unknown"
    assert place_kinship(Named(""), Named("،")) == "unknown"


@pytest.mark.parametrize(
    ("name", "fights"), [("ISIS fighters", True), ("soldiers", True), ("civilians", False), ("students", False)]
)
def test_who_fights(name, fights):
    assert armed(Named(name)) is fights


def test_a_country_alone_and_a_town_in_it():
    assert is_country(Named("Turkey"))
    assert is_country(Named("near the border, Turkey"))
    assert not is_country(Named("Suruc, Turkey"))
