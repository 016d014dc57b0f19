"""Claims to and from the JSON of the command line and the API. Numbers are JSON numbers; a plain string is a name."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from core.claims.claim import Claim, Stance, Window, WindowKind
from core.names import Named
from core.numbers import Interval, Precision


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """The documented claim object (docs/reference: claims)."""
    return {
        "n": claim.n,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "num_start": claim.num_start,
        "num_end": claim.num_end,
        "low": number(claim.interval.low),
        "high": number(claim.interval.high),
        "value": number(claim.value),
        "printed": claim.printed,
        "precision": str(claim.precision),
        "unit": claim.unit,
        "measure": claim.measure,
        "group": named_to_json(claim.group),
        "actor": named_to_json(claim.actor),
        "place": named_to_json(claim.place),
        "window": _window_to_json(claim.window),
        "as_of": claim.as_of,
        "due": claim.due,
        "stance": str(claim.stance),
        "attribution": [named_to_json(source) for source in claim.attribution],
        "in_headline": claim.in_headline,
        "part_of": claim.part_of,
        "alternatives": [number(value) for value in claim.alternatives],
        "because": dict(claim.because),
        "confidence": claim.confidence,
    }


def claim_from_json(row: Mapping[str, Any]) -> Claim:
    """Reads the object back, and the looser form of claim tables (names as plain strings, window as a word)."""
    precision = Precision(row["precision"])
    return Claim(
        n=int(row["n"]),
        text=str(row.get("text") or ""),
        value=_decimal(row.get("value")),
        interval=Interval(_decimal(row.get("low")), _decimal(row.get("high"))),
        precision=precision,
        measure=str(row.get("measure") or "other"),
        start=row.get("start"),
        end=row.get("end"),
        num_start=row.get("num_start"),
        num_end=row.get("num_end"),
        printed=row.get("printed"),
        unit=row.get("unit"),
        group=_named(row.get("group")),
        actor=_named(row.get("actor")),
        place=_named(row.get("place")),
        window=_window(row.get("window")),
        as_of=row.get("as_of"),
        due=row.get("due"),
        stance=Stance(row.get("stance") or "asserted"),
        attribution=tuple(s for s in map(_named, row.get("attribution") or ()) if s is not None),
        in_headline=bool(row.get("in_headline")),
        part_of=row.get("part_of"),
        alternatives=tuple(d for d in map(_decimal, row.get("alternatives") or ()) if d is not None),
        because=tuple((str(k), str(v)) for k, v in (row.get("because") or {}).items()),
        confidence=float(row.get("confidence", 1.0)),
    )


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: an int where the value is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def named_to_json(named: Named | None) -> dict[str, str | None] | None:
    """{"id", "label", "surface"} or null."""
    return None if named is None else {"id": named.id, "label": named.label, "surface": named.surface}


def _named(value: Any) -> Named | None:
    if value is None or value in ("", "not stated"):
        return None
    if isinstance(value, Mapping):
        return Named(str(value.get("surface") or value.get("label") or ""), value.get("id"), value.get("label"))
    return Named(str(value))


def _window_to_json(window: Window) -> dict[str, str | None]:
    return {"kind": str(window.kind), "since": window.since, "until": window.until, "text": window.text}


def _window(value: Any) -> Window:
    if value is None:
        return Window()
    if isinstance(value, Mapping):
        kind = _window_kind(str(value.get("kind", "other")))
        return Window(kind, value.get("since"), value.get("until"), value.get("text"))
    head, _, rest = str(value).partition(":")
    return Window(_window_kind(head), text=rest.strip() or None)


def _window_kind(name: str) -> WindowKind:
    return WindowKind(name) if name in set(WindowKind) else WindowKind.OTHER


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
