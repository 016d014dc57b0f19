"""The citation tree: who it draws, and where."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.charts import Cited, Tree, plot_citations
from desk.charts.citations import MOST_LINES, text_width, wrapped
from desk.locale import locale_for
from desk.views import Name, OriginView, Passing
from desk.web.citations import MOST_ORIGINS, citation_trees, cited_by
from tests.unit.desk.sample import discrepancy

NAMES = st.sampled_from(
    ["Reuters", "جسر", "وكالة الأنباء الفلانية في شمال البلاد وشرقها", "The Evening Post of the Northern Coast", "AFP"]
)
TREES = st.recursive(
    st.builds(Cited, NAMES),
    lambda below: st.builds(
        lambda text, passed: Cited(text, "through", tuple(passed)), NAMES, st.lists(below, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def nodes(roots: tuple[Cited, ...]) -> list[Cited]:
    return [node for root in roots for node in (root, *nodes(root.passed))]


@given(st.lists(TREES, min_size=1, max_size=3).map(tuple), st.sampled_from([256.0, 440.0]), st.booleans())
def test_every_node_is_drawn_once_on_the_paper_and_none_covers_another(
    roots: tuple[Cited, ...], width: float, rtl: bool
) -> None:
    tree = plot_citations(roots, width, rtl)
    assert tree is not None
    assert sorted(box.node.text for box in tree.boxes) == sorted(node.text for node in nodes(roots))
    assert len(tree.edges) == len(tree.boxes) - len(roots)
    for box in tree.boxes:
        assert box.x >= 0
        assert box.x + box.width <= width
        assert box.y >= 0
        assert box.y + box.height <= tree.height
        assert all(text_width(line) <= box.width for line in box.lines)
    for a, b in combinations(tree.boxes, 2):
        apart = a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
        assert apart, (a, b)


@given(TREES)
def test_arabic_pages_show_the_mirror(root: Cited) -> None:
    left, right = plot_citations([root]), plot_citations([root], rtl=True)
    assert left is not None
    assert right is not None
    assert [round(440 - box.x - box.width, 1) for box in left.boxes] == [box.x for box in right.boxes]
    assert [box.y for box in left.boxes] == [box.y for box in right.boxes]


def test_a_deep_tree_on_narrow_paper_steps_in_by_rows() -> None:
    root = Cited("Ministry", "origin", (Cited("AFP", "through", (Cited("Coast Herald"), Cited("Delta Post"))),))
    wide, narrow = plot_citations([root], 440), plot_citations([root], 256)
    assert wide is not None
    assert narrow is not None
    assert len({box.y for box in narrow.boxes}) == 4
    assert len({box.y for box in wide.boxes}) < 4


def test_a_giver_stands_in_the_middle_of_its_outlets() -> None:
    tree = plot_citations([Cited("Ministry", "origin", (Cited("A"), Cited("B"), Cited("C")))])
    assert tree is not None
    middles = {box.node.text: box.middle for box in tree.boxes}
    assert middles["Ministry"] == middles["B"]


def test_a_long_name_is_cut_after_its_last_line_and_keeps_its_whole() -> None:
    lines, whole = wrapped("The Association of Independent Reporters " * 6, 100)
    assert len(lines) == MOST_LINES
    assert not whole
    assert lines[-1].endswith("…")
    assert all(text_width(line) <= 100 for line in lines)
    assert wrapped("x" * 200, 100)[0][0] in "x" * 200


def test_no_origin_no_picture() -> None:
    assert plot_citations([]) is None


def shown(*origins: OriginView, lang: str = "en") -> tuple[Cited, ...]:
    side = replace(discrepancy().left, origins=origins, article_id="r2")
    return cited_by(side, locale_for(lang), {"Ministry of Health": 3})


MINISTRY = Name("وزارة الصحة", "Ministry of Health", labels=(("ar", "وزارة الصحة"),))
AFP = Name("فرانس برس", "AFP", labels=(("ar", "فرانس برس"),))


def test_outlets_that_name_one_agency_hang_on_it() -> None:
    passed = (Passing("AFP", (), "r1"), Passing("Coast Herald", (AFP,), "r2"), Passing("Delta Post", (AFP,), "r3"))
    (root,) = shown(OriginView(MINISTRY, (), passed))
    assert (root.text, root.kind, root.series) == ("Ministry of Health", "origin", 3)
    (agency,) = root.passed
    assert (agency.text, agency.kind, agency.own) == ("AFP", "outlet", False)
    assert [(one.text, one.own) for one in agency.passed] == [("Coast Herald", True), ("Delta Post", False)]
    (root,) = shown(OriginView(MINISTRY, (), passed), lang="ar")
    assert [root.text, *(one.text for one in root.passed)] == ["وزارة الصحة", "فرانس برس"]


def test_who_speaks_for_itself_is_one_box_and_what_isnt_drawn_is_counted() -> None:
    (root,) = shown(OriginView(MINISTRY, (), (Passing("Ministry of Health", (), "r2"),), more=7))
    assert root.own
    assert [(one.kind, one.text) for one in root.passed] == [("more", "7 more outlets")]
    many = shown(*(OriginView(Name(f"Office {n}")) for n in range(MOST_ORIGINS + 2)))
    assert [one.text for one in many[-2:]] == [f"Office {MOST_ORIGINS - 1}", "2 more origins"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nobody_known_is_said_in_words(lang: str) -> None:
    (root,) = shown(OriginView(None, (), (Passing("Al Ain", (), "r2"),)), lang=lang)
    assert (root.kind, root.text) == ("unknown", locale_for(lang).t("flags.unknown_origin"))


def test_one_picture_for_wide_pages_and_one_for_narrow_ones() -> None:
    wide, narrow = citation_trees(discrepancy().left, locale_for("ar"), ("SDF spokesman",))
    assert isinstance(wide, Tree)
    assert isinstance(narrow, Tree)
    assert wide.rtl
    assert wide.width > narrow.width
    assert {box.node.series for box in wide.boxes} == {0, None}
