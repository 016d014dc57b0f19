"""Neighbouring names that are one: a nationality with a group or a ministry, fighters with their army."""

from collections.abc import Container
from functools import cache

from core.language import supported, table
from core.names.book import SKIPPED, Entry, standard
from core.names.mention import Mention
from core.names.named import Named
from core.names.stems import PREFIXES, bare
from core.text import Text, tokenise

_FIGHTING = frozenset({"fighters", "militants", "soldiers", "commanders", "supporters", "suicide_bombers", "attackers"})
_UNIFORMED = frozenset({"security_forces", "police", "police_officers"})
_FIGHTERS = ("fighters", "rebels", "separatists", "militants")
_OF_STATE = frozenset({"state_body", "group", "armed_group"})
_REACH = 7
Found = tuple[int, int, Entry]


def compose(text: Text, found: list[Found], heads: Container[str]) -> list[Mention]:
    """The mentions of `found` token ranges, with neighbours joined; linear in their number.

    `heads` are the first keys of all aliases: a token that isn't one was found behind a prefix.
    """
    out: list[Mention] = []
    index = 0
    while index < len(found):
        first, last, entry = found[index]
        index += 1
        if entry.kind == "armed_group":
            first, entry = _with_members(text, first, out[-1].end if out else 0, entry)
        while index < len(found) and found[index][0] - last <= _REACH and _near(text, last, found[index][0]):
            joined = _join(entry, found[index][2])
            if joined is None or (entry.kind == "country" and not _genitive(text, last, found[index][0])):
                break
            entry, last, index = joined, found[index][1], index + 1
        start, end = _trimmed(text, first, last, heads)
        out.append(Mention(start, end, Named(text.raw[start:end], entry.id, entry.label), entry.kind))
    return out


def _trimmed(text: Text, first: int, last: int, heads: Container[str]) -> tuple[int, int]:
    """Offsets of a token range without the Arabic prefixes of its first word («وبالجيش», «لمسلحي»)."""
    start, end = text.starts[first], text.ends[last - 1]
    norm = text.norms[first]
    for _ in range(2):
        if norm.isascii() or norm in heads or bare(norm) in heads or norm[:1] not in PREFIXES:
            break
        start += 1
        norm = norm[1:]
    return start, end


def _near(text: Text, last: int, following: int) -> bool:
    """True where only quotes, a bound («على الأقل») and at most two linking words stand between two names."""
    if following == last:
        return True
    links = _listed(text.lang, "links")
    words = [norm for norm in text.norms[last:following] if norm not in SKIPPED]
    if len(words) > 2:
        words = words[_bound(words, text.lang) :]
    return len(words) <= 2 and all(word in links for word in words)


@cache
def _listed(lang: str, kind: str) -> frozenset[str]:
    """The words of names.toml: "links" join two names; "members" make fighters of an armed group, of no other body."""
    return frozenset(table(lang if lang in supported() else "en", "names")[kind])


def _bound(words: list[str], lang: str) -> int:
    """How many of `words` a bound that follows its number takes; 0 where they don't begin with one."""
    return next((len(b) for b in _bounds(lang) if tuple(words[: len(b)]) == b), 0)


@cache
def _bounds(lang: str) -> tuple[tuple[str, ...], ...]:
    try:
        after = table(lang, "numbers")["bounds"]["after"]
    except (FileNotFoundError, NotADirectoryError):
        return _bounds("en")
    found = {tuple(t.norm for t in tokenise(bound)) for bounds in after.values() for bound in bounds}
    return tuple(sorted(found, key=len, reverse=True))


def _with_members(text: Text, first: int, floor: int, group: Entry) -> tuple[int, Entry]:
    """ "members of the SDF" are its fighters; the words in front of the group belong to the name then."""
    links, words = _listed(text.lang, "links"), _listed(text.lang, "members")
    at = first - 1
    while at >= 0 and first - at <= 4 and (text.norms[at] in links or text.norms[at] in SKIPPED):
        at -= 1
    fighters = standard().entries.get("fighters")
    if at < 0 or fighters is None or text.starts[at] < floor or text.norms[at] not in words:
        return first, group
    return at, _owned(group, fighters)


def _genitive(text: Text, last: int, following: int) -> bool:
    """A country before a body is its owner ("Syria's army", "Syria army"), never across "in" or "from"."""
    return all(norm in SKIPPED or norm == "s" for norm in text.norms[last:following])


def _join(a: Entry, b: Entry) -> Entry | None:
    for owner, owned in ((a, b), (b, a)):
        if owner.kind in {"nationality", "country"} and owned.kind in _OF_STATE and owned.country is None:
            if owned.kind == "armed_group":
                return None
            return _owned(owner, owned)
        if owner.kind == "armed_group" and owned.id in _FIGHTING:
            return _owned(owner, owned)
        if owner.kind == "state_body" and owned.id in _FIGHTING and owner.id.split(":")[0] in {"army", "forces"}:
            return standard().entries.get("soldiers", owned) if owned.id == "fighters" else owned
        if owned.id == "fighters" and owner.kind == "group" and owner.id.split(":")[0] in _UNIFORMED:
            return owner
    return None


def _owned(owner: Entry, owned: Entry) -> Entry:
    if owner.kind == "armed_group" and owned.id in {"militants", "soldiers"}:
        owned = standard().entries.get("fighters", owned)  # the gunmen of a group are its fighters
    key = f"{owned.id}:{owner.country}" if owner.country and owner.kind != "armed_group" else f"{owner.id}/{owned.id}"
    label = owner.label
    if owner.kind == "armed_group" and _is_plural(owner):
        label = label[:-1]  # "Houthi fighters", but "Hamas fighters"
    full = label if label.endswith(_FIGHTERS) and owned.id == "fighters" else f"{label} {owned.label}"
    parents: tuple[str, ...] = (owned.id,)
    if owner.kind == "armed_group":
        parents = (owned.id, owner.id)
    elif owned.kind == "group":
        parents = (owned.id, f"nationals:{owner.country}")
    if owner.kind == "country":
        full = f"{_adjective(owner)} {owned.label}"
    return Entry(key, full, owned.kind, parents, owned.party, owner.country)


def _is_plural(owner: Entry) -> bool:
    """True for a label whose form without -s is a name of the same group."""
    if not owner.label.endswith("s") or owner.label.isupper():
        return False
    node = standard().root("en")
    for token in tokenise(owner.label[:-1]):
        if token.norm not in SKIPPED:
            step = node.next.get(token.norm)
            if step is None:
                return False
            node = step
    return any(entry.id == owner.id for entry, _, _ in node.leaf)


def _adjective(owner: Entry) -> str:
    nation = standard().entries.get(f"nationals:{owner.country}")
    return nation.label if nation else owner.label
