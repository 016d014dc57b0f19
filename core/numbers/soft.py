"""Wordings without a printed figure: vague counts, duals, statements of none, a bare unit of time."""

from typing import NamedTuple

from core.numbers.lexemes import Lexemes
from core.numbers.lexicon import Role
from core.numbers.quantity import Precision

_ZERO_REACH = 8


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
        return Soft(at, at + 1, 2 * int(word.value), _under_million(int(word.value)), Precision.VAGUE, "vague count")
    low, high, end = int(word.value), word.high, at + 1
    multiplied = _scale_after(lx, end, word.role is Role.FEW)
    if multiplied is not None:
        end, factor = multiplied
        low, high = low * factor, high * factor if word.role is Role.FEW else (high + 1) * factor - 1
    return Soft(at, end, low, high, Precision.VAGUE, "vague count")


def _under_million(scale: int) -> int:
    return 999_999 if scale == 1000 else scale * 1000 - 1


def _scale_after(lx: Lexemes, k: int, few: bool) -> tuple[int, int] | None:
    """(index after, factor) of a scale that the vague word multiplies."""
    while k < len(lx.norm) and lx.norm[k] in lx.lexicon.grammar.of:
        k += 1
    word = lx.word[k] if k < len(lx.word) else None
    if word is None or word.conj:
        return None
    if word.role in (Role.SCALE, Role.SCALE_PLURAL) or (few and word.role in (Role.HUNDRED, Role.DOZEN)):
        return k + 1, int(word.value)
    if few and word.role is Role.VAGUE:
        return k + 1, int(word.value) // 2
    return None


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
        if lx.norm[k] in lx.lexicon.zero.targets:
            return Soft(at, found[0], 0, 0, Precision.ZERO, f"none: «{lx.printed(at, k)}»")
        if lx.norm[k] not in lx.lexicon.zero.fillers:
            return None
        k += 1
    return None


def read_within(lx: Lexemes, at: int) -> tuple[int, str] | None:
    """(index of the noun, unit) of a bare unit of time after «خلال»/"within": «خلال شهر», "within a month"."""
    found = lx.lexicon.cues["dates.within"].after(lx.norm, at)
    if found is None:
        return None
    k = found[0]
    if k < len(lx.word) and (word := lx.word[k]) is not None and word.role is Role.ARTICLE:
        k += 1
    unit = lx.lexicon.duration_units.get(lx.norm[k]) if k < len(lx.norm) else None
    return None if unit is None else (k, unit)
