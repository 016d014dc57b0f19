"""A served desk over a checked newsroom, and a real browser in front of it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from desk.web.app import build_app
from desk.web.stored import StoredDesk
from tests.e2e.chromium import ARGUMENTS, find_chromium
from tests.e2e.newsroom import Newsroom, open_newsroom, start_worker
from tests.e2e.serving import served


@dataclass(frozen=True)
class Site:
    """The address of the desk, and the newsroom behind it."""

    url: str
    room: Newsroom
    desk: StoredDesk


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A desk with flags to rule on, and a worker that runs what it queues."""
    room = open_newsroom(tmp_path / "home")
    desk = StoredDesk(room.runtime.engine, room.publish)
    worker = start_worker(room)
    with served(build_app(desk, "samira")) as url:
        yield Site(url, room, desk)
    room.inbox.put(None)
    worker.join(30)
    room.runtime.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the test fails and says what to do."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page of the desk. Afterwards: no script error, no refused resource, no request to elsewhere."""
    wrong: list[str] = []
    with ExitStack() as stack:

        def open_at(path: str, *, lang: str = "en", width: int = 1280, theme: str = "light") -> Page:
            context = browser.new_context(
                locale=lang, viewport={"width": width, "height": 800}, color_scheme=theme, base_url=site.url
            )  # type: ignore[arg-type]
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
            page.on("request", lambda r: None if r.url.startswith(site.url) else wrong.append(f"asked {r.url}"))
            page.goto(path)
            return page

        yield open_at
    assert wrong == []
