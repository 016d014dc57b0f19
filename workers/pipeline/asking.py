"""What sources are asked: the claims' names in every language out of the alias data, the measure's word, the dates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from core.claims import Claim
from core.language import supported, table
from core.names import Named
from core.names.book import standard
from workers.page import fold_text
from workers.sources import Query

_BEFORE, _AFTER = timedelta(days=14), timedelta(days=60)
_MOST_TERMS, _MOST_NAMES = 120, 4
_IN_A_PHRASE = 2
"""Names in one question: each further word loses reports that leave it out."""
# Generic people (civilians, people) and whole countries say little about which happening it is.
_TELLING = frozenset({"armed_group", "state_body", "body", "agency", "ngo", "monitor", "un_body", "person"})


def query_of(claims: Sequence[Claim], day: str | None, languages: Sequence[str] = (), lang: str | None = None) -> Query:
    """What configured sources are asked, around the report's day (ISO).

    `languages` are those of searches, `lang` the report's own: its wording serves where the alias data has none.
    """
    chief = _chief(claims)
    names = tuple(_everywhere(named, languages) for named in chief)
    phrases = tuple(_phrases(claims, chief, languages, lang))
    since, until = _around(day)
    return Query(terms_of(claims, languages), phrases, tuple(filter(None, names)), since, until)


def terms_of(claims: Sequence[Claim], languages: Sequence[str] = ()) -> tuple[str, ...]:
    """The names by which other reports would call the same happening: places, actors and groups, each once."""
    seen: dict[str, None] = {}
    for claim in claims:
        for named in (claim.place, claim.actor, claim.group):
            for name in _everywhere(named, ()):
                seen.setdefault(name)
    for named in _chief(claims):
        for name in _everywhere(named, languages):
            seen.setdefault(name)
    return tuple(seen)[:_MOST_TERMS]


def _around(day: str | None) -> tuple[str | None, str | None]:
    try:
        middle = date.fromisoformat((day or "")[:10])
    except ValueError:
        return None, None
    return (middle - _BEFORE).isoformat(), (middle + _AFTER).isoformat()


def _chief(claims: Sequence[Claim]) -> list[Named]:
    """The names to search by, most telling first: whose or by whom, then where; each kind by how often it is named."""
    parties: Counter[str] = Counter()
    places: Counter[str] = Counter()
    by_key: dict[str, Named] = {}
    for claim in claims:
        for named in (claim.group, claim.actor):
            if named is not None and _tells(named):
                key = _base(named)
                parties[key] += 1
                by_key.setdefault(key, named)
        if claim.place is not None and len(claim.place.surface) > 1:
            key = _base(claim.place) or fold_text(claim.place.surface)
            # A town says more than the country around it.
            places[key] += 1 if key.count("/") == 0 and key.startswith("country:") else 2
            by_key.setdefault(key, claim.place)
    ranked = ([key for key, _ in counter.most_common(_MOST_NAMES // 2)] for counter in (parties, places))
    first, second = ranked
    order = [key for pair in zip(_padded(first), _padded(second), strict=True) for key in pair if key]
    return [by_key[key] for key in order]


def _padded(keys: list[str]) -> list[str]:
    return (keys + [""] * _MOST_NAMES)[: _MOST_NAMES // 2]


def _tells(named: Named) -> bool:
    entry = standard().entries.get(_base(named))
    return entry is not None and entry.kind in _TELLING


def _base(named: Named) -> str:
    """The entry that a composed name (isis/fighters) is about; a place's id is a path and stays whole."""
    found = named.id or ""
    return found if found.startswith("country:") else found.partition("/")[0]


def _everywhere(named: Named | None, languages: Sequence[str]) -> tuple[str, ...]:
    """Every name of it: as printed, its label, and the chief aliases of each language."""
    if named is None:
        return ()
    told: Iterable[str] = (a for code in languages for a in standard().aliases(_base(named), code)[:2])
    own = () if languages and standard().aliases(_base(named), "en") else (named.surface, named.label)
    return tuple(dict.fromkeys(name for name in (*told, *own) if name and len(name) > 1))


def _phrases(
    claims: Sequence[Claim], chief: Sequence[Named], languages: Sequence[str], lang: str | None
) -> Iterator[tuple[str, str]]:
    for code in languages:
        words = [word for named in chief if (word := _named_in(named, code, lang))][:_IN_A_PHRASE]
        if words and len(words) < _IN_A_PHRASE and (measure := _measure(claims, code)):
            words.append(measure)
        if words:
            yield code, " ".join(dict.fromkeys(words))


def _named_in(named: Named, code: str, lang: str | None) -> str | None:
    """Its name in one language; as printed in the report's own, and by its label, which is English."""
    aliases = standard().aliases(_base(named), code)
    if aliases:
        return aliases[0]
    if code == lang:
        return named.surface
    return named.label if code != "ar" else None


def _measure(claims: Sequence[Claim], code: str) -> str | None:
    """The word for what most of the claims measure."""
    if code not in supported() or not claims:
        return None
    words: dict[str, str] = table(code, "search")["measures"]
    counted = Counter(claim.measure for claim in claims if claim.measure in words)
    return words[counted.most_common(1)[0][0]] if counted else None
