"""What stands around a number tells whether it is a claim at all: asks each kind of context in turn."""

from core.numbers import calendar, naming
from core.numbers.cardinal import Cardinal
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind
from core.numbers.sense import Sense, cue_after, cue_before

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
        naming.telephone(lx, at) or calendar.joined(lx, at) or naming.glued_before(lx, at) or naming.glued_after(lx, at)
    )


def sense_of(lx: Lexemes, card: Cardinal, high: Cardinal | None) -> Sense | None:
    """The sense of a number that the words around it give away; `high` is the end of a range that it opens."""
    lex, norm, at = lx.lexicon, lx.norm, card.first
    end = card.end if high is None else high.end
    before = norm[at - 1] if at else ""
    after = norm[end] if end < len(norm) else ""
    cued = before in lex.cue_last or after in lex.cue_first or norm[at] in lex.sets["names.fixed"]
    dated = 300 <= card.value <= 2100
    near = before in _BESIDE or after in lex.sets["scores.between"]
    if card.plain and high is None and not (cued or dated or near or norm[at].startswith("0")):
        return None  # most numbers, quickly: nothing around it tells any of the senses below
    found = naming.scored(lx, card, high)
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
    if not card.plain or at < 2 or norm[at - 1] != "," or end >= len(norm) or norm[end] not in (",", ".", ";"):
        return None
    named = lx.lexicon.flags["age_apposition"] and lx.raw[lx.start[at - 2]].isupper()
    return Sense(at, end, Kind.AGE, "age in apposition", "year") if named and 2 < card.value < _OLDEST else None
