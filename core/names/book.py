"""The book of names: every entry and, per language, a trie of its aliases. Data files are read once."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from core import language
from core.names.inflect import nationality_forms, noun_forms
from core.names.stems import bare, stems
from core.text import tokenise

LANGUAGES = language.supported()
_KINDS = {
    "groups": "group",
    "state_bodies": "state_body",
    "armed_groups": "armed_group",
    "organisations": "body",
    "people": "person",
    "places": "place",
}
_SHARED = frozenset({"agency", "outlet", "ngo", "monitor", "un_body", "person"})
SKIPPED = frozenset("\"'`«»“”‘’‚„‹›″′-‐‑–#_")
"""Signs that a name may hold or not: quotes and hyphens."""

ANY_CASE, CAPITAL, EXACT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One name: `kind` decides how it combines with others; `part_of` are ids of what it lies inside."""

    id: str
    label: str
    kind: str
    part_of: tuple[str, ...] = ()
    party: bool = False
    country: str | None = None


@dataclass(slots=True)
class Node:
    """A trie node over token keys; `leaf` holds (entry, case rule, printed form) of the aliases that end here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    leaf: list[tuple[Entry, int, str]] = field(default_factory=list)


class Steps(dict[str, tuple[Node, ...]]):
    """Folded token → the first steps into a trie that it allows; filled as tokens are met, within bounds."""

    def __init__(self, start: dict[str, Node]) -> None:
        super().__init__()
        self._start = start

    def __missing__(self, norm: str) -> tuple[Node, ...]:
        nodes = tuple([self._start[stem] for stem in stems(norm) if stem in self._start])
        if len(self) < _REMEMBERED:
            self[norm] = nodes
        return nodes


_REMEMBERED = 200_000
_TOLD = 3
"""Aliases of each language that are kept for asking with; reading knows all of them."""


class Book:
    """Entries by id and aliases by language. Fill it, then only read it."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._roots: dict[str, Node] = {}
        self._steps: dict[str, Steps] = {}
        self._printed: dict[str, dict[str, list[str]]] = {}

    def steps(self, lang: str) -> "Steps":
        """Where each folded token may lead in the trie of `lang`."""
        if lang not in self._steps:
            self._steps[lang] = Steps(self.root(lang).next)
        return self._steps[lang]

    def root(self, lang: str) -> Node:
        """The trie of one language; an unknown language has English names."""
        return self._roots.get(lang) or self._roots.setdefault(lang, self._roots.get("en") or Node())

    def add(self, entry: Entry, aliases: Mapping[str, Iterable[str]]) -> None:
        """Enter one name; a second entry of the same id replaces the first and keeps its aliases."""
        self.entries[entry.id] = entry
        printed = self._printed.setdefault(entry.id, {})
        for lang, names in aliases.items():
            names = list(names)
            printed.setdefault(lang, []).extend(names[:_TOLD])
            root = self._roots.setdefault(lang, Node())
            for name in names:
                _enter(root, name, entry)

    def aliases(self, entry_id: str, lang: str) -> tuple[str, ...]:
        """The chief names of an entry in one language, the usual one first; none for an unknown entry."""
        return tuple(self._printed.get(entry_id, {}).get(lang, ()))

    def add_file(self, table: Mapping[str, Any], kind: str) -> None:
        """Enter a table as in core/names/data: {id: {label, kind, part_of, party, country, ar = [...], ...}}."""
        for key, row in table.items():
            row_kind = str(row.get("kind", kind))
            entry = Entry(
                id=key,
                label=str(row.get("label") or key.replace("_", " ")),
                kind=row_kind,
                part_of=tuple(row.get("part_of", ())),
                party=bool(row.get("party", row_kind == "armed_group")),
                country=row.get("country"),
            )
            self.add(entry, _aliases(row, row_kind))


def _aliases(row: Mapping[str, Any], kind: str) -> dict[str, list[str]]:
    out = {}
    for lang in LANGUAGES:
        own = list(row.get(lang, ())) + list(row.get("any", ()))
        if kind in _SHARED and language.table(lang, "names")["borrows"]:
            own += row.get("en", ())
        out[lang] = [form for name in own for form in _forms(name, lang)]
    return out


def _forms(alias: str, lang: str) -> Iterator[str]:
    if alias.endswith("~"):
        yield from noun_forms(alias[:-1], lang)
    else:
        yield alias


def _enter(root: Node, name: str, entry: Entry) -> None:
    node = root
    for token in tokenise(name):
        if token.norm not in SKIPPED:
            node = node.next.setdefault(bare(token.norm), Node())
    if node is root:
        return
    first = name.replace("-", "")
    exact = first.isupper() and first.isascii() and len(first) <= 8
    case = EXACT if exact else CAPITAL if name[0].isupper() else ANY_CASE
    if all(known.id != entry.id or rule != case for known, rule, _ in node.leaf):
        node.leaf.append((entry, case, name))


def load(extra: Iterable[Path | str] = ()) -> Book:
    """The names that ship, and those of `extra` TOML files of the same shape, which come first where ids clash.

    Raises OSError where a file cannot be read and tomllib.TOMLDecodeError where it is not TOML.
    """
    book = Book()
    data = resources.files("core.names") / "data"
    for path in extra:
        book.add_file(tomllib.loads(Path(path).read_text("utf-8")), "body")
    for name, kind in _KINDS.items():
        table = tomllib.loads((data / f"{name}.toml").read_text("utf-8"))
        book.add_file({k: v for k, v in table.items() if k not in book.entries}, kind)
    nations = tomllib.loads((data / "nations.toml").read_text("utf-8"))
    _add_countries(book, json.loads((data / "countries.json").read_text("utf-8")), nations)
    return book


def _add_countries(book: Book, countries: dict[str, list[str]], nations: dict[str, Any]) -> None:
    langs = countries.pop("")
    for code, names in countries.items():
        nation = nations.get(code, {})
        also = nation.get("also", [])
        label = names[langs.index("en")].replace("Türkiye", "Turkey")
        aliases = {lang: [name, *also] for lang, name in zip(langs, names, strict=True) if name}
        book.add(Entry(f"country:{code}", label, "country", country=code), aliases)
        if nation:
            entry = Entry(f"nationals:{code}", str(nation["en"]), "nationality", ("people",), country=code)
            book.add(entry, {lang: list(_adjectives(nation, lang)) for lang in LANGUAGES if lang in nation})


def _adjectives(nation: Mapping[str, Any], lang: str) -> Iterator[str]:
    more = [*nation.get("more", ())] if lang == "ar" else []
    for adjective in [nation[lang], *more]:
        yield from nationality_forms(adjective, lang)
    if lang == "ar":
        yield from nation.get("plural", ())


_current: list[Book] = []


def standard() -> Book:
    """The book in use: the one that ships, loaded once, unless another was installed."""
    if not _current:
        _current.append(load())
    return _current[0]


def install(book: Book) -> None:
    """Use `book` from here on in this process: for a start-up that has users' files to add (see `load`)."""
    _current[:] = [book]
