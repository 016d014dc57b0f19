"""Whether two claims are about the same thing: one function a dimension, all symmetric up to part and whole.

What one text leaves unstated is "unknown": it lowers confidence and is never a difference (semantics §4).
"""

from decimal import Decimal

from core.claims import Stance, WindowKind
from core.compare.measures import lies_in
from core.compare.moments import Moment, Span
from core.compare.nearness import level, overlap
from core.compare.reported import Facts, Reported, place_label
from core.coverage.naming import (
    MIRRORED,
    Kinship,
    armed,
    bare_role,
    bodily,
    country_of,
    group_kinship,
    group_words,
    in_facility,
    is_facility,
    known,
    never_whole,
    owner,
    place_kinship,
    same_role,
)
from core.coverage.occurrence import BESIDE, STORY
from core.names import Named

DIMENSIONS = ("occurrence", "measure", "group", "place", "window", "unit", "stance")
"""In the order in which the first difference is told."""

FIGHTING_DAYS = 2
"""Fighters killed more days apart than this died in different fights, unless a text says since when it counts."""
RISE = Decimal("1.2")
"""How much a toll of one fight may rise in the days after it."""
LONG_AGO = 180
"""A toll of named days that ended longer ago than this is another happening than the one reported today."""
SAME_WEEK = 7
"""A count "since" a day within a week before a figure of the happening covers that happening alone."""

_UNREAL = frozenset({Stance.FORECAST, Stance.HYPOTHETICAL, Stance.PLAN, Stance.ORDER})


def occurrence(a: Reported, b: Reported) -> Kinship:
    """Different where the reports were sorted under other happenings, where the days lie apart, or the places do."""
    told_apart = a.occurrence is not None and b.occurrence is not None and a.occurrence != b.occurrence
    if told_apart and (_is_beside(a) or _is_beside(b) or not (_is_story(a) or _is_story(b))):
        return "different"
    fa, fb = a.facts, b.facts
    if _apart_in_time(a, b, fa, fb):
        return "different"
    if a.occurrence is not None and a.occurrence == b.occurrence:
        return "same"
    if not (fa.spread and fb.spread) and not (fa.part and fb.part) and _elsewhere(a, b):
        return "different"
    return "unknown"


def _is_story(one: Reported) -> bool:
    return one.occurrence is not None and one.occurrence.startswith(STORY)


def _is_beside(one: Reported) -> bool:
    return one.occurrence is not None and one.occurrence.startswith(BESIDE)


def _elsewhere(a: Reported, b: Reported) -> bool:
    """Another place is another happening; a breakdown by place (parts, or counts over a time) is not."""
    counted = a.claim.window.kind in (WindowKind.CUMULATIVE, WindowKind.PERIOD)
    if counted and b.claim.window.kind in (WindowKind.CUMULATIVE, WindowKind.PERIOD):
        return False
    return _whereabouts(a, b) == "different"


def _whereabouts(a: Reported, b: Reported) -> Kinship:
    """A place that a claim only has from its headline proves no difference, unless the other claim is told of another
    country, or it is what the reports are mainly about and the other claim is told of elsewhere."""
    kinship = place_kinship(a.claim.place, b.claim.place)
    if kinship != "different" or (a.facts.placed and b.facts.placed):
        return kinship
    if (a.facts.placed or b.facts.placed) and _abroad(a.claim.place, b.claim.place):
        return kinship
    return kinship if _aside(a, b) or _aside(b, a) else "unknown"


def _abroad(a: Named | None, b: Named | None) -> bool:
    """True for two places that the names know to lie in two countries."""
    left, right = country_of(a), country_of(b)
    return left is not None and right is not None and left != right


def _aside(one: Reported, main: Reported) -> bool:
    return one.facts.placed and one.occurrence is None and _is_story(main)


def _apart_in_time(a: Reported, b: Reported, fa: Facts, fb: Facts) -> bool:
    ka, kb = a.claim.window.kind, b.claim.window.kind
    if ka == kb == WindowKind.PERIOD:
        return not (fa.spread or fb.spread) and (_weeks_apart(fa.span, fb.span) or _weeks_apart(fb.span, fa.span))
    if ka == kb == WindowKind.OCCURRENCE:
        return fa.armed and fb.armed and _other_fight(fa, fb)
    return _before(fa, ka, fb) or _before(fb, kb, fa)


