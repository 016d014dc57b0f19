"""What a run found new, in figures and in words: a toll that rose, a range that widened, origins that joined."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, fields
from decimal import Decimal
from typing import Any

from core.claims.codec import number
from core.compare.moved import Counted, Span, moved, words_of
from core.compare.tally import Tally
from core.store.tables import FlagRow, TallyRow


def tally_changes(occurrence_id: str, before: Sequence[TallyRow], after: Sequence[Tally]) -> list[dict[str, Any]]:
    """One entry for each row of the tally that is new, differs or is gone: what it counts, its values before and
    after (null where it was not there), and the sentence in every language."""
    old = {
        Counted(row.measure, row.group_label, row.place_label, row.window_label, row.unit): Span(
            row.low, row.best, row.high, row.origins
        )
        for row in before
    }
    new = {
        Counted(row.measure, row.group, row.place, row.window, row.unit): Span(row.low, row.best, row.high, row.origins)
        for row in after
    }
    gone = sorted((about for about in old if about not in new), key=astuple)
    return [
        _change(occurrence_id, about, old.get(about), new.get(about))
        for about in (*new, *gone)
        if old.get(about) != new.get(about)
    ]


def in_sum(changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes in order, as one for each row of a tally: from what it was at first to what it is now."""
    ends: dict[tuple[str, Counted], tuple[Span | None, Span | None]] = {}
    for change in changes:
        key = change["occurrence"], Counted(*(change[field.name] for field in fields(Counted)))
        first = ends[key][0] if key in ends else _span(change["before"])
        ends[key] = first, _span(change["after"])
    moves = [(key, old, new) for key, (old, new) in ends.items() if old != new]
    return [_change(occurrence, about, old, new) for (occurrence, about), old, new in moves]


def revised(report_id: str, version: int) -> dict[str, Any]:
    """The article itself reads otherwise than when it was read last."""
    return {"kind": "revised", "report": report_id, "number": version, **words_of("revised", version=str(version))}


def queued(source_id: str, articles: int) -> dict[str, Any]:
    """A source had articles that nobody had queued before."""
    return {"kind": "queued", "source": source_id, "articles": articles, **words_of("queued", articles)}


def flagged(kind: str, occurrence_id: str, flag: FlagRow) -> dict[str, Any]:
    """A flag that opened, reopened or was withdrawn (`kind`), with what it says."""
    says: Mapping[str, str] = {lang: str(flag.because.get(lang) or flag.summary) for lang in ("en", "ar")}
    return {"kind": kind, "occurrence": occurrence_id, "flag": flag.id, **words_of(kind, flag=says)}


def _change(occurrence_id: str, about: Counted, before: Span | None, after: Span | None) -> dict[str, Any]:
    values = {"before": _values(before), "after": _values(after)}
    return {"kind": "tally", "occurrence": occurrence_id, **values, **asdict(about), **moved(about, before, after)}


def _span(values: dict[str, Any] | None) -> Span | None:
    if values is None:
        return None
    low, best, high = (None if values[end] is None else Decimal(str(values[end])) for end in ("low", "best", "high"))
    return Span(low, best, high, values["origins"])


def _values(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"low": number(span.low), "best": number(span.best), "high": number(span.high), "origins": span.origins}
