"""Every page, in both languages and themes, without a finding of axe-core."""

from collections.abc import Iterator
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
from tests.e2e.states import STATES
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


@pytest.mark.parametrize(("lang", "theme", "width"), [("ar", "dark", 1280), ("en", "light", 360)])
def test_no_state_of_a_page_hinders_a_reader(browser: Browser, url: str, lang: str, theme: str, width: int) -> None:
    viewport = {"width": width, "height": 800}
    context = browser.new_context(locale=lang, color_scheme=theme, viewport=viewport, base_url=url, bypass_csp=True)
    found: list[str] = []
    for name, (path, act) in STATES.items():
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(path)
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
