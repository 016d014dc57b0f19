"""Laws that hold for every two claims, however odd."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.claims import Claim, Stance, Window, WindowKind
from core.compare import Rel, judge, relate, render
from core.compare.again import judge_again
from core.compare.because import LANGUAGES
from core.compare.reported import Reported, levels, said
from core.coverage.origin import Origin
from core.names import Named
from core.numbers import Interval, Precision

numbers = st.one_of(st.integers(0, 2000).map(Decimal), st.decimals(0, 100, places=1, allow_nan=False))
names = st.sampled_from(
    [
        "people",
        "civilians",
        "children",
        "ISIS fighters",
        "SDF fighters",
        "fighters of both sides",
        "المدنيين",
        "",
        "x y",
    ]
)
places = st.sampled_from(
    ["Beirut", "one hospital in Beirut", "Taroudant, Morocco", "Morocco", "last pocket, Homs", "،", ""]
)
dates = st.sampled_from(
    [None, "2021", "2021-03-09", "2021-03-10", "2021-03-10T07:00", "2021-13-40", "soon", "2020-01-01"]
)
windows = st.builds(
    Window, st.sampled_from(WindowKind), dates, dates,
    st.sampled_from([None, "24 hours", "three days", "9 March 2021", "monthly", "the war", "not stated", "2004"]),
)  # fmt: skip
MEASURES = ["killed", "injured", "killed_or_injured", "missing", "money", "distance", "other", "other:bombs"]
origins = st.sampled_from([Origin(), Origin("a", "A"), Origin("b", "B"), Origin(texts=frozenset({"t"}))])


@st.composite
def claims(draw):
    value = draw(st.none() | numbers)
    ends = sorted(draw(st.tuples(numbers, numbers)))
    low, high = (value, value) if value is not None and draw(st.booleans()) else ends
    interval = Interval(draw(st.sampled_from([None, low])), draw(st.sampled_from([None, high])), draw(st.booleans()))
    return Claim(
        draw(st.integers(1, 3)), "", value, interval, draw(st.sampled_from(Precision)),
        draw(st.sampled_from(MEASURES)),
        unit=draw(st.sampled_from([None, "km", "mile", "USD", "EUR", "tonne"])),
        group=draw(st.none() | names.map(Named)), place=draw(st.none() | places.map(Named)),
        window=draw(windows), as_of=draw(dates), stance=draw(st.sampled_from(Stance)),
        part_of=draw(st.none() | st.just(1)),
    )  # fmt: skip


@st.composite
def reported(draw):
    one = draw(claims())
    beside = draw(st.lists(claims(), max_size=2))
    return Reported(
        draw(st.sampled_from(["r1", "r2", "r3"])), one, draw(origins), draw(st.sampled_from([None, "x", "y"])),
        draw(dates), said([one, *beside]), levels({"r": [one, *beside]}),
    )  # fmt: skip


@given(reported(), reported())
@settings(max_examples=400, deadline=None)
def test_swapping_the_sides_mirrors_the_relation(a, b):
    assert relate(b, a) == relate(a, b).mirrored()
    assert relate(a, b).mirrored().mirrored() == relate(a, b)


@given(reported())
@settings(deadline=None)
def test_a_claim_repeats_itself(a):
    assert relate(a, a).kind == Rel.REPEATS


@given(reported(), reported())
@settings(deadline=None)
def test_every_answer_says_why_in_both_languages(a, b):
    relation = relate(a, b)
    for lang in LANGUAGES:
        assert render(relation.because, lang).strip()
    assert (relation.kind == Rel.INCOMPARABLE) == (relation.dimension is not None)
    assert 0 < relation.confidence <= 1


@given(reported(), reported())
@settings(deadline=None)
def test_another_source_never_repeats_misquotes_or_revises_by_time(a, b):
    a = replace(a, origin=Origin("a", "A"))
    b = replace(b, origin=Origin("b", "B"), report="other")
    assert relate(a, b).kind not in (Rel.REPEATS, Rel.MISQUOTES, Rel.REVISES)


@given(st.lists(reported(), max_size=7), st.randoms(), st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_judging_is_the_same_in_any_order_and_in_any_steps(told, chance, cut):
    told = [replace(one, report=f"{one.report}-{i}") for i, one in enumerate(told)]  # a key names one claim
    whole = judge(told, now="2021-03-12")
    shuffled = chance.sample(told, len(told))
    assert judge(shuffled, now="2021-03-12") == whole
    first = judge(shuffled[:cut], now="2021-03-12")
    assert judge(shuffled[cut:], now="2021-03-12", before=first) == whole
    assert judge(told, now="2021-03-12", before=whole) == whole
    assert all(whole.findings[name] for name in whole.figures)


@given(st.lists(reported(), min_size=1, max_size=7), st.lists(reported(), max_size=7), st.randoms())
@settings(max_examples=80, deadline=None)
def test_judging_again_equals_judging_from_scratch_whatever_came_went_or_changed(told, others, chance):
    apart = levels({"r": [one.claim for one in told]})
    before = [replace(one, report=f"r{i}", levels=apart) for i, one in enumerate(told)]
    held = judge_again(before, now="2021-03-12")
    after = [
        replace(one, report=f"r{i}", levels=apart) for i, one in enumerate(others)
    ]  # the same keys, read otherwise
    after += [one for one in before if one.key not in {o.key for o in after} and chance.random() < 0.7]
    again = judge_again(after, held, now="2021-03-12")
    assert again.judgement == judge(after, now="2021-03-12")
    assert judge_again(after, again, now="2021-03-13").judgement == judge(after, now="2021-03-13")


ends = st.none() | st.integers(-5, 5).map(Decimal)
intervals = st.builds(Interval, ends, ends, st.booleans(), st.booleans()).filter(
    lambda i: i.low is None or i.high is None or i.low <= i.high
)


@given(intervals, intervals)
def test_overlap_and_gap_are_symmetric(a, b):
    assert a.overlaps(b) == b.overlaps(a)
    assert a.gap(b) == b.gap(a) >= 0


@given(intervals, intervals, st.integers(-6, 6).map(Decimal))
def test_a_common_value_means_overlap_and_a_gap_means_none(a, b, value):
    if a.contains(value) and b.contains(value):
        assert a.overlaps(b)
    if a.gap(b) > 0:
        assert not a.overlaps(b)


def test_an_open_end_excludes_its_value():
    half_open = Interval(Decimal(34), None, low_open=True)
    assert not half_open.overlaps(Interval.point(Decimal(34)))
    assert half_open.overlaps(Interval.point(Decimal("34.1")))
