import pytest

from core.compare.judge import judge
from core.judgement import Decision, Ruling, State, bound, rule, standing_decisions, stands, subject
from tests.unit.compare.told import claim, told

PAIR = [told(claim(57), "A", "a"), told(claim(50), "B", "b")]


def flag(*more):
    """The flag on A's 57 and B's 50."""
    judgement = judge([*PAIR, *more])
    names = {f.origin.key: name for name, f in judgement.figures.items()}
    return next(f for f in judgement.flags if {f.a, f.b} == {names["a"], names["b"]})


def decide(ruling=Ruling.A_RIGHT, at="2021-03-12T10:00", **rest):
    return rule(flag(), ruling, by="rima", at=at, **rest)


def test_a_flag_that_nobody_ruled_on_is_open():
    assert stands(flag(), {}).state == State.OPEN


def test_a_ruling_decides_and_says_who():
    standing = stands(flag(), standing_decisions([decide()]))
    assert (standing.state, standing.decision.by) == (State.DECIDED, "rima")
    assert ("by", "rima") in standing.because.params


def test_a_follow_up_stays_on_the_list():
    assert stands(flag(), standing_decisions([decide(Ruling.FOLLOW_UP)])).state == State.FOLLOW_UP


def test_the_latest_ruling_stands_whatever_the_order_they_are_read_in():
    first, second = decide(), decide(Ruling.B_RIGHT, at="2021-03-13T09:00")
    assert standing_decisions([second, first]) == standing_decisions([first, second]) == {subject(flag()): second}


def test_another_copy_of_what_was_seen_reopens_nothing():
    again = flag(told(claim(57), "A", "c"))
    assert stands(again, standing_decisions([decide()])).state == State.DECIDED


def test_a_new_origin_reopens_and_is_named():
    again = flag(told(claim(57), "C", "c"))
    standing = stands(again, standing_decisions([decide()]))
    assert standing.state == State.REOPENED
    assert "origin:c" in standing.new


def test_different_things_bind_every_recheck():
    decided = standing_decisions([decide(Ruling.BOTH_RIGHT_DIFFERENT, dimension="window")])
    ties = bound(decided)
    assert list(ties.values()) == ["window"]
    first = judge(PAIR, bound=ties)
    assert first.flags == ()
    assert judge([told(claim(57), "A", "c")], before=first, bound=ties).flags == ()


def test_another_occurrence_binds_and_a_revised_ruling_lets_go():
    ties = bound(standing_decisions([decide(Ruling.NOT_SAME_OCCURRENCE)]))
    held = judge(PAIR, bound=ties)
    assert held.relations == {}
    assert judge([], before=held).relations == judge(PAIR).relations


def test_rulings_on_who_is_right_bind_no_comparison():
    assert bound(standing_decisions([decide(Ruling.SOURCE_ERROR)])) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"ruling": Ruling.BOTH_RIGHT_DIFFERENT},
        {"ruling": Ruling.A_RIGHT, "dimension": "window"},
        {"ruling": Ruling.BOTH_RIGHT_DIFFERENT, "dimension": "weather"},
        {"subject": ("disputed", "b", "a")},
    ],
)
def test_a_ruling_that_makes_no_sense_is_refused(wrong):
    right = {"subject": ("disputed", "a", "b"), "ruling": Ruling.A_RIGHT, "by": "x", "at": "", "evidence": frozenset()}
    with pytest.raises(ValueError, match=r"dimension|order|which"):
        Decision(**{**right, **wrong})