def _before(early: Facts, kind: WindowKind, late: Facts) -> bool:
    """True where all that `early` counts was over before the days of `late` began."""
    if late.span.first is None:
        return _long_before(early, late)
    last = early.span.last
    if last is None and kind == WindowKind.OCCURRENCE and early.as_of is not None:
        last = early.as_of.day
    return last is not None and last < late.span.first


def _other_fight(a: Facts, b: Facts) -> bool:
    """Fighters killed days apart died in two fights, unless within a week one toll rose by a fifth or less."""
    if a.when is None or b.when is None or abs(a.when.day - b.when.day) <= FIGHTING_DAYS:
        return False
    early, late = (a, b) if a.when <= b.when else (b, a)
    rose = level(early) <= level(late) <= level(early) * RISE
    return not (rose and abs(a.when.day - b.when.day) <= SAME_WEEK)


def _weeks_apart(early: Span, late: Span) -> bool:
    """Two stretches of days with more than a week between them; marches and stocks are told apart by their window."""
    return early.last is not None and late.first is not None and late.first - early.last > SAME_WEEK


def _long_before(early: Facts, late: Facts) -> bool:
    """A figure of named days against the running figure of a happening that was still reported long after."""
    if early.span.last is None or late.when is None or late.window != "occurrence":
        return False
    return late.when.day - early.span.last > LONG_AGO


def measure(a: Reported, b: Reported) -> Kinship:
    """Killed lies in killed_or_injured; plain "other" says nothing of what is counted."""
    left, right = a.facts, b.facts
    if left.measure != right.measure and "other" in (left.measure, right.measure) and left.unit != right.unit:
        return "different"
    return measure_kinship(left.measure, right.measure)


def measure_kinship(left: str, right: str) -> Kinship:
    """How one measure lies to another, both in canonical spelling."""
    if left == right:
        return "same"
    if left == "other" or right == "other":
        return "unknown"
    if lies_in(left, right):
        return "part"
    return "whole" if lies_in(right, left) else "different"


def group(a: Reported, b: Reported) -> Kinship:
    """Who is counted. A count that its own text calls a part of another is a part of an unstated group too."""
    kinship = group_kinship(a.claim.group, b.claim.group)
    if _ends_untold(a, b) or (kinship == "unknown" and _other_ends(a, b)):
        return "different"
    if kinship in ("same", "unknown") and (_some_of(a, b) or _some_of(b, a)):
        return "part" if a.some else "whole"
    if kinship == "unknown":
        left, right = _of_the_whole(a, b), _of_the_whole(b, a)
        return kinship if left == right else "part" if left else "whole"
    if kinship in ("different", "part", "whole") and not (a.facts.part or b.facts.part):
        return _reworded(a, b, kinship)
    return kinship


def _of_the_whole(part: Reported, whole: Reported) -> bool:
    """True where a stated group is a part of an unstated one: its text says so, or nobody tells a whole toll by such a
    group, and it counts fewer."""
    if not group_words(part.claim.group):
        return False
    if group_words(whole.claim.group) and (never_whole(whole.claim.group) or not never_whole(part.claim.group)):
        return False
    fewer = level(part.facts) < level(whole.facts)
    return (part.facts.part and not whole.facts.part) or (never_whole(part.claim.group) and fewer)


def _some_of(part: Reported, whole: Reported) -> bool:
    """True where one is a part by more than its group tells ("20 of the injured"), and the fewer."""
    return part.some and not whole.facts.part and level(part.facts) < level(whole.facts)


def _ends_untold(a: Reported, b: Reported) -> bool:
    """Two distances, or lengths of time, that differ and of which nothing more is told: from where to where, and what
    it is that lasted, isn't the same by that."""
    what = a.facts.measure
    if what not in _BETWEEN or b.facts.measure != what or overlap(a.facts, b.facts) or a.origin.same(b.origin):
        return False
    return group_words(a.claim.group) | group_words(b.claim.group) <= frozenset((what,))


