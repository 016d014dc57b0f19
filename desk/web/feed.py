"""Flags as an Atom feed (RFC 4287). Built as a tree: text of articles is never markup here."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from desk.views.flag import FlagNews

_ATOM = "http://www.w3.org/2005/Atom"
_UNSEEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TITLES = {"en": "Flags at the desk", "ar": "تنبيهات المكتب"}
_STATES = {
    "en": {"open": "New", "reopened": "Opened again", "decided": "Decided"},
    "ar": {"open": "جديد", "reopened": "فُتح من جديد", "decided": "حُسم"},
}


def atom(flags: Sequence[FlagNews], base: str, query: str, lang: str) -> bytes:
    """The feed; `base` is the desk's address without a slash at its end, `query` the inbox's filter."""
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed", {"xml:lang": lang})
    suffix = f"?{query}" if query else ""
    _add(feed, "title", f"Tawatur: {_TITLES[lang]}")
    _add(feed, "id", f"{base}/flags.atom{suffix}")
    _link(feed, "self", f"{base}/flags.atom{suffix}")
    _link(feed, "alternate", f"{base}/flags{suffix}")
    _add(feed, "updated", _moment(max((flag.changed_at for flag in flags), default=datetime(1970, 1, 1, tzinfo=UTC))))
    _add(Xml.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Tawatur")
    for flag in flags:
        _entry(feed, flag, base, lang)
    return bytes(Xml.tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Xml.Element, flag: FlagNews, base: str, lang: str) -> None:
    entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
    address = f"{base}/flags/{flag.id}"
    _add(entry, "title", f"{_STATES[lang].get(flag.state, flag.state)}: {flag.summary.get(lang, '')}")
    # A flag that opens again is news: it gets an id of its own, or readers would not show it.
    _add(entry, "id", f"{address}#{_moment(flag.changed_at)}")
    _link(entry, "alternate", address)
    _add(entry, "published", _moment(flag.opened_at))
    _add(entry, "updated", _moment(flag.changed_at))
    Xml.SubElement(entry, f"{{{_ATOM}}}category", {"term": flag.kind})
    _add(entry, "summary", flag.summary.get(lang, ""))


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, f"{{{_ATOM}}}{name}").text = _UNSEEN.sub("", text)


def _link(parent: Xml.Element, relation: str, address: str) -> None:
    Xml.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "href": address})


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
