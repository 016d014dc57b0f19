"""What stands around a number tells whether it is a claim at all: asks each kind of context in turn."""

from core.numbers import calendar, naming
from core.numbers.cardinal import Cardinal
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind, Quantity
from core.numbers.sense import Sense, cue_after, cue_before
from core.text import fold

_OLDEST = 130
_CLOSING = frozenset({"", ".", ",", "،", ")", "»", "”", '"', "؛", ";", "%"})


_BESIDE = frozenset({"\n", ",", "(", "،"})
"""What stands before a list number or an age in apposition."""


def printed_sense(lx: Lexemes, at: int) -> Sense | None:
    """The sense of a run of digits at `at` that its own print gives away: signs glued to it, or a form like 11:25."""
    if lx.numeral[at] is None:
        return calendar.dotted(lx, at)
    following = lx.norm[at + 1] if at + 1 < len(lx.norm) else ""
    ends = following in _CLOSING or (following != "/" and not lx.glued(at + 1))
    if ends and len(lx.norm[at]) < 7 and not lx.glued(at):
        return None
    return (
        naming.footnote(lx, at)
        or naming.telephone(lx, at)
        or calendar.joined(lx, at)
        or naming.glued_before(lx, at)
        or naming.glued_after(lx, at)
    )


def sense_of(lx: Lexemes, card: Cardinal, high: Cardinal | None) -> Sense | None:
    """The sense of a number that the words around it give away; `high` is the end of a range that it opens."""
    lex, norm, at = lx.lexicon, lx.norm, card.first
    end = card.end if high is None else high.end
    before = norm[at - 1] if at else ""
    after = norm[end] if end < len(norm) else ""
    cued = before in lex.cue_last or after in lex.cue_first or norm[at] in lex.sets["names.fixed"]
    dated = 300 <= card.value <= 2100
    near = (
        before in _BESIDE
        or before in lex.sets["ages.also"]
        or after in lex.sets["scores.between"]
        or (card.value < _OLDEST and _of_age(lx, card, end))
    )
    if card.plain and high is None and not (cued or dated or near or norm[at].startswith("0")):
        return None  # most numbers, quickly: nothing around it tells any of the senses below
    found = naming.scored(lx, card, high)
    if found is None and card.value < _OLDEST and _of_age(lx, card, end):
        return Sense(at, end, Kind.AGE, "one of several ages", "year")
    if found is None and (cued or (card.plain and norm[at].startswith("0"))):
        found = calendar.dated(lx, card, end) or calendar.timed(lx, card, end) or _aged(lx, card, end)
    if found is None and dated:
        found = calendar.year(lx, card, end)
    if found is None and cued and high is None:
        found = naming.named(lx, card, end)
    return found or naming.idiom(lx, card) or naming.listed(lx, card, end) or _apposition(lx, card, end)


