"""Neighbouring names that are one: a nationality with a group or a ministry, fighters with their army."""

from collections.abc import Container

from core.names.book import SKIPPED, Entry, standard
from core.names.mention import Mention
from core.names.named import Named
from core.names.stems import PREFIXES, bare
from core.text import Text

_LINKS = {
    "ar": {"من", "في", "التابعه", "التابع", "تنظيم", "لتنظيم", "حركه", "جماعه"},
    "en": {"of", "in", "the", "from", "s"},
    "fr": {"de", "du", "des", "d", "l", "la", "le", "en", "au"},
    "es": {"de", "del", "la", "el", "los", "en"},
}
_FIGHTING = frozenset({"fighters", "militants", "soldiers", "commanders", "supporters", "suicide_bombers", "attackers"})
_OF_STATE = frozenset({"state_body", "group", "armed_group"})
_REACH = 5
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
    start, end = text.tokens[first].start, text.tokens[last - 1].end
    norm = text.tokens[first].norm
    for _ in range(2):
        if norm.isascii() or norm in heads or bare(norm) in heads or norm[:1] not in PREFIXES:
            break
        start += 1
        norm = norm[1:]
    return start, end


def _near(text: Text, last: int, following: int) -> bool:
    """True where only quotes and at most two linking words stand between two names."""
    if following == last:
        return True
    links = _LINKS.get(text.lang, _LINKS["en"])
    words = [t.norm for t in text.tokens[last:following] if t.norm not in SKIPPED]
    return len(words) <= 2 and all(word in links for word in words)


def _genitive(text: Text, last: int, following: int) -> bool:
    """A country before a body is its owner ("Syria's army", "Syria army"), never across "in" or "from"."""
    return all(t.norm in SKIPPED or t.norm == "s" for t in text.tokens[last:following])


def _join(a: Entry, b: Entry) -> Entry | None:
    for owner, owned in ((a, b), (b, a)):
        if owner.kind in {"nationality", "country"} and owned.kind in _OF_STATE and owned.country is None:
            if owned.kind == "armed_group":
                return None
            return _owned(owner, owned)
        if owner.kind == "armed_group" and owned.id in _FIGHTING:
            return _owned(owner, owned)
        if owner.kind == "state_body" and owned.id in _FIGHTING and owner.id.split(":")[0] in {"army", "forces"}:
            return owned
    return None


def _owned(owner: Entry, owned: Entry) -> Entry:
    if owner.kind == "armed_group" and owned.id in {"militants", "soldiers"}:
        owned = standard().entries.get("fighters", owned)  # the gunmen of a group are its fighters
    key = f"{owned.id}:{owner.country}" if owner.country and owner.kind != "armed_group" else f"{owner.id}/{owned.id}"
    label = owner.label
    if owner.kind == "armed_group" and label.endswith("s") and not label.isupper():
        label = label[:-1]  # "Houthi fighters"
    parents: tuple[str, ...] = (owned.id,)
    if owner.kind == "armed_group":
        parents = (owned.id, owner.id)
    elif owned.kind == "group":
        parents = (owned.id, f"nationals:{owner.country}")
    if owner.kind == "country":
        label = _adjective(owner)
    return Entry(key, f"{label} {owned.label}", owned.kind, parents, owned.party, owner.country)


def _adjective(owner: Entry) -> str:
    nation = standard().entries.get(f"nationals:{owner.country}")
    return nation.label if nation else owner.label
