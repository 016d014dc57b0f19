"""How two names relate where only their words are known: groups, places and sources, folded and compared as words.

Names that carry the same id are the same. Everything here is symmetric up to swapping part and whole.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from core.names import Named, lookup, place_relation, relation
from core.names.book import standard
from core.names.relation import wholes
from core.text import tokenise

Kinship = Literal["same", "part", "whole", "different", "unknown"]

MIRRORED: dict[Kinship, Kinship] = {
    "same": "same", "part": "whole", "whole": "part", "different": "different", "unknown": "unknown"
}  # fmt: skip


@cache
def vocabulary() -> dict[str, Any]:
    """The word lists of names.toml, folded."""
    raw = tomllib.loads((resources.files(__package__) / "names.toml").read_text("utf-8"))
    return {name: frozenset(w for entry in words for w in split(entry)) for name, words in raw["words"].items()} | {
        "within": {kind: frozenset(wholes) for kind, wholes in raw["within"].items()},
        "kinds": {w: kind for kind, words in raw["kinds"].items() for entry in words for w in split(entry)},
    }


@lru_cache(maxsize=65536)
def split(text: str) -> tuple[str, ...]:
    """The folded words of a name, without signs and plural endings."""
    norms = (token.norm for token in tokenise(text))
    return tuple(stem(norm) for norm in norms if norm[:1].isalnum())


EVERYONE = "people"
"""The id of a group that says no more than that human beings are counted."""
CIVIL = "civilians"
NATION = "nationals:"
_SOME = frozenset({"children", "women", "men", "elderly", "family_members"})
_RANK_AND_FILE = frozenset({"fighters", "militants", "soldiers", "forces"})
_ARMED = ("fighters", "militants", "soldiers", "suicide_bombers", "commanders", "forces")


@lru_cache(maxsize=65536)
def identity(name: Named) -> str | None:
    """The id of a name: its own, or that of its label or surface among the names that are known."""
    if name.id is not None:
        return name.id
    for text in (name.label, name.surface):
        found = lookup(text) if text else None
        if found is not None and found.id is not None:
            return found.id
    return None


@lru_cache(maxsize=65536)
def group_words(name: Named | None) -> frozenset[str]:
    """The words that say which group, or its id; empty where none is stated or the word says only "people"."""
    if name is None:
        return frozenset()
    key = identity(name)
    if key is not None:
        return frozenset() if key == EVERYONE else frozenset((key,))
    lists = vocabulary()
    words = frozenset(split(name.label or name.surface)) - lists["stop"]
    return frozenset() if words <= lists["everyone"] else words


@lru_cache(maxsize=65536)
def armed(name: Named | None) -> bool:
    """True for groups that fight: what befalls them on another day is another happening."""
    if name is None:
        return False
    key = identity(name)
    if key is not None:
        around = {key.partition(":")[0], *(k.partition(":")[0] for k in wholes(key, standard()))}
        entry = standard().entries.get(key.partition("/")[0])
        return bool(around.intersection(_ARMED)) or (entry is not None and entry.kind == "armed_group")
    return not vocabulary()["armed"].isdisjoint(split(name.label or name.surface))


@lru_cache(maxsize=65536)
def bare_role(name: Named | None) -> bool:
    """True for those who fight on no side that is named ("fighters", "gunmen")."""
    return name is not None and identity(name) in _ARMED


@lru_cache(maxsize=65536)
def owner(name: Named | None) -> str | None:
    """The id of the armed body that fighters belong to; None where none is named."""
    key = None if name is None or not armed(name) else identity(name)
    if key is None or key in _ARMED:
        return None
    body, slash, _ = key.partition("/")
    return body if slash or ":" not in key else None


def bodily(a: Named | None, b: Named | None) -> bool:
    """True for an armed body and its own fighters ("members of the SDF", "SDF fighters")."""
    one, other = (None if n is None else identity(n) for n in (a, b))
    if one is None or other is None or one == other:
        return False
    left, right = one.partition("/"), other.partition("/")
    return left[0] == right[0] and (not left[2] or not right[2]) and (left[2] or right[2]) in _RANK_AND_FILE


@lru_cache(maxsize=262144)
def group_kinship(a: Named | None, b: Named | None) -> Kinship:
    """`a` seen from `b`: the same group, a part of it, a whole that holds it, another, or unknown (one is unstated)."""
    left, right = group_words(a), group_words(b)
    if a is None or b is None or not left or not right:
        return "unknown"
    if left == right:
        return "same"
    one, other = identity(a), identity(b)
    if one is not None and other is not None:
        return _by_id(a, b, one, other)
    if not (_plain(a) and _plain(b)):
        found = relation(a, b)
        return "unknown" if found == "different" else found
    lists = vocabulary()
    return _by_kind(_plain_words(a) - lists["stop"], _plain_words(b) - lists["stop"])


def never_whole(name: Named | None) -> bool:
    """True for children, women, men, the elderly and members of one family: nobody tells a whole toll so."""
    return name is not None and (identity(name) or "").partition(":")[0] in _SOME


def known(name: Named | None) -> bool:
    """True for a group that the names know, not only its words."""
    return name is not None and identity(name) is not None


def same_role(a: Named | None, b: Named | None) -> bool:
    """True where both are known for one role and only one says of which country ("protesters", "Greek protesters")."""
    one, other = (None if n is None else identity(n) for n in (a, b))
    if one is None or other is None or one == other:
        return False
    return one.partition(":")[0] == other.partition(":")[0] and (":" in one) != (":" in other)


def _by_id(a: Named, b: Named, one: str, other: str) -> Kinship:
    found = relation(a, b)
    if found == "different" and one.startswith(NATION) != other.startswith(NATION):
        role = b if one.startswith(NATION) else a
        return "different" if armed(role) or ":" in (identity(role) or "") else "unknown"
    if found == "different" and CIVIL in (one, other):
        role = b if one == CIVIL else a
        return "different" if armed(role) or ":" in (identity(role) or "") else "unknown"
    return found


def _plain_words(name: Named) -> frozenset[str]:
    return frozenset(split(name.label or name.surface))


def _plain(name: Named) -> bool:
    """English labels are compared word by word; elsewhere words that no list knows prove no difference."""
    return (name.label or name.surface).isascii()


def _by_kind(left: frozenset[str], right: frozenset[str]) -> Kinship:
    lists = vocabulary()
    kinds, within = lists["kinds"], lists["within"]
    left_kind, left_names = _kind(left, kinds)
    right_kind, right_names = _kind(right, kinds)
    inside = _inside(left_kind, right_kind, within)
    if (left_names == right_names or inside == "same") and inside in ("part", "whole"):
        return inside
    if left_names == right_names:
        return "same" if inside == "same" else "different"
    if inside in ("same", "part") and left_names > right_names:
        return "part"
    if inside in ("same", "whole") and left_names < right_names:
        return "whole"
    if inside == "part" and not right_names:
        return "part"
    if inside == "whole" and not left_names:
        return "whole"
    return "different"


ROOT = 5
"""Letters of an unlisted English word by which spellings of one word are known ("jewelry", "jewellery")."""


def _kind(words: frozenset[str], kinds: dict[str, str]) -> tuple[str | None, frozenset[str]]:
    """The narrowest kind of people that the words name, and the other words."""
    named = sorted({kinds[w] for w in words if w in kinds})
    within = vocabulary()["within"]
    narrowest = [k for k in named if not any(k in within.get(other, ()) for other in named)]
    return (narrowest[0] if narrowest else None), frozenset(
        w[:ROOT] if w.isascii() else w for w in words if w not in kinds
    )


def _inside(left: str | None, right: str | None, within: dict[str, frozenset[str]]) -> Kinship:
    if left == right:
        return "same"
    if left is not None and right is not None:
        if right in within.get(left, ()):
            return "part"
        if left in within.get(right, ()):
            return "whole"
    return "different"


@lru_cache(maxsize=65536)
def place_steps(name: Named | None) -> tuple[frozenset[str], ...]:
    """The places that a name lists, from the nearest to the widest, as word sets; steps that only describe are left
    out ("last pocket", "near the border")."""
    if name is None:
        return ()
    lists = vocabulary()
    steps = []
    for step in _STEP.split(name.label or name.surface):
        words = frozenset(split(step)) - lists["stop"] - lists["placewords"]
        if words and (not _describes(step) or words & lists["facility"]):
            steps.append(words)
    return tuple(steps)


_STEP = re.compile(r"[,،()]|(?<=[a-z]) in (?=[A-Z])")


@lru_cache(maxsize=65536)
def is_country(name: Named) -> bool:
    """True for a place that names a whole country and no nearer place."""
    steps = [step.strip() for step in _STEP.split(name.label or name.surface)]
    named = [step for step in steps if step and place_steps(Named(step))]
    return len(named) == 1 and _country(named[0])


def _country(text: str) -> bool:
    key = identity(Named(text))
    entry = None if key is None else standard().entries.get(key)
    return entry is not None and entry.kind in ("country", "state")


def country_of(name: Named | None) -> str | None:
    """The code of the country that a known place lies in ("YE"); None where no list knows it."""
    if name is None or name.id is None or not name.id.startswith("country:"):
        return None
    return name.id.removeprefix("country:").partition("/")[0]


@lru_cache(maxsize=65536)
def is_facility(source: str) -> bool:
    """True for a source that is a hospital or the like itself, not a body that speaks of such."""
    words = split(source)
    return bool(words) and not vocabulary()["facility"].isdisjoint(words)


def in_facility(name: Named | None) -> bool:
    """True for a place that names one hospital or the like: its count is part of the town's."""
    steps = place_steps(name)
    return len(steps) > 1 and bool(steps[0] & vocabulary()["facility"])


