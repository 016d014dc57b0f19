"""Shares said without a percent sign behind them: "half of the houses", "7 in 10 stations", «%1.8» (semantics §2)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from core.claims.reading import Reading
from core.numbers import Interval, Kind, Quantity, interval_of
from core.numbers.lexicon import lexicon as number_words

_HUNDRED = Decimal(100)
_SIGNS = "%٪"
_OUT_OF = frozenset({5, 10, 20, 100, 1000})
"""Wholes that a share is counted out of: "one in ten"."""
_SPELLED = 100
_MOST = 1000
"""The largest whole of "one out of so many"."""
_TENTH = 5
_BEFORE_POINTS = 7
_PLAIN = frozenset({1 / Decimal(3), 2 / Decimal(3)})
_CLOSE = Decimal("0.001")
_LINK = 4
"""Tokens that may stand between the two numbers of such a share."""


def with_shares(reading: Reading, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, those that tell a share as percentages of their value."""
    return list(_shares(reading, quantities))


def _shares(reading: Reading, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    skipped = -1
    for n, quantity in enumerate(quantities):
        if n == skipped:
            continue
        if quantity.kind is not Kind.COUNT or quantity.value is None:
            yield quantity
            continue
        among = _one_of(reading, quantity)
        if among is not None:
            share = _HUNDRED / (quantity.value or _HUNDRED)
            yield _percent(_bounded(reading, quantity, among[0]), share, *among, f"one out of {quantity.printed}")
            continue
        whole = _whole(reading, quantities, n)
        if whole is not None:
            skipped = n + 1
            yield _out_of(quantity, whole)
        elif _district(reading, quantity):
            continue  # "the old quarter of Aden", «الربع الخالي»
        elif _adjectival(reading, quantity):
            continue  # "el precio medio", "un sexto había muerto"
        elif 0 < quantity.value < 1 and quantity.unit is None and quantity.printed[:1].isalpha():
            yield _percent(quantity, quantity.value * _HUNDRED, quantity.start, quantity.end, "a fraction of its noun")
        elif _points(reading, quantities, n):
            unit = reading.text.ends[reading.token_after(quantity.end)]
            yield replace(
                quantity, kind=Kind.PERCENT, unit="percentage_point", span_end=max(quantity.span_end, unit),
                because=(*quantity.because, "points beside a percentage"),
            )  # fmt: skip
        elif _signed(reading.text.raw, quantity):
            yield _percent(quantity, quantity.value, quantity.start - 1, quantity.end, "a percent sign before it")
        else:
            yield quantity


def _points(reading: Reading, quantities: Sequence[Quantity], n: int) -> bool:
    """ "10,6 %, 1,15 puntos menos": points beside a percentage are its own."""
    at = reading.token_after(quantities[n].end)
    if at >= len(reading.text.norms) or reading.text.norms[at] not in reading.lex.words["point"]:
        return False
    sentence = reading.sentence_of(at)[0]
    near = [quantities[k] for k in (n - 1, n - 2, n + 1) if 0 <= k < len(quantities)]
    if any(norm in reading.lex.words["margin"] for norm in reading.text.norms[max(0, at - _BEFORE_POINTS) : at]):
        return True
    shares = [q for q in near if q.kind is Kind.PERCENT]
    return any(reading.sentence_of(reading.token_at(q.start))[0] == sentence for q in shares)


def _signed(raw: str, quantity: Quantity) -> bool:
    """«%1.8»: the sign stands right before the number, and no other number right before the sign."""
    sign = quantity.start - 1
    return sign >= 0 and raw[sign] in _SIGNS and not raw[max(sign - 1, 0) : sign].isdigit()


def _whole(reading: Reading, quantities: Sequence[Quantity], n: int) -> Quantity | None:
    """The number that quantity `n` is counted out of: "7 in 10", «واحد من كل عشرة»."""
    if n + 1 >= len(quantities):
        return None
    part, whole = quantities[n], quantities[n + 1]
    if whole.kind is not Kind.COUNT or not whole.value or not part.value or part.value >= whole.value:
        return None
    between = reading.text.raw[part.end : whole.start]
    plain = whole.span_start == whole.start and len(between) <= _LINK * _LINK
    link = between.strip().lower()
    if reading.lex.words["one_noun_of"] and part.value < whole.value <= _SPELLED and whole.printed.isalpha():
        link = link.split(" ")[-1]  # "sept Français sur dix"
    if not plain or link not in reading.lex.words["out_of"]:
        return None
    return whole if whole.value in _OUT_OF or link in reading.lex.words["out_of_every"] else None


def _one_of(reading: Reading, whole: Quantity) -> tuple[int, int] | None:
    """Where "un enseignant sur trois" begins and ends: an article, one or two words, the link and the whole."""
    lex, norms, starts = reading.lex, reading.text.norms, reading.text.starts
    if not lex.words["one_noun_of"] or whole.value is None or not 1 < whole.value <= _MOST or whole.unit is not None:
        return None
    at = reading.token_after(whole.start)
    if at < 3 or at >= len(norms) or norms[at - 1] not in lex.words["one_noun_of"] or _noun_follows(reading, at):
        return None
    for first in (at - 3, at - 4):
        if first >= 0 and norms[first] in lex.words["indefinite"]:
            return starts[first], whole.end
    return None


def _district(reading: Reading, q: Quantity) -> bool:
    """ "The old quarter of Aden", "the Latin Quarter", "the third quarter", «الربع الخالي»: a place or a time."""
    words, norms = reading.lex.words, reading.text.norms
    at = reading.token_at(q.start)
    if norms[at] not in words["part_of_town"] or at + 1 != reading.token_after(q.end) or q.span_start < q.start:
        return False
    if reading.lex.verb_first:
        return at + 1 < len(norms) and norms[at + 1].startswith("ال")
    before = norms[at - 1] if at else ""
    return before.isalpha() and before not in words["share_opener"]


def _adjectival(reading: Reading, q: Quantity) -> bool:
    """A word for a fraction that is an adjective here, or an ordinal: nothing says of what it would be a part."""
    listed = reading.lex.words["fraction_adjective"]
    if not listed or q.value is None or not 0 < q.value < 1 or q.unit is not None or not q.printed[:1].isalpha():
        return False
    if q.printed.lower() in listed:
        return True
    after = reading.token_after(q.end)
    counted = after < len(reading.text.norms) and reading.text.norms[after] in reading.lex.words["of"]
    plain = any(abs(q.value - third) < _CLOSE for third in _PLAIN)
    return q.value * _HUNDRED % _TENTH != 0 and not counted and not plain


def _bounded(reading: Reading, whole: Quantity, start: int) -> Quantity:
    """The whole with the bound in front of the article: "moins d'un électeur sur deux"."""
    found = number_words(reading.lex.lang).before.before(reading.text.norms, reading.token_after(start))
    if found is None:
        return whole
    return replace(whole, precision=found[1], span_start=reading.text.starts[found[0]])


def _noun_follows(reading: Reading, at: int) -> bool:
    """ "une maison sur deux étages": the number counts a plural noun of its own."""
    following = reading.text.norms[at + 1] if at + 1 < len(reading.text.norms) else ""
    plural = len(following) > _LINK and following.endswith(("s", "x"))
    return plural and following not in reading.lex.words["stop"]


def _out_of(part: Quantity, whole: Quantity) -> Quantity:
    value = (part.value or _HUNDRED) * _HUNDRED / (whole.value or _HUNDRED)  # _whole has seen that both are there
    quantity = _percent(part, value, part.start, whole.end, f"out of {whole.printed}")
    return replace(quantity, span_end=max(part.span_end, whole.span_end))


def _percent(q: Quantity, value: Decimal, start: int, end: int, rule: str) -> Quantity:
    value = value.normalize() if value != value.to_integral() else Decimal(int(value))
    interval: Interval = interval_of(value, q.precision, counted=False) if q.value is not None else q.interval
    return replace(
        q, start=start, end=end, span_start=min(q.span_start, start), value=value, interval=interval,
        kind=Kind.PERCENT, unit="percent", because=(*q.because, rule),
    )  # fmt: skip
