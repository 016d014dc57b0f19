"""Reasons as the store keeps them: JSON with one sentence a language."""

from collections.abc import Mapping
from typing import Any

from desk.web.locale import LANGUAGES


def sentences(because: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """The sentences of a stored reason, (language, words) for each that it has."""
    if not because:
        return ()
    return tuple((lang, str(because[lang])) for lang in LANGUAGES if because.get(lang))
