"""Every page, in both languages and themes, without a finding of axe-core."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from core.store import make_engine, upgrade
from desk.locale import locale_for
from desk.signing import People
from desk.stored import StoredDesk
from desk.web.app import build_app
from tests.e2e.screenshots import PEOPLE, SAMPLES, staff
from tests.e2e.serving import served
from tests.unit.desk.sample import SampleDesk

pytestmark = pytest.mark.chromium

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MORE = {
    "occurrences": "/occurrences",
    "none": "/flags?q=zzz",
    "nowhere": "/nowhere",
    "ruled": "/flags/f2?decided=f1",
    "queued": "/queue?queued=2",
    "wordings": "/articles/a1/revisions?before=1&after=2",
    "print": "/occurrences/o1/print",
    "many": "/flags?bulk=f1,f2&kind=disputed",
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served(build_app(SampleDesk(), "samira")) as address:
        yield address


@pytest.mark.parametrize(
    ("lang", "theme", "width"), [("en", "light", 1280), ("ar", "dark", 1280), ("ar", "light", 360)]
)
def test_no_page_hinders_a_reader(browser: Browser, url: str, lang: str, theme: str, width: int) -> None:
    viewport = {"width": width, "height": 800}
    # The script under test is axe's own: it is put into the page past the policy that keeps all others out.
    context = browser.new_context(locale=lang, color_scheme=theme, viewport=viewport, base_url=url, bypass_csp=True)
    page = context.new_page()
    found = _violations(page, {**SAMPLES, **MORE})
    context.close()
    assert found == []


def _whole_texts(page: Page) -> None:
    for side in ("left", "right"):
        page.locator(f".side-{side} summary").click()
        page.locator(f".side-{side} .whole mark").first.wait_for()


def _everything_opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details.aside, details.menu').forEach(one => { one.open = true; })")


def _send(name: str, value: str, form: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        field = page.locator(f"{form} [name={name}]").first
        page.locator(f"{form} [name=rule]").select_option("cron") if name == "cron" else None
        field.fill(value)
        with page.expect_navigation():
            page.locator(f"{form} button").last.click()

    return act


def _not_a_text(page: Page) -> None:
    page.locator("[name=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"\xff\xfe\x00"})
    with page.expect_navigation():
        page.locator("form.paste .primary").click()


STATES: dict[str, tuple[str, Callable[[Page], object]]] = {
    "whole texts": ("/flags/f1", _whole_texts),
    "flag, all opened": ("/flags/f1", _everything_opened),
    "article, all opened": ("/articles/a1", _everything_opened),
    "queue, all opened": ("/queue", _everything_opened),
    "keys": ("/flags", lambda page: page.keyboard.press("?")),
    "asked of a second reviewer": ("/flags/f2", _everything_opened),
    "nothing queued": ("/queue", _send("articles", " ", "form.paste")),
    "no text": ("/queue", _not_a_text),
    "no cron line": ("/schedules", _send("cron", "daily", "#add")),
    "no feed": ("/sources", _send("location", "http://example.org/feed", "form[action='/sources']")),
    "no filter kept": ("/flags?kind=disputed", _send("name", "Mine", "form[action^='/bulk/filters?']")),
    "as known then": ("/flags/f1?known_at=2019-03-15", _everything_opened),
    "on paper": ("/occurrences/o1/print", lambda page: page.emulate_media(media="print")),
}
"""Pages after somebody did something: what is opened, and what was refused."""


@pytest.mark.parametrize(("lang", "theme", "width"), [("ar", "dark", 1280), ("en", "light", 360)])
def test_no_state_of_a_page_hinders_a_reader(browser: Browser, url: str, lang: str, theme: str, width: int) -> None:
    viewport = {"width": width, "height": 800}
    context = browser.new_context(locale=lang, color_scheme=theme, viewport=viewport, base_url=url, bypass_csp=True)
    found: list[str] = []
    for name, (path, act) in STATES.items():
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
        if name == "no cron line":
            page.locator("#add [name=subject]").fill("a1")
        act(page)
        found += _judged(page, name)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name}: {over} pixels wider than the window"] if over else []
        page.close()
    context.close()
    assert found == []


@pytest.mark.parametrize(("lang", "theme", "width"), [("en", "dark", 1280), ("ar", "light", 360)])
def test_no_page_about_people_hinders_a_reader(
    browser: Browser, tmp_path: Path, lang: str, theme: str, width: int
) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'people.db'}")
    upgrade(engine)
    session = staff(engine)
    with served(build_app(StoredDesk(engine, lambda _: ()), "x", people=People(engine))) as url:
        context = browser.new_context(
            locale=lang, color_scheme=theme, viewport={"width": width, "height": 800}, base_url=url, bypass_csp=True
        )
        page = context.new_page()
        found = _violations(page, {"sign-in": "/sign-in?onward=%2Fqueue"})
        page.get_by_label(locale_for(lang).t("people.name")).fill("أمل")
        page.get_by_label(locale_for(lang).t("people.password")).fill("a river in flood 7")
        page.get_by_role("button", name=locale_for(lang).t("people.sign_in")).click()
        page.wait_for_url("**/queue")
        found += _violations(page, {**PEOPLE, "empty": "/flags"})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        context.close()
    engine.dispose()
    assert session
    assert found == []
    assert over == 0


def _violations(page: Page, pages: dict[str, str]) -> list[str]:
    found: list[str] = []
    for name, path in pages.items():
        page.goto(path)
        found += _judged(page, name)
    return found


def _judged(page: Page, name: str) -> list[str]:
    answer = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
    return [f"{name}: {v['id']} ({v['impact']}) {v['nodes'][0]['html'][:120]}" for v in answer.response["violations"]]
