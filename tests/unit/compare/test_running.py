from dataclasses import replace
from decimal import Decimal

import pytest

from core.claims.reasons import REPORT_DAY
from core.compare.figure import figures
from core.compare.findings import FindingKind
from core.compare.flags import FlagKind
from core.compare.judge import judge
from core.compare.running import Balance, Turn, course, reconcile, stale
from tests.unit.compare.told import claim, since, told


def figure(one):
    (found,) = figures([one]).values()
    return found


def toll(*steps):
    return [figure(told(claim(value, as_of=day), "Ministry", date=day)) for value, day in steps]


def test_a_rising_toll():
    turns = [s.turn for s in course(toll((70, "2021-03-10"), (135, "2021-03-11"), (154, "2021-03-13")))]
    assert turns == [Turn.FIRST, Turn.ROSE, Turn.ROSE]


def test_the_course_does_not_depend_on_the_order_of_its_figures():
    steps = toll((70, "2021-03-10"), (60, "2021-03-11"), (154, "2021-03-13"))
    assert course(steps) == course(reversed(steps))


def test_a_fall_and_a_return():
    turns = [s.turn for s in course(toll((288, "2021-03-10"), (275, "2021-03-11"), (288, "2021-03-12")))]
    assert turns == [Turn.FIRST, Turn.FELL, Turn.RETURNED]


def test_an_old_figure_without_an_as_of_is_stale():
    dated = toll((70, "2021-03-10"), (135, "2021-03-11"))
    reprint = figure(told(claim(70, as_of=None), "Ministry", date="2021-03-14"))
    assert [s.turn for s in course([*dated, reprint])][-1] == Turn.STALE


def test_undated_figures_are_left_out():
    assert course([figure(told(claim(70, as_of=None), "Ministry"))]) == ()


def test_a_figure_printed_after_it_was_replaced_is_stale():
    old, new = toll((70, "2021-03-10"), (135, "2021-03-11"))
    late = figure(told(claim(70, as_of="2021-03-10"), "Ministry", date="2021-03-14"))
    assert stale(late, [new]) == new
    assert stale(old, [new]) is None


@pytest.mark.parametrize(
    ("incidents", "after", "balance", "difference"),
    [
        ((34, 11), 1213, Balance.FITS, 0),
        ((34,), 1213, Balance.GAP, 11),
        ((34, 29), 1213, Balance.EXCESS, -18),
        ((), 1100, Balance.FELL, -68),
    ],
)
def test_totals_and_incidents(incidents, after, balance, difference):
    before = figure(told(claim(1168, window=since("2018-09-10")), "SOHR"))
    then = figure(told(claim(after, window=since("2018-09-10"), as_of="2021-03-12"), "SOHR"))
    found = reconcile(before, [figure(told(claim(v), "SOHR")) for v in incidents], then)
    assert (found.balance, found.difference) == (balance, Decimal(difference))


def test_incidents_that_are_bounds_make_a_range():
    before = figure(told(claim(1168, window=since("2018-09-10")), "SOHR"))
    then = figure(told(claim(1180, window=since("2018-09-10")), "SOHR"))
    about = figure(told(claim(None, low=5, high=20, precision="range"), "SOHR"))
    assert reconcile(before, [about], then).balance == Balance.FITS


def test_totals_since_different_days_are_not_added_up():
    a = figure(told(claim(1306, window=since("2019-01-09")), "SDF"))
    b = figure(told(claim(1600, window=since("2018-09-10")), "SDF"))
    assert reconcile(a, [], b).balance == Balance.MOVED


class TestInAJudgement:
    """What the course of a toll shows is found and flagged."""

    def judged(self, *steps):
        return judge([told(claim(value, as_of=day), "Ministry", f"r-{day}", date=day) for value, day in steps])

    def test_a_correction_that_was_taken_back_is_flagged_beside_the_correction(self):
        judgement = self.judged((288, "2021-03-10"), (275, "2021-03-11"), (288, "2021-03-12"))
        rules = sorted(f.because.rule for f in judgement.flags if f.kind == FlagKind.REVISED)
        assert rules == ["came back", "fell"]

    def test_a_toll_that_only_rose_is_not(self):
        assert self.judged((70, "2021-03-10"), (135, "2021-03-11"), (154, "2021-03-12")).flags == ()

    def test_an_old_figure_printed_again_is_outdated_in_one_go_and_in_steps(self):
        dated = [told(claim(v, as_of=d), "Ministry", f"r-{d}") for v, d in ((70, "2021-03-10"), (135, "2021-03-11"))]
        assumed = replace(claim(70, as_of="2021-03-14"), because=(("as_of", REPORT_DAY),))
        late = told(assumed, "Ministry", "late", date="2021-03-14")
        whole = judge([*dated, late])
        (reprint,) = (f for f in whole.figures.values() if f.carriers[0][0] == "late")
        outdated = next(f for f in whole.findings[reprint.id] if f.kind == FindingKind.OUTDATED)
        newer = whole.figures[outdated.against[0]]
        assert newer.facts.value == 135
        assert judge([late], before=judge(dated)) == whole
        assert judge(dated[1:], before=judge([dated[0], late])) == whole