_BETWEEN = frozenset({"distance", "duration"})


def _other_ends(a: Reported, b: Reported) -> bool:
    """Two distances whose ends are told in words of one script that have nothing in common."""
    if a.facts.measure != "distance" or b.facts.measure != "distance":
        return False
    left, right = a.claim.group, b.claim.group
    if left is None or right is None or left.surface.isascii() != right.surface.isascii():
        return False
    one, other = group_words(left) - _BETWEEN, group_words(right) - _BETWEEN
    return bool(one) and bool(other) and one.isdisjoint(other)


def _fighting(a: Reported, b: Reported, kinship: Kinship) -> Kinship:
    """Those who fight, told once with and once without the side they belong to. An organisation loses nobody but its
    people; "gunmen" of no named side may be of any side that their report doesn't count beside them; "fighters" of no
    named side are the whole of several sides only where they are more."""
    if bodily(a.claim.group, b.claim.group):
        return "same"
    roles = bare_role(a.claim.group), bare_role(b.claim.group)
    if roles[0] == roles[1] or kinship == "same":
        return kinship
    bare, owned = (a, b) if roles[0] else (b, a)
    beside = owner(owned.claim.group) in bare.beside
    if kinship == "different":
        return kinship if beside else "unknown"
    if level(bare.facts) > level(owned.facts):
        return kinship
    return "different" if beside else "unknown"


def _reworded(a: Reported, b: Reported, kinship: Kinship) -> Kinship:
    """One number of one measure, whose owners are told in words that no list of names knows: two wordings. What is
    counted as displaced or present is told by the measure: civilians, refugees and families may be the same people."""
    left, right = a.claim.group, b.claim.group
    if a.facts.measure == b.facts.measure == "displaced" and (known(left) or known(right)):
        return kinship if armed(left) or armed(right) else "unknown"
    if a.facts.armed and b.facts.armed and a.facts.measure == b.facts.measure and known(left) and known(right):
        kinship = _fighting(a, b, kinship)
    if known(left) and known(right) and not same_role(left, right):
        return kinship
    if a.facts.value is None and b.facts.value is None:
        return "unknown" if a.facts.interval == b.facts.interval else kinship
    if a.facts.value == b.facts.value and not a.facts.constant:
        return "unknown" if a.facts.measure == b.facts.measure else kinship
    return kinship


def place(a: Reported, b: Reported) -> Kinship:
    """Where. A wider name for the same happening is the same place, unless some report tells the two apart."""
    kinship = _whereabouts(a, b)
    if kinship in ("same", "unknown") and (_counts_its_own(a, b) or _counts_its_own(b, a)):
        return "part" if _counts_its_own(a, b) else "whole"
    if kinship == "different" and a.occurrence is not None and a.occurrence == b.occurrence:
        return "unknown"  # what two reports of one happening call its place
    if kinship in ("part", "whole") and _one_figure(a, b):
        return "same"  # one source's figure, its place told more coarsely by one of the two
    if kinship in ("part", "whole"):
        inner, outer = (a, b) if kinship == "part" else (b, a)
        pair = place_label(inner.claim), place_label(outer.claim)
        if not (pair in a.levels or pair in b.levels or in_facility(inner.claim.place)):
            return "same"
    return kinship


def _counts_its_own(one: Reported, other: Reported) -> bool:
    """True where a hospital or the like says how many it has, against the higher count of somebody else."""
    if one.facts.measure not in _BROUGHT_IN or one.facts.measure != other.facts.measure or one.facts.zero:
        return False
    theirs = is_facility(other.origin.label) or in_facility(other.claim.place)
    return is_facility(one.origin.label) and not theirs and level(one.facts) < level(other.facts)


_BROUGHT_IN = frozenset({"killed", "injured", "killed_or_injured", "infected"})


def _one_figure(a: Reported, b: Reported) -> bool:
    told = a.facts.value is not None and a.facts.value == b.facts.value and a.facts.measure == b.facts.measure
    return told and a.origin.same(b.origin) is True


