"""One case for every phenomenon of semantics §7: what was printed, and what must come of it."""

from core.compare import Rel, judge, relate
from core.compare.crosscheck import assemble, crosscheck
from core.compare.findings import FindingKind
from core.compare.flags import FlagKind
from core.compare.misquotes import SlipKind
from core.compare.running import Turn, course
from core.report import Report
from tests.unit.compare.told import claim, period, since, told


def kinds(judgement, name):
    return [finding.kind for finding in judgement.findings[name]]


def only(judgement, value):
    return next(f for f in judgement.figures.values() if f.facts.value == value)


def test_a_wire_story_in_ten_outlets_has_one_origin():
    """Ten pages print one agency's figure. That is ten times one witness, not ten."""
    outlets = [told(claim(34, by=("AFP", "SOHR")), "SOHR", f"outlet-{i}") for i in range(10)]
    judgement = judge(outlets)
    (figure,) = judgement.figures.values()
    assert figure.reports == 10
    assert kinds(judgement, figure.id) == [FindingKind.SINGLE_ORIGIN]
    assert dict(judgement.findings[figure.id][0].because.params)["n"] == "10"


def test_at_least_34_that_becomes_34():
    """The monitor said "at least 34"; a page prints a bare 34."""
    relation = relate(told(claim(34, precision="at_least"), "SOHR", "a"), told(claim(34), "SOHR", "b"))
    assert (relation.kind, relation.slip.kind, relation.slip.wrong) == (Rel.MISQUOTES, SlipKind.BOUND_DROPPED, "b")


def test_50_that_becomes_more_than_50():
    """The agency wrote 50; a headline makes it more than 50."""
    relation = relate(told(claim(50), "AFP", "a"), told(claim(50, precision="more_than"), "AFP", "b"))
    assert relation.kind == Rel.MISQUOTES


def test_a_figure_that_only_appears_to_be_denied():
    """ "The army denied the militia's claim of 12 dead": 12 stands there as denied, and denies the militia's 12. But a
    plain lower count by the army is a disagreement and no denial."""
    militia = told(claim(12), "Militia")
    assert relate(told(claim(12, stance="denied"), "Army"), militia).kind == Rel.DENIES
    assert relate(told(claim(3), "Army"), militia).kind == Rel.DISAGREES


def test_a_denial_garbled_into_a_confirmation():
    """One page prints as a fact the very figure that its source denied: it is flagged."""
    judgement = judge([told(claim(12, stance="denied"), "Army", "a"), told(claim(12), "Army spokesman", "b")])
    assert [flag.kind for flag in judgement.flags] == [FlagKind.DENIED]
    printed = next(f for f in judgement.figures.values() if f.facts.stance == "asserted")
    assert kinds(judgement, printed.id)[0] == FindingKind.DENIED


def test_a_toll_that_fell_rose_again_and_was_withdrawn():
    """288, then 275, then 288 again, then taken back altogether."""
    days = {288: "2021-03-10", 275: "2021-03-11"}
    steps = [told(claim(value, as_of=day), "Army") for value, day in days.items()]
    again = told(claim(288, as_of="2021-03-12"), "Army")
    back = told(claim(288, stance="withdrawn", as_of="2021-03-13"), "Army")
    assert relate(steps[1], steps[0]).kind == Rel.REVISES
    assert relate(again, steps[1]).kind == Rel.UPDATES
    judgement = judge([*steps, again])
    assert [step.turn for step in course(judgement.figures.values())] == [Turn.FIRST, Turn.FELL, Turn.RETURNED]
    assert relate(back, again).because.rule == "withdrawn by its origin"


def test_one_hospitals_count_against_a_citys():
    """500 hurt were taken to one hospital, 2,500 in the city."""
    one, city = claim(500, "injured", place="one hospital in Beirut"), claim(2500, "injured", place="Beirut")
    assert relate(told(one, "Hospital"), told(city, "Ministry")).kind == Rel.PART_OF


def test_51_injured_on_one_day_and_51_killed_on_another():
    """One number, two measures, two days: not a swap, since the days differ."""
    hurt = claim(51, "injured", window=period("9 March 2021"), as_of="2021-03-09")
    dead = claim(51, "killed", window=period("11 March 2021"), as_of="2021-03-11")
    relation = relate(told(hurt, "Ministry"), told(dead, "Ministry"))
    assert (relation.kind, relation.dimension) == (Rel.INCOMPARABLE, "measure")


