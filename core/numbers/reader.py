"""Text → quantities: finds where numbers may stand, reads each with its bound, its unit and its sort."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from core.numbers import units
from core.numbers.bare import divided, read_power, split_digits, unread_end
from core.numbers.cardinal import Cardinal, read_cardinal
from core.numbers.context import Sense, printed_sense, pronoun_sense, sense_of
from core.numbers.interval import Interval
from core.numbers.lexemes import Lexemes, lexemes
from core.numbers.lexicon import Role, lexicon
from core.numbers.permitted import interval_of
from core.numbers.quantity import Kind, Precision, Quantity
from core.numbers.scan import flags_of, windows
from core.numbers.soft import Soft, read_dual, read_vague, read_within, read_zero
from core.text import Text

_AFTER_REACH = 7
_WIDEST = 25
"""The upper end of a range without «بين» is at most so many times the lower."""
_SOFT_ROLES = frozenset({Role.VAGUE, Role.FEW, Role.SCALE_PLURAL})


def read_quantities(text: Text) -> tuple[Quantity, ...]:
    """All quantities of `text` in text order, never overlapping; those that are no claims carry their `kind`."""
    return tuple(_read(text.raw, text.lang))


def read_numbers(text: str, lang: str) -> tuple[Quantity, ...]:
    """The number grammar alone: every number as it is printed, also inside dates, years and names."""
    return tuple(_read(text, lang, bare=True))


@cache
def _flags(lang: str, bare: bool) -> dict[str, int]:
    return flags_of(lexicon(lang), bare)


def _read(raw: str, lang: str, bare: bool = False) -> Iterator[Quantity]:
    lex = lexicon(lang)
    reached = -1
    for begin, stop in windows(raw, _flags(lang, bare)):
        for quantity in _read_window(lexemes(raw, begin, stop, lex, bare)):
            if quantity.start >= reached:
                reached = max(quantity.end, quantity.start + 1)
                yield quantity


def _read_window(lx: Lexemes) -> Iterator[Quantity]:
    k, size = 0, len(lx.norm)
    before: Quantity | None = None
    while k < size:
        word = lx.word[k]
        if word is None and not lx.digits[k]:
            k += 1
            continue
        if lx.bare and lx.digits[k] and (end := unread_end(lx, k)):
            yield from split_digits(lx, k)
            k = end
            continue
        found = _sensed(lx, printed_sense(lx, k)) if lx.digits[k] and not lx.bare else None
        found = found or (read_power(lx, k) if lx.bare and lx.digits[k] else None)
        found = found or (_read_soft(lx, k, word.role) if word is not None else None) or _read_number(lx, k, before)
        if found is None:
            k += 1
            continue
        quantity, end = found
        before = quantity
        k = max(end, k + 1)
        yield quantity


def _sensed(lx: Lexemes, sense: Sense | None) -> tuple[Quantity, int] | None:
    if sense is None:
        return None
    start, end = lx.start[sense.first], lx.end[sense.end - 1]
    number = lx.numeral[sense.first]
    value = None if number is None else Decimal(number.value)
    interval = Interval(None, None) if value is None else Interval.point(value)
    because = (f"{sense.kind}: {sense.why}",)
    printed = lx.raw[start:end]
    return (
        Quantity(start, end, start, end, printed, value, interval, Precision.EXACT, sense.kind, because=because),
        sense.end,
    )


def _read_soft(lx: Lexemes, at: int, role: Role) -> tuple[Quantity, int] | None:
    """A wording without a figure at `at`, by the role of its word."""
    if role in _SOFT_ROLES:
        soft = read_vague(lx, at)
    elif role is Role.DUAL:
        soft = read_dual(lx, at)
    elif role is Role.NEGATOR:
        soft = read_zero(lx, at)
    elif role is Role.WITHIN:
        return _bare_duration(lx, at)
    else:
        return None
    return None if soft is None else _of_soft(lx, soft)


def _of_soft(lx: Lexemes, soft: Soft) -> tuple[Quantity, int]:
    vague = soft.precision is Precision.VAGUE
    end, unit = _unit_after(lx, soft.end) if vague else (soft.end, None)
    start = lx.start[soft.first]
    interval = Interval(Decimal(soft.low), Decimal(soft.high))
    quantity = Quantity(
        start,
        lx.end[soft.end - 1],
        start,
        lx.end[end - 1],
        lx.printed(soft.first, soft.end - 1),
        None if vague else Decimal(soft.low),
        interval,
        soft.precision,
        Kind.COUNT if unit is None else units.kind_of(unit),
        unit,
        because=(soft.why,),
    )
    return quantity, end


def _bare_duration(lx: Lexemes, at: int) -> tuple[Quantity, int] | None:
    found = read_within(lx, at)
    if found is None:
        return None
    k, unit = found
    one = Decimal(1)
    quantity = Quantity(
        lx.start[k],
        lx.end[k],
        lx.start[at],
        lx.end[k],
        lx.printed(k, k),
        one,
        Interval.point(one),
        Precision.IMPLICIT_ONE,
        Kind.DURATION,
        unit,
        because=("a bare unit of time is one",),
    )
    return quantity, k + 1


def _read_number(lx: Lexemes, at: int, before: Quantity | None) -> tuple[Quantity, int] | None:
    card = read_cardinal(lx, at)
    if card is None:
        return None
    high = _range_end(lx, card)
    if lx.bare:
        if pronoun_sense(lx, card) is not None:
            return None
        return _qualified(lx, divided(lx, card) if high is None else card, high, before)
    sense = sense_of(lx, card, card.end if high is None else high.end)
    if sense is not None:
        return _sensed(lx, sense)
    return _qualified(lx, card, high, before)


def _range_end(lx: Lexemes, card: Cardinal) -> Cardinal | None:
    """The second number of a range that `card` opens, or None."""
    lex, norm, k = lx.lexicon, lx.norm, card.end
    if k + 1 >= len(norm):
        return None
    opened = lex.between.before(norm, card.first) is not None
    links = lex.between_and if opened else lex.to
    follow = lx.word[k]
    at = k + 1 if norm[k] in links else k if opened and follow is not None and follow.conj else None
    if at is None:
        return None
    high = read_cardinal(lx, at)
    if high is None or high.value <= card.value or _chained(lx, card, high):
        return None
    scaled = card.step is None and high.step is not None
    low = card.value * high.scale if scaled else card.value
    return high if opened or low < high.value <= max(low, 1) * _WIDEST else None


def _chained(lx: Lexemes, card: Cardinal, high: Cardinal) -> bool:
    """True for the middle of 1-222-2222: more signs and digits touch it on either side."""
    signs = ("-", "–", "/")
    after = (
        high.end + 1 < len(lx.norm) and lx.norm[high.end] in signs and lx.digits[high.end + 1] and lx.glued(high.end)
    )
    k = card.first - 1
    return after or (k > 0 and lx.norm[k] in signs and lx.glued(k) and lx.digits[k - 1])


def _qualified(lx: Lexemes, card: Cardinal, high: Cardinal | None, before: Quantity | None) -> tuple[Quantity, int]:
    """The number with its unit and its bound."""
    last = high or card
    last = _said_again(lx, last)
    end, unit = _unit_after(lx, last.end)
    first, sign = _sign_before(lx, card.first)
    unit = sign or unit
    first, negative = _negative(lx, first)
    value = -_settled(lx, card, unit) if negative else _settled(lx, card, unit)
    bound, span_first, span_end = _bound(lx, first, end)
    kind = Kind.COUNT if unit is None else units.kind_of(unit)
    because = [f"number «{lx.printed(card.first, last.end - 1)}»"]
    if high is not None:
        low = value * high.scale if high.step is not None and card.step is None and value < 1000 else value
        precision, printed_value = Precision.RANGE, None
        interval = interval_of(low, precision, high=high.value)
    else:
        precision = bound or _inherited(lx, card, kind, before) or Precision.EXACT
        printed_value = Decimal(value)
        interval = interval_of(value, precision, counted=kind is Kind.COUNT, step=card.step)
    if bound is not None:
        because.append(f"{bound}: «{lx.raw[lx.start[span_first] : lx.end[span_end - 1]]}»")
    if unit is not None:
        because.append(f"unit {unit}")
    quantity = Quantity(
        lx.start[first if negative else card.first],
        lx.end[last.end - 1],
        lx.start[span_first],
        lx.end[span_end - 1],
        lx.printed(card.first, last.end - 1),
        printed_value,
        interval,
        precision,
        kind,
        unit,
        tuple(Decimal(v) for v in (card.value, *card.others) if v != value) if high is None else (),
        tuple(because),
    )
    return quantity, end


def _said_again(lx: Lexemes, card: Cardinal) -> Cardinal:
    """ "forty-five (45)": the same number again in brackets belongs to it."""
    k = card.end
    if k + 2 >= len(lx.norm) or lx.norm[k] != "(" or (lx.word[k + 1] is None and not lx.digits[k + 1]):
        return card
    again = read_cardinal(lx, k + 1)
    if again is None or again.value != card.value or again.end >= len(lx.norm) or lx.norm[again.end] != ")":
        return card
    return card._replace(end=again.end + 1)


def _settled(lx: Lexemes, card: Cardinal, unit: str | None) -> int | Decimal:
    """The likelier reading of an ambiguous separator: things counted come whole, where the language has no custom."""
    if unit is None and not lx.lexicon.grammar.decimal and card.others and card.value != int(card.value):
        return next((v for v in card.others if v == int(v)), card.value)
    return card.value


def _unit_after(lx: Lexemes, k: int) -> tuple[int, str | None]:
    """(index after the unit, unit), or (k, None)."""
    norm = lx.norm
    at = k + 1 if k < len(norm) and norm[k] in ("-", "/") else k
    found = units.signs_after().after(norm, at) or lx.lexicon.units.after(norm, at)
    if found is None and at < len(norm) and norm[at] in lx.lexicon.grammar.of:
        found = lx.lexicon.units.after(norm, at + 1)
        found = found if found is not None and units.kind_of(found[1]) is Kind.MONEY else None
    return (k, None) if found is None else found


def _sign_before(lx: Lexemes, first: int) -> tuple[int, str | None]:
    found = units.signs_before().before(lx.norm, first)
    return (first, None) if found is None else found


def _negative(lx: Lexemes, first: int) -> tuple[int, bool]:
    """(first lexeme with the minus, whether there is one): a word, or a sign that no word or digit touches before it."""
    k = first - 1
    if k < 0:
        return first, False
    word = lx.word[k]
    if word is not None and word.role is Role.MINUS:
        return k, True
    dash = lx.norm[k] in ("-", "−") and (lx.bare or (lx.glued(first) and lx.norm[k - 1 : k] not in ([], ["\n"])))
    return (k, True) if dash and not lx.glued(k) else (first, False)


def _bound(lx: Lexemes, first: int, end: int) -> tuple[Precision | None, int, int]:
    """(bound, first lexeme of the wording, index after it) from the words before the number, else from those after."""
    before = lx.lexicon.before.before(lx.norm, first)
    if before is not None:
        return before[1], before[0], end
    for k in range(end, min(end + _AFTER_REACH, len(lx.norm))):
        after = lx.lexicon.after.after(lx.norm, k)
        if after is not None:
            if after[0] < len(lx.norm) and (lx.digits[after[0]] or _is_number_word(lx, after[0])):
                break
            return after[1], first, after[0]
        if lx.digits[k] or lx.norm[k] in _STOPS or _is_number_word(lx, k):
            break
    return None, first, end


_STOPS = frozenset(".,،؛;:!?؟\n")


def _is_number_word(lx: Lexemes, k: int) -> bool:
    word = lx.word[k]
    return word is not None and word.role <= Role.VAGUE and word.role is not Role.ORDINAL


def _inherited(lx: Lexemes, card: Cardinal, kind: Kind, before: Quantity | None) -> Precision | None:
    """ "about 2 million euros ($2.6 million)": a conversion in brackets inherits the bound."""
    if before is None or kind is not Kind.MONEY or before.kind is not Kind.MONEY:
        return None
    between = lx.raw[before.span_end : lx.start[card.first]]
    return before.precision if between.strip(" $€£USs") == "(" and before.precision is not Precision.RANGE else None
