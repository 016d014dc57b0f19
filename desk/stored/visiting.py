"""How fetching fares: errors by host, and one trial of a source."""

from urllib.parse import urlsplit

from sqlmodel import Session

from core.store.queries import sources
from core.store.tables import VisitRow
from desk.views import HostErrors, SourceTrial
from workers.fetch import Fetches
from workers.sources import Query, UnknownSource, open_source

_MOST_HOSTS, _MOST_TITLES, _LONGEST = 50, 5, 300


def host_errors(session: Session) -> tuple[HostErrors, ...]:
    """The hosts whose pages failed when last visited, those with the most such pages first."""
    by_host: dict[str, list[VisitRow]] = {}
    for row in sources.failing_visits(session):
        by_host.setdefault(urlsplit(row.url).hostname or row.url[:80], []).append(row)
    found = [_errors(host, rows) for host, rows in by_host.items()]
    return tuple(sorted(found, key=lambda one: (-one.pages, one.host))[:_MOST_HOSTS])


def _errors(host: str, rows: list[VisitRow]) -> HostErrors:
    last = max(rows, key=lambda row: row.fetched_at)
    reason = last.reason or last.status
    return HostErrors(host, len(rows), max(row.failures for row in rows), reason[:_LONGEST], last.fetched_at)


def tried(name: str, kind: str, location: str, fetcher: Fetches) -> SourceTrial:
    """What the source brings now; nothing of it is kept."""
    try:
        harvest = open_source(kind, location).candidates(Query(limit=200), fetcher)
    except UnknownSource as error:
        return SourceTrial(name, problem=str(error))
    titles = tuple((one.title or one.url or "")[:_LONGEST] for one in harvest.candidates[:_MOST_TITLES])
    # A broken line among good ones is no failure of the source.
    problem = harvest.problems[0].reason[:_LONGEST] if harvest.problems and not titles else None
    return SourceTrial(name, len(harvest), titles, problem)
