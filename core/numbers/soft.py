"""Wordings without a printed figure: vague counts, duals, statements of none, a bare unit of time."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from core.numbers.calendar import relative
from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes
from core.numbers.permitted import interval_of
from core.numbers.quantity import Kind, Precision, Quantity
from core.numbers.units import kind_of
from core.numbers.wording import number_start, unit_after, unit_before
from core.numbers.words import Role

_ZERO_REACH = 8
_WITHIN_REACH = 7


class Soft(NamedTuple):
    """Lexemes first..end-1 say between `low` and `high`."""

    first: int
    end: int
    low: int
    high: int
    precision: Precision
    why: str


def read_vague(lx: Lexemes, at: int) -> Soft | None:
    """ "dozens", "tens of thousands", "a few hundred", «عشرات الآلاف», «بضعة آلاف», "thousands"."""
    word = lx.word[at]
    if word is None:
        return None
    if word.role is Role.SCALE_PLURAL:
        return Soft(at, at + 1, 2 * int(word.value), _highest(int(word.value)), Precision.VAGUE, "vague count")
    low, high, end = int(word.value), word.high, at + 1
    multiplied = _scale_after(lx, end, word.role is Role.FEW)
    if multiplied is not None:
        end, factor = multiplied
        low, high = low * factor, high * factor if word.role is Role.FEW else (high + 1) * factor - 1
    return Soft(at, end, low, high, Precision.VAGUE, "vague count")


def _highest(scale: int) -> int:
    """The most that a bare plural of a scale says: hundreds end at 999, thousands at 999 999."""
    return scale * 1000 - 1 if scale >= 1000 else scale * 10 - 1


def _scale_after(lx: Lexemes, k: int, few: bool) -> tuple[int, int] | None:
    """(index after, factor) of a scale that the vague word multiplies."""
    while k < len(lx.norm) and lx.norm[k] in lx.lexicon.grammar.of:
        k += 1
    word = lx.word[k] if k < len(lx.word) else None
    if word is None or word.conj:
        return None
    if word.role in (Role.SCALE, Role.SCALE_PLURAL) or (few and word.role in (Role.HUNDRED, Role.DOZEN)):
        return k + 1, int(word.value)
    if word.role is Role.DOZEN and word.plural and (few or word.value >= 100):
        return k + 1, int(word.value)
    if few and word.role is Role.VAGUE:
        return k + 1, int(word.value) // 2
    return None


def read_dozens(lx: Lexemes, at: int) -> Soft | None:
    """ "dozens of people": a plural dozen or score that no number multiplies."""
    word = lx.word[at]
    if word is None or not word.plural:
        return None
    low, end = 2 * int(word.value), at + 1
    high = 99 if word.value < 100 else _highest(int(word.value))
    multiplied = _scale_after(lx, end, False)
    if multiplied is not None:
        end, factor = multiplied
        low, high = low * factor, (high + 1) * factor - 1
    return Soft(at, end, low, high, Precision.VAGUE, "vague count")


def read_dual(lx: Lexemes, at: int) -> Soft | None:
    """قتيلان، جنديين; a construct form (ضابطا شرطة) only before a noun that it governs."""
    word = lx.word[at]
    if word is None or word.role is not Role.DUAL:
        return None
    following = lx.norm[at + 1] if at + 1 < len(lx.norm) else ""
    if word.room == 2 and following not in lx.lexicon.construct_before:
        return None
    next_word = lx.word[at + 1] if at + 1 < len(lx.word) else None
    if next_word is not None and next_word.role is Role.UNIT and next_word.value == 2 and not next_word.conj:
        return None
    return Soft(at, at + 1, 2, 2, Precision.DUAL, "dual")


def read_zero(lx: Lexemes, at: int) -> Soft | None:
    """ "no one was hurt", «لم يصب أحد», «دون إصابات»: a negator, fillers, then what it denies.

    Any other word between them ("no reports of casualties") ends the search: the absence of reports is no count.
    """
    found = lx.lexicon.zero.negators.after(lx.norm, at)
    if found is None:
        return None
    k, stop = found[0], min(len(lx.norm), found[0] + _ZERO_REACH)
    while k < stop:
        if lx.norm[k] in lx.lexicon.zero.targets and _has_person(lx, found[0], k):
            return Soft(at, found[0], 0, 0, Precision.ZERO, f"none: «{lx.printed(at, k)}»")
        if lx.norm[k] not in lx.lexicon.zero.fillers:
            return None
        k += 1
    return None


def _has_person(lx: Lexemes, first: int, k: int) -> bool:
    zero = lx.lexicon.zero
    return lx.norm[k] not in zero.verbs or any(n in zero.persons for n in lx.norm[first : k + 4])


def read_within(lx: Lexemes, at: int) -> tuple[Quantity, int] | None:
    """A bare unit of time is one of it: «خلال شهر», "within a month", «نحتاج إلى شهر», "less than a minute"."""
    if lx.lexicon.duration_units.keys().isdisjoint(lx.norm[at + 1 : at + _WITHIN_REACH]):
        return None
    within, bound = lx.lexicon.cues["dates.within"].after(lx.norm, at), lx.lexicon.before.after(lx.norm, at)
    lasting = lx.lexicon.cues["dates.lasting"].after(lx.norm, at)
    k, precision = max(
        (found[0], found[1]) if found is not None else (0, Precision.EXACT)
        for found in (
            within and (within[0], Precision.AT_MOST),
            lasting and (lasting[0], Precision.EXACT),
            bound and (bound[0], bound[1]),
        )
    )
    if k and k < len(lx.norm) and _is_article(lx, k):
        k += 1
    unit = lx.lexicon.duration_units.get(lx.norm[k]) if 0 < k < len(lx.norm) else None
    if unit is None or lx.lexicon.months.after(lx.norm, k + 1) or _numbered(lx, k + 1):
        return None
    interval = interval_of(1, precision, counted=False)
    start, end = lx.start[k], lx.end[k]
    because = (f"a bare unit of time is one: «{lx.printed(at, k)}»",)
    quantity = Quantity(
        start,
        end,
        lx.start[at],
        end,
        lx.raw[start:end],
        Decimal(1),
        interval,
        precision,
        Kind.DURATION,
        unit,
        (),
        because,
    )
    placed = relative(lx, at, k + 1, k + 1, unit)
    return (replace(quantity, kind=Kind.DATE) if placed else quantity), k + 1


def _is_article(lx: Lexemes, k: int) -> bool:
    word = lx.word[k]
    return word is not None and (word.role is Role.ARTICLE or lx.norm[k] in lx.lexicon.grammar.article_one)


def _numbered(lx: Lexemes, k: int) -> bool:
    """«خلال شهر واحد», «خلال عام 2014»: the number itself follows."""
    if k >= len(lx.norm):
        return False
    word = lx.word[k]
    return lx.digits[k] or (word is not None and word.role in (Role.UNIT, Role.SCALE, Role.SCALE_DUAL))


def read_soft(lx: Lexemes, at: int, role: Role) -> tuple[Quantity, int] | None:
    """A wording without a figure at `at`, by the role of its word."""
    if role is Role.WITHIN:
        return read_within(lx, at)
    soft = _READERS[role](lx, at)
    return None if soft is None else _quantity(lx, soft)


def _quantity(lx: Lexemes, soft: Soft) -> tuple[Quantity, int]:
    vague = soft.precision is Precision.VAGUE
    end, unit = unit_after(lx, soft.end) if vague else (soft.end, None)
    if vague and unit is None:
        unit = unit_before(lx, soft.first)
    placed = relative(lx, soft.first - (end == soft.end), soft.end, end, unit) if unit in _TIMES else None
    start = number_start(lx, soft.first)
    quantity = Quantity(
        start,
        lx.end[soft.end - 1],
        start,
        lx.end[end - 1],
        lx.raw[start : lx.end[soft.end - 1]],
        None if vague else Decimal(soft.low),
        Interval(Decimal(soft.low), Decimal(soft.high)),
        soft.precision,
        Kind.DATE if placed else Kind.COUNT if unit is None else kind_of(unit),
        unit,
        (),
        (soft.why,),
    )
    return quantity, end


_TIMES = frozenset({"year", "decade", "century", "month", "week", "day", "hour", "minute", "second"})
_READERS = {
    Role.VAGUE: read_vague,
    Role.FEW: read_vague,
    Role.SCALE_PLURAL: read_vague,
    Role.DOZEN: read_dozens,
    Role.DUAL: read_dual,
    Role.NEGATOR: read_zero,
}
SOFT_ROLES = frozenset({*_READERS, Role.WITHIN})
"""Roles of words that can start a wording without a figure."""
