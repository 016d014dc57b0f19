"""Which running totals are one figure of a campaign, whatever happening their reports are about."""

from dataclasses import replace

import pytest

from core.coverage.campaign import campaigns, is_apart
from core.names import Named
from tests.unit.compare.told import claim, since

SYRIA, FAR = Named("Baghouz", "country:SY/07/baghouz"), Named("Aden", "country:YE/02")


def test_a_total_belongs_to_its_day_and_country_whatever_it_counts():
    told = [
        replace(claim(1213, n=1, window=since("2018-09-10")), place=SYRIA),
        replace(claim(388, n=2, group="civilians", window=since("2018-09-10")), place=None),
        replace(claim(34, n=3), place=SYRIA),
        replace(claim(9, n=4, window=since("2018-09-10")), place=FAR),
    ]
    assert campaigns(told) == {1: "2018-09-10|SY", 2: "2018-09-10|SY", 4: "2018-09-10|YE"}


@pytest.mark.parametrize("start", ["2018", "2018-09", "the start of the war"])
def test_a_start_that_is_no_day_makes_no_campaign(start):
    assert campaigns([replace(claim(1213, window=since(start)), place=SYRIA)]) == {}


def test_no_country_no_campaign():
    assert campaigns([replace(claim(1213, window=since("2018-09-10")), place=Named("the valley"))]) == {}


def test_a_total_that_began_with_the_happening_is_its_own():
    assert is_apart("2018-09-10|SY", "2019-01-25")
    assert not is_apart("2019-01-20|SY", "2019-01-25T08:00")
    assert not is_apart("2018-09-10|SY", None)
