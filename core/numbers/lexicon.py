"""The number words of one language, compiled once from its table `numbers.toml`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple

from core.language import supported, table
from core.numbers.phrases import Phrases
from core.numbers.quantity import Precision
from core.numbers.units import signs_after
from core.text import fold, tokenise


class Role(IntEnum):
    """What part a word plays in a spelled number."""

    UNIT = 1
    TEEN = 2
    TENS = 3
    HUNDRED = 4
    HUNDREDS = 5
    SCALE = 6
    SCALE_DUAL = 7
    SCALE_PLURAL = 8
    DOZEN = 9
    FRACTION = 10
    ORDINAL = 11
    VAGUE = 12
    FEW = 13
    DUAL = 14
    ARTICLE = 15
    POINT = 16
    MINUS = 17
    TEEN_UNIT = 18
    NEGATOR = 19
    WITHIN = 20


class Word(NamedTuple):
    """One form of one word.

    `conj` and `definite`: it carries «و» or «ال»; `lead`: how many letters of clitics stand before it. `plural`: a
    plural denominator (thirds). `room`: the next addend must be less. `spelled`: multiplies words only, never digits
    (as a decimal point: read only where the number grammar stands alone). `soft`: says about so many (une trentaine).
    """

    role: Role
    value: int | Decimal
    high: int = 0
    conj: bool = False
    definite: bool = False
    plural: bool = False
    room: int = 1
    teen_mark: bool = False
    spelled: bool = False
    lead: int = 0
    soft: bool = False


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
    """Words that make a statement of none: negator, at most a few fillers, then a target."""

    negators: Phrases[bool]
    fillers: frozenset[str]
    targets: frozenset[str]


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
    months: Phrases[int]
    duration_units: Mapping[str, str]
    construct_before: frozenset[str]
    cues: Mapping[str, Phrases[bool]]
    sets: Mapping[str, frozenset[str]]
    clitics: frozenset[str]
    article: str
    superlative: str
    stops: frozenset[str]
    cue_first: frozenset[str]
    cue_last: frozenset[str]
    flags: Mapping[str, bool]


_SETS = (
    ("dates", "year_weak"),
    ("dates", "year_links"),
    ("dates", "fillers"),
    ("context", "function"),
    ("context", "clock_letter"),
    ("context", "plural_endings"),
    ("context", "plural_words"),
    ("bounds", "fillers"),
    ("ranges", "changes"),
    ("scores", "between"),
    ("scores", "words"),
    ("names", "superlatives"),
)


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of `lang`; a language without a table is read with the English one (digits are digits)."""
    return _compile(lang if lang in supported() else "en")


def _compile(lang: str) -> Lexicon:
    t = table(lang, "numbers")
    clitics = t.get("clitics", {})
    ranges, zero, dates = t["ranges"], t["zero"], t["dates"]
    return Lexicon(
        lang=lang,
        words=_words(t),
        atoms=Phrases((_split(f), w) for f, w in _entries(t) if len(_split(f)) > 1),
        suffixes={fold(f): int(v) for v, forms in t.get("scale_suffixes", {}).items() for f in forms},
        ordinal_suffixes=_set(t.get("ordinal_suffixes", {}).get("forms", ())),
        grammar=_grammar(t["grammar"]),
        before=Phrases(_bounds(t["bounds"]["before"], clitics)),
        after=Phrases(_bounds(t["bounds"]["after"], clitics)),
        between=_cue(ranges["between"], clitics),
        between_and=_set(ranges["between_and"]),
        from_=_set(ranges["from"]),
        from_to=_set(ranges["from_to"]),
        to=_set(ranges["to"]),
        links=_set([*ranges["to"], *ranges["between_and"]]),
        zero=Zero(
            negators=_cue(zero["negators"], clitics),
            fillers=_set(zero["fillers"]),
            targets=_set([*zero["nouns"], *zero["participles"], *zero.get("targets", ())]),
        ),
        units=Phrases([*_units(t), *signs_after()]),
        joints=_joints(t),
        months=Phrases((_split(f), int(m)) for m, forms in dates["months"].items() for f in forms),
        duration_units={fold(f): unit for unit, f in _durations(t)},
        construct_before=_set(t.get("duals", {}).get("construct_before", ())),
        cues=_cues(t, clitics),
        sets={f"{s}.{k}": _set(t[s].get(k, ())) for s, k in _SETS},
        clitics=frozenset(prefix for prefix, _, _ in _prefixes(clitics)),
        article=clitics.get("article", ""),
        superlative=t["names"].get("superlative", ""),
        stops=_set([*t["bounds"]["stops"], *".،,؛;:!?؟\n"]),
        cue_first=_edge(t, "after", 0),
        cue_last=_edge(t, "before", -1),
        flags={"age_apposition": bool(t["ages"].get("apposition"))},
    )


