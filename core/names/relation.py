"""How two names stand to each other: the same, one inside the other, different, or unknown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from core.names.book import Book, standard
from core.names.find import find_names, lookup
from core.names.named import Named
from core.text import Text, tokenise

Relation = Literal["same", "part", "whole", "different", "unknown"]
_MIRROR: dict[str, Relation] = {"part": "whole", "whole": "part"}
_COUNT = re.compile(r"^(?:\d+|a|an|the|some|two|three|four|five|six|seven|eight|nine|ten)\s+", re.IGNORECASE)
_AND = frozenset({"and", "et", "y", "e", "&"})


def mirror(relation: Relation) -> Relation:
    """relation(b, a) where `relation` is relation(a, b)."""
    return _MIRROR.get(relation, relation)


def relation(a: Named | None, b: Named | None) -> Relation:
    """ "part": a lies inside b (children in civilians, ISIS fighters in ISIS); "unknown" where either is not stated.

    By id first; a name that isn't known lies inside the known names it is made of ("bank employees" in workers); a
    list ("Houthis and Saleh forces") holds each of its names; else words that one adds to the other narrow it.
    """
    if a is None or b is None:
        return "unknown"
    book = standard()
    return _relate(_meaning(a, book), _meaning(b, book), book)


@lru_cache(maxsize=20_000)
def identity(named: Named) -> str | None:
    """The id of a name: its own, or that of its label or surface in the names; None where it isn't known."""
    return named.id if named.id is not None else _meaning(named, standard()).id


@dataclass(frozen=True, slots=True)
class Meaning:
    """`id` of a known name; `inside` the known names that an unknown one is made of; `members` of a list."""

    id: str | None
    inside: frozenset[str]
    members: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=20_000)
def _meaning(named: Named, book: Book) -> Meaning:
    printed = _COUNT.sub("", named.label or named.surface)
    words = frozenset(t.norm for t in tokenise(printed) if t.norm.isalnum())
    if named.id is not None:
        return Meaning(named.id, frozenset(), frozenset(), words)
    for text in (named.label, named.surface):
        found = lookup(_COUNT.sub("", text), book=book) if text else None
        if found is not None and found.id is not None:
            return Meaning(found.id, frozenset(), frozenset(), words)
    lang = "ar" if any("\u0600" <= c <= "\u06ff" for c in printed) else "en"
    kinds = {m.named.id: m.kind for m in find_names(Text(printed, lang), book) if m.named.id}
    ids = frozenset(key for key, kind in kinds.items() if kind not in {"nationality", "country"})
    listed = len(ids) > 1 and (words & _AND or (lang == "ar" and any(w.startswith("و") for w in words)))
    return Meaning(None, frozenset() if listed else ids, ids if listed else frozenset(), words)


def _relate(a: Meaning, b: Meaning, book: Book) -> Relation:
    if a.words == b.words or (a.id is not None and a.id == b.id):
        return "same"
    if a.id is not None and b.id is not None:
        if b.id in wholes(a.id, book):
            return "part"
        return "whole" if a.id in wholes(b.id, book) else "different"
    if _lies_in(a, b, book):
        return "part"
    if _lies_in(b, a, book):
        return "whole"
    if a.words > b.words or b.words > a.words:
        return "part" if a.words > b.words else "whole"
    return "different"


def _lies_in(a: Meaning, b: Meaning, book: Book) -> bool:
    """True where the names of a lie inside b, or inside a name that b lists; never both ways."""
    own = a.inside if a.id is None else {a.id}
    held = b.members or ({b.id} if b.id is not None else frozenset())
    return bool(own) and not a.members and bool(held & _around(own, book))


def _around(ids: Iterable[str], book: Book) -> frozenset[str]:
    return frozenset().union(*({key} | wholes(key, book) for key in ids))


@lru_cache(maxsize=20_000)
def wholes(key: str, book: Book | None = None) -> frozenset[str]:
    """Every id that `key` lies inside, through any number of steps; the id of a member ("isis/fighters") tells both."""
    book = book or standard()
    seen: set[str] = set()
    todo = [key]
    while todo:
        current = todo.pop()
        parents = list(book.entries[current].part_of) if current in book.entries else []
        if current.startswith("country:"):
            parents += [current.rpartition("/")[0]] if "/" in current else []
        elif "/" in current:
            owner, _, owned = current.partition("/")
            parents += [owner, owned]
        elif ":" in current and not current.startswith("nationals:"):
            body, _, country = current.partition(":")
            parents += [body, f"nationals:{country}"] if _is_group(body, book) else [body]
        for parent in parents:
            if parent not in seen and parent != key:
                seen.add(parent)
                todo.append(parent)
    return frozenset(seen)


def _is_group(key: str, book: Book) -> bool:
    return key in book.entries and book.entries[key].kind == "group"
