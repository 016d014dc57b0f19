"""A report as an entry: its headline, its text, and the actors and places it names by their ids."""

from core.names import find_names, find_places
from core.report import Report
from core.text import Text
from workers.archive.entry import Entry

READ_CHARACTERS = 4_000
_PLACES = frozenset({"country", "place"})
_NOT_IN_IT = frozenset({"agency", "outlet", "group"})
"""Who reports is not who was there, and "civilians" are everywhere."""


def entry_of(report: Report, lang: str) -> Entry:
    """What the archive needs of `report`; names are looked for in its first READ_CHARACTERS characters."""
    headline, _, body = report.document.partition("\n")
    text = Text(report.document[:READ_CHARACTERS], lang)
    places = [mention.named.id for mention in find_places(text)]
    actors = [
        mention.named.id
        for mention in find_names(text)
        if mention.kind not in _PLACES and mention.kind not in _NOT_IN_IT
    ]
    return Entry(report.id, headline, body, lang, report.date, _once(actors), _once(places))


def _once(ids: list[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in ids if name))
