"""Which notices follow from flags: written in the transaction that raises the flags, sent once it is committed."""

from collections.abc import Sequence

from core.store.queries import notices
from core.store.tables import FlagRow, NoticeRuleRow
from workers.outbox import Unit

TASK = "notify"
QUEUE = "fetch"
"""Where what asks other hosts waits: a slow one must not keep people waiting."""


def announce(work: Unit, flags: Sequence[FlagRow]) -> None:
    """One notice a rule for the flags that opened or reopened together and that the rule asks for."""
    if not flags:
        return
    for rule in notices.list_rules(work.session, active_only=True):
        wanted = [flag.id for flag in flags if _asked(rule, flag)]
        if wanted:
            tell(work, rule, wanted)


def tell(work: Unit, rule: NoticeRuleRow, flags: Sequence[str]) -> int:
    """Adds one notice and the job that sends it; no flags make it a trial. Returns the notice's id."""
    notice = notices.add_notice(work.session, rule.id or 0, flags, work.now)
    work.send(TASK, str(notice), QUEUE)
    return notice


def _asked(rule: NoticeRuleRow, flag: FlagRow) -> bool:
    return flag.rank >= rule.least_rank and (not rule.kinds or flag.kind in rule.kinds)
