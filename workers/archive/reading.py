"""A report as an entry: its headline, its text, and the actors and places it names by their ids."""

import re
from collections.abc import Iterable

from core.names import find_names, find_places
from core.report import Report
from core.text import Text
from workers.archive.entry import Entry

READ_CHARACTERS = 4_000
_MARKS = "\u0640\u200c\u200d\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
# Tatweel and vowel signs that stand alone fold to nothing; only ids are taken, so offsets may move.
_LONE_MARKS = re.compile(rf"(?<![\w{_MARKS}])[{_MARKS}]+")
_PLACES = frozenset({"country", "place"})
_NOT_IN_IT = frozenset({"agency", "outlet", "group"})
"""Who reports is not who was there, and "civilians" are everywhere."""


def entry_of(report: Report, lang: str) -> Entry:
    """What the archive needs of `report`; names are looked for in its first READ_CHARACTERS characters."""
    headline, _, body = report.document.partition("\n")
    text = Text(_LONE_MARKS.sub(" ", report.document[:READ_CHARACTERS]), lang)
    places = [step for mention in find_places(text) for step in _steps(mention.named.id)]
    actors = [
        mention.named.id
        for mention in find_names(text)
        if mention.kind not in _PLACES and mention.kind not in _NOT_IN_IT
    ]
    return Entry(report.id, headline, body, lang, report.date, _once(actors), _once(places))


def _steps(place: str | None) -> list[str]:
    """A place and all it lies in: one text names the town, another only its province or country."""
    parts = place.split("/") if place else []
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _once(ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in ids if name))
