"""The number words of one language with every form they take: clitics, plurals, denominators, duals."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple

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

    `conj`, `prep` and `definite`: it carries «و», «ب» or «ال»; `lead`: how many letters of such clitics it has.
    `plural`: a plural denominator (thirds). `room`: the next addend must be less. `soft`: says about so many (une
    trentaine). `spelled`: multiplies words only, never digits; as a decimal point, is read only where the number
    grammar stands alone.
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
    prep: bool = False


def words_of(t: Mapping[str, Any]) -> dict[str, Word]:
    """Every single-word form with every clitic it can carry; the first meaning given in the table wins."""
    clitics = t.get("clitics", {})
    out: dict[str, Word] = {}
    later: list[tuple[str, Word]] = []
    for form, word in entries(t):
        tokens = split(form)
        if len(tokens) == 1:
            out.setdefault(tokens[0], word)
            later.append((tokens[0], word))
    for form, word in later:
        for prefix, conj, definite in clitic_chains(clitics):
            lead = len(prefix.removesuffix(clitics["article"])) if prefix[-2:] != clitics["lam_article"] else conj
            prep = lead > conj or prefix.endswith(clitics["lam_article"])
            out.setdefault(prefix + form, word._replace(conj=conj, definite=definite, lead=int(lead), prep=bool(prep)))
    for form in t.get("exceptions", {}).get("words", ()):
        out.pop(fold(form), None)
    return out


def clitic_chains(clitics: Mapping[str, Any]) -> Iterator[tuple[str, bool, bool]]:
    """(prefix, has a conjunction, has the article) for every clitic chain of the language."""
    if not clitics:
        return
    article, lam = clitics["article"], clitics["lam_article"]
    for conj in ("", *clitics["conjunctions"]):
        for rest in ("", *clitics["prepositions"], article, lam, *(p + article for p in clitics["prepositions"])):
            if conj or rest:
                yield conj + rest, bool(conj), rest.endswith(article) or rest == lam


def entries(t: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
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
        if t["zero"].get("negators_open"):  # "no hubo", "pas de": the phrase is looked for where its first word stands
            yield split(form)[0], Word(Role.NEGATOR, 0)
    for form in (*t["dates"]["within"], *t["dates"]["lasting"]):
        yield split(form)[0], Word(Role.WITHIN, 0)
    functions = folded(t["context"]["function"])
    for forms in t["bounds"]["before"].values():
        for form in forms:
            if len(split(form)[0]) > 2 and fold(form.split()[0]) not in functions:
                yield split(form)[0], Word(Role.WITHIN, 0)
    yield from _dual_words(t.get("duals", {}))


def _number_words(t: Mapping[str, Any]) -> Iterator[tuple[str, Word]]:
    marks = folded(t.get("teen_marks", {}).get("forms", ()))
    open_ten = 10 if t["grammar"].get("open_ten") else 1
    twenty = folded(t["grammar"].get("vigesimal", ()))
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


def split(form: str) -> tuple[str, ...]:
    """The folded tokens of one form."""
    return tuple(token.norm for token in tokenise(form))


def folded(forms: Iterable[str]) -> frozenset[str]:
    """The folded forms, as a set."""
    return frozenset(fold(form) for form in forms)
