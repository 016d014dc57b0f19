"""The words of one language that claims are read by: events with what they count, noun-phrase words, stance cues.

The tables stand in `core/language/<code>/claims.toml`; they are folded and compiled once per language.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, count, product
from typing import Any

from core import language
from core.text import fold, tokenise

BETWEEN_PARTS = "between_parts"
"""The name of the word list of all that may stand between the parts of a whole, put together of these lists."""
_BETWEEN_PARTS = ("conjunction", "among_marker", "part", "part_of_whole", "adverb", "determiner")

_DENYING = ("denial", "rejection", "withdrawal", "wrongly", "falsity", "truth")
FORMS = ("noun", "before", "active", "own", "after", "finite", "adjective")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event word or phrase: which measure it counts, and where its patient stands.

    noun: it is itself the counted noun (dead, قتيل). before: the patient follows it (killing of, مقتل). active: that,
    with an agent as its subject (killed, قتلت). own: the patient follows and belongs to the subject (lost, خسرت).
    after: the patient stands before it (were killed, قتلوا); finite: that, and it needs no auxiliary (died).
    adjective: it modifies the counted noun (wounded soldiers). `weak` measures yield to a sharper one nearby.
    """

    words: tuple[str, ...]
    measure: str
    forms: frozenset[str]
    weak: bool = False

    def takes_right(self) -> bool:
        """True where the patient may follow."""
        return not self.forms.isdisjoint(("before", "active", "own"))

    def takes_left(self) -> bool:
        """True where the patient may stand before."""
        return not self.forms.isdisjoint(("after", "finite"))


class Phrases(dict[str, tuple["Entry", ...]]):
    """word → the entries that start with it, with or without the clitics of the language; the longest entry first.

    A word is searched once and remembered: reading asks for every token of a sentence.
    """

    def __init__(
        self, by_first: dict[str, tuple[Entry, ...]], prefixes: Iterable[str], suffixes: Iterable[str]
    ) -> None:
        super().__init__()
        self.by_first, self.prefixes, self.suffixes = by_first, tuple(prefixes), tuple(suffixes)
        self._seconds: dict[str, dict[str, tuple[Entry, ...]]] = {}

    def __missing__(self, norm: str) -> tuple[Entry, ...]:
        found = self._search(norm)
        if len(self) < _REMEMBERED:
            self[norm] = found
        return found

    def places(self, norms: Iterable[str], low: int) -> list[int]:
        """The token indices, from `low` on, at which some entry may start."""
        return list(compress(count(low), map(self.__getitem__, norms)))

    def at(self, norms: Sequence[str], index: int, stop: int) -> Entry | None:
        """The longest entry whose words stand at `index` of `norms`, inside `stop`."""
        following = norms[index + 1] if index + 1 < stop else ""
        entries = self[norms[index]]
        if len(entries) > _FEW:
            entries = self._going_on(entries, following)
        for entry in entries:
            words = entry.words
            size = len(words)
            if size == 1 or (words[1] == following and tuple(norms[index + 1 : min(index + size, stop)]) == words[1:]):
                return entry
        return None

    def _going_on(self, entries: tuple[Entry, ...], following: str) -> tuple[Entry, ...]:
        """Those of many entries that start alike whose second word is `following`, then those of one word."""
        first = entries[0].words[0]
        seconds = self._seconds.get(first)
        if seconds is None:
            grouped: dict[str, list[Entry]] = {}
            for entry in entries:
                grouped.setdefault(entry.words[1] if len(entry.words) > 1 else "", []).append(entry)
            alone = tuple(grouped.pop("", ()))
            seconds = {second: (*found, *alone) for second, found in grouped.items()} | {"": alone}
            self._seconds[first] = seconds
        return seconds.get(following, seconds[""])

    def _search(self, norm: str) -> tuple[Entry, ...]:
        for form in bare_forms(norm, self.prefixes, self.suffixes):
            if form in self.by_first and (not form.endswith("ي") or norm.endswith(form)):
                return self.by_first[form]  # قضى with a pronoun is قضاه: «قضية» is no form of it
        return ()


_REMEMBERED = 200_000
_FEW = 4
"""Entries that start alike which are quicker tried one by one."""


def bare_forms(norm: str, prefixes: Iterable[str], suffixes: Iterable[str]) -> Iterable[str]:
    """`norm`, then `norm` without a clitic before it, after it, or both; stems keep at least two letters."""
    yield norm
    stems = [norm]
    for prefix in prefixes:
        if norm.startswith(prefix) and len(norm) - len(prefix) >= 2:
            if not prefix.endswith(("ال", "لل")):  # a noun with its article has no pronoun
                stems.append(norm[len(prefix) :])
            yield norm[len(prefix) :]
    for stem in stems:
        for suffix in suffixes:
            if stem.endswith(suffix) and len(stem) - len(suffix) >= 2:
                cut = stem[: -len(suffix)]
                yield cut
                if cut.endswith("ت"):  # ta marbuta opens before a pronoun: تصفية → تصفيتهم
                    yield cut[:-1] + "ه"


