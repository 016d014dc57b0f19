"""One text as the cue finders see it: names by token, quotations, the words of a cue."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, count

from core.names import Mention, Named
from core.text import Text

QUOTES = frozenset("\"'«»“”‘’‚„‹›″′`")
COMMAS = frozenset({"،", ","})
REACH = 240
"""Tokens beyond which a cue is not followed, so that no text takes more than linear time."""
_LONG_QUOTE = 160
TURNS = frozenset('“«„”»"')


@dataclass
class Passage:
    """A text and its mentions, addressed by token."""

    text: Text
    names: Sequence[Mention]
    _starts: list[int] = field(default_factory=list)
    _kinds: dict[str, str] = field(default_factory=dict)
    _norms: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._starts = [m.start for m in self.names]
        self._norms = self.text.norms
        self._kinds = {m.named.id: m.kind for m in self.names if m.named.id}

    def norm(self, index: int) -> str:
        """The folded token at `index`; empty beyond the text."""
        return self._norms[index] if 0 <= index < len(self._norms) else ""

    def kind(self, named: Named) -> str | None:
        """The kind of a named source, None where it is no known name."""
        return self._kinds.get(named.id) if named.id else None

    def inside(self, begin: int, end: int) -> list[Mention]:
        """The mentions that start in tokens `begin:end`."""
        if end <= begin:
            return []
        starts, ends = self.text.starts, self.text.ends
        low = bisect_left(self._starts, starts[begin])
        out = []
        while low < len(self.names) and self.names[low].start < ends[end - 1]:
            out.append(self.names[low])
            low += 1
        return out

    def mention_at(self, index: int, kinds: frozenset[str]) -> Mention | None:
        """The mention of one of `kinds` that starts in token `index`."""
        at = bisect_left(self._starts, self.text.starts[index])
        if at < len(self.names) and self.names[at].start < self.text.ends[index] and self.names[at].kind in kinds:
            return self.names[at]
        return None

    def in_name(self, index: int) -> bool:
        """True where a sign stands inside or against a known name («تنظيم "داعش"»)."""
        start, end = self.text.starts[index], self.text.ends[index]
        at = bisect_left(self._starts, start)
        near = self.names[max(at - 1, 0) : at + 1]
        return any(m.start <= end + 1 and start <= m.end + 1 for m in near)

    def within(self, index: int) -> bool:
        """True where token `index` is part of a known name."""
        start, end = self.text.starts[index], self.text.ends[index]
        at = bisect_left(self._starts, start)
        return any(m.start <= start and end <= m.end for m in self.names[max(at - 1, 0) : at + 1])

    def turn(self, index: int, depth: int) -> int:
        """+1 where a quotation opens at token `index`, -1 where one closes, else 0."""
        norm = self._norms[index]
        if norm in {"“", "«", "„"}:
            return 1
        if norm in {"”", "»"}:
            return -1 if depth > 0 else 0
        if norm != '"':
            return 0
        raw, start, end = self.text.raw, self.text.starts[index], self.text.ends[index]
        opens = end < len(raw) and not raw[end].isspace() and (start == 0 or raw[start - 1] in " \n(\u00a0:")
        if opens and depth == 0:
            return 1
        return -1 if depth > 0 and not opens else 1 if depth == 0 else 0

    def quote_end(self, first: int, last: int) -> int:
        """Where a quotation open in tokens `first:last` closes, if within its paragraph; else `last`."""
        norms, starts, ends, raw = self.text.norms, self.text.starts, self.text.ends, self.text.raw
        if last - first > REACH:
            return last
        depth, sign = 0, ""
        for at in compress(count(first), map(TURNS.__contains__, self._norms[first:last])):
            turn = self.turn(at, depth)
            sign = norms[at] if turn > 0 else sign
            depth += turn
        at = last
        limit = min(len(norms), last + _LONG_QUOTE) if depth > 0 else last
        while depth > 0 and at < limit:
            if starts[at] - ends[at - 1] > 0 and "\n" in raw[ends[at - 1] : starts[at]]:
                return at
            if norms[at] in TURNS:
                depth += self.turn(at, depth)
            at += 1
        return last if depth > 0 and sign == '"' else at  # a straight quote left open may have been a closing one

    def words(self, first: int, last: int) -> str:
        """The printed words of a token range, on one line."""
        norms, starts, ends = self.text.norms, self.text.starts, self.text.ends
        first, last = max(first, 0), min(last, len(norms))
        return self.text.raw[starts[first] : ends[last - 1]].replace("\n", " ")
