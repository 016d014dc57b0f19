"""Reports of one happening in several languages: gathered by what needs no words."""

from dataclasses import replace

from core.claims.reasons import NAMED_DAY
from core.coverage.occurrence import occurrences
from core.coverage.signs import common, signs
from core.report import Report
from tests.unit.compare.told import claim, since

ENGLISH = "A blast tore through the fish market of Marib on Wednesday and 34 people died, the hospital said."
ARABIC = "قال مدير المستشفى إن أربعة وثلاثين شخصا قتلوا في انفجار هز سوق السمك صباح الأربعاء."


def groups(*rows, **claims):
    told = [Report(name, text, lang, date=day) for name, text, lang, day in rows]
    return occurrences(told, claims).groups


def test_one_figure_at_one_place_and_day_joins_two_languages():
    rows = ("a", ENGLISH, "en", "2021-03-10"), ("b", ARABIC, "ar", "2021-03-11")
    assert groups(*rows, a=[claim(34)], b=[claim(34)]) == (("a", "b"),)


def test_another_figure_another_place_or_another_week_does_not():
    rows = ("a", ENGLISH, "en", "2021-03-10"), ("b", ARABIC, "ar", "2021-03-11")
    assert len(groups(*rows, a=[claim(34)], b=[claim(71)])) == 2
    assert len(groups(*rows, a=[claim(34)], b=[claim(34, place="Taiz, Yemen")])) == 2
    late = rows[0], ("b", ARABIC, "ar", "2021-03-21")
    assert len(groups(*late, a=[claim(34)], b=[claim(34)])) == 2


def test_small_figures_are_too_common_to_join_by():
    rows = ("a", ENGLISH, "en", "2021-03-10"), ("b", ARABIC, "ar", "2021-03-11")
    assert len(groups(*rows, a=[claim(3)], b=[claim(3)])) == 2


def total(value, day):
    return claim(value, group="ISIS fighters", place=None, window=since("2018-09-10"), as_of=day)


def test_a_report_on_a_running_total_joins_the_reports_that_carry_it():
    rows = (
        ("a", ENGLISH, "en", "2021-03-10"),
        ("b", "The count of the dead has risen again, a monitor said.", "en", "2021-05-20"),
    )
    assert groups(*rows, a=[claim(34), total(1213, "2021-03-10")], b=[total(1442, "2021-05-20")]) == (("a", "b"),)
    other = replace(total(1442, "2021-05-20"), window=since("2020-01-01"))
    assert len(groups(*rows, a=[claim(34), total(1213, "2021-03-10")], b=[other])) == 2


def fought(value, day):
    one = claim(value, group="ISIS fighters", as_of=day)
    return replace(one, because=(("as_of", NAMED_DAY + "a weekday"),))


FIGHTS = (
    "Fighters of the group were killed near the village when they attacked a post, a monitor said.",
    "Jets hit the village where fighters of the group had dug in, and many were killed, a monitor said.",
)


def test_fighters_of_days_that_lie_apart_died_in_two_fights():
    rows = ("a", FIGHTS[0], "en", "2021-03-08"), ("b", FIGHTS[1], "en", "2021-03-08")
    assert len(groups(*rows, a=[fought(23, "2021-03-01")], b=[fought(34, "2021-03-07")])) == 2
    assert len(groups(*rows, a=[fought(23, "2021-03-06")], b=[fought(34, "2021-03-07")])) == 1


def test_a_later_and_lower_toll_of_fighters_is_the_next_fight():
    rows = ("a", FIGHTS[0], "en", "2021-03-09"), ("b", FIGHTS[1], "en", "2021-03-10")
    assert len(groups(*rows, a=[fought(50, "2021-03-09")], b=[fought(42, "2021-03-10")])) == 2
    assert len(groups(*rows, a=[fought(50, "2021-03-09")], b=[fought(50, "2021-03-10")])) == 1


def test_what_is_shared_is_weighed():
    one = signs([claim(34, group="ISIS fighters"), claim(16, group="SDF fighters", n=2)])
    assert one.parties == {"isis", "sdf"}
    assert common(one, one.facts, one.parties) == 3.0
    assert common(one, (), ("isis",)) == 0.5
    assert signs([claim(34, stance="forecast")]).facts == frozenset()
