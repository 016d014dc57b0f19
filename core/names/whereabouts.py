"""How two places stand to each other: the same, one inside the other, apart, or unknown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from core.names.book import standard
from core.names.find import named_in
from core.names.gazetteer import gazetteer, place_key
from core.names.named import Named
from core.names.places import find_places, likeliest
from core.names.relation import Relation
from core.text import Text


def place_relation(a: Named | None, b: Named | None) -> Relation:
    """ "part": a lies inside b (Baghouz in Deir ez-Zor in Syria). "unknown" where one is not stated or not known.

    A name with its whereabouts ("Yida camp, South Sudan") is read from the right: a country narrows what is in it.
    A town that gives its province its name may stand for either.
    """
    if a is None or b is None:
        return "unknown"
    where_a, where_b = whereabouts(a), whereabouts(b)
    if not where_a.paths or not where_b.paths:
        return "same" if where_a.words == where_b.words else "unknown"
    if set(where_a.paths) & set(where_b.paths):
        return _narrower(where_a, where_b)
    if _inside_any(where_a.paths, where_b.paths):
        return "part"
    return "whole" if _inside_any(where_b.paths, where_a.paths) else "different"


def _inside_any(inner: Sequence[str], outer: Sequence[str]) -> bool:
    return any(i.startswith(o + "/") for i in inner for o in outer)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`paths` the places a name may stand for; `exact` false where it only mentions them ("north of Aden")."""

    paths: tuple[str, ...]
    exact: bool
    words: frozenset[str]


def _narrower(a: Whereabouts, b: Whereabouts) -> Relation:
    """Two names of one place, of which one may add words that narrow it."""
    if a.exact == b.exact:
        return "same" if a.exact or a.words == b.words else "unknown"
    return "whole" if a.exact else "part"


@lru_cache(maxsize=20_000)
def whereabouts(named: Named) -> Whereabouts:
    """What a place name stands for, by its id, else its label, else its words."""
    if named.id is not None and named.id.startswith("country:"):
        return Whereabouts(_with_division(named.id, named.label or named.surface), True, frozenset())
    for words in (named.label, named.surface):
        if words:
            found = _read(words)
            if found.paths:
                return found
    return Whereabouts((), False, frozenset(place_key(named.label or named.surface).split()))


def _read(words: str) -> Whereabouts:
    """ "town, province, country": the first part that is known; the parts after it settle its country."""
    lang = "ar" if any("\u0600" <= c <= "\u06ff" for c in words) else "en"
    parts = [part.strip() for part in words.replace("،", ",").split(",") if part.strip()]
    countries: Counter[str] = Counter()
    paths: tuple[str, ...] = ()
    exact = False
    for part in reversed(parts):
        found, whole = _known(part, lang, countries)
        if found is None:
            exact = False  # a place nobody lists, inside the one that follows
            continue
        paths, exact = _with_division(found, part), whole
        countries[found[8:10]] += 1
    return Whereabouts(paths, exact, frozenset(place_key(parts[0]).split()) if parts else frozenset())


def _known(part: str, lang: str, countries: Counter[str]) -> tuple[str | None, bool]:
    """The path that a part names or mentions, and whether it is the whole of it."""
    text = Text(part, lang)
    size = len(place_key(part))
    for mention in named_in(text, standard()):
        if mention.kind in {"country", "place"} and mention.named.id:
            return mention.named.id, len(place_key(mention.named.surface)) >= size
    town = likeliest(gazetteer().named(place_key(part)), countries)
    if town is not None:
        return town.id, True
    found = next((m for m in find_places(text) if m.named.id), None)
    return (found.named.id, len(place_key(found.named.surface)) >= size) if found is not None else (None, False)


def _with_division(path: str, name: str) -> tuple[str, ...]:
    """A town's path, and its division's where both have one name."""
    division = path.rpartition("/")[0]
    namesakes = {place.id for place in gazetteer().named(place_key(name))}
    return (path, division) if division in namesakes else (path,)