class Forms(dict[str, bool]):
    """Folded word → whether it begins or ends in a certain way; filled as words are met, within bounds."""

    def __init__(self, starts: tuple[str, ...], ends: tuple[str, ...]) -> None:
        super().__init__()
        self._starts, self._ends = tuple(map(fold, starts)), tuple(map(fold, ends))

    def __missing__(self, norm: str) -> bool:
        formed = norm.startswith(self._starts) or norm.endswith(self._ends)
        if len(self) < _REMEMBERED:
            self[norm] = formed
        return formed


@dataclass(frozen=True, slots=True)
class Future:
    """How the future is formed: beginnings or endings of a verb as it is printed.

    What begins (or with "-" ends) as one of `never`, and each of `words`, only looks so.
    """

    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    may: "Forms" = field(default_factory=lambda: Forms((), ()), compare=False)
    """Folded word → whether it may be one, whatever its accents or hamza."""

    def has(self, word: str) -> bool:
        """True for a verb in the future; `word` as printed, in small letters."""
        if len(word) < _SHORTEST or not (word.startswith(self.starts) or word.endswith(self.ends)):
            return False
        if word in self.words:
            return False
        return not any(word.startswith(n) or (n.startswith("-") and word.endswith(n[1:])) for n in self.never)


_SHORTEST = 5
"""Letters that a verb in the future has at least."""
_WITH_ARTICLE = ("وال", "ولل")


@dataclass(frozen=True)
class Lexicon:
    """Everything the claim grammar asks of one language. `words[name]` are folded word sets by their table name."""

    lang: str
    events: Phrases
    cues: Phrases
    cues_apart: Phrases
    """Verbs of stance whose subject stands before what completes them («أمر القاضي بالإفراج»): `forms` are the
    words that may complete them, those that grow onto the next word with a hyphen behind."""
    words: Mapping[str, frozenset[str]]
    nouns: Mapping[str, str]
    roles: Mapping[str, str]
    time_units: Mapping[str, str]
    multiples: Mapping[str, int]
    """Words before a deed that tell how many it killed: double, triple."""
    unit_nouns: Mapping[str, str]
    hints: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    head_first: bool
    verb_first: bool
    future: Future
    verb_endings: tuple[str, ...]
    """Endings that no noun has."""
    participle_endings: tuple[str, ...]
    helping: frozenset[str]
    """Auxiliaries: forms of be and of have."""
    denying: frozenset[str]
    """Words without one of which a sentence denies nothing."""
    known: dict[str, dict[str, bool]] = field(default_factory=dict, compare=False, repr=False)
    """What `has_bare` has been asked, by list and word, within bounds: the same nouns are counted again and again."""

    def has(self, name: str, norm: str) -> bool:
        """True where `norm` stands in the word list `name`, as it is."""
        return norm in self.words[name]

    def bare(self, norm: str) -> Iterable[str]:
        """`norm` with and without its clitics."""
        return bare_forms(norm, self.prefixes, self.suffixes)

    def is_verb(self, norm: str) -> bool:
        """True for what has the form of a verb where verbs come first («يتضمن», «تعافوا»), and is no noun or name."""
        return self.verb_first and _verb_shaped(norm) and norm not in self.words["verb_like"]

    def opens_clause(self, norm: str) -> bool:
        """A verb with its conjunction grown on: «وطالت», «ويضم», «وبلغ»; it has objects of its own."""
        if not self.verb_first or norm[:1] != "و" or norm.startswith(_WITH_ARTICLE):
            return False
        verb = norm[1:]
        if verb in self.words["link"] or self.is_verb(verb):
            return True
        return (
            len(verb) >= _SHORTEST - 1
            and verb.endswith("ت")
            and not verb.endswith("ات")
            and verb not in self.words["verb_like"]
        )

    def has_bare(self, name: str, norm: str) -> bool:
        """True where `norm`, with or without its clitics, stands in the word list `name`."""
        known = self.known.setdefault(name, {})
        found = known.get(norm)
        if found is None:
            listed = self.words[name]
            found = norm in listed or any(f in listed for f in bare_forms(norm, self.prefixes, self.suffixes))
            if len(known) < _REMEMBERED:
                known[norm] = found
        return found


def _verb_shaped(norm: str) -> bool:
    """An Arabic verb by its form alone: «تعافوا», «يتضمن», «يعملون»."""
    if len(norm) < _SHORTEST - 2:
        return False
    return (norm[0] == "ي" and not norm.endswith(("يه", "يون", "يين"))) or (
        norm.endswith("وا") and len(norm) >= _SHORTEST
    )


