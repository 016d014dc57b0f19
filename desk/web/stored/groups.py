"""Names for the keys under which figures are tallied: a group's id, or its folded words in order."""

from collections.abc import Iterable

from core.coverage.naming import group_words, place_steps
from core.names import Named
from desk.web.stored.names import labelled
from desk.web.views import Name


def group_names(known: Iterable[tuple[str | None, str | None]]) -> dict[str, Name]:
    """The names of groups by key; `known` are (id, label) of the claims that were tallied."""
    found: dict[str, Name] = {}
    for group_id, label in known:
        name = labelled(label)
        if name is not None and label is not None:
            found.setdefault(group_id or " ".join(sorted(group_words(Named(label)))), name)
    return found


def place_names(labels: Iterable[str | None]) -> dict[str, Name]:
    """The names of places by the folded words of their nearest step."""
    found: dict[str, Name] = {}
    for label in labels:
        steps = place_steps(Named(label)) if label else ()
        name = labelled(label)
        if steps and name is not None:
            found.setdefault(" ".join(sorted(steps[0])), name)
    return found
