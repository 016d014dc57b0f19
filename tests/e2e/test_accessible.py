"""Every page, in both languages and themes, without a finding of axe-core."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from desk.web.app import build_app
from tests.e2e.screenshots import SAMPLES
from tests.e2e.serving import served
from tests.unit.desk.sample import SampleDesk

pytestmark = pytest.mark.chromium

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MORE = {"occurrences": "/occurrences", "none": "/flags?q=zzz", "nowhere": "/nowhere", "ruled": "/flags/f2?decided=f1"}


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
    found: list[str] = []
    for name, path in {**SAMPLES, **MORE}.items():
        page.goto(path)
        answer = Axe().run(page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
        found += [
            f"{name}: {v['id']} ({v['impact']}) {v['nodes'][0]['html'][:120]}" for v in answer.response["violations"]
        ]
    context.close()
    assert found == []
