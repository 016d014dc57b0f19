"""Dates: those that must be read, and those that must stay unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.page import machine_date, written_date


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("2019-01-25", "2019-01-25"),
        ("20190125", "2019-01-25"),
        ("2019-01-25T10:05:00Z", "2019-01-25T10:05:00+00:00"),
        ("2019-01-25T10:05:00.123+0300", "2019-01-25T10:05:00+03:00"),
        ("2019-01-25 10:05", "2019-01-25T10:05:00"),
        ("Fri, 25 Jan 2019 10:05:00 GMT", "2019-01-25T10:05:00+00:00"),
        ("1548410700", "2019-01-25T10:05:00+00:00"),
        ("1548410700000", "2019-01-25T10:05:00+00:00"),
        ("2019-13-25", None),
        ("2019-02-30", None),
        ("1213", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_what_machines_write(text: str | None, want: str | None) -> None:
    assert machine_date(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("25 يناير 2019", "2019-01-25"),
        ("الجمعة ٢٥ كانون الثاني ٢٠١٩", "2019-01-25"),
        ("25 كانون الثاني/يناير 2019", "2019-01-25"),
        ("25 كانون الثاني (يناير) 2019", "2019-01-25"),
        ("الثلاثاء، 3 تشرين الأول 2023 - 7:30 م", "2023-10-03T19:30:00"),
        ("7 أيلول 2015", "2015-09-07"),
        ("1 آب 2020 12:10 صباحا", "2020-08-01T00:10:00"),
        ("19 غشت 2021", "2021-08-19"),
        ("03 جانفي 2018", "2018-01-03"),
        ("10 أوت 2016", "2016-08-10"),
        ("25 من يناير 2019", "2019-01-25"),
        ("يناير 25, 2019", "2019-01-25"),
        ("الجمعة 19 جمادى الأولى 1440 هـ - 25 يناير 2019 م", "2019-01-25"),
        ("19 جمادى الأولى 1440", "2019-01-25"),
        ("13 رمضان 1442هـ", "2021-04-25"),
        ("January 25th, 2019 at 6:05 p.m.", "2019-01-25T18:05:00"),
        ("Sept. 3, 2019", "2019-09-03"),
        ("3 Sep 2019, 14:20 GMT", "2019-09-03T14:20:00+00:00"),
        ("vendredi 25 janvier 2019 à 14h32", "2019-01-25T14:32:00"),
        ("1er août 2018", "2018-08-01"),
        ("25 de enero de 2019", "2019-01-25"),
        ("2019/01/25", "2019-01-25"),
        ("2019 - 1 - 25", "2019-01-25"),
        ("25/01/2019", "2019-01-25"),
        ("01/25/2019", "2019-01-25"),
        ("25.01.2019", "2019-01-25"),
        ("published 18:45, 4 March 2022", "2022-03-04T18:45:00"),
    ],
)
def test_what_people_write(text: str, want: str) -> None:
    assert written_date(text) == want


@pytest.mark.parametrize(
    "text",
    [
        "منذ ثلاث ساعات",
        "قتل 34 مسلحا",
        "1213 مسلحا منذ 10 سبتمبر الماضي",
        "May 2019",
        "25 January",
        "31 فبراير 2019",
        "4/5/2019",
        "© 2019 All rights reserved",
        "version 10.12.2.2019",
        "call 01-25-201944",
        "15 March 1213",
        "Route 25, Maryland 2019",
        "",
    ],
)
def test_what_is_no_date_or_has_two_readings_stays_unknown(text: str) -> None:
    assert written_date(text) is None


def test_the_order_of_digits_is_the_languages_own() -> None:
    assert written_date("4/5/2019", "ar") == "2019-05-04"
    assert written_date("4/5/2019", "fr") == "2019-05-04"
    assert written_date("4/5/2019", "en") is None


@given(st.text(max_size=400))
def test_no_text_raises(text: str) -> None:
    for made in (machine_date(text), written_date(text, "ar")):
        assert made is None or made[:4].isdecimal()
