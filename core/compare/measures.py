"""What is known of measures and units: parts, counts that fall, constants, conversions (measures.toml)."""

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from core.text import fold


@cache
def table() -> dict[str, Any]:
    """The data of measures.toml, read once."""
    return tomllib.loads((resources.files(__package__) / "measures.toml").read_text("utf-8"))


@cache
def listed(name: str) -> frozenset[str]:
    """The measures of one list: "falling", "constant", "people", "spread"."""
    return frozenset(map(canonical, table()[name]["measures"]))


@cache
def constant_units() -> frozenset[str]:
    """Units whose figures don't run with time."""
    return frozenset(table()["constant"]["units"])


@cache
def lies_in(part: str, whole: str) -> bool:
    """True where a count of `part` is a part of a count of `whole`."""
    return whole in table()["parts"].get(part, ())


@cache
def base_unit(unit: str | None) -> tuple[str | None, Decimal]:
    """The unit that `unit` converts to and its factor; a unit that isn't listed (a currency) is its own base."""
    if unit is None:
        return None, Decimal(1)
    base, factor = table()["units"].get(unit, (unit, "1"))
    return base, Decimal(factor)


@cache
def canonical(measure: str) -> str:
    """One spelling for a measure: "other: Bombs" and "other:bomb" count the same noun."""
    head, colon, noun = measure.partition(":")
    if not colon:
        return fold(head.strip())
    words = [_singular(fold(word)) for word in noun.split()]
    return f"other:{' '.join(words)}" if words else "other"


def _singular(word: str) -> str:
    return word[:-1] if word.isascii() and len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
