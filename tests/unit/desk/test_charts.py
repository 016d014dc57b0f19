"""The toll chart's geometry."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.charts import TollPoint, nice_ticks, plot_toll
from desk.charts.axis import time_ticks
from desk.charts.toll import Dot

DAY = datetime(2019, 3, 17, 12, tzinfo=UTC)


def point(days: float, value: int, origin: str = "A", high: int | None = None) -> TollPoint:
    """[value, high or value] of an origin some days after the first."""
    return TollPoint(DAY + timedelta(days=days), Decimal(value), Decimal(value), Decimal(high or value), origin)


def test_no_points_no_chart() -> None:
    assert plot_toll([]) is None


def test_time_runs_with_the_script() -> None:
    points = [point(0, 10), point(1, 20)]
    ltr, rtl = plot_toll(points), plot_toll(points, rtl=True)
    assert ltr is not None
    assert rtl is not None
    assert ltr.dots[0].x < ltr.dots[1].x
    assert rtl.dots[0].x > rtl.dots[1].x
    assert [dot.y for dot in ltr.dots] == [dot.y for dot in rtl.dots]


def test_more_is_higher_and_an_open_interval_goes_to_the_top() -> None:
    plot = plot_toll([point(0, 10), TollPoint(DAY, Decimal(34), Decimal(34), None, "B", "at_least")])
    assert plot is not None
    low, high = sorted(plot.dots, key=lambda dot: dot.point.centre)
    assert high.y < low.y
    assert high.open_high
    assert high.y_high == plot.top < high.y
    assert high.spread
    assert not low.spread


def test_origins_have_their_own_series_and_steps() -> None:
    plot = plot_toll([point(0, 10, "A"), point(1, 30, "A"), point(1, 12, "B"), point(2, 14, ""), point(3, 15, "")])
    assert plot is not None
    assert plot.origins == ("A", "B", "")
    assert {dot.point.origin: dot.series for dot in plot.dots} == {"A": 0, "B": 1, "": 2}
    assert [series for series, _ in plot.steps] == [0]  # one figure makes no step, unknown origins are not one origin
    assert len(plot.steps[0][1].split()) == 3


def test_equal_figures_of_one_day_stand_beside_each_other() -> None:
    plot = plot_toll([point(0, 20, name) for name in "ABCDE"] + [point(5, 20, "A")])
    assert plot is not None
    places = [(dot.x, dot.y) for dot in plot.dots]
    assert len(set(places)) == len(places)


def test_a_thousandth_origin_has_a_shape() -> None:
    plot = plot_toll([point(i, i, f"origin {i}") for i in range(40)])
    assert plot is not None
    assert max(dot.series for dot in plot.dots) == 7


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 10**9), st.sampled_from(["A", "B", ""]), st.integers(0, 10**6)),
        min_size=1,
        max_size=40,
    ),
    st.booleans(),
)
def test_everything_lies_on_the_paper(rows: list[tuple[int, int, str, int]], rtl: bool) -> None:
    plot = plot_toll([point(d, v, o, v + more) for d, v, o, more in rows], rtl=rtl)
    assert plot is not None
    for dot in plot.dots:
        assert plot.left <= dot.x <= plot.right
        assert plot.top - 0.1 <= dot.y_high <= dot.y + 0.1
        assert dot.y <= dot.y_low + 0.1 <= plot.bottom + 0.2
    assert 2 <= len(plot.y_ticks) <= 12
    assert all(plot.left <= x <= plot.right for x, _ in plot.x_ticks)


@given(st.integers(-(10**12), 10**12), st.integers(0, 10**12), st.integers(2, 9))
def test_ticks_span_the_values_in_equal_round_steps(low: int, span: int, about: int) -> None:
    ticks = nice_ticks(Decimal(low), Decimal(low + span), about)
    assert ticks[0] <= low
    assert ticks[-1] >= low + span
    steps = {b - a for a, b in pairwise(ticks)}
    assert len(steps) == 1
    assert str(steps.pop().normalize().as_tuple().digits[0]) in "125"
    assert len(ticks) <= 2 * about + 3


@given(st.integers(1, 60 * 24 * 900), st.integers(2, 8), st.booleans())
def test_time_ticks_are_few_in_order_and_inside(minutes: int, about: int, daily: bool) -> None:
    last = DAY + timedelta(minutes=minutes)
    ticks = time_ticks(DAY, last, about, daily)
    assert 1 <= len(ticks) <= about + 1
    assert list(ticks) == sorted(set(ticks))
    assert all(DAY <= tick <= last for tick in ticks)
    if daily:
        assert all(tick.hour == 12 for tick in ticks)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5000), st.sampled_from("ABCDE")), min_size=1, max_size=60),
    st.booleans(),
)
def test_no_words_stand_on_other_words_or_marks(rows: list[tuple[int, int, str]], rtl: bool) -> None:
    plot = plot_toll([point(d, v, o) for d, v, o in rows], rtl=rtl)
    assert plot is not None
    words = [_area(dot) for dot in plot.dots if dot.label is not None]
    assert words
    marks = [(dot, (dot.x - 5, dot.y - 5, dot.x + 5, dot.y + 5)) for dot in plot.dots]
    for a, b in combinations(words, 2):
        assert not _meet(a, b)
    for dot, mark in marks:
        assert not any(_meet(mark, area) for area in words), dot
    assert all(left >= 0 and right <= plot.width for left, _, right, _ in words)


def test_figures_of_two_near_marks_stand_on_either_side() -> None:
    plot = plot_toll([point(0, 34), point(0, 34, high=60), point(9, 50)])
    assert plot is not None
    assert [dot.label is not None for dot in plot.dots] == [True, True, True]


def _area(dot: Dot) -> tuple[float, float, float, float]:
    """At least what the digits take: seven pixels each."""
    assert dot.label is not None
    wide = 7.0 * len(f"{dot.point.centre:,}")
    left = dot.label.x - wide if dot.label.at_end else dot.label.x
    return left, dot.label.y - 9, left + wide, dot.label.y


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
