"""Places (first version: countries; towns and provinces follow)."""

from core.names.find import find_names, lookup
from core.names.mention import Mention
from core.names.named import Named
from core.names.relation import Relation, relation
from core.text import Text


def find_places(text: Text) -> tuple[Mention, ...]:
    """Every place that `text` names, in text order."""
    return tuple(m for m in find_names(text) if m.kind == "country")


def place_relation(a: Named | None, b: Named | None) -> Relation:
    """ "part": a lies inside b."""
    return relation(a, b)


def lookup_place(surface: str) -> Named | None:
    """The place that `surface` is."""
    return lookup(surface)
