"""Pages of the sample desk after somebody did something: what is opened, what was refused."""

from collections.abc import Callable

from playwright.sync_api import Page


def _whole_texts(page: Page) -> None:
    for side in ("left", "right"):
        page.locator(f".side-{side} summary").click()
        page.locator(f".side-{side} .whole mark").first.wait_for()


def _everything_opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details.aside, details.menu').forEach(one => { one.open = true; })")


def _send(name: str, value: str, form: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        field = page.locator(f"{form} [name={name}]").first
        field.fill(value)
        with page.expect_navigation():
            page.locator(f"{form} button").last.click()

    return act


def _no_cron_line(page: Page) -> None:
    page.locator("#add [name=subject]").fill("a1")
    page.locator("#add [name=rule]").select_option("cron")
    _send("cron", "daily", "#add")(page)


def _not_a_text(page: Page) -> None:
    page.locator("[name=file]").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"\xff\xfe\x00"})
    with page.expect_navigation():
        page.locator("form.paste .primary").click()


STATES: dict[str, tuple[str, Callable[[Page], object]]] = {
    "whole-texts": ("/flags/f1", _whole_texts),
    "flag-all-opened": ("/flags/f1", _everything_opened),
    "article-all-opened": ("/articles/a1", _everything_opened),
    "queue-all-opened": ("/queue", _everything_opened),
    "keys": ("/flags", lambda page: page.keyboard.press("?")),
    "asked-of-a-second-reviewer": ("/flags/f2", _everything_opened),
    "nothing-queued": ("/queue", _send("articles", " ", "form.paste")),
    "no-text": ("/queue", _not_a_text),
    "no-cron-line": ("/schedules", _no_cron_line),
    "no-feed": ("/sources", _send("location", "http://example.org/feed", "form[action='/sources']")),
    "no-filter-kept": ("/flags?kind=disputed", _send("name", "Mine", "form[action^='/bulk/filters?']")),
    "as-known-then": ("/flags/f1?known_at=2019-03-15", _everything_opened),
    "on-paper": ("/occurrences/o1/print", lambda page: page.emulate_media(media="print")),
}
"""By name: the address, and what is done there."""
