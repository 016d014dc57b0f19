"""Takes a picture of every page in both languages, both themes and two widths, for a person to look at.

python -m tests.e2e.screenshots [FOLDER]      (default: build/screenshots)
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from desk.people import add_user, disable
from desk.signing import People
from desk.stored import StoredDesk
from desk.views import FlagFilter
from desk.web.app import build_app
from desk.web.signed import SESSION_COOKIE
from tests.e2e.chromium import ARGUMENTS, NoChromium, find_chromium
from tests.e2e.newsroom import open_newsroom
from tests.e2e.serving import served
from tests.e2e.states import STATES
from tests.unit.desk.sample import SampleDesk

WIDTHS, THEMES, LANGUAGES = (1280, 320), ("light", "dark"), ("en", "ar")


def pages_of(desk: StoredDesk) -> dict[str, str]:
    """The address of every page by its name."""
    flags = desk.flags(FlagFilter()).rows
    shown = desk.discrepancy(flags[0].id, FlagFilter())
    assert shown is not None
    return {
        "queue": "/queue",
        "flags": "/flags",
        "flags-none": "/flags?q=nothing+like+it",
        "flag": f"/flags/{flags[0].id}",
        "flag-misquoted": f"/flags/{flags[-1].id}",
        "article": f"/articles/{shown.left.article_id}",
        "occurrences": "/occurrences",
        "occurrence": f"/occurrences/{shown.occurrence_id}",
        "print": f"/occurrences/{shown.occurrence_id}/print",
        "schedules": "/schedules",
        "sources": "/sources",
        "refused": "/nowhere",
    }


SAMPLES = {
    "sample-queue": "/queue",
    "sample-flags": "/flags",
    "sample-flag": "/flags/f1",
    "sample-article": "/articles/a1",
    "sample-occurrence": "/occurrences/o1",
    "sample-schedules": "/schedules",
    "sample-schedule": "/schedules/1",
    "sample-dead": "/queue/dead",
    "sample-revisions": "/articles/a1/revisions",
    "sample-sources": "/sources",
}
"""Pages over the sample desk: every kind of flag, finding and failure at once."""


PEOPLE = {"people": "/people", "acts": "/people/acts", "account": "/account"}
"""Pages that need somebody who signed in."""


def staff(engine: Engine) -> str:
    """Adds users; gives what the session cookie of the admin holds."""
    for name, role in (("أمل", "admin"), ("Samira", "reviewer"), ("Vera", "viewer")):
        add_user(engine, name, role, "a river in flood 7")
    disable(engine, "Vera")
    people = People(engine)
    signed = people.sign_in("أمل", "a river in flood 7", "127.0.0.1", "Firefox")
    people.new_token(signed.person, "Nightly export")
    return signed.token


def shoot(browser: Browser, url: str, pages: dict[str, str], folder: Path, session: str = "") -> int:
    """Takes the pictures; returns how many."""
    taken = 0
    for lang in LANGUAGES:
        for width in WIDTHS:
            for theme in THEMES:
                viewport = {"width": width, "height": 800}
                context = browser.new_context(viewport=viewport, color_scheme=theme, locale=lang, base_url=url)
                if session:
                    context.add_cookies([{"name": SESSION_COOKIE, "value": session, "url": url}])
                page = context.new_page()
                for name, path in pages.items():
                    page.goto(path)
                    if name in STATES:
                        STATES[name][1](page)
                    page.screenshot(
                        path=folder / f"{name}-{lang}-{width}-{theme}.png",
                        full_page=True,
                    )
                    taken += 1
                context.close()
    return taken


def main() -> int:
    """Makes the newsroom, serves it, takes the pictures."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        executable = find_chromium()
    except NoChromium as error:
        print(error, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        room = open_newsroom(Path(home))
        desk = StoredDesk(room.runtime.engine, room.publish)
        with served(build_app(desk, "samira")) as url:
            taken = shoot(browser, url, pages_of(desk), folder)
        with served(build_app(desk, "samira", people=People(room.runtime.engine))) as url:
            taken += shoot(browser, url, PEOPLE, folder, staff(room.runtime.engine))
            taken += shoot(browser, url, {"sign-in": "/sign-in"}, folder)
        with served(build_app(SampleDesk(), "samira")) as url:
            taken += shoot(browser, url, SAMPLES, folder)
            taken += shoot(browser, url, {name: path for name, (path, _) in STATES.items()}, folder)
        browser.close()
        room.runtime.close()
    print(f"{taken} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