def test_headline_about_35_and_body_at_least_34():
    """The headline names nobody, so it has the source of the body's figure; against a second page of that source it
    is a misquote."""
    page = Report("a", "", date="2021-03-10")
    other = Report("b", "", date="2021-03-10")
    head = claim(35, n=1, precision="about", headline=True)
    body = claim(34, n=2, precision="at_least", by=("SOHR",))
    reported = assemble([page, other], {"a": [head, body], "b": [claim(34, precision="at_least", by=("SOHR",))]})
    assert relate(reported[0], reported[2]).kind == Rel.MISQUOTES


def test_306_printed_for_1306():
    """A digit was lost on the way."""
    relation = relate(told(claim(1306), "SDF", "a"), told(claim(306), "SDF", "b"))
    assert (relation.kind, relation.slip.kind, relation.slip.wrong) == (Rel.MISQUOTES, SlipKind.DIGIT_LOST, "b")


def test_115_injured_at_dawn_and_115_killed_at_noon():
    """One ministry; at dawn 115 were hurt, at noon a page has 115 killed. The hours are told, so nothing proves a
    swap by order alone: the two are not compared as one figure."""
    dawn = told(claim(115, "injured", as_of="2021-03-10T05:00"), "Ministry")
    noon = told(claim(115, "killed", as_of="2021-03-10T12:00"), "Ministry")
    assert relate(dawn, noon).kind == Rel.INCOMPARABLE
    undated = told(claim(115, "killed"), "Ministry")
    assert relate(dawn, undated).slip.kind == SlipKind.KILLED_INJURED


def test_children_among_that_become_children_and():
    """Three children among the dead; a page adds them to the seven."""
    among = claim(7, n=1, group="Syrians")
    children = claim(3, n=2, group="children", part_of=1)
    added = claim(10, n=1, group="Syrians")
    relation = relate(told(among, "SOHR", "a", beside=(children,)), told(added, "SOHR", "b"))
    assert (relation.kind, relation.slip.kind, relation.slip.wrong) == (Rel.MISQUOTES, SlipKind.PART_ADDED, "b")


def test_old_provincial_figures_beside_new_national_ones():
    """A page prints yesterday's province under today's country: one source, one day, two figures for the province."""
    old = told(claim(694, place="Taroudant, Morocco", part_of=1), "Ministry")
    new = told(claim(1293, place="Taroudant, Morocco", part_of=1), "Ministry")
    assert relate(old, new).because.rule == "source conflict"


def test_a_crawl_date_posing_as_a_publication_date():
    """A copy that was found two weeks later gives an old figure of one source without saying as of when. Its date
    proves no order: it is not a correction."""
    current = told(claim(135, as_of="2021-03-11"), "Ministry", date="2021-03-11")
    crawled = told(claim(70, as_of=None), "Ministry", date="2021-03-25")
    assert relate(crawled, current).because.rule == "order unknown"


def test_police_and_union_counts_of_one_march():
    """Two parties counted one march: both are marked as parties, and they disagree."""
    day = period("7 March 2021")
    police = claim(81_000, "people_present", window=day, by=("Paris police prefecture",), place="Paris", as_of=None)
    union = claim(700_000, "people_present", window=day, by=("Dockers union",), place="Paris", as_of=None)
    a, b = assemble([Report("a", ""), Report("b", "")], {"a": [police], "b": [union]})
    assert a.origin.party
    assert b.origin.party
    assert relate(a, b).kind == Rel.DISAGREES


def test_a_damage_estimate_growing_fivefold_in_a_day():
    """The same governor says 3 to 5 billion, and a day later 10 to 15: by the letter an update."""
    early = claim(None, "money", low=3e9, high=5e9, precision="range", unit="USD")
    late = claim(None, "money", low=10e9, high=15e9, precision="range", unit="USD", as_of="2021-03-11")
    assert relate(told(late, "Governor"), told(early, "Governor")).kind == Rel.UPDATES


def test_a_running_total_and_the_happening_of_the_day():
    """16 fell today, 653 since September: the day is a part of the total."""
    day, total = claim(16, group="SDF fighters"), claim(653, group="SDF fighters", window=since("2020-09-10"))
    assert relate(told(day, "SOHR"), told(total, "SOHR")).kind == Rel.PART_OF


def test_captured_and_killed_are_two_things_in_the_cross_check():
    """21 captured by one source, 21 killed by another: the answer says what differs, in both languages."""
    answer = crosscheck(
        [Report("a", ""), Report("b", "")],
        {"a": [claim(21, "captured", by=("SOHR",))], "b": [claim(21, "killed", by=("SDF",))]},
    )
    (row,) = answer.rows
    assert (row.relation.kind, row.relation.dimension) == (Rel.INCOMPARABLE, "measure")
