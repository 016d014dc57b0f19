"""Running totals against what happened between them, and headlines that print a total."""

from core.compare.flags import FlagKind
from core.compare.headline import told_as_in_body
from core.compare.judge import judge
from tests.unit.compare.told import claim, since, told

START = since("2021-01-01")


def kinds(*reported):
    return [(f.kind, f.because.rule) for f in judge(reported, now="2021-03-12").totals]


def total(value, day, window=START):
    return told(claim(value, group="civilians", window=window, as_of=day), "Ministry")


def incident(value, day, **more):
    return told(claim(value, group="civilians", as_of=day, **more), "Ministry")


def test_incidents_that_outnumber_the_rise():
    told_apart = kinds(total(100, "2021-03-01"), incident(40, "2021-03-02"), total(120, "2021-03-03"))
    assert told_apart == [(FlagKind.INCONSISTENT, "excess")]


def test_totals_that_fit_or_leave_room_raise_nothing():
    assert kinds(total(100, "2021-03-01"), incident(20, "2021-03-02"), total(120, "2021-03-03")) == []
    assert kinds(total(100, "2021-03-01"), incident(5, "2021-03-02"), total(120, "2021-03-03")) == []
    open_end = incident(15, "2021-03-02", precision="at_least")
    assert kinds(total(100, "2021-03-01"), open_end, total(120, "2021-03-03")) == []


def test_one_incident_told_twice_counts_once():
    twice = incident(20, "2021-03-02"), incident(19, "2021-03-02", precision="at_least")
    assert kinds(total(100, "2021-03-01"), *twice, total(120, "2021-03-03")) == []


def test_a_window_that_moved():
    moved = kinds(total(100, "2021-03-01"), total(60, "2021-03-03", since("2021-02-01")))
    assert moved == [(FlagKind.INCONSISTENT, "window moved")]


def test_the_flags_on_totals_are_flags_and_the_same_in_steps():
    reported = [total(100, "2021-03-01"), incident(40, "2021-03-02"), total(120, "2021-03-03")]
    whole = judge(reported, now="2021-03-12")
    assert FlagKind.INCONSISTENT in {f.kind for f in whole.flags}
    assert judge(reported[1:], now="2021-03-12", before=judge(reported[:1], now="2021-03-12")) == whole


def test_a_headline_takes_time_and_group_from_the_body():
    head, body = claim(1442, headline=True), claim(1442, n=2, group="ISIS fighters", window=START)
    read = told_as_in_body([head, body])[0]
    assert (read.window, read.group) == (body.window, body.group)
    again = claim(1442, n=3)
    assert told_as_in_body([head, body, again])[0] == head
    assert told_as_in_body([claim(1440, headline=True), body])[0].window == head.window
