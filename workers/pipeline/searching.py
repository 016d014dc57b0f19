"""Asks sources for reports that may be about the same happening, and keeps the most promising."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from workers.fetch import Fetches
from workers.page import fold_text
from workers.pipeline.article import Article
from workers.sources import Candidate, Query, UnknownSource, Visit, open_source


@dataclass(frozen=True, slots=True)
class Place:
    """A source to ask: `given` with the article, so that all of it is wanted, or configured, so that terms choose."""

    kind: str
    location: str
    given: bool
    id: int | None = None
    key: str | None = None


@dataclass(slots=True)
class Found:
    """What the sources gave, most promising first, and what they could not give, by source."""

    articles: list[Article] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    problems: list[dict[str, str]] = field(default_factory=list)
    troubled: dict[int, str] = field(default_factory=dict)


def ask(places: Sequence[Place], query: Query, own_key: str, fetcher: Fetches, most: int) -> Found:
    """Asks every place. One that fails is a problem that is told; the rest go on."""
    found = Found()
    ranked: dict[str, tuple[int, int, Article, str]] = {}
    for place in places:
        for candidate in _ask_one(place, query, fetcher, found):
            article = article_of(candidate)
            if article is None or article.key == own_key or article.key in ranked:
                continue
            ranked[article.key] = (-_score(candidate, query), len(ranked), article, candidate.title)
    best = sorted(ranked.values(), key=lambda entry: entry[:2])[:most]
    found.articles = [article for _, _, article, _ in best]
    found.titles = {article.key: title for _, _, article, title in best}
    if len(ranked) > most:
        found.problems.append(
            {"where": "search", "reason": f"{len(ranked)} reports were found; the {most} nearest count."}
        )
    return found


def _ask_one(place: Place, query: Query, fetcher: Fetches, found: Found) -> Iterable[Candidate]:
    try:
        source = open_source(place.kind, place.location, Visit(key=place.key))
    except UnknownSource as error:
        found.problems.append({"where": place.location, "reason": str(error)})
        if place.id is not None:
            found.troubled[place.id] = str(error)
        return ()
    harvest = source.candidates(Query() if place.given else query, fetcher)
    found.problems += [{"where": problem.where, "reason": problem.reason} for problem in harvest.problems]
    if harvest.problems and place.id is not None:
        found.troubled[place.id] = harvest.problems[0].reason
    return harvest.candidates


def article_of(candidate: Candidate) -> Article | None:
    """What a source gave as an article to queue; None where there is nothing to read."""
    if candidate.document is None and candidate.url is None:
        return None
    return Article(
        url=candidate.url,
        document=candidate.document,
        lang=candidate.lang,
        date=candidate.published,
        publisher=candidate.publisher,
        credit=candidate.credit,
    )


def _score(candidate: Candidate, query: Query) -> int:
    text = fold_text(f"{candidate.title}\n{(candidate.document or '')[:20_000]}")
    return sum(fold_text(term) in text for term in chain(query.terms))
