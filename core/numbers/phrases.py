"""Fixed phrases over folded words: which phrase starts at a place, or ends just before it. Longest first."""

from collections.abc import Collection, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Phrases(Generic[T]):
    """A set of phrases, each with what it means; looked up by its first or its last word, so cost is per word met."""

    def __init__(self, entries: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for words, meaning in sorted(entries, key=lambda entry: -len(entry[0])):
            self._first.setdefault(words[0], []).append((words, meaning))
            self._last.setdefault(words[-1], []).append((words, meaning))

    @property
    def starts(self) -> Collection[str]:
        """The first words of all phrases."""
        return self._first.keys()

    def __contains__(self, first: str) -> bool:
        return first in self._first

    def after(self, norms: Sequence[str], at: int) -> tuple[int, T] | None:
        """The longest phrase that starts at index `at`: (index after it, meaning)."""
        found = self._first.get(norms[at]) if at < len(norms) else None
        if found is None:
            return None
        for words, meaning in found:
            size = len(words)
            if size == 1 or tuple(norms[at : at + size]) == words:
                return at + size, meaning
        return None

    def before(self, norms: Sequence[str], at: int) -> tuple[int, T] | None:
        """The longest phrase that ends just before index `at`: (index of its first word, meaning)."""
        found = self._last.get(norms[at - 1]) if at > 0 else None
        if found is None:
            return None
        for words, meaning in found:
            size = len(words)
            if size == 1 or (size <= at and tuple(norms[at - size : at]) == words):
                return at - size, meaning
        return None
