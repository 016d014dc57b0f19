"""From drafts to claims: each field is asked of its own grammar, and the rule that set it goes into `because`."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core.claims.actor import actor_of
from core.claims.claim import Claim, Stance, Window, WindowKind
from core.claims.conversion import bounded_like, converted_from, within
from core.claims.draft import Draft
from core.claims.facts import Facts
from core.claims.group import group_of
from core.claims.headline import completed
from core.claims.reasons import RUNNING, SO_FAR
from core.claims.stance import Cue, stance_of
from core.claims.whose import Whose
from core.numbers import Kind, Precision, Quantity, interval_of

STOCKS = frozenset({"displaced"})
"""Measures that are a stock at report time where the text names no time: a camp "home to 20,000 refugees"."""
DATED = frozenset({"money", "percent", "displaced", "affected", "infected"})
"""Measures whose figure for a named year or month is that of a period, no occurrence."""
ECONOMIC = frozenset({"money", "percent"})
TOLLS = frozenset(
    {"killed", "injured", "killed_or_injured", "missing", "displaced", "affected", "infected", "recovered", "rescued"}
    | {"buildings"}
)
"""Measures that run on while a flood or an epidemic lasts."""
_FEW_PEOPLE = 100
"""Fewer people than that who fled are those of one occurrence, no stock."""
_NEAR = 8
"""Tokens between two figures that a text compares."""
_NONE = Decimal(0)
_FUTURE = frozenset({Stance.FORECAST, Stance.PLAN})


def finish(facts: Facts, drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The claims of one report, numbered from 1 in text order."""
    claims: list[Claim] = []
    groups: list[Whose] = []
    cues: dict[int, tuple[Cue, ...]] = {}
    for n, draft in enumerate(drafts):
        low = draft.clause.low
        if low not in cues:
            cues[low] = facts.cues(low, draft.clause.high)
        whose = _group(facts, draft, drafts[n - 1] if n else None, groups)
        groups.append(whose)
        claims.append(_claim(facts, draft, claims, whose, cues[low]))
    return completed(claims)


def _group(facts: Facts, draft: Draft, before: Draft | None, groups: Sequence[Whose]) -> Whose:
    if draft.noun_from is not None:
        whose = groups[draft.noun_from]
        return Whose(whose.named, "taken from the count that it goes back to", whose.generic)
    whose = group_of(draft.clause, draft.count, draft.governed, draft.measure, facts.crowd)
    if whose.named is None and groups and _source(draft) is not None:
        return Whose(groups[-1].named, "that of the figure it converts")
    if whose.named is None and before is not None and _of_those(before, draft):
        return Whose(groups[-1].named, "a share of those counted before")
    if whose.named is None and before is not None and (_compared(before, draft) or _came_to(before, draft)):
        return Whose(groups[-1].named, "that of the figure it is compared with")
    return whose


def _compared(before: Draft, draft: Draft) -> bool:
    """ "To 17 percent from 20 percent": a figure of the same unit right before, in the same sentence."""
    a, b = before.count, draft.count
    alike = a.quantity.kind is b.quantity.kind is not Kind.COUNT and a.quantity.unit == b.quantity.unit
    alike = alike or a.quantity.kind is b.quantity.kind is Kind.PERCENT  # points beside percent
    same = alike or before.measure == draft.measure == "money"
    return same and a.sentence == b.sentence and b.first - a.last <= _NEAR


def _of_those(before: Draft, draft: Draft) -> bool:
    """ "468.100 empleos, nueve de cada diez en el sector privado"."""
    a, b = before.count, draft.count
    share = b.quantity.kind is Kind.PERCENT and b.quantity.printed[:1].isalpha() and a.quantity.kind is Kind.COUNT
    return share and a.sentence == b.sentence and 0 <= b.first - a.last <= 1


def _came_to(before: Draft, draft: Draft) -> bool:
    """ "A progressé de 8 %, à 12 milliards": the amount that the share right before led to."""
    a, b = before.count, draft.count
    share = a.quantity.kind is Kind.PERCENT and a.of is None
    return share and b.quantity.kind is Kind.MONEY and a.sentence == b.sentence and b.first - a.last <= _NEAR


