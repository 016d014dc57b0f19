"""One flag for figures that read the same, and one ruling for all of them."""

from core.compare.flags import FlagKind
from core.compare.judge import judge
from core.judgement import Ruling, State, rule, standing_decisions, stands
from tests.unit.compare.told import claim, told

DAYS = "2021-03-10", "2021-03-11"
EARLY, LATE = (told(claim(21, "captured", "rebels", as_of=day), "A", f"a-{day}") for day in DAYS)
OTHER = told(claim(12, "captured", "rebels", as_of=DAYS[1]), "B", "b")
BARE = told(claim(34), "A", "bare")
BOUND = told(claim(34, precision="at_least"), "A", "bound")
SWAPPED = told(claim(43), "A", "swapped")


def test_a_figure_told_of_two_days_is_one_flag_that_stands_for_both():
    judgement = judge([EARLY, LATE, OTHER])
    assert len(judgement.figures) == 3
    (flag,) = judgement.flags
    (pair,) = flag.also
    assert {flag.a, flag.b, *pair} == set(judgement.figures)
    assert len({e for e in flag.evidence if e.startswith("figure:")}) == 3


def test_a_slip_against_a_number_told_with_and_without_its_bound_is_one_flag_and_the_bound_another():
    slips = judge([BARE, BOUND, SWAPPED]).flags
    assert [flag.kind for flag in slips] == [FlagKind.MISQUOTED, FlagKind.MISQUOTED]
    assert [len(flag.also) for flag in slips] == [1, 0]


def test_the_same_number_of_another_origin_stays_a_flag_of_its_own():
    assert len(judge([EARLY, told(claim(21, "captured", "rebels"), "C"), OTHER]).flags) == 2


def test_a_ruling_on_one_pair_holds_for_those_that_read_the_same():
    before = judge([EARLY, OTHER])
    (flag,) = before.flags
    pair = {(flag.a, flag.b): "occurrence"}
    assert judge([LATE], before=before, bound=pair).flags == ()
    assert judge([EARLY, LATE, OTHER], bound=pair).flags == ()


def test_a_decision_stands_whichever_of_the_pairs_is_shown():
    (flag,) = judge([EARLY, LATE, OTHER]).flags
    for pair in ((flag.a, flag.b), *flag.also):
        made = rule(flag, Ruling.A_RIGHT, by="Rana", at="2021-03-12")
        moved = type(made)((str(flag.kind), min(pair), max(pair)), made.ruling, made.by, made.at, made.evidence)
        assert stands(flag, standing_decisions([moved])).state == State.DECIDED


def test_one_report_is_not_flagged_against_itself():
    here = [told(claim(388, "killed", "civilians"), "A", "r"), told(claim(86, "killed", "civilians", n=2), "A", "r")]
    assert judge(here).flags == ()
    assert judge([here[0], told(claim(86, "killed", "civilians"), "A", "s")]).flags != ()
