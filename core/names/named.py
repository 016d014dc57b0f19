"""A name as a text gives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A group, actor, place or source: `id` from the alias data, `label` in English, `surface` as printed."""

    surface: str
    id: str | None = None
    label: str | None = None
