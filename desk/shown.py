"""Prints what `tawatur show` shows: a flag, an article, an occurrence."""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from desk.console import out
from desk.tables import table
from desk.views import ArticleView, Discrepancy, OccurrenceView
from desk.wordings import amount, counted, figure

if TYPE_CHECKING:
    from desk.views import Figure, MatrixRow, Name, Segment, Side, TallyRow


@singledispatch
def print_view(view: Any) -> None:
    """Prints a view on stdout."""
    raise TypeError(f"nothing prints a {type(view).__name__}")


@print_view.register
def _flag(view: Discrepancy) -> None:
    _line(
        f"{view.kind.replace('_', ' ').upper()}  {counted(view.measure, _name(view.group))}  {_name(view.place) or ''}"
    )
    for side in filter(None, (view.left, view.right)):
        _side(side)
    _line(_english(view.because))
    if view.slip:
        _line(f"Likely slip: {view.slip.replace('_', ' ')} ({view.slip_side or 'side unknown'})")
    for row in view.dimensions:
        _line(f"  {row.dimension:11} {row.verdict:8} {_value(row.left)} | {_value(row.right)}")
    if view.state == "reopened":
        _line(f"Reopened: {view.news_figures} new figure(s); new origins: {', '.join(view.news_origins) or 'none'}")
    for ruling in view.history:
        undone = " (taken back)" if ruling.undone else ""
        _line(f"{ruling.when:%Y-%m-%d %H:%M}  {ruling.decision} by {ruling.who}{undone}  {ruling.note or ''}")
    _line(f"Rule on it: tawatur decide {view.id[:8]} a-right|b-right|both-right|not-same-occurrence|outdated|…")


def _side(side: "Side") -> None:
    chain = " ← ".join(filter(None, map(_name, side.chain)))
    head = " · ".join(filter(None, (side.publisher, side.published, chain)))
    _line(f"\n{_figure(side.figure)}   {head}")
    _line(f"  {''.join(_marked(side.passage)).strip()}")
    for origin in side.origins:
        _line(f"  origin: {_name(origin.name) or 'unknown'} ({', '.join(origin.outlets)})")


@print_view.register
def _article(view: ArticleView) -> None:
    _line("".join(segment.text for segment in view.title))
    _line(" · ".join(filter(None, (view.publisher, view.published, view.url, f"article {view.id[:8]}"))))
    rows = [
        (
            claim.n,
            _figure(claim.figure),
            counted(claim.measure, _name(claim.group)),
            (claim.headline or "").replace("_", " "),
            _english(claim.findings[0].because) if claim.findings else "",
        )
        for claim in view.claims
    ]
    out().print(table("n", "figure", "what", "finding", "because", rows=rows))
    for inconsistency in view.inconsistencies:
        _line(f"{inconsistency.check}: {_english(inconsistency.because)}")


@print_view.register
def _occurrence(view: OccurrenceView) -> None:
    _line(f"{view.title}   occurrence {view.id[:8]}")
    columns = [_name(column) or "unknown" for column in view.columns]
    rows = [
        (
            _question(row),
            row.window,
            *(", ".join(_figure(shown) for shown, _, _ in cell.figures) for cell in row.cells),
        )
        for row in view.rows
    ]
    out().print(table("what", "window", *columns, rows=rows))
    tally = [
        (_question(row), row.window, *(amount(row.measure, end) for end in (row.low, row.best, row.high)), row.origins)
        for row in view.tally
    ]
    out().print(
        table("what", "window", "low", "best", "high", "origins", rows=tally, title=f"As reported ({view.codebook})")
    )
    for origin, reports in view.reports:
        _line(_name(origin) or "unknown origin")
        for report in reports:
            _line(f"  {_when(report.published):16}  {report.publisher or '—'}: {report.title}")


def _question(row: "MatrixRow | TallyRow") -> str:
    what = counted(row.measure, _name(row.group))
    return f"{what} · {place}" if (place := _name(row.place)) else what


def _when(date: str | None) -> str:
    """Day and minute as the outlet dates it."""
    return "—" if date is None else date[:16].replace("T", " ")


def _line(text: str) -> None:
    out().print(text, markup=False, soft_wrap=True)


def _english(sentences: Sequence[tuple[str, str]]) -> str:
    return dict(sentences).get("en", "")


def _name(name: "Name | None") -> str | None:
    return None if name is None else name.label or name.surface


def _value(value: Any) -> str:
    if value is None:
        return "not stated"
    return value if isinstance(value, str) else _name(value) or ""


def _figure(shown: "Figure") -> str:
    return figure(shown.value, shown.low, shown.high, shown.precision, shown.unit)


def _marked(segments: "Iterable[Segment]") -> Iterable[str]:
    return (f"[{segment.text}]" if segment.mark else segment.text for segment in segments)