class WordLists(dict[str, frozenset[str]]):
    """Word lists by name; a list that a language has no use for is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


@cache
def lexicon(lang: str) -> Lexicon:
    """The compiled tables of one language."""
    table = language.table(lang, "claims")
    prefixes = tuple(fold(p) for p in table.get("clitics", {}).get("prefixes", ()))
    suffixes = tuple(fold(s) for s in table.get("clitics", {}).get("suffixes", ()))
    words = WordLists({name: frozenset(map(fold, listed)) for name, listed in table["words"].items()})
    conjunctions = tuple(map(fold, table.get("clitics", {}).get("conjunctions", ())))
    for name, prefix in product(_DENYING, conjunctions):
        words[name] |= {prefix + word for word in words[name]}
    words[BETWEEN_PARTS] = frozenset().union(*(words[name] for name in _BETWEEN_PARTS))
    verb_first = bool(table["grammar"]["verb_first"])
    return Lexicon(
        lang=lang,
        events=Phrases(_events(table["event"], table.get("passive", {}).get("auxiliaries", ())), prefixes, suffixes),
        cues=Phrases(_cues(table.get("stance", {})), conjunctions, ()),
        cues_apart=Phrases(_apart(table.get("stance_apart", {})), conjunctions, ()),
        words=words,
        nouns=_folded(table.get("noun_measure", {})),
        roles=_folded(table.get("role", {})),
        time_units=_folded(table.get("time_unit", {})),
        multiples={fold(word): int(times) for times, listed in table.get("multiple", {}).items() for word in listed},
        unit_nouns=_folded(table.get("unit_noun", {})),
        hints=_hints(words, verb_first) | {fold(w) for listed in table.get("multiple", {}).values() for w in listed},
        prefixes=prefixes,
        suffixes=suffixes,
        head_first=bool(table["grammar"]["head_first"]),
        verb_first=verb_first,
        future=_future(table.get("future", {})),
        verb_endings=tuple(sorted(words["verb_endings"])),
        participle_endings=tuple(sorted(words["participle_endings"])),
        helping=words["be"] | words["have"],
        denying=frozenset().union(*(words[name] for name in _DENYING)),
    )  # fmt: skip


def _hints(words: Mapping[str, frozenset[str]], verb_first: bool) -> frozenset[str]:
    """The words one of which a sentence with a hidden number holds; a conjunction may have grown onto a person."""
    plain = (
        words["person"] | words["demonym"] | words["part_adverb"] | words["lasting"] | words["case"] | words["another"]
    )
    joined = {sign + person for sign in words["attached"] for person in words["person"]}
    return plain | joined | words["one"] if verb_first else plain


def _future(table: Mapping[str, Sequence[str]]) -> Future:
    starts, ends = tuple(table.get("starts", ())), tuple(table.get("ends", ()))
    words = frozenset(table.get("words", ()))
    return Future(starts, ends, tuple(table.get("never", ())), words, Forms(starts, ends))


def _folded(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {fold(word): name for name, listed in groups.items() for word in listed}


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(t.norm for t in tokenise(text))


def _events(tables: Mapping[str, Mapping[str, Any]], passive: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
    """The entries by first word; under each auxiliary of `passive`, a participle has its patient on either side."""
    forms: dict[tuple[tuple[str, ...], str], set[str]] = {}
    weak = set()
    auxiliaries = tuple(map(_phrase, passive))
    for measure, table in tables.items():
        for form in FORMS:
            for text in table.get(form, ()):
                forms.setdefault((_phrase(text), measure), set()).add(form)
        for words in map(_phrase, table.get("after", ())):
            for auxiliary in auxiliaries:
                forms.setdefault(((*auxiliary, *words), measure), set()).update(("before", "finite"))
        weak |= {(_phrase(text), measure) for text in table.get("weak", ())}
    return _by_first(Entry(words, m, frozenset(f), (words, m) in weak) for (words, m), f in forms.items())


def _cues(tables: Mapping[str, Sequence[str]]) -> dict[str, tuple[Entry, ...]]:
    return _by_first(Entry(_phrase(text), name, frozenset()) for name, listed in tables.items() for text in listed)


def _apart(tables: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, tuple[Entry, ...]]:
    """The verbs by stance and completing word: one entry a verb, with all that may complete it."""
    tails: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for stance, by_tail in tables.items():
        for tail, verbs in by_tail.items():
            for verb in verbs:
                tails.setdefault((_phrase(verb), stance), set()).add(fold(tail))
    return _by_first(Entry(words, stance, frozenset(found)) for (words, stance), found in tails.items())


def _by_first(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.words[0], []).append(entry)
    return {first: tuple(sorted(found, key=lambda e: -len(e.words))) for first, found in grouped.items()}
