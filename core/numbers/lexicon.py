"""The number words of one language, compiled once from its table `numbers.toml`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.language import supported, table
from core.numbers.phrases import Phrases
from core.numbers.quantity import Precision
from core.numbers.units import signs_after, signs_before
from core.numbers.words import Role, Word, clitic_chains, entries, folded, split, words_of
from core.text import fold


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the language joins its number words; see `[grammar]` in the tables."""

    conjunctions: frozenset[str]
    conjunction_room: int
    units_first: bool
    tens_juxtaposed: bool
    skipped_hundred: bool
    of: frozenset[str]
    decimal: str
    digits_join: bool
    article_one: frozenset[str]
    over: frozenset[str]
    fraction_links: frozenset[str]
    leading_zero: bool
    article_alone: bool
    loose_plural: bool


@dataclass(frozen=True, slots=True)
class Zero:
    """Words that make a statement of none: negator, at most a few fillers, then a target.

    A target of `verbs` needs a word of `persons` near it: «لم يصب أحد», not «لا يصب في مصلحتهم».
    """

    negators: Phrases[bool]
    fillers: frozenset[str]
    targets: frozenset[str]
    verbs: frozenset[str]
    persons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that two units share: `instead` is meant near `words_instead`, and below `below` where nothing tells."""

    forms: frozenset[str]
    instead: str
    below: int
    words: frozenset[str]
    words_instead: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the number grammar knows of one language."""

    lang: str
    words: Mapping[str, Word]
    atoms: Phrases[Word]
    suffixes: Mapping[str, int]
    ordinal_suffixes: frozenset[str]
    grammar: Grammar
    before: Phrases[Precision]
    after: Phrases[Precision]
    between: Phrases[bool]
    between_and: frozenset[str]
    from_: frozenset[str]
    from_to: frozenset[str]
    to: frozenset[str]
    links: frozenset[str]
    zero: Zero
    units: Phrases[str]
    joints: frozenset[str]
    goes_on: frozenset[str]
    months: Phrases[int]
    duration_units: Mapping[str, str]
    construct_before: frozenset[str]
    hamza_needed: frozenset[str]
    hamza_alien: frozenset[str]
    cues: Mapping[str, Phrases[bool]]
    sets: Mapping[str, frozenset[str]]
    clitics: frozenset[str]
    article: str
    superlative: str
    stops: frozenset[str]
    leads: frozenset[str]
    after_starts: frozenset[str]
    cue_first: frozenset[str]
    cue_last: frozenset[str]
    flags: Mapping[str, bool]
    choices: Mapping[str, Choice]


