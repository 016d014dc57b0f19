"""Figures and names as the command line prints them."""

from decimal import Decimal

from core.claims.codec import number

_MARKS = {
    "at_least": "≥ {}",
    "more_than": "> {}",
    "less_than": "< {}",
    "at_most": "≤ {}",
    "about": "≈ {}",
    "nearly": "≲ {}",
}


def figure(value: Decimal | None, low: Decimal | None, high: Decimal | None, precision: str, unit: str | None) -> str:
    """ "≥ 34", "≈ 300", "30–40", "1,213", "2.6 million" is left to the text; the unit follows."""
    if value is None or precision == "range":
        shown = "–".join(plain(end) if end is not None else "∞" for end in (low, high))
    else:
        shown = _MARKS.get(precision, "{}").format(plain(value))
    return f"{shown} {unit}" if unit else shown


def plain(value: Decimal | None) -> str:
    """With thousands marks, without needless zeros; "—" for none."""
    return "—" if value is None else f"{number(value):,}"


def amount(measure: str, value: Decimal | None) -> str:
    """A value of a tally; it counts durations in seconds, nobody else does."""
    if measure != "duration" or value is None:
        return plain(value)
    unit, seconds = next((unit for unit in _UNITS if value >= unit[1]), _UNITS[-1])
    return f"{plain(round(value / seconds, 1))} {unit}"


_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


def counted(measure: str, group: str | None) -> str:
    """ "killed · ISIS fighters", "other: pumps" as "pumps"."""
    what = measure.removeprefix("other:").replace("_", " ")
    return f"{what} · {group}" if group else what
