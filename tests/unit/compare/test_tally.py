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