def _edge(t: Mapping[str, Any], side: str, index: int) -> frozenset[str]:
    """The first words of all that tells a sense after a number, or the last words of all that tells it before one."""
    clitics = t.get("clitics", {})
    forms = [f for months in t["dates"]["months"].values() for f in months] + t["dates"]["fillers"] + ["-", "#"]
    for section in ("times", "ages", "names"):
        for key, listed in t[section].items():
            if side in key or key == "strong":
                forms += listed
    return frozenset(words[index] for f in forms for words in _with_clitics(_split(f), clitics))


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
        conjunctions=_set(g["conjunctions"]),
        conjunction_room=g["conjunction_room"],
        units_first=g["units_first"],
        tens_juxtaposed=g.get("tens_juxtaposed", not g["units_first"]),
        skipped_hundred=g["skipped_hundred"],
        of=_set(g["of"]),
        decimal=g["decimal"],
        digits_join=g.get("digits_join", False),
        article_one=_set(g.get("article_one", ())),
        over=_set(g.get("over", ())),
        fraction_links=_set(g.get("fraction_links", ())),
        article_alone=g.get("article_alone", False),
        leading_zero=g.get("leading_zero", False),
        loose_plural=g.get("loose_plural", False),
    )


def _words(t: Mapping[str, Any]) -> dict[str, Word]:
    """Every single-word form with every clitic it can carry; the first meaning given in the table wins."""
    clitics = t.get("clitics", {})
    out: dict[str, Word] = {}
    later: list[tuple[str, Word]] = []
    for form, word in _entries(t):
        split = _split(form)
        if len(split) == 1:
            out.setdefault(split[0], word)
            later.append((split[0], word))
    for form, word in later:
        for prefix, conj, definite in _prefixes(clitics):
            lead = len(prefix.removesuffix(clitics["article"])) if prefix[-2:] != clitics["lam_article"] else conj
            out.setdefault(prefix + form, word._replace(conj=conj, definite=definite, lead=int(lead)))
    for form in t.get("exceptions", {}).get("words", ()):
        out.pop(fold(form), None)
    return out


def _prefixes(clitics: Mapping[str, Any]) -> Iterator[tuple[str, bool, bool]]:
    """(prefix, has a conjunction, has the article) for every clitic chain of the language."""
    if not clitics:
        return
    article, lam = clitics["article"], clitics["lam_article"]
    for conj in ("", *clitics["conjunctions"]):
        for rest in ("", *clitics["prepositions"], article, lam, *(p + article for p in clitics["prepositions"])):
            if conj or rest:
                yield conj + rest, bool(conj), rest.endswith(article) or rest == lam


