"""Live blogs: pages of many short entries, each with a time of its own."""

import re

from lxml.html import HtmlElement

from workers.page.dates import machine_date, written_date
from workers.page.page import LiveEntry
from workers.page.tree import in_furniture, names, text_of
from workers.page.words import fold_text, page_words

_NAMED = re.compile(
    r"(?:^|[\s_-])live-?(?:blog\w*|entry|entries|item\w*|post\w*|update\w*|feed)(?=$|[\s_-])", re.IGNORECASE
)
_URL = re.compile(r"/live(?:-?blog|-?updates?|/)|-live(?:-|$)", re.IGNORECASE)
_BLOCKS = ("div", "article", "li", "section")
_FEWEST = 3
_MOST = 500


def is_live(tree: HtmlElement, headline: str, url: str) -> bool:
    """Several entries with their own time, on a page whose names, headline or address call it live."""
    if len(live_entries(tree)) >= _FEWEST:
        return True
    called = bool(page_words().live.match(fold_text(headline))) or bool(_URL.search(url))
    timed = sum(1 for time in tree.iter("time") if not in_furniture(time, frozenset()))
    return called and timed > _FEWEST


def live_entries(tree: HtmlElement) -> tuple[LiveEntry, ...]:
    """The innermost blocks that are named an entry of a live blog and hold one time, in the order of the page."""
    found: list[LiveEntry] = []
    for block in tree.iter(*_BLOCKS):
        if not _NAMED.search(names(block)):
            continue
        times = list(block.iter("time"))
        if len(times) != 1:
            continue
        text = text_of(block).replace(text_of(times[0]), "", 1).strip()
        if text:
            moment = machine_date(times[0].get("datetime")) or written_date(text_of(times[0]))
            found.append(LiveEntry(text, moment))
        if len(found) >= _MOST:
            break
    return tuple(found)
