"""The words around a number that belong to it: its bound before or after it, its unit, its minus sign."""

from core.numbers import units
from core.numbers.cardinal import Cardinal, read_cardinal
from core.numbers.lexemes import Lexemes
from core.numbers.quantity import Kind, Precision
from core.numbers.words import Role

_AFTER_REACH = 8
_WIDEST = 25
"""The upper end of a range without «بين» is at most so many times the lower."""


def bound_of(lx: Lexemes, first: int, end: int) -> tuple[Precision | None, int, int]:
    """(bound, first lexeme of the wording, index after it) from the words before the number, else from those after."""
    norms, starts, ends = lx.norm, lx.lexicon.after.starts, lx.lexicon.stops
    if first and norms[first - 1] in lx.lexicon.leads:
        before = lx.lexicon.before.before(norms, _over_fillers(lx, first))
        if before is not None and not _drawn(lx, before[0]):
            return before[1], before[0], end
    if lx.lexicon.after_starts.isdisjoint(norms[end : end + _AFTER_REACH]):
        return None, first, end
    for k in range(end, min(end + _AFTER_REACH, len(norms))):
        norm = norms[k]
        if norm in starts and (after := lx.lexicon.after.after(norms, k)) is not None:
            following = after[0] + (after[0] < len(norms) and norms[after[0]] in lx.lexicon.grammar.of)
            belongs = following >= len(norms) or not is_number(lx, following)  # not "350 muertos y más de 2.000"
            return (after[1], first, after[0]) if belongs else (None, first, end)
        if norm in ends or lx.digits[k] or (lx.word[k] is not None and is_number(lx, k)):
            break
    return None, first, end


def _drawn(lx: Lexemes, k: int) -> bool:
    """True where a sign of comparison is none: the end of an arrow or of a tag, the mark of a quoted line."""
    if lx.norm[k] not in _COMPARISONS:
        return False
    return lx.glued(k) or (k > 0 and lx.norm[k - 1] == "\n" and not lx.glued(k + 1))


_COMPARISONS = frozenset({"<", ">", "≤", "≥", "⩽", "⩾"})


def _over_fillers(lx: Lexemes, first: int) -> int:
    """Left over "another", "a further" and a line break, which can stand between a bound and its number."""
    fillers = lx.lexicon.sets["bounds.fillers"]
    while first > 1 and lx.norm[first - 1] in fillers:
        first -= 1
    wrapped = first > 1 and lx.norm[first - 1] == "\n" and lx.norm[first - 2] != "\n"
    return first - 1 if wrapped else first


def is_number(lx: Lexemes, k: int) -> bool:
    """True where lexeme `k` is a number or starts one."""
    if lx.digits[k]:
        return True
    word = lx.word[k]
    return word is not None and word.role <= Role.VAGUE and word.role is not Role.ORDINAL


def unit_after(lx: Lexemes, k: int) -> tuple[int, str | None]:
    """(index after the unit, unit), or (k, None)."""
    norm = lx.norm
    at = k + 1 if k + 1 < len(norm) and norm[k] in ("-", "/") else k
    found = lx.lexicon.units.after(norm, at)
    of = lx.lexicon.grammar.of
    if found is None and at + 1 < len(norm) and norm[at] in of:
        at += 2 if norm[at + 1] == "'" else 1
        found = lx.lexicon.units.after(norm, at)
        found = found if found is not None and units.kind_of(found[1]) is Kind.MONEY else None
    return (k, None) if found is None else found


_CUE_BACK, _CUE_ON = 8, 5


def chosen_unit(lx: Lexemes, card: Cardinal, end: int, unit: str) -> str:
    """What a name shared by two units means here: "130 pounds" is a weight, unless money is spoken of."""
    choice = lx.lexicon.choices[unit]
    if lx.norm[end - 1] not in choice.forms or (
        end - 2 >= card.end and lx.word[end - 2] is None and lx.norm[end - 2] != "-"
    ):
        return unit
    near = {*lx.norm[max(0, card.first - _CUE_BACK) : card.first], *lx.norm[end : end + _CUE_ON]}
    if near & choice.words:
        return unit
    if near & choice.words_instead:
        return choice.instead
    return choice.instead if card.value < choice.below else unit


def unit_before(lx: Lexemes, at: int) -> str | None:
    """The unit that a number follows, as in «أسابيع عدة»."""
    found = lx.lexicon.units.before(lx.norm, at)
    return None if found is None else found[1]


def sign_before(lx: Lexemes, first: int) -> tuple[int, str | None]:
    """(index of the currency sign before the number, currency), or (first, None)."""
    found = units.signs_before().before(lx.norm, first)
    if found is None:
        return first, None
    sign, unit = found
    apart = any(not lx.glued(k) for k in range(sign + 1, first))
    if sign < first - 1 and apart:
        return first - 1, units.sign_unit(lx.norm[first - 1])
    letters = lx.printed(sign, first - 1)
    if len(letters) == 1 and letters.isalpha() and not (letters.isupper() and lx.glued(first)):
        return first, None
    return sign, unit


