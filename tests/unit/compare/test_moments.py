from datetime import date

import pytest

from core.compare.moments import NOWHEN, Moment, length, moment, span


def day(*parts):
    return date(*parts).toordinal()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-03-10", Moment(day(2021, 3, 10))),
        ("2021-03-10T07:30", Moment(day(2021, 3, 10), 450)),
        ("2021-03-10 07:30:12", Moment(day(2021, 3, 10), 450)),
        ("2015-07-20T20", Moment(day(2015, 7, 20), 1200)),
        ("2021-03", None),
        ("2021-13-40", None),
        ("soon", None),
        (None, None),
    ],
)
def test_moments_need_a_day(text, expected):
    assert moment(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", day(2018, 1, 1), day(2018, 12, 31)),
        ("2018-09", day(2018, 9, 1), day(2018, 9, 30)),
        ("2018-12", day(2018, 12, 1), day(2018, 12, 31)),
        ("Wednesday 13 March 2019", day(2019, 3, 13), day(2019, 3, 13)),
        ("March 13, 2019", day(2019, 3, 13), day(2019, 3, 13)),
        ("November-December 2018", day(2018, 11, 1), day(2018, 12, 31)),
        ("1983-2005", day(1983, 1, 1), day(2005, 12, 31)),
        ("earthquake of 2004", day(2004, 1, 1), day(2004, 12, 31)),
        ("today (2015-08-03)", day(2015, 8, 3), day(2015, 8, 3)),
    ],
)
def test_spans_out_of_words(text, first, last):
    assert span(text) == (first, last)


@pytest.mark.parametrize("text", [None, "", "the whole war", "marching season", "may they rest"])
def test_words_without_a_year_name_no_days(text):
    assert span(text) == NOWHEN


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24 hours", 1),
        ("48 hours", 2),
        ("three days", 3),
        ("past two days", 2),
        ("two weeks", 14),
        ("today", 0),
        ("x", None),
    ],
)
def test_lengths_of_periods(text, days):
    assert length(text) == days
