import pytest

from core.coverage.origin import Origin, origin, origins, source_key
from core.names import Named
from core.report import Report
from tests.unit.compare.told import claim

PAGE = Report("a", "")


def test_the_origin_is_the_last_of_the_chain():
    assert origin(claim(34, by=("AFP", "Syrian Observatory for Human Rights")), PAGE).key == "sohr"


def test_an_agency_alone_is_the_origin_and_so_is_the_credit_of_the_page():
    assert origin(claim(34, by=("AFP",)), PAGE).key == origin(claim(34), Report("a", "", credit="AFP")).key == "afp"


def test_a_quoted_source_goes_before_the_credit():
    assert origin(claim(34, by=("USGS",)), Report("a", "", credit="AFP")).key == "usgs"


def test_nobody_named_is_unknown():
    assert origin(claim(34), PAGE).key is None


@pytest.mark.parametrize(
    "name",
    [
        "officials",
        "Turkish official",
        "Lebanese authorities",
        "local sources",
        "media reports",
        "مسؤولون",
        "مصادر محلية",
    ],
)
def test_unnamed_officials_and_sources_are_unknown(name):
    assert source_key(Named(name)) is None


@pytest.mark.parametrize("name", ["police", "police source", "Diyala Court of Appeal", "President Aoun", "residents"])
def test_bodies_and_persons_are_known(name):
    assert source_key(Named(name)) is not None


def test_a_spokesman_is_the_body_he_speaks_for():
    assert source_key(Named("Harbour Board spokesman Omar Haddad")) == source_key(Named("Harbour Board"))


def test_a_judge_who_ends_the_chain_speaks_for_the_court():
    chain = ("Tyre Court of Appeal", "Judge Rania Khoury")
    assert origin(claim(11, by=chain), PAGE).key == source_key(Named(chain[0]))


@pytest.mark.parametrize(
    ("name", "party"),
    [("Yemeni government", True), ("Lebanese army", True), ("SDF", True), ("AFP", False), ("USGS", False)],
)
def test_parties_are_marked(name, party):
    assert origin(claim(34, by=(name,)), PAGE).party is party


def test_a_headline_that_names_nobody_has_the_origin_of_the_bodys_same_figure():
    head, body = claim(100, n=1, headline=True), claim(100, n=2, precision="about", by=("USGS",))
    assert origins(PAGE, [head, body])[1].key == "usgs"


def test_a_headline_figure_far_from_the_bodys_stays_unknown():
    head, body = claim(900, n=1, headline=True), claim(100, n=2, by=("USGS",))
    assert origins(PAGE, [head, body])[1].key is None


def test_same_origin_is_true_false_or_unknown():
    copied = frozenset({"text:a"})
    assert Origin("a").same(Origin("a")) is True
    assert Origin("a").same(Origin("b")) is False
    assert Origin("a").same(Origin()) is None
    assert Origin().same(Origin()) is None
    assert Origin(texts=copied).same(Origin("a", texts=copied)) is True
    assert Origin("b", texts=copied).same(Origin("a", texts=copied)) is False
