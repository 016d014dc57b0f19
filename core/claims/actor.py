"""Who did it: the agent of an active event verb, or the name after "by"."""

from core.claims.clause import Clause
from core.claims.counted import Count
from core.claims.governed import Governed
from core.claims.group import Crowd
from core.names import Named


def actor_of(clause: Clause, count: Count, governed: Governed | None, crowd: Crowd) -> tuple[Named | None, str]:
    """(actor, rule); nothing where the text names no agent."""
    if governed is None or governed.event is None:
        return None, "no event word"
    by = _by(clause, count, crowd)
    if by is not None:
        return by, "agent after the event"
    entry = clause.events.get(governed.event)
    if entry is None or "active" not in entry.forms or governed.event > count.number:
        return None, "no agent named"
    if clause.reading.lex.verb_first:
        ahead = crowd.within(governed.event + 1, count.first)
        if ahead is not None:
            return ahead.named, "subject after the verb"
    for i in range(governed.event - 1, max(clause.low, governed.event - 12) - 1, -1):
        found = crowd.at.get(i)
        if found is not None and found.kind not in ("agency", "outlet", "country"):
            return found.named, "subject of the verb"
    return None, "no agent named"


def _by(clause: Clause, count: Count, crowd: Crowd) -> Named | None:
    for i in range(count.last, min(count.last + 10, clause.high)):
        if clause.listed("agent", i):
            found = crowd.within(i + 1, min(i + 4, clause.high))
            return found.named if found is not None else None
    return None