def window(a: Reported, b: Reported) -> Kinship:
    """What time the figures cover."""
    fa, fb = a.facts, b.facts
    ka, kb = a.claim.window.kind, b.claim.window.kind
    if ka == kb == WindowKind.OCCURRENCE and fa.window == fb.window:
        return "same"
    if not fa.window or not fb.window or (fa.constant and fb.constant):
        return "unknown"
    if ka == kb == WindowKind.CUMULATIVE:
        return _since(fa, fb)
    if fa.window == fb.window and fa.span == fb.span:
        return "same"
    if WindowKind.OCCURRENCE in (ka, kb):
        if ka == WindowKind.OCCURRENCE:
            return _happening(fa, fb, kb)
        return MIRRORED[_happening(fb, fa, ka)]
    if (ka, kb) == (WindowKind.PERIOD, WindowKind.CUMULATIVE) and _days_of_total(fa, fb):
        return "part"
    if (kb, ka) == (WindowKind.PERIOD, WindowKind.CUMULATIVE) and _days_of_total(fb, fa):
        return "whole"
    if ka == kb == WindowKind.OTHER and _in_two_scripts(a, b):
        return "unknown"  # words of two languages neither agree nor differ
    return _nested(fa.span, fb.span)


def _in_two_scripts(a: Reported, b: Reported) -> bool:
    return (a.claim.window.text or "").isascii() != (b.claim.window.text or "").isascii()


def _since(a: Facts, b: Facts) -> Kinship:
    """Two counts since a day: one running figure, or the later start lies inside the earlier one."""
    if a.since.first is None or b.since.first is None:
        return "unknown"
    if a.since.first <= (b.since.last or b.since.first) and b.since.first <= (a.since.last or a.since.first):
        return "same"
    if a.since.first > b.since.first:
        return "part" if _not_after(a.when, b.when) else "different"
    return "whole" if _not_after(b.when, a.when) else "different"


def _happening(one: Facts, other: Facts, kind: WindowKind) -> Kinship:
    """The figure of one happening against a figure of a stretch of days."""
    day = None if one.as_of is None else one.as_of.day
    if kind == WindowKind.CUMULATIVE:
        if other.since.first is None:
            return "unknown"
        if not one.armed and not other.armed and day is not None and 0 <= day - other.since.first <= SAME_WEEK:
            return "same"
        return "part" if _not_after(one.as_of or one.when, other.when) else "different"
    if kind == WindowKind.PERIOD and other.span.first is not None and other.span.first == other.span.last:
        near = day is None or 0 <= day - other.span.first <= FIGHTING_DAYS
        return "same" if near else "unknown" if not one.armed else "different"
    return "different"


def _days_of_total(some: Facts, total: Facts) -> bool:
    """True where a few days lie in a running total of which no start is told: they were over when it was given."""
    (first, last), end = some.span, total.span.last
    if total.since.first is not None or first is None or last is None or end is None:
        return False
    return last - first <= SAME_WEEK and last <= end


def _nested(a: Span, b: Span) -> Kinship:
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return "different"
    if a == b:
        return "same"
    if b.first <= a.first and a.last <= b.last:
        return "part"
    if a.first <= b.first and b.last <= a.last:
        return "whole"
    return "different"


def _not_after(a: Moment | None, b: Moment | None) -> bool:
    return a is None or b is None or a.day <= b.day


def unit(a: Reported, b: Reported) -> Kinship:
    """Units that convert were converted; currencies are not; an unprinted unit is unknown."""
    left, right = a.facts.unit, b.facts.unit
    if left == right:
        return "same"
    return "unknown" if left is None or right is None else "different"


def stance(a: Reported, b: Reported) -> Kinship:
    """Asserted, denied or withdrawn figures against forecasts and plans, which are not counts."""
    left, right = a.facts.stance, b.facts.stance
    if left == right:
        return "same"
    return "different" if left in _UNREAL or right in _UNREAL or Stance.ASSERTED in (left, right) else "same"