def _aged(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """ "aged 34", "34-year-old", «البالغ من العمر 34 عاما», «شاب في العشرين»."""
    if not 0 < card.value < _OLDEST:
        return None
    after = cue_after(lx, "ages.after", end)
    if after is not None:
        return Sense(card.first, after, Kind.AGE, "age", "year")
    before = cue_before(lx, "ages.before", card.first)
    if before is None and _infant(lx, card.first, end):
        return Sense(card.first, end, Kind.AGE, "age of an infant", "month")
    if before is None and _years_follow(lx, end):
        before = cue_before(lx, "ages.before_years", card.first)
        before = None if before is not None and _term(lx, before, end) else before
    if before is None and lx.word[card.first] is not None and not _noun_follows(lx, end):
        before = cue_before(lx, "ages.before_bare", card.first) if card.value % 10 == 0 and card.value > 15 else None
    return None if before is None else Sense(card.first, end, Kind.AGE, "age", "year")


def _of_age(lx: Lexemes, card: Cardinal, end: int) -> bool:
    """ "Ages of the victims are 17 ...", "13 and 19 years old", "his 12- and 10-year-old sons"."""
    norm, words = lx.norm, lx.lexicon.sets["ages.words"]
    if not words or card.value == 0:
        return False
    if not words.isdisjoint(norm[max(0, card.first - _AGES_BACK) : card.first]):
        linked = norm[card.first - 1] in lx.lexicon.sets["ages.links"]
        if linked and not _noun_follows(lx, end):
            return True
    if not card.plain or end + 2 >= len(norm):
        return False
    k = end + (norm[end] == "-")
    joined = norm[k] in lx.lexicon.grammar.conjunctions or norm[k] == ","
    return joined and lx.digits[k + 1] and cue_after(lx, "ages.after", k + 2) is not None


_AGES_BACK = 6
"""Words from "ages" to the first of them."""


def following_sense(lx: Lexemes, card: Cardinal, before: Quantity | None) -> Sense | None:
    """The sense that a number shares with the quantity `before` it, which is no claim."""
    return _aged_too(lx, card, before) or naming.paged(lx, card, before)


def _aged_too(lx: Lexemes, card: Cardinal, before: Quantity | None) -> Sense | None:
    """ "Ages 14 and 15", "his sons, 10 and 12,": a number that only joins the age right before it."""
    if before is None or before.kind is not Kind.AGE or before.unit != "year" or not 0 < card.value < _OLDEST:
        return None
    start = lx.start[card.first]
    between = lx.raw[before.end : start]
    joins = between.replace(",", " ").split() if len(between) < _JOIN else ["too far"]
    if any(fold(word) not in lx.lexicon.grammar.conjunctions for word in joins) or not between.strip():
        return None
    return None if _noun_follows(lx, card.end) else Sense(card.first, card.end, Kind.AGE, "one of several ages", "year")


_JOIN = 8


def _years_follow(lx: Lexemes, k: int) -> bool:
    found = lx.lexicon.units.after(lx.norm, k)
    return found is not None and found[1] == "year"


def _infant(lx: Lexemes, at: int, end: int) -> bool:
    """ "Un bébé de huit mois"."""
    found = lx.lexicon.units.after(lx.norm, end)
    young = at > 1 and lx.norm[at - 1] in lx.lexicon.grammar.of and lx.norm[at - 2] in lx.lexicon.sets["ages.infants"]
    return young and found is not None and found[1] in ("day", "week", "month")


def _term(lx: Lexemes, cue: int, end: int) -> bool:
    """ "Une peine de cinq ans", "écopent de quatre ans de prison": how long, not how old."""
    norm, lex = lx.norm, lx.lexicon
    if cue > 0 and norm[cue - 1] in lex.sets["ages.terms"]:
        return True
    unit = lex.units.after(norm, end)
    return unit is not None and unit[0] < len(norm) and norm[unit[0]] in lex.grammar.of


def _noun_follows(lx: Lexemes, k: int) -> bool:
    return k < len(lx.norm) and lx.norm[k][:1].isalpha() and lx.norm[k] not in lx.lexicon.sets["context.function"]


def _apposition(lx: Lexemes, card: Cardinal, end: int) -> Sense | None:
    """ "Smith, 34, said": a number between commas after a capital."""
    at, norm = card.first, lx.norm
    if at > 0 and norm[at - 1] in (",", "(", "،") and _years_follow(lx, end):
        after = lx.lexicon.units.after(norm, end)
        if after is not None and after[0] < len(norm) and norm[after[0]] in (",", ")", "،") and card.value < _OLDEST:
            return Sense(at, end, Kind.AGE, "age in apposition", "year")
    if _also(lx, card, end):
        return Sense(at, end, Kind.AGE, "age in apposition", "year")
    if not card.plain or at < 2 or norm[at - 1] != "," or end >= len(norm) or not lx.lexicon.flags["age_apposition"]:
        return None
    if not 0 < card.value < _OLDEST or not _set_off(lx, at, end, card.value > _INFANT):
        return None
    return Sense(at, end, Kind.AGE, "age in apposition", "year")


def _also(lx: Lexemes, card: Cardinal, end: int) -> bool:
    """ "Another woman, also 22, was hit", "a man and woman, both 35 years ...", "two women - both 19 - were"."""
    at, norm = card.first, lx.norm
    if not card.plain or at < 2 or not 2 < card.value < _OLDEST or norm[at - 1] not in lx.lexicon.sets["ages.also"]:
        return False
    return norm[at - 2] in _OPENS and (end >= len(norm) or norm[end] in _CLOSES or norm[end] in _DASHES)


_OPENS = frozenset(",-–—(")


_INFANT = 2
"""So few years are the age only of one whose full name is given."""


def _set_off(lx: Lexemes, at: int, end: int, grown: bool) -> bool:
    """True where a person stands before the comma, and a sign closes what it opens."""
    norm, kin = lx.norm, lx.lexicon.sets["ages.kin"]
    k = at - 2 - (norm[at - 2] == "." and at > 2)  # "Jr., 19,"
    several = (
        norm[end] in lx.lexicon.grammar.conjunctions and lx.digits[min(end + 1, len(norm) - 1)]
    )  # "sons, 10 and 12,"
    if norm[k] in kin and (norm[end] in _CLOSES or several):
        return grown
    if not lx.raw[lx.start[k]].isupper():
        return False
    suffix = k < at - 2 and norm[k] in lx.lexicon.sets["ages.suffixes"]
    full = (k > 0 and lx.raw[lx.start[k - 1]].isupper()) or (k > 1 and norm[k - 1] == ".")
    if norm[end] in _CLOSES:
        return (k == at - 2 and (grown or full)) or suffix
    return norm[end] in _DASHES and full


_CLOSES = frozenset(",.;")
_DASHES = frozenset("-–—(")
