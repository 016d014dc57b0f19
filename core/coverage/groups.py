"""Groups out of pairs (union-find), in one order whatever the order of the pairs."""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Groups(Generic[T]):
    """Members that were joined belong to one group; members keep the order in which they were first seen."""

    def __init__(self, members: Iterable[T] = ()) -> None:
        self._parent: dict[T, T] = {m: m for m in members}

    def join(self, a: T, b: T) -> None:
        """Put `a` and `b`, and all that was joined to either, into one group."""
        left, right = self.head(a), self.head(b)
        if left != right:
            self._parent[right] = left

    def head(self, member: T) -> T:
        """The member that stands for the group of `member`."""
        parent = self._parent.setdefault(member, member)
        while parent != member:
            grandparent = self._parent[parent]
            self._parent[member] = grandparent
            member, parent = grandparent, self._parent[grandparent]
        return member

    def all(self) -> list[list[T]]:
        """Every group, members in first-seen order, groups by their first member."""
        found: dict[T, list[T]] = {}
        for member in self._parent:
            found.setdefault(self.head(member), []).append(member)
        return list(found.values())
