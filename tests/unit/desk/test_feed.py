"""The Atom feed: whatever a text holds, the feed stays well-formed."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree as Xml

from desk.views.flag import FlagNews
from desk.web.feed import atom

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def news(summary: str, state: str = "open") -> FlagNews:
    return FlagNews("f1", "denied", state, {"en": summary, "ar": summary}, NOW, NOW)


def test_entries_name_state_reason_and_page() -> None:
    feed = Xml.fromstring(atom([news("34 against 43.", "reopened")], "https://desk.example.org", "kind=denied", "en"))
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T09:30:00Z"
    assert feed.findtext(f"{ATOM}id") == "https://desk.example.org/flags.atom?kind=denied"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Opened again: 34 against 43."
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://desk.example.org/flags/f1"


def test_an_empty_feed_is_one() -> None:
    assert Xml.fromstring(atom([], "https://desk.example.org", "", "ar")).find(f"{ATOM}entry") is None


@given(st.text())
def test_any_text_gives_a_readable_feed(text: str) -> None:
    feed = Xml.fromstring(atom([news(text)], "https://desk.example.org", "", "en"))
    assert len(feed.findall(f"{ATOM}entry")) == 1
