"""The whole journey with real workers: queue, flag, decide by key, undo, re-check, and the flag that comes back because
another source speaks; in English and in Arabic."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core.settings import Settings, load_settings
from core.store import make_engine, upgrade, writing
from core.store.queries.sources import add_source
from desk.locale import locale_for
from desk.stored import StoredDesk
from desk.views import FlagFilter, FlagRow
from desk.web.app import build_app
from tests.e2e.serving import served
from tests.integration.crew import crew
from workers.app import make_app, publisher
from workers.outbox import utc_now

pytestmark = pytest.mark.chromium

TOLD = {
    "en": (
        "Ferry fire off Aden kills {killed} passengers\n{killed} passengers were killed on Monday when a ferry burned "
        "off the port of Aden, {source} said.\n{publisher} saw boats bring the survivors of the ferry to the port of "
        "Aden until the evening."
    ),
    "ar": (
        "مقتل {killed} راكبا في حريق عبارة قبالة عدن\nقالت {source} إن {killed} راكبا قتلوا يوم الاثنين عندما احترقت "
        "عبارة قبالة ميناء عدن.\nوشاهد مراسل {publisher} قوارب تنقل الناجين من العبارة إلى ميناء عدن حتى المساء."
    ),
}
WHO = {
    "en": (("East", "the Health Ministry"), ("North", "the Red Cross"), ("South", "the United Nations")),
    "ar": (("الشرق", "وزارة الصحة"), ("الشمال", "منظمة الصليب الأحمر"), ("الجنوب", "الأمم المتحدة")),
}


@dataclass(frozen=True)
class Coverage:
    """The archive that the workers search, in one language."""

    file: Path
    lang: str

    def report(self, place: int, killed: int) -> dict[str, str]:
        """What the outlet at this place says."""
        publisher, source = WHO[self.lang][place]
        document = TOLD[self.lang].format(killed=killed, source=source, publisher=publisher)
        return {"id": publisher, "publisher": publisher, "document": document, "lang": self.lang, "date": "2026-03-02"}

    def add(self, place: int, killed: int) -> None:
        """Another outlet publishes."""
        with self.file.open("a", encoding="utf-8") as archive:
            archive.write(json.dumps(self.report(place, killed), ensure_ascii=False) + "\n")


@dataclass(frozen=True)
class Installation:
    """A served desk whose work is done by a worker in processes of its own."""

    url: str
    desk: StoredDesk
    coverage: Coverage

    def flag(self, state: str = "open") -> FlagRow:
        """The one flag on a dispute."""
        (row,) = self.desk.flags(FlagFilter(kind="disputed", state=state)).rows
        return row


@pytest.fixture(params=["en", "ar"])
def installed(request: pytest.FixtureRequest, home: Path) -> Iterator[Installation]:
    settings: Settings = load_settings(home=home, retry_base=0.2, tick=0.5)
    engine = make_engine(settings.database)
    upgrade(engine)
    coverage = Coverage(home / "archive.jsonl", request.param)
    coverage.add(1, 43)
    with writing(engine) as session:
        add_source(session, "jsonl", str(coverage.file), utc_now(), "The archive")
    with crew(settings, engine) as hired:
        hired.worker()
        desk = StoredDesk(engine, publisher(make_app(settings)))
        with served(build_app(desk, "samira")) as url:
            yield Installation(url, desk, coverage)
    engine.dispose()


@pytest.fixture
def page(browser: Browser, installed: Installation) -> Iterator[Page]:
    context = browser.new_context(locale=installed.coverage.lang, base_url=installed.url)
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def _queue(page: Page, report: dict[str, str]) -> None:
    page.goto("/queue")
    page.locator("#articles").fill(report["document"])
    page.locator("form.paste summary").click()
    for name in ("publisher", "date"):
        page.locator(f"[name={name}]").fill(report[name])
    page.locator("[name=lang]").select_option(report["lang"])
    page.locator("form.paste .primary").click()
    expect(page.locator(".job")).to_have_count(1)
    _wait(page)


def _wait(page: Page) -> None:
    """The page follows the work by itself."""
    expect(page.locator(".job").first).to_have_class(re.compile("j-done"), timeout=60_000)


def test_a_ruled_flag_comes_back_on_what_the_ruling_did_not_see(installed: Installation, page: Page) -> None:
    said, coverage = locale_for(installed.coverage.lang).t, installed.coverage
    _queue(page, coverage.report(0, 34))
    page.locator(".job .job-result a").first.click()
    flag = installed.flag()
    page.goto("/flags?kind=disputed")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/flags/{flag.id}"))

    page.keyboard.press("1")
    expect(page.locator("[data-flash]")).to_contain_text(said("decision.a_right"))
    assert installed.flag("decided").id == flag.id
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text(said("flag.undone_flash"))
    assert installed.flag().state == "open"
    page.keyboard.press("1")
    expect(page.locator("[data-flash]")).to_contain_text(said("decision.a_right"))

    _check_again(page, flag.id)
    page.goto("/flags?kind=disputed")
    expect(page.locator(".inbox .row")).to_have_count(0)  # nothing new was said

    coverage.add(2, 43)
    _check_again(page, flag.id)
    page.goto("/flags?kind=disputed")
    row = page.locator(".inbox .row").filter(has=page.locator(f"a[href*='{flag.id}']"))
    expect(row.locator(".tag")).to_have_text(said("flags.reopened"))
    row.locator("[data-row]").click()
    expect(page).to_have_url(re.compile(f"/flags/{flag.id}"))
    expect(page.locator(".slip")).to_contain_text(said("flag.reopened"))
    expect(page.locator(".history")).to_contain_text(said("decision.a_right"))


def _check_again(page: Page, flag_id: str) -> None:
    """From the flag to its article, and there the button."""
    page.goto(f"/flags/{flag_id}?state=all")
    page.locator(".side-left a[href^='/articles/']").first.click()
    page.locator("form[action$='/recheck'] button").click()
    page.wait_for_url(re.compile("/queue"))
    _wait(page)
