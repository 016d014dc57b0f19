"""Which quantities are no claims: dates and names, definite pairs, idioms of "one", time windows, page furniture."""

from core.claims.clause import Clause
from core.claims.counted import Count
from core.claims.governed import Governed
from core.claims.implicit import PERSONAL
from core.claims.reading import Reading
from core.numbers import Kind, Precision, Quantity

CLAIM_KINDS = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DISTANCE, Kind.AREA, Kind.DURATION, Kind.OTHER_UNIT}
)
_REPEATED_WORDS = 4


def may_count(quantity: Quantity) -> bool:
    """True for the kinds that can be claims at all."""
    return quantity.kind in CLAIM_KINDS


def refused(clause: Clause, count: Count, governed: bool, anaphoric: bool) -> str | None:
    """Why this quantity is no claim, or None. `governed`: an event word counts it; `anaphoric`: it refers back."""
    quantity = count.quantity
    if quantity.kind is Kind.DURATION:
        return _time_window(clause, count)
    if quantity.kind is not Kind.COUNT:
        return None
    if count.head is not None and clause.norm(count.head) in clause.reading.lex.time_units:
        return "a bare time"
    if not governed and quantity.precision in (Precision.DUAL, Precision.IMPLICIT_ONE) and count.head == count.number:
        return "a dual or singular noun that no event counts"
    if quantity.precision is Precision.ZERO and not governed:
        return "nothing of which a zero would be news"
    if _mutual(clause, count, governed):
        return "a definite pair: refers back"
    if not governed and count.head is not None and (_of_sources(clause, count) or _speaks(clause, count)):
        return "a count of sources"
    if count.head is not None and clause.listed("idiom_noun", count.head):
        return "an idiom"
    return _one(clause, count, governed, anaphoric) if quantity.value == 1 else None


def uncounted_pair(clause: Clause, count: Count, governed: Governed | None, sibling: Governed | None) -> bool:
    """True for a dual or singular noun that nothing happened to, or not surely: «ضد الشرطيين», «قتل ... الحوثيين».

    The oblique dual is spelled like the sound plural, so a noun counts as a dual only where the event word stands right
    by it (or by the count before it, `sibling`) and, being definite, where the report has told of an indefinite pair
    of it before.
    """
    if count.head != count.number or count.quantity.precision not in (Precision.DUAL, Precision.IMPLICIT_ONE):
        return False
    if governed is None or governed.measure not in PERSONAL:
        return True
    vetted = clause.reading.lex.verb_first and count.quantity.precision is Precision.IMPLICIT_ONE
    if not (governed.near or vetted or (sibling is not None and sibling.event == governed.event)):
        return True
    if count.quantity.precision is not Precision.DUAL or governed.event == count.head:
        return False
    stem = _pair_stem(clause.norm(count.number))
    if stem is None:
        return False
    before = clause.norm(count.number - 1)
    if before.startswith("ال") and count.number - 1 not in clause.events:
        return True  # an adjective after a definite plural
    told = {stem + ending for ending in ("ين", "ان", "ي", "ا")}
    return min(clause.reading.first_seen(word) for word in told) >= count.number


def _pair_stem(norm: str) -> str | None:
    """The stem of a definite noun in -ين/-ان; None for any other word."""
    if norm.startswith("ال") and norm.endswith(("ين", "ان")):
        return norm[2:-2]
    return None


def _of_sources(clause: Clause, count: Count) -> bool:
    """ "Several witnesses", «وسائل إعلام تركية عدة»."""
    head = count.head if count.head is not None else count.number
    back = range(max(clause.low, head - 2), head + 1) if head < count.number else (head,)
    return any(clause.listed("source_noun", i) for i in back)


def _speaks(clause: Clause, count: Count) -> bool:
    """ "Several residents said": those who speak are no figure of the news."""
    if clause.reading.lex.verb_first:
        return clause.listed("reporting", count.first - 1)
    for i in range(count.last, min(count.last + 6, clause.high)):
        if clause.listed("reporting", i):
            return True
        if i in clause.events or i in clause.count_at or not clause.norm(i).isalpha():
            return False
    return False


def _mutual(clause: Clause, count: Count, governed: bool) -> bool:
    if count.quantity.value != 2 or count.head is None or governed:
        return False
    return clause.reading.lex.has_bare("mutual", clause.norm(count.head))


def _one(clause: Clause, count: Count, governed: bool, anaphoric: bool) -> str | None:
    """ "One of the biggest", "one another", "one thing"; «عائلة واحدة»: no counts."""
    if count.quantity.precision is not Precision.EXACT or governed:
        return None
    after = range(count.after, min(count.after + 8, clause.high))
    if any(clause.listed("superlative", i) or clause.norm(i).endswith("est") for i in after if count.of is not None):
        return "one of the most ..."
    if not clause.listed("one", count.number):
        return None
    if count.head is not None and clause.reading.lex.verb_first:
        return "one and the same"
    if count.head is None and not anaphoric:
        return "the pronoun one"
    if count.head is not None and clause.listed("mutual", count.head):
        return "an idiom"
    return None


def _time_window(clause: Clause, count: Count) -> str | None:
    """ "In the last three days", "four months ago", «قبل شهرين»: when, not how long."""
    near = [clause.before(count.first)]
    near.append(clause.before(near[0]))
    after = list(range(count.after, min(count.last + 2, clause.high)))
    if clause.listed("window_after", near[0]) or any(clause.listed("period", i) for i in after):
        return "a relative date or a window of time"
    if any(clause.listed("period_before", i) for i in [*near[:2], *range(count.first, count.number)]):
        return "a window of time"
    return None


def furniture(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Where the headline is printed again word for word (link lines, share buttons): spans of code points."""
    raw = reading.text.raw
    headline = raw.partition("\n")[0].strip()
    if "\n" not in raw or len(headline.split()) < _REPEATED_WORDS:
        return ()
    found = []
    at = raw.find(headline, len(headline))
    while at >= 0:
        found.append((at, at + len(headline)))
        at = raw.find(headline, at + len(headline))
    return tuple(found)


def inside(spans: tuple[tuple[int, int], ...], quantity: Quantity) -> bool:
    """True where the quantity stands in one of the spans."""
    return any(start <= quantity.start < end for start, end in spans)