def _entries(t: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """(form, word) in the order of precedence."""
    yield from _number_words(t)
    g = t["grammar"]
    for role, key in ((Role.MINUS, "minus"), (Role.POINT, "point"), (Role.ARTICLE, "articles")):
        for form in g.get(key, ()):
            yield form, Word(role, 1)
    for form in g.get("point_bare", ()):
        yield form, Word(Role.POINT, 1, spelled=True)
    for form in t["zero"]["negators"]:
        yield form, Word(Role.NEGATOR, 0)
    for form in (*t["dates"]["within"], *t["dates"]["lasting"]):
        yield _split(form)[0], Word(Role.WITHIN, 0)
    functions = _set(t["context"]["function"])
    for forms in t["bounds"]["before"].values():
        for form in forms:
            if len(_split(form)[0]) > 2 and fold(form.split()[0]) not in functions:
                yield _split(form)[0], Word(Role.WITHIN, 0)
    yield from _dual_words(t.get("duals", {}))


def _number_words(t: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    marks = _set(t.get("teen_marks", {}).get("forms", ()))
    open_ten = 10 if t["grammar"].get("open_ten") else 1
    twenty = _set(t["grammar"].get("vigesimal", ()))
    for key, role in (("units", Role.UNIT), ("teens", Role.TEEN), ("tens", Role.TENS)):
        for value, form in _forms(t.get(key, {})):
            room = {Role.UNIT: 1, Role.TEEN: open_ten if value == 10 else 1}.get(role, 10)
            room = 20 if fold(form) in twenty else room
            yield form, Word(role, value, room=room, teen_mark=fold(form) in marks)
    for value, form in _forms(t.get("teen_marks", {}).get("units", {})):
        yield form, Word(Role.TEEN_UNIT, value)
    for value, form in _forms(t["hundreds"]):
        yield form, Word(Role.HUNDRED if value == 100 else Role.HUNDREDS, value, room=100)
    for key, role in (("scales", Role.SCALE), ("scale_duals", Role.SCALE_DUAL), ("scale_plurals", Role.SCALE_PLURAL)):
        for value, form in _forms(t.get(key, {})):
            yield form, Word(role, value, room=value)
    for value, form in _forms(t.get("scales_spelled", {})):
        yield form, Word(Role.SCALE, value, room=value, spelled=True)
    for value, form in _forms(t.get("dozens", {})):
        yield form, Word(Role.DOZEN, value)
        if t["grammar"].get("multiply_suffix"):
            yield form + "s", Word(Role.DOZEN, value, plural=True)
    for value, form in _forms(t.get("dozens_about", {})):
        yield form, Word(Role.DOZEN, value, soft=True)
        yield form + "s", Word(Role.DOZEN, value, plural=True, soft=True)
    yield from _denominators(t)
    yield from _soft_words(t)


def _denominators(t: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """Denominators made from cardinals: veinticincoavos, treintavos."""
    for suffix in t.get("denominators", {}).get("suffixes", ()):
        for key in ("units", "teens", "tens", "hundreds"):
            for value, form in _forms(t.get(key, {})):
                stem = form.removesuffix("a") if suffix.startswith("a") else form
                yield stem + suffix, Word(Role.ORDINAL, value)
                yield stem + suffix + "s", Word(Role.ORDINAL, value, plural=True)


def _soft_words(t: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    for form, (low, high) in t.get("vague", {}).items():
        yield form, Word(Role.VAGUE, low, high)
    few = t.get("few", {"words": [], "range": [3, 9]})
    for form in few["words"]:
        yield form, Word(Role.FEW, few["range"][0], few["range"][1])
    for ratio, forms in t.get("fractions", {}).items():
        above, _, below = ratio.partition("/")
        for form in forms:
            yield form, Word(Role.FRACTION, Decimal(above) / Decimal(below))
    plurals = t.get("denominators", {}).get("plural", ())
    for value, form in _forms(t.get("ordinals", {})):
        yield form, Word(Role.ORDINAL, value)
        for ending in plurals:
            yield form + ending, Word(Role.ORDINAL, value, plural=True)


def _dual_words(duals: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    """Arabic duals made from singulars: nominative -ان, oblique -ين, and their construct forms without ن.

    The oblique of a noun with a sound plural reads the same as that plural (مسلحين), so it is no evidence of two.
    The construct forms also read as other words; `room` 2 marks that they need a noun that they govern.
    """
    for key in ("broken", "sound"):
        for noun in duals.get(key, ()):
            stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
            yield stem + "ان", Word(Role.DUAL, 2)
            if key == "broken":
                yield stem + "ين", Word(Role.DUAL, 2)
            if not noun.endswith("ي"):
                yield stem + "ا", Word(Role.DUAL, 2, room=2)
                yield stem + "ي", Word(Role.DUAL, 2, room=2)


def _forms(section: Mapping[str, list[str]]) -> Iterator[tuple[int, str]]:
    for value, forms in section.items():
        for form in forms:
            yield int(value), form


def _split(form: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokenise(form))


def _set(forms: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(form) for form in forms)


def _with_clitics(words: tuple[str, ...], clitics: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The phrase as it stands, and with «و», «ب», «ل» and the like on its first word."""
    yield words
    for conj in ("", *clitics.get("conjunctions", ())):
        for prep in ("", *clitics.get("prepositions", ())):
            if conj or prep:
                yield (conj + prep + words[0], *words[1:])


def _cue(forms: Iterable[str], clitics: Mapping[str, Any]) -> Phrases[bool]:
    return Phrases((words, True) for form in forms for words in _with_clitics(_split(form), clitics))


def _bounds(
    section: Mapping[str, list[str]], clitics: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], Precision]]:
    for name, forms in section.items():
        for form in forms:
            for words in _with_clitics(_split(form), clitics):
                yield words, Precision(name)


def _joints(t: Mapping[str, Any]) -> frozenset[str]:
    """The lexemes, other than number words, after which a number in digits can go on."""
    suffixes = [form for forms in t.get("scale_suffixes", {}).values() for form in forms]
    return _set(["-", "/", *t["grammar"]["conjunctions"], *t["grammar"].get("fraction_links", ()), *suffixes])


def _units(t: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for section in ("measures", "currencies"):
        for unit, forms in t[section].items():
            for form in forms:
                yield _split(form), unit


def _durations(t: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    wanted = _set(t["dates"]["durations"])
    for unit, forms in t["measures"].items():
        for form in forms:
            if fold(form) in wanted:
                yield unit, form
