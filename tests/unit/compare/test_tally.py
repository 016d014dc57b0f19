from dataclasses import replace

import pytest

from core.compare.figure import figures
from core.compare.judge import judge
from core.compare.tally import CODEBOOKS, as_known_at, codebook, tally
from tests.unit.compare.told import claim, since, told

TOLL = [
    told(claim(70, as_of="2021-03-10"), "Ministry", "a", date="2021-03-10"),
    told(claim(135, as_of="2021-03-11"), "Ministry", "b", date="2021-03-11"),
    told(claim(100, as_of="2021-03-11"), "Red Cross", "c", date="2021-03-11"),
    told(claim(135, as_of="2021-03-11"), "Ministry", "d", date="2021-03-12"),
]


def row(book, reported=TOLL):
    (found,) = tally(figures(reported).values(), codebook(book))
    return found


@pytest.mark.parametrize("name", CODEBOOKS)
def test_every_codebook_has_a_version_and_a_source(name):
    book = codebook(name)
    assert book.name == name
    assert book.version
    assert book.source


def test_ucdp_takes_the_latest_of_each_origin_and_of_one_day_the_lower():
    found = row("ucdp")
    assert (found.low, found.best, found.high, found.origins, found.reports) == (100, 100, 135, 2, 4)


def test_acled_takes_the_most_conservative():
    assert row("acled").best == 100


def test_ibc_spans_all_reports_and_has_no_best():
    found = row("ibc")
    assert (found.low, found.best, found.high) == (70, None, 135)


def test_more_origins_count_before_the_lower_figure():
    more = [*TOLL, told(claim(135, as_of="2021-03-11"), "Army", "e")]
    assert row("ucdp", more).best == 135


def test_denied_figures_and_forecasts_are_not_tallied():
    odd = [told(claim(9, stance="denied"), "Army"), told(claim(900, stance="forecast"), "UN")]
    assert row("ucdp", [*TOLL, *odd]) == row("ucdp")


def test_unknown_origins_stand_in_only_where_no_origin_is_known():
    assert row("ucdp", [*TOLL, told(claim(9))]).low == 100
    assert row("ucdp", [told(claim(9))]).origins == 0


def test_a_part_of_the_place_has_a_row_of_its_own():
    levels = frozenset({("Taroudant, Morocco", "Morocco")})
    part = told(claim(290, place="Taroudant, Morocco"), "M", levels=levels)
    whole = told(claim(632, place="Morocco"), "M", levels=levels)
    rows = judge([part, whole]).tally
    assert {(r.place, r.high) for r in rows} == {("Taroudant, Morocco", 290), ("", 632)}


def test_since_one_day_is_one_window_in_whatever_words():
    windows = (replace(since("2021-01-05"), text=words) for words in ("since 5 January", "منذ الخامس من يناير", None))
    reported = [told(claim(900, window=window), "Ministry") for window in windows]
    (found,) = tally(figures(reported).values(), codebook("ucdp"))
    assert (found.best, found.reports, found.window) == (900, 3, "since 2021-01-05")


def test_as_known_at_a_day():
    assert row("ucdp", as_known_at(TOLL, "2021-03-10")).best == 70
    assert len(as_known_at(TOLL, "2021-03-11")) == 3


def test_a_report_stands_for_the_figure_that_it_gives_first():
    lead = told(claim(6, "injured", n=1), report="a")
    later = [told(claim(v, "injured", n=n), report="a") for n, v in ((2, 2), (3, 14))]
    other = told(claim(6, "injured", n=1), report="b")
    found = row("ucdp", [lead, *later, other])
    assert (found.low, found.best, found.high) == (6, 6, 6)


def test_one_person_without_a_number_is_one_of_those_counted():
    single = told(claim(1, "injured", n=1, precision="implicit_one"), report="a")
    counted = told(claim(4, "injured", n=2), report="a")
    assert row("ucdp", [single, counted]).best == 4
    assert row("ucdp", [single]).best == 1


def test_a_second_origin_and_a_later_day_in_one_report_count_beside_the_first():
    army = told(claim(9, n=1), "Army", report="a")
    rebels = [told(claim(v, n=n), "Rebels", report="a") for n, v in ((2, 30), (3, 5))]
    assert row("ibc", [army, *rebels]).high == 30
    assert row("ibc", [army, *rebels]).low == 9
    next_day = told(claim(11, n=2, as_of="2021-03-11"), "Army", report="a")
    assert row("ucdp", [army, next_day]).best == 11
