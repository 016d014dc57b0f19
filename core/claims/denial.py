"""Figures inside what somebody denies: "denied that 20 were killed", «نفت البلدية صحة أنباء عن سقوط 40 قتيلا»."""

from collections.abc import Container

from core.claims.clause import Clause, is_sign
from core.claims.counted import Count

_REACH = 22
"""Words over which a verb of denial governs a figure inside one clause."""
_APPOSITION = 6
"""Words from a figure to "a claim", "ce", «الأمر» that takes it up."""
_RELATIVE = 12
"""Words from there to the verb that denies it."""
_PREDICATE = 9
"""Words from a figure to "were denied", "as false"."""
_REPORTED = 8
"""Words from "reports" to a figure in them."""
_STOPS = frozenset(".;؛!?؟")
_BREAKS = _STOPS | frozenset(",،:")


def denial_of(clause: Clause, count: Count, cues: Container[int]) -> str | None:
    """The rule by which a figure is denied, or None; `cues` are the tokens at which another stance begins."""
    return _governed(clause, count, cues) or _taken_up(clause, count) or _predicated(clause, count)


def _governed(clause: Clause, count: Count, cues: Container[int]) -> str | None:
    """ "Denied that 20 were killed": the verb stands before the figure, and nothing in between begins a fact."""
    reported = told = False
    for i in range(count.first - 1, max(clause.low, count.first - _REACH) - 1, -1):
        if _begins_fact(clause, i, cues):
            return None
        if (reported and clause.listed("rejection", i)) or ((told or reported) and clause.listed("denial", i)):
            passive = clause.listed("be", i - 1)
            return None if passive or _is_negated(clause, i) else f"denied: “{clause.norm(i)}”"
        reported = reported or clause.listed("report", i) or clause.listed("complementizer", i)
        # "Denied 300 visas" refuses things; what is denied as a fact is told in words of its own.
        told = told or not (is_sign(clause.norm(i)) or any(clause.listed(name, i) for name in _EMPTY))
    return None


def _begins_fact(clause: Clause, i: int, cues: Container[int]) -> bool:
    """True where what stands behind token `i` is no longer what is denied before it."""
    if clause.norm(i) in _STOPS or clause.listed("blame", i):
        return True  # "denied any role in the attack": the attack is no matter of dispute
    if clause.listed("scope_end", i):
        return not clause.listed("report", i - 1)  # «الأنباء التي تحدثت عن»: what the reports tell
    if clause.listed("conjunction", i) and not clause.listed("report", i + 1):
        # "Denied that figure and counted 80", "denied the closure and promised two hospitals".
        return clause.listed("report", i - 1) or i + 1 in cues
    return False


_EMPTY = ("determiner", "adverb", "preposition")


def _is_negated(clause: Clause, verb: int) -> bool:
    """ "Did not deny", «لم تنف», "n'a pas démenti", "neither confirmed nor denied"."""
    return any(clause.listed("negator", i) for i in range(verb - 3, verb))


def _taken_up(clause: Clause, count: Count) -> str | None:
    """ "60 wounded, a figure the police deny", «وهو ما نفته السلطات», "ce que dément la police"."""
    low = _end(count)
    for i in range(low, min(low + _APPOSITION, clause.high - 1)):
        if i in clause.count_at or clause.norm(i) in _STOPS:
            return None
        relative = clause.listed("denied_fact", i) and clause.listed("relative", i + 1)
        if relative or clause.listed("report", i):
            for k in range(i + 1, min(i + 1 + _RELATIVE, clause.high)):
                if k in clause.count_at or clause.norm(k) in _BREAKS:
                    return None
                if clause.listed("denial", k) or clause.listed("rejection", k):
                    return None if _is_negated(clause, k) else f"denied in apposition: “{clause.norm(k)}”"
    return None


def _predicated(clause: Clause, count: Count) -> str | None:
    """ "Reports of 40 dead were denied", "dismissed reports of 80 as false", «الأنباء عن 80 قتيلا عارية عن الصحة»."""
    if not any(clause.listed("report", i) for i in range(max(clause.low, count.first - _REPORTED), count.first)):
        return None
    low = _end(count)
    for i in range(low, min(low + _PREDICATE, clause.high)):
        if i in clause.count_at or clause.norm(i) in _BREAKS or clause.listed("scope_end", i):
            return None
        denied = clause.listed("be", i - 1) and (clause.listed("denial", i) or clause.listed("rejection", i))
        untrue = clause.listed("truth", i) and clause.listed("negator", i - 1)
        if (denied and not _is_negated(clause, i)) or untrue or clause.listed("falsity", i):
            return f"said to be untrue: “{clause.norm(i)}”"
    return None


def _end(count: Count) -> int:
    return count.last if count.of is None else max(count.last, count.of[1])
