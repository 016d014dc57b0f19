"""Figures inside what somebody denies or takes back: "denied that 20 were killed", «سحبت الوكالة خبرا عن مقتل 30»."""

from collections.abc import Container

from core.claims.claim import Stance
from core.claims.clause import STOPS, Clause, is_sign
from core.claims.counted import Count

REACH = 22
"""Words over which a verb of stance governs a figure inside one clause."""
_APPOSITION = 6
"""Words from a figure to "a claim", "ce", «الأمر» that takes it up."""
_RELATIVE = 12
"""Words from there to the verb that denies it."""
_PREDICATE = 9
"""Words from a figure to "were denied", "as false"."""
_REPORTED = 8
"""Words from "reports" to a figure in them."""
_BREAKS = STOPS | frozenset(",،:")


def denial_of(clause: Clause, count: Count, cues: Container[int]) -> tuple[Stance, str] | None:
    """(denied or withdrawn, rule), or None; `cues` are the tokens at which another stance begins."""
    return _governed(clause, count, cues) or _taken_up(clause, count) or _predicated(clause, count)


def _governed(clause: Clause, count: Count, cues: Container[int]) -> tuple[Stance, str] | None:
    """ "Denied that 20 were killed": the verb stands before the figure, and nothing in between begins a fact."""
    between = _Between()
    for i in range(count.first - 1, max(clause.low, count.first - REACH) - 1, -1):
        if _begins_fact(clause, i, cues):
            return None
        stance = between.stance(clause, i)
        if stance is not None:
            passive = clause.listed("be", i - 1)
            return None if passive or _is_negated(clause, i) else (stance, f"“{clause.norm(i)}” governs it")
        between.add(clause, i)
    return None


class _Between:
    """What stands between a verb and the figure: the name of a report, a clause of its own, or words of any meaning."""

    def __init__(self) -> None:
        self.report = self.clause = self.told = False

    def add(self, clause: Clause, i: int) -> None:
        self.report = self.report or clause.listed("report", i)
        self.clause = self.clause or clause.listed("complementizer", i)
        # "Denied 300 visas" refuses things; what is denied as a fact is told in words of its own.
        self.told = self.told or not (is_sign(clause.norm(i)) or any(clause.listed(name, i) for name in _EMPTY))

    def stance(self, clause: Clause, verb: int) -> Stance | None:
        """What a verb before all this makes of the figure."""
        reported = self.report or self.clause
        if (reported and clause.listed("rejection", verb)) or (
            (self.told or reported) and clause.listed("denial", verb)
        ):
            return Stance.DENIED
        withdrawn = (self.report and clause.listed("withdrawal", verb)) or (reported and clause.listed("wrongly", verb))
        return Stance.WITHDRAWN if withdrawn else None


_EMPTY = ("determiner", "adverb", "preposition")


def _begins_fact(clause: Clause, i: int, cues: Container[int]) -> bool:
    """True where what stands behind token `i` is no longer what is denied before it."""
    if clause.norm(i) in STOPS or clause.listed("blame", i):
        return True  # "denied any role in the attack": the attack is no matter of dispute
    if clause.listed("scope_end", i):
        return not clause.listed("report", i - 1)  # «الأنباء التي تحدثت عن»: what the reports tell
    if clause.listed("conjunction", i) and not clause.listed("report", i + 1):
        # "Denied that figure and counted 80", "denied the closure and promised two hospitals".
        return clause.listed("report", i - 1) or i + 1 in cues
    return False


def _is_negated(clause: Clause, verb: int) -> bool:
    """ "Did not deny", «لم تنف», "n'a pas démenti", "neither confirmed nor denied"."""
    return any(clause.listed("negator", i) for i in range(verb - 3, verb))


def _taken_up(clause: Clause, count: Count) -> tuple[Stance, str] | None:
    """ "60 wounded, a figure the police deny", «وهو ما نفته السلطات», "ce que dément la police"."""
    low = end_of(count)
    for i in range(low, min(low + _APPOSITION, clause.high - 1)):
        if i in clause.count_at or clause.norm(i) in STOPS:
            return None
        relative = clause.listed("denied_fact", i) and clause.listed("relative", i + 1)
        if relative or clause.listed("report", i):
            for k in range(i + 1, min(i + 1 + _RELATIVE, clause.high)):
                if k in clause.count_at or clause.norm(k) in _BREAKS:
                    return None
                if clause.listed("denial", k) or clause.listed("rejection", k):
                    return None if _is_negated(clause, k) else (Stance.DENIED, f"“{clause.norm(k)}” in apposition")
    return None


def _predicated(clause: Clause, count: Count) -> tuple[Stance, str] | None:
    """ "Reports of 40 dead were denied", "dismissed reports of 80 as false", «الأنباء عن 80 قتيلا عارية عن الصحة»."""
    if not any(clause.listed("report", i) for i in range(max(clause.low, count.first - _REPORTED), count.first)):
        return None
    low = end_of(count)
    for i in range(low, min(low + _PREDICATE, clause.high)):
        if i in clause.count_at or clause.norm(i) in _BREAKS or clause.listed("scope_end", i):
            return None
        denied = clause.listed("be", i - 1) and (clause.listed("denial", i) or clause.listed("rejection", i))
        untrue = clause.listed("truth", i) and clause.listed("negator", i - 1)
        if (denied and not _is_negated(clause, i)) or untrue or clause.listed("falsity", i):
            return Stance.DENIED, f"said to be untrue: “{clause.norm(i)}”"
    return None


def end_of(count: Count) -> int:
    """The token behind a count and its whole ("35 of the 61 seats")."""
    return count.last if count.of is None else max(count.last, count.of[1])
