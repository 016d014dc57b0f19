"""Sources that name nobody: "officials", "witnesses", «مصدر أمني»."""

from core.names import Named

_NOBODY = frozenset({"authorities", "media", "officials", "residents", "activists", "journalists", "people"})


def is_unnamed(source: Named) -> bool:
    """True where a source of an attribution chain names nobody in particular, so that its origin is unknown.

    Chains give an English label without an id only to unnamed sources; persons have neither.
    """
    return source.label is not None if source.id is None else source.id in _NOBODY