def _claim(facts: Facts, draft: Draft, claims: Sequence[Claim], whose: Whose, cues: Sequence[Cue]) -> Claim:
    starts, ends, raw = facts.reading.text.starts, facts.reading.text.ends, facts.reading.text.raw
    count = draft.count
    stance, stance_rule = stance_of(draft.clause, count, cues)
    quantity, conversion = _quantity(draft)
    if conversion and claims and stance is Stance.ASSERTED:
        stance, stance_rule = claims[-1].stance, "that of the figure it converts"
    if stance in _FUTURE and not conversion:
        quantity = within(draft.clause, count)
    start = min(starts[count.first], quantity.start) if count.head != count.number else quantity.span_start
    end = max(ends[count.last - 1], quantity.end)
    # where an article says "one", the number is the article with its noun
    article = quantity.precision is Precision.IMPLICIT_ONE and not draft.clause.reading.lex.verb_first
    number = min(quantity.start, quantity.span_start) if article else quantity.start
    actor, actor_rule = actor_of(draft.clause, count, draft.governed, facts.crowd)
    place, place_rule = facts.places.of(count)
    window, window_rule = facts.timing.window(start, end, draft.measure)
    as_of, as_of_rule = facts.timing.as_of(start, end)
    due, due_rule = facts.timing.due(start, end, quantity) if stance in _FUTURE else (None, "no forecast")
    sources, source_rule = facts.attribution.of(start, end)
    window, window_rule = _stock(draft, window, window_rule)
    tally = draft.governed is not None and draft.governed.tally is not None  # "murders reached 111 in 2013"
    if (draft.measure in DATED or tally) and (window.kind is WindowKind.OCCURRENCE or window_rule.startswith(RUNNING)):
        year = facts.timing.year_of(start, end, draft.measure in ECONOMIC)
        window, window_rule = (year, f"the figure of {year.text}") if year else (window, window_rule)
    if draft.whole is not None and window.kind is WindowKind.OCCURRENCE and draft.whole < len(claims):
        window, window_rule = claims[draft.whole].window, "the window of the whole"
    because = (
        ("quantity", "; ".join(quantity.because) or "number as printed"), ("measure", draft.rule),
        ("group", whose.rule), ("actor", actor_rule), ("place", place_rule), ("window", window_rule),
        ("as_of", as_of_rule), ("due", due_rule), ("stance", stance_rule), ("attribution", source_rule),
        ("part_of", draft.part_rule), ("conversion", conversion),
    )  # fmt: skip
    return Claim(
        n=len(claims) + 1, text=raw[start:end], value=quantity.value, interval=quantity.interval,
        precision=quantity.precision, measure=draft.measure, start=start, end=end, num_start=number,
        num_end=quantity.end, printed=raw[number : quantity.end] if number < quantity.start else quantity.printed,
        unit=quantity.unit, group=whose.named, actor=actor, place=place, window=window,
        as_of=as_of, due=due, stance=stance, attribution=sources, in_headline=end <= facts.headline_end,
        part_of=None if draft.whole is None else draft.whole + 1, alternatives=quantity.alternatives,
        because=tuple((field, rule) for field, rule in because if rule), confidence=_confidence(draft, whose),
    )  # fmt: skip


def _quantity(draft: Draft) -> tuple[Quantity, str]:
    """The quantity under the bound of what it converts, and the rule where there is one."""
    q = draft.count.quantity
    if _reaches(draft):
        return replace(q, precision=Precision.EXACT, interval=interval_of(q.value or _NONE, Precision.EXACT)), ""
    source = _source(draft)
    if source is None:
        return q, ""
    first = draft.clause.counts[source].quantity
    return bounded_like(draft.count, first), f"conversion of “{first.printed}”"


def _reaches(draft: Draft) -> bool:
    """ "Subió un 6 %, hasta los 95 dólares": where a change ended, no bound."""
    s, count = draft.clause, draft.count
    q = count.quantity
    if q.precision is not Precision.AT_MOST or q.value is None or not s.listed("reaching", count.first):
        return False
    before = s.before(count.first)
    n = s.count_at[count.number]
    former = s.counts[n - 1] if n > 0 and s.counts[n - 1].sentence == count.sentence else None
    share = former is not None and former.quantity.kind is Kind.PERCENT
    led = former is not None and (before < former.last or (share and s.norm(before) == ","))
    return led or s.listed("change", before)


def _source(draft: Draft) -> int | None:
    """The index, in the clause, of the count that this one converts."""
    return converted_from(draft.clause, draft.clause.count_at[draft.count.number])


def _stock(draft: Draft, window: Window, rule: str) -> tuple[Window, str]:
    value = draft.count.quantity.value
    if draft.measure == "duration" and draft.clause.sentenced(draft.count):
        return Window(), "one occurrence: the term of a sentence"
    single = draft.count.quantity.precision is Precision.IMPLICIT_ONE
    if rule.startswith(RUNNING) and (draft.measure not in TOLLS or single):
        return Window(), "one occurrence: no figure of the toll"
    year_so_far = window.kind is WindowKind.CUMULATIVE and rule.startswith(SO_FAR) and window.since is None
    if year_so_far and draft.measure in ECONOMIC:
        return Window(WindowKind.PERIOD, text=window.text), f"{rule}: a figure of the year"
    if window.kind is not WindowKind.OCCURRENCE:
        return window, rule
    if draft.measure in STOCKS and (value is None or value >= _FEW_PEOPLE) and not _moved(draft):
        return Window(WindowKind.OTHER, text="stock, at report time"), "a stock of people, no event"
    if draft.measure == "distance" and _between_places(draft):
        return Window(WindowKind.OTHER, text="timeless"), "a distance between places"
    return window, rule


def _moved(draft: Draft) -> bool:
    """ "6 000 personnes ont été évacuées": what happened to them, where the language tells it from what they are."""
    lex, governed = draft.clause.reading.lex, draft.governed
    return lex.head_first and not lex.verb_first and governed is not None and not governed.noun


def _between_places(draft: Draft) -> bool:
    """ "50 km from the border", «35 كيلومترا شمال بغداد»; not the width of a crater."""
    s, count = draft.clause, draft.count
    after = range(count.last, min(count.last + (2 if s.reading.lex.head_first else 3), s.high))
    before = range(max(s.low, count.first - 4), count.first)
    return any(s.listed("from_place", i) for i in after) or any(s.listed("place_before", i) for i in before)


def _confidence(draft: Draft, whose: Whose) -> float:
    """How sure the grammar is: less where no event word governs the count, or the group only goes back."""
    sure = 0.95
    if draft.governed is None and draft.measure.startswith("other"):
        sure -= 0.15
    if draft.governed is not None and draft.governed.weak:
        sure -= 0.2
    if draft.noun_from is not None:
        sure -= 0.05
    return round(sure - (0.1 if draft.count.quantity.alternatives else 0.0) - (0.05 if whose.named is None else 0.0), 2)
