"""Fighters, told with and without the side they belong to."""

from dataclasses import replace

import pytest

from core.compare.relations import Rel, relate
from core.compare.reported import beside
from tests.unit.compare.told import claim, since, told


def related(a, b, by=("A", "A"), apart=frozenset()):
    left, right = told(a, by[0]), told(b, by[1])
    return relate(replace(left, beside=apart), right).kind


@pytest.mark.parametrize(
    ("plain", "named"), [("militants", "ISIS fighters"), ("fighters", "SDF fighters"), ("SDF", "SDF fighters")]
)
def test_one_figure_of_one_source_is_repeated(plain, named):
    assert related(claim(34, group=plain), claim(34, group=named)) == Rel.REPEATS


def test_two_sources_on_the_same_people_disagree():
    assert related(claim(21, group="militants"), claim(12, group="ISIS fighters"), ("A", "B")) == Rel.DISAGREES


def test_whom_the_report_counts_apart_they_are_not():
    plain, named = claim(34, group="militants"), claim(16, group="SDF fighters")
    assert related(plain, named, apart=frozenset(("sdf",))) == Rel.INCOMPARABLE


def test_fighters_of_both_sides_hold_those_of_one():
    assert related(claim(50, group="fighters"), claim(34, group="ISIS fighters")) == Rel.PART_OF


def test_two_sides_stay_two():
    assert related(claim(34, group="SDF fighters"), claim(16, group="ISIS fighters")) == Rel.INCOMPARABLE


def test_a_report_counts_the_other_side_apart_but_not_in_a_total():
    plain, other = claim(34, group="militants"), claim(16, group="SDF fighters", n=2)
    total = claim(1213, group="ISIS fighters", n=3, window=since("2020-09-10"))
    assert beside(plain, [plain, other, total]) == {"sdf"}
    assert beside(other, [plain, other, total]) == frozenset()
