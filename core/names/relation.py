"""How two names stand to each other: the same, one inside the other, different, or unknown."""

from functools import lru_cache
from typing import Literal

from core.names.book import standard
from core.names.find import lookup
from core.names.named import Named
from core.text import fold, tokenise

Relation = Literal["same", "part", "whole", "different", "unknown"]
_MIRROR: dict[str, Relation] = {"part": "whole", "whole": "part"}


def mirror(relation: Relation) -> Relation:
    """relation(b, a) where `relation` is relation(a, b)."""
    return _MIRROR.get(relation, relation)


def relation(a: Named | None, b: Named | None) -> Relation:
    """ "part": a lies inside b (children in civilians, ISIS fighters in ISIS); "unknown" where either is not stated."""
    if a is None or b is None:
        return "unknown"
    return _related(identity(a), identity(b), _key(a), _key(b))


@lru_cache(maxsize=20_000)
def identity(named: Named) -> str | None:
    """The id of a name: its own, or that of its label or surface in the alias data."""
    if named.id is not None:
        return named.id
    for words in (named.label, named.surface):
        found = lookup(words) if words else None
        if found is not None and found.id is not None:
            return found.id
    return None


def _key(named: Named) -> str:
    return " ".join(t.norm for t in tokenise(named.label or named.surface) if t.norm.isalnum())


def _related(a: str | None, b: str | None, key_a: str, key_b: str) -> Relation:
    if (a is not None and a == b) or key_a == key_b:
        return "same"
    if a is not None and b is not None:
        if b in wholes(a):
            return "part"
        if a in wholes(b):
            return "whole"
        return "different"
    return _by_words(key_a, key_b)


def _by_words(a: str, b: str) -> Relation:
    """Names that only share words: "police officers in Suruc" narrows "police officers"."""
    words_a, words_b = frozenset(a.split()), frozenset(b.split())
    if words_a > words_b and words_b:
        return "part"
    if words_b > words_a and words_a:
        return "whole"
    return "different"


@lru_cache(maxsize=20_000)
def wholes(key: str) -> frozenset[str]:
    """Every id that `key` lies inside, through any number of steps."""
    entries = standard().entries
    seen: set[str] = set()
    todo = [key]
    while todo:
        current = todo.pop()
        parents = list(entries[current].part_of) if current in entries else []
        if "/" in current:
            owner, _, owned = current.partition("/")
            parents += [owner, owned]
        elif ":" in current:
            parents.append(current.partition(":")[0])
        for parent in parents:
            if parent not in seen and parent != key:
                seen.add(parent)
                todo.append(parent)
    return frozenset(seen)


def folded(words: str) -> str:
    """The folded form of several words."""
    return " ".join(fold(word) for word in words.split())
