"""A reviewer at work, in English and in Arabic: queue, look, decide by key, undo."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from desk.locale import locale_for
from desk.views import FlagFilter
from tests.e2e.conftest import Site

pytestmark = pytest.mark.chromium

Open = Callable[..., Page]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_reviewer_rules_by_key_moves_on_and_takes_it_back(site: Site, open_page: Open, lang: str) -> None:
    said = locale_for(lang).t
    flags = site.desk.flags(FlagFilter()).rows
    page = open_page("/flags", lang=lang)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    expect(page.locator(".inbox .row")).to_have_count(len(flags))

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/flags/{flags[0].id}"))
    expect(page.locator("mark")).to_have_count(2)

    page.keyboard.press("n")
    page.keyboard.type("Asked the press office.")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page).to_have_url(re.compile(f"/flags/{flags[1].id}"))
    expect(page.locator("[data-flash]")).to_contain_text(said("decision.a_right"))
    assert [row.id for row in site.desk.flags(FlagFilter()).rows] == [row.id for row in flags[1:]]

    page.keyboard.press("u")
    expect(page).to_have_url(re.compile(f"/flags/{flags[0].id}"))
    expect(page.get_by_role("status")).to_contain_text(said("flag.undone_flash"))
    expect(page.locator(".history")).to_contain_text("Asked the press office.")
    assert [row.id for row in site.desk.flags(FlagFilter()).rows] == [row.id for row in flags]


def test_an_arabic_keyboard_reaches_every_key(site: Site, open_page: Open) -> None:
    first = site.desk.flags(FlagFilter()).rows[0]
    page = open_page(f"/flags/{first.id}", lang="ar")
    press = "([key, code]) => document.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    with page.expect_navigation():
        page.evaluate(press, ["٧", "Digit7"])
    expect(page.locator("[data-flash]")).to_contain_text(locale_for("ar").t("decision.cannot_tell"))
    with page.expect_navigation():
        page.evaluate(press, ["ع", "KeyU"])
    expect(page).to_have_url(re.compile(first.id))


def test_every_flag_can_be_ruled_on_until_none_is_left(site: Site, open_page: Open) -> None:
    count = len(site.desk.flags(FlagFilter()).rows)
    page = open_page("/flags")
    page.locator("[data-row]").first.click()
    page.wait_for_url(re.compile(r"/flags/\w+"))
    for _ in range(count):
        with page.expect_navigation():
            page.keyboard.press("7")
    expect(page.locator(".empty-title")).to_have_text("Nothing left to decide.")
    page.get_by_label("State").select_option("decided")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".inbox .row")).to_have_count(count)


def test_a_pasted_article_is_checked_before_the_readers_eyes(site: Site, open_page: Open) -> None:
    page = open_page("/queue")
    before = page.locator(".job").count()
    page.get_by_role("textbox").first.fill(
        "Bridge falls in the north\nThe fire brigade said 19 people were killed when a bridge fell near Erbil."
    )
    page.get_by_role("button", name="Queue", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("1 article queued")
    expect(page.locator(".job")).to_have_count(before + 1)
    expect(page.locator(".job").first).to_have_class(re.compile("j-done"), timeout=30_000)
    page.locator(".job").first.get_by_role("link").first.click()
    expect(page.locator("mark")).to_contain_text(["19"])


def test_hostile_text_is_text(site: Site, open_page: Open) -> None:
    sides = [
        (row.id, which)
        for row in site.desk.flags(FlagFilter()).rows
        for which, figure in (("left", row.left), ("right", row.right))
        if figure is not None and figure.printed == "21"
    ]
    page = open_page(f"/flags/{sides[0][0]}")
    page.locator(f".side-{sides[0][1]}").get_by_role("link", name="Read the article").click()
    page.wait_for_url(re.compile("/articles/"))
    expect(page.locator(".text")).to_contain_text("<script>")
    assert page.locator(".text script, .text img").count() == 0
    assert page.title() != "owned"


def test_the_filter_is_an_address_and_holds_while_ruling(site: Site, open_page: Open) -> None:
    page = open_page("/flags")
    page.locator(".chip.f-misquoted").click()
    expect(page).to_have_url(re.compile(r"kind=misquoted"))
    total = site.desk.flags(FlagFilter(kind="misquoted")).total
    assert total
    expect(page.locator(".inbox .row")).to_have_count(total)
    page.locator("[data-row]").first.click()
    for left in range(total, 0, -1):  # the next one of the filter comes by itself, until none is left
        expect(page.locator(".crumbs .place")).to_have_text(f"1 of {left}")
        page.keyboard.press("1")
    expect(page).to_have_url(re.compile(r"/flags\?kind=misquoted&decided="))
    expect(page.locator(".empty-title")).to_be_visible()


PAGES = ("/queue", "/flags", "/occurrences", "/schedules", "/sources")


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_is_wider_than_the_window(site: Site, open_page: Open, lang: str, width: int) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0].id
    shown = site.desk.discrepancy(flag, FlagFilter())
    assert shown is not None
    deep = (f"/flags/{flag}", f"/articles/{shown.left.article_id}", f"/occurrences/{shown.occurrence_id}")
    page = open_page(PAGES[0], lang=lang, width=width)
    for path in (*PAGES, *deep):
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, path


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_reviewer_on_deadline_needs_no_mouse(site: Site, open_page: Open, lang: str) -> None:
    flags = site.desk.flags(FlagFilter()).rows
    page = open_page("/flags", lang=lang)
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile(f"/flags/{flags[1].id}"))
    page.keyboard.press("t")
    expect(page.locator(".whole mark").first).to_be_visible()
    expect(page.locator(".whole")).to_have_count(2)
    page.keyboard.press("t")
    expect(page.locator(".whole").first).to_be_hidden()

    page.keyboard.press("b")  # back to the line that was left
    expect(page.locator(f"#f-{flags[1].id}")).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[name=flag]:checked")).to_have_count(2)
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/flags/{flags[2].id}"))

    page.keyboard.press("d")
    expect(page.locator("[name=dimension]")).to_be_focused()
    page.locator("[name=dimension]").select_option("window")
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    expect(page.locator("[data-flash]")).to_contain_text(locale_for(lang).t("decision.both_right"))
    ruled = site.desk.discrepancy(flags[2].id, FlagFilter(state="decided"))
    assert ruled is not None
    assert ruled.decision is not None
    assert ruled.decision.dimension == "window"


def test_help_lists_the_keys_and_closes(site: Site, open_page: Open) -> None:
    page = open_page("/flags")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile("/schedules"))


def test_slash_leads_to_the_search_and_typing_there_is_no_command(site: Site, open_page: Open) -> None:
    page = open_page("/flags", lang="ar")
    page.keyboard.press("/")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("j1u")
    expect(page.locator("input[name=q]")).to_have_value("j1u")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=j1u"))


def test_both_whole_texts_stand_side_by_side_on_the_page_of_a_flag(site: Site, open_page: Open) -> None:
    flag = site.desk.flags(FlagFilter()).rows[0].id
    page = open_page(f"/flags/{flag}")
    for side in ("left", "right"):
        page.locator(f".side-{side} summary").click()
        whole = page.locator(f".side-{side} .whole")
        expect(whole.locator("mark").first).to_be_visible()
        passage = page.locator(f".side-{side} blockquote mark b").inner_text()
        expect(whole).to_contain_text(passage)
    boxes = [page.locator(f".side-{side} .whole").bounding_box() for side in ("left", "right")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert abs(boxes[0]["x"] - boxes[1]["x"]) > 200


INSIDE = """
svg => [...svg.querySelectorAll('.node')].filter(node => {
  const [box, words] = ['.box', 'text'].map(name => node.querySelector(name).getBBox());
  return words.x < box.x || words.y < box.y || words.x + words.width > box.x + box.width
    || words.y + words.height > box.y + box.height;
}).map(node => node.textContent.trim())
"""
"""The nodes whose words stand out of their boxes, by the browser's own measure."""


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("ar", 1280), ("ar", 320)])
def test_the_citation_tree_is_a_picture_with_every_outlet_in_it(
    site: Site, open_page: Open, lang: str, width: int
) -> None:
    for row in site.desk.flags(FlagFilter()).rows:
        shown = site.desk.discrepancy(row.id, FlagFilter())
        assert shown is not None
        page = open_page(f"/flags/{row.id}", lang=lang, width=width)
        sides = [side for side in (shown.left, shown.right) if side is not None]
        trees = page.locator("svg.tree:visible")
        expect(trees).to_have_count(len(sides))
        for tree, side in zip(trees.all(), sides, strict=True):
            expect(tree).to_have_attribute("aria-label", re.compile("."))
            assert tree.evaluate(INSIDE) == []
            for name in {passing.outlet for origin in side.origins for passing in origin.passed}:
                expect(tree.locator(".node", has_text=name.split()[0]).first).to_be_visible()
            origin, outlet = (
                tree.locator(f"{kind} .box").first.bounding_box()
                for kind in (":is(.n-origin, .n-unknown)", ".n-outlet")
            )
            assert origin is not None
            assert outlet is not None
            assert (origin["x"] > outlet["x"]) == (lang == "ar")
        page.locator(".standing summary").first.click()
        expect(page.locator(".cited").first).to_contain_text(sides[0].origins[0].outlets[0])


def test_the_slider_ends_the_chart_at_a_day_without_another_page(site: Site, open_page: Open) -> None:
    shown = (site.desk.occurrence(row.id, None) for row in site.desk.occurrences())
    one = next(found for found in shown if found is not None and len(found.days) > 1)
    page = open_page(f"/occurrences/{one.id}")
    page.evaluate("document.body.dataset.same = '1'")
    page.locator("#known-step").press("Home")
    expect(page.locator("output[for=known-step]")).to_have_text(locale_for("en").day(one.days[0]))
    assert page.evaluate("document.body.dataset.same") == "1"
    expect(page).to_have_url(re.compile(f"known_at={one.days[0]}|step=0"))
