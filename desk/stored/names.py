"""Names of groups, places and sources in the reader's language, from the same data that finds them in texts."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from core.names import Named
from desk.views import Name
from desk.views.occurrence import Campaign

_TABLES = ("armed_groups", "groups", "organisations", "state_bodies", "places")


def name_of(named: Named | None) -> Name | None:
    """A name with what it is called in the interface's other languages; None where none is given."""
    return None if named is None else _spoken(named.surface, named.label, False)


def labelled(label: str | None, party: bool = False) -> Name | None:
    """A name of which the store keeps its English label or its printed form; None where it keeps nothing."""
    return _spoken(label, label, party) if label else None


def campaign_of(key: str | None) -> Campaign | None:
    """What the store keeps as "2018-09-10|SY", with the country's names."""
    if not key:
        return None
    since, _, code = key.partition("|")
    names = _countries().get(code)
    return Campaign(since, None if names is None else Name(names["en"], names["en"], False, (("ar", names["ar"]),)))


def titled(title: str, campaign: Campaign | None) -> str:
    """The title in English: a campaign's first report names one day of it, and not the campaign."""
    if campaign is None:
        return title
    return f"Running totals{f', {campaign.country.label}' if campaign.country else ''}, since {campaign.since}"


@cache
def _countries() -> Mapping[str, Mapping[str, str]]:
    rows = json.loads((files("core.names") / "data" / "countries.json").read_text("utf-8"))
    languages = rows.pop("")
    return {code: dict(zip(languages, names, strict=True)) for code, names in rows.items()}


def _spoken(surface: str, label: str | None, party: bool) -> Name:
    arabic = _in_arabic(label) if label else None
    return Name(surface, label, party, (("ar", arabic),) if arabic else ())


def _in_arabic(label: str) -> str | None:
    """The Arabic of a label; of a place the Arabic of its steps ("Baghouz, Syria"), where its first one has it."""
    whole = _arabic().get(label.casefold())
    if whole is not None or ", " not in label:
        return whole
    first, *wider = label.split(", ")
    begun = _arabic().get(first.casefold())
    return "، ".join((begun, *(_arabic().get(one.casefold(), one) for one in wider))) if begun else None


@cache
def _arabic() -> Mapping[str, str]:
    """The first plain Arabic name of everything that has an English label, by that label in lower case."""
    found: dict[str, str] = {}
    for table in _TABLES:
        rows = tomllib.loads((files("core.names") / "data" / f"{table}.toml").read_text("utf-8"))
        for row in rows.values():
            name = _first_plain(row.get("ar", ()) if isinstance(row, Mapping) else ())
            if name and "label" in row:
                shown = _definite(name) if table == "state_bodies" else name
                found.setdefault(str(row["label"]).casefold(), shown)
    for names in _countries().values():
        if names.get("en") and names.get("ar"):
            found.setdefault(names["en"].casefold(), names["ar"])
    return found


def _definite(name: str) -> str:
    """A body's name with its article, which the data leaves out for finding: one word («مخابرات») or a noun with its
    adjective («دفاع المدني») needs it, a noun with its genitive («خفر السواحل», «وزارة المالية») has it already."""
    head, *rest = name.split()
    described = rest[:1] and rest[0].startswith("ال") and (rest[0].endswith(("ي", "ية")) or rest[0] in _ADJECTIVES)
    bare = not head.startswith("ال") and head != "وزارة" and (not rest or described)
    return f"ال{name}" if bare else name


_ADJECTIVES = frozenset({"الأحمر", "العامة", "العليا"})


def _first_plain(aliases: Any) -> str | None:
    # "~" marks an alias that is inflected when it is matched: it is a stem for finding, not a name for reading.
    return next((alias for alias in aliases if isinstance(alias, str) and not alias.endswith("~")), None)