def _describes(step: str) -> bool:
    """A step of ASCII letters in which no word has a capital names nothing, and so does "last pocket"."""
    words = [w for w in step.split() if any(c.isalnum() for c in w)]
    names = [w for w in words if not w.isascii() or any(c.isupper() for c in w)]
    return not names or (words[0][0].islower() and vocabulary()["describing"] >= set(split(words[0])))


@lru_cache(maxsize=262144)
def place_kinship(a: Named | None, b: Named | None) -> Kinship:
    """`a` seen from `b`: the same place, inside it, around it, elsewhere, or unknown (one is unstated)."""
    left, right = place_steps(a), place_steps(b)
    if not left or not right:
        return "unknown"
    if a is None or b is None or left == right or (a.id is not None and a.id == b.id):
        return "same"
    if _reaches(left, right):
        return "part"
    if _reaches(right, left):
        return "whole"
    found = place_relation(a, b)
    if found == "unknown" and _plain(a) and _plain(b):
        return "different"
    return found


def _reaches(inner: tuple[frozenset[str], ...], outer: tuple[frozenset[str], ...]) -> bool:
    """True where the nearest step of `outer` is one of the wider steps of `inner`, or a plainer name of its nearest."""
    head = outer[0]
    if any(head == step for step in inner[1:]):
        return True
    return len(inner) >= len(outer) and (head < inner[0] if len(outer) == 1 else head <= inner[0])


def stem(word: str) -> str:
    """A folded word without its plural ending or article."""
    if word.isascii():
        return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
