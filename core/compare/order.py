"""Which of two figures is the later one."""

from typing import Literal

from core.compare.moments import Moment
from core.compare.reported import Reported

Order = Literal["later", "earlier", "same", "unknown"]

MIRROR: dict[Order, Order] = {"later": "earlier", "earlier": "later", "same": "same", "unknown": "unknown"}


def order(a: Reported, b: Reported, told_only: bool) -> Order:
    """`a` seen from `b`. Only as-ofs that the texts tell count where `told_only`; else a report's own day stands in.

    An as-of that isn't told lies no later than its report, so it can still be the earlier one.
    """
    fa, fb = a.facts, b.facts
    if fa.as_of is not None and fb.as_of is not None:
        return _compare(fa.as_of, fb.as_of)
    if fa.when is None or fb.when is None:
        return "unknown"
    days = _compare(Moment(fa.when.day), Moment(fb.when.day))
    if not told_only:
        return days
    if days == "later" and fb.as_of is None and fa.as_of is not None:
        return "later"
    if days == "earlier" and fa.as_of is None and fb.as_of is not None:
        return "earlier"
    return "unknown"


def _compare(a: Moment, b: Moment) -> Order:
    if a.day != b.day:
        return "later" if a.day > b.day else "earlier"
    if a.minute is None or b.minute is None or a.minute == b.minute:
        return "same"
    return "later" if a.minute > b.minute else "earlier"