_SETS = (
    ("dates", "year_weak"),
    ("dates", "year_links"),
    ("dates", "fillers"),
    ("dates", "definite"),
    ("dates", "short"),
    ("context", "function"),
    ("context", "clock_letter"),
    ("context", "plural_endings"),
    ("context", "plural_words"),
    ("bounds", "fillers"),
    ("ages", "terms"),
    ("ages", "infants"),
    ("ages", "words"),
    ("ages", "links"),
    ("ages", "kin"),
    ("ages", "also"),
    ("ages", "suffixes"),
    ("dates", "day_articles"),
    ("dates", "day_joins"),
    ("ranges", "changes"),
    ("ranges", "bounds_and"),
    ("ranges", "respectively"),
    ("dates", "during"),
    ("dates", "during_not_after"),
    ("scores", "between"),
    ("scores", "words"),
    ("names", "superlatives"),
    ("names", "fixed"),
    ("names", "paged"),
)


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of `lang`; a language without a table is read with the English one (digits are digits)."""
    return _compile(lang if lang in supported() else "en")


def _compile(lang: str) -> Lexicon:
    t = table(lang, "numbers")
    clitics = t.get("clitics", {})
    words, joints = words_of(t), _joints(t)
    atoms = Phrases((split(f), w) for f, w in entries(t) if len(split(f)) > 1)
    minus = {norm for norm, word in words.items() if word.role is Role.MINUS}
    before, after = (Phrases(_bounds(t["bounds"][side], clitics)) for side in ("before", "after"))
    ranges, zero, dates = t["ranges"], t["zero"], t["dates"]
    return Lexicon(
        lang=lang,
        words=words,
        atoms=atoms,
        suffixes={fold(f): int(v) for v, forms in t.get("scale_suffixes", {}).items() for f in forms},
        ordinal_suffixes=folded(t.get("ordinal_suffixes", {}).get("forms", ())),
        grammar=_grammar(t["grammar"]),
        before=before,
        after=after,
        between=_cue(ranges["between"], clitics),
        between_and=folded(ranges["between_and"]),
        from_=folded(ranges["from"]),
        from_to=folded(ranges["from_to"]),
        to=folded(ranges["to"]),
        links=folded([*ranges["to"], *ranges["between_and"]]),
        zero=Zero(
            negators=_cue(zero["negators"], clitics),
            fillers=folded(zero["fillers"]),
            targets=folded([*zero["nouns"], *zero["participles"], *zero.get("verbs", ())]),
            verbs=folded(zero.get("verbs", ())),
            persons=folded(zero.get("persons", ())),
        ),
        units=Phrases([*_units(t), *signs_after()]),
        joints=joints,
        goes_on=joints | {*atoms.starts},
        months=Phrases((split(f), int(m)) for m, forms in dates["months"].items() for f in forms),
        duration_units={fold(f): unit for unit, f in _durations(t)},
        hamza_needed=folded(t.get("exceptions", {}).get("hamza_needed", ())),
        hamza_alien=folded(t.get("exceptions", {}).get("hamza_alien", ())),
        construct_before=folded(t.get("duals", {}).get("construct_before", ())),
        cues=_cues(t, clitics),
        sets={f"{s}.{k}": folded(t[s].get(k, ())) for s, k in _SETS},
        clitics=frozenset(prefix for prefix, _, _ in clitic_chains(clitics)),
        article=clitics.get("article", ""),
        superlative=t["names"].get("superlative", ""),
        stops=folded([*t["bounds"]["stops"], *".،,؛;:!?؟\n"]),
        leads=folded(t["bounds"]["fillers"]) | _SIGNS_BEFORE | {*before.ends, *signs_before().ends} | minus,
        after_starts=frozenset(after.starts),
        cue_first=_edge(t, "after", 0),
        cue_last=_edge(t, "before", -1) | folded(t["dates"].get("day_articles", ())),
        flags={"age_apposition": bool(t["ages"].get("apposition"))},
        choices={unit: _choice(c) for unit, c in t.get("unit_choices", {}).items()},
    )


_SIGNS_BEFORE = frozenset({"-", "−", "\n"})


def _choice(c: Mapping[str, Any]) -> Choice:
    words, instead = folded(c["words"]), folded(c["words_instead"])
    return Choice(folded(c["forms"]), c["instead"], c["below"], words, instead)


def _edge(t: Mapping[str, Any], side: str, index: int) -> frozenset[str]:
    """The first words of all that tells a sense after a number, or the last words of all that tells it before one."""
    clitics = t.get("clitics", {})
    forms = [f for months in t["dates"]["months"].values() for f in months]
    forms += [*t["dates"]["fillers"], "-", "#", "("]
    for section in ("times", "ages", "names"):
        for key, listed in t[section].items():
            if side in key or key == "strong":
                forms += listed
    return frozenset(words[index] for f in forms for words in _with_clitics(split(f), clitics))


def _cues(t: Mapping[str, Any], clitics: Mapping[str, Any]) -> dict[str, Phrases[bool]]:
    """Every list of context words, by "section.key"."""
    return {
        f"{section}.{key}": _cue(forms, clitics)
        for section in ("dates", "times", "ages", "scores", "names")
        for key, forms in t[section].items()
        if isinstance(forms, list)
    }


def _grammar(g: Mapping[str, Any]) -> Grammar:
    return Grammar(
        conjunctions=folded(g["conjunctions"]),
        conjunction_room=g["conjunction_room"],
        units_first=g["units_first"],
        tens_juxtaposed=g.get("tens_juxtaposed", not g["units_first"]),
        skipped_hundred=g["skipped_hundred"],
        of=folded(g["of"]),
        decimal=g["decimal"],
        digits_join=g.get("digits_join", False),
        article_one=folded(g.get("article_one", ())),
        over=folded(g.get("over", ())),
        fraction_links=folded(g.get("fraction_links", ())),
        article_alone=g.get("article_alone", False),
        leading_zero=g.get("leading_zero", False),
        loose_plural=g.get("loose_plural", False),
    )


def _with_clitics(words: tuple[str, ...], clitics: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The phrase as it stands, and with «و», «ب», «ل» and the like on its first word."""
    yield words
    for conj in ("", *clitics.get("conjunctions", ())):
        for prep in ("", *clitics.get("prepositions", ())):
            if conj or prep:
                yield (conj + prep + words[0], *words[1:])


def _cue(forms: Iterable[str], clitics: Mapping[str, Any]) -> Phrases[bool]:
    return Phrases((words, True) for form in forms for words in _with_clitics(split(form), clitics))


def _bounds(
    section: Mapping[str, list[str]], clitics: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], Precision]]:
    for name, forms in section.items():
        for form in forms:
            for words in _with_clitics(split(form), clitics):
                yield words, Precision(name)


def _joints(t: Mapping[str, Any]) -> frozenset[str]:
    """The lexemes, other than number words, after which a number in digits can go on."""
    suffixes = [form for forms in t.get("scale_suffixes", {}).values() for form in forms]
    return folded(["-", "/", *t["grammar"]["conjunctions"], *t["grammar"].get("fraction_links", ()), *suffixes])


def _units(t: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for section in ("measures", "currencies"):
        for unit, forms in t[section].items():
            for form in forms:
                yield split(form), unit


def _durations(t: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    wanted = folded(t["dates"]["durations"])
    for unit, forms in t["measures"].items():
        for form in forms:
            if fold(form) in wanted:
                yield unit, form