def negative(lx: Lexemes, first: int) -> tuple[int, bool]:
    """(first lexeme with the minus, whether there is one): a word, or a sign that nothing touches before it."""
    k = first - 1
    if k < 0:
        return first, False
    word = lx.word[k]
    if word is not None and word.role is Role.MINUS:
        return (first, False) if lx.lexicon.before.before(lx.norm, first) else (k, True)
    dash = lx.norm[k] in ("-", "−") and (lx.bare or (lx.glued(first) and k > 0 and lx.norm[k - 1] != "\n"))
    return (k, True) if dash and not lx.glued(k) else (first, False)


def range_end(lx: Lexemes, card: Cardinal) -> Cardinal | None:
    """The second number of a range that `card` opens, or None."""
    lex, norm, k = lx.lexicon, lx.norm, card.end
    if k + 1 >= len(norm):
        return None
    if norm[k] in lex.units.starts and (high := _united(lx, card)) is not None:
        return high
    if norm[k] not in lex.links and lx.word[k] is None:
        return None
    opened = lex.between.before(norm, card.first) is not None
    links = lex.between_and if opened else lex.to
    follow = lx.word[k]
    at = k + 1 if norm[k] in links else k if opened and follow is not None and follow.conj else None
    if at is None and not lx.bare and norm[k] in lex.between_and and not card.plain:
        return _idiomatic(lx, card)
    if at is None or (not opened and _changes(lx, card)):
        return None
    high = read_cardinal(lx, at)
    if high is None or high.value <= card.value or _chained(lx, card, high):
        return None
    scaled = card.step is None and high.step is not None
    low = card.value * high.scale if scaled else card.value
    return high if opened or low < high.value <= max(low, 1) * _WIDEST else None


def _united(lx: Lexemes, card: Cardinal) -> Cardinal | None:
    """ "Entre 20 % et 30 %": the upper end where each end prints the unit."""
    lex, norm = lx.lexicon, lx.norm
    if lex.between.before(norm, card.first) is None or lx.bare:
        return None
    k, unit = unit_after(lx, card.end)
    if unit is None or k + 1 >= len(norm) or norm[k] not in lex.between_and:
        return None
    high = read_cardinal(lx, k + 1) or read_cardinal(lx, k + 2)  # "y el 30 %"
    if high is None or high.value <= card.value or unit_after(lx, high.end)[1] != unit or _changes(lx, card):
        return None
    return high


def _idiomatic(lx: Lexemes, card: Cardinal) -> Cardinal | None:
    """ "Working two and three jobs": two spelled neighbours that count one noun between them."""
    high = read_cardinal(lx, card.end + 1)
    if high is None or high.plain or not 1 < card.value < 9 or high.value != card.value + 1:
        return None
    shared = set(lx.norm[high.end : high.end + _CUE_BACK]) & lx.lexicon.sets["ranges.respectively"]
    follows = high.end < len(lx.norm) and lx.norm[high.end][:1].isalpha()
    return high if follows and not shared and lx.norm[high.end] not in lx.lexicon.sets["context.function"] else None


def _changes(lx: Lexemes, card: Cardinal) -> bool:
    """ "rose from 20 to 30" names two figures, not a range."""
    words = lx.norm[max(0, card.first - 8) : card.first]
    return any(word in lx.lexicon.sets["ranges.changes"] for word in words)


def _chained(lx: Lexemes, card: Cardinal, high: Cardinal) -> bool:
    """True for the middle of 1-222-2222: more signs and digits touch it on either side."""
    signs, end, k = ("-", "–", "/"), high.end, card.first - 1
    if end + 1 < len(lx.norm) and lx.norm[end] in signs and lx.digits[end + 1] and lx.glued(end):
        return True
    return k > 0 and lx.norm[k] in signs and lx.glued(k) and lx.digits[k - 1]


def said_again(lx: Lexemes, card: Cardinal) -> Cardinal:
    """ "forty-five (45)": the same number again in brackets belongs to it."""
    k = card.end
    if k + 2 >= len(lx.norm) or lx.norm[k] != "(" or not is_number(lx, k + 1):
        return card
    again = read_cardinal(lx, k + 1)
    if (
        again is None
        or again.value != card.value
        or again.plain == card.plain
        or again.end >= len(lx.norm)
        or lx.norm[again.end] != ")"
    ):
        return card
    return card._replace(end=again.end + 1)


def number_start(lx: Lexemes, k: int) -> int:
    """Where the number proper starts in lexeme `k`: after an attached «و», «ب» or «ل», never after «ال»."""
    word = lx.word[k]
    at = lx.start[k]
    if word is None or not word.lead:
        return at
    left = word.lead
    while left and at < lx.end[k]:
        left -= lx.raw[at].isalpha() and lx.raw[at] != "ـ"
        at += 1
    while at < lx.end[k] and not lx.raw[at].isalpha():
        at += 1
    return at
