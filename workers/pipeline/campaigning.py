"""Running totals go to the occurrence of their campaign: January's total and March's are one running figure, though
the happenings that their reports are about are two."""

from collections.abc import Sequence

from core.coverage.campaign import is_apart
from core.store.queries import campaigns, occurrences
from core.store.queries import claims as claim_queries
from core.store.queries.campaigns import Total
from workers.outbox import Unit


def place_totals(work: Unit, fresh: Sequence[str]) -> dict[str, list[str]]:
    """Moves the totals of the `fresh` reports to their campaigns; by report the occurrences that changed by it.

    A campaign gets an occurrence of its own when two reports count for it. A total that began with the happening itself
    stays the happening's.
    """
    session = work.session
    waiting: dict[str, list[Total]] = {}
    for total in campaigns.totals_of_reports(session, fresh):
        if is_apart(total.campaign, total.first_date):
            waiting.setdefault(total.campaign, []).append(total)
    homes = campaigns.homes(session, waiting) if waiting else {}
    changed: dict[str, list[str]] = {}
    for campaign, totals in sorted(waiting.items()):
        bringing = dict.fromkeys(total.report_id for total in totals)
        home = homes.get(campaign)
        if home is None:
            known = campaigns.totals_of_campaign(session, campaign)
            totals = [total for total in known if is_apart(campaign, total.first_date)]
            if len({total.report_id for total in totals}) < 2:
                continue
            home = campaigns.new_home(session, campaign, work.now)
        _move(work, home, totals)
        for report in bringing:
            changed.setdefault(report, []).extend((home, *(total.occurrence_id for total in totals)))
    return changed


def _move(work: Unit, home: str, totals: Sequence[Total]) -> None:
    reports = sorted({total.report_id for total in totals})
    occurrences.add_members(work.session, home, reports, "machine", work.now)
    claim_queries.place_claims(work.session, [total.claim_id for total in totals], home)
