"""Short forms that a text explains itself: "(SDF)" after a name, and «المرصد» or "the ministry" for the last one."""

from bisect import bisect_left
from functools import cache
from itertools import compress, count

from core.language import table
from core.names.book import SKIPPED
from core.names.mention import Mention
from core.names.named import Named
from core.names.stems import PREFIXES, bare, is_definite, stems
from core.text import Text, fold

_ORGANISED = frozenset({"state_body", "armed_group", "agency", "outlet", "monitor", "ngo", "un_body", "body", "rescue"})


def short_forms(text: Text, mentions: list[Mention]) -> list[Mention]:
    """`mentions` with the short forms of their names added, in text order; one pass over the tokens."""
    if not any(m.kind in _ORGANISED for m in mentions):
        return mentions
    heads, starts = _heads(text.lang), text.starts
    known: dict[str, Mention] = {}
    explained: set[str] = set()
    of_heads = list(compress(count(), map(_hopeful(text.lang).__contains__, text.norms)))
    out: list[Mention] = []
    at = 0
    for mention in [*mentions, None]:
        index = len(starts) if mention is None else max(at, bisect_left(starts, mention.start))
        if known:
            after = out[-1].end
            places = (
                range(at, index) if explained else of_heads[bisect_left(of_heads, at) : bisect_left(of_heads, index)]
            )
            out += [short for i in places if starts[i] >= after and (short := _short(text, i, known, explained))]
        if mention is None or index == len(starts):
            break
        out.append(mention)
        at = index + 1
        if mention.kind in _ORGANISED:
            _remember_heads(text, mention, heads, known)
            _learn(text, index, mention, known, explained)
    return out


def _short(text: Text, index: int, known: dict[str, Mention], explained: set[str]) -> Mention | None:
    """Token `index` as the short form of a name in `known`."""
    for stem in stems(text.norms[index]):
        if stem in known and (stem in explained or _is_short(text, index)):
            start, end = text.starts[index], text.ends[index]
            named = Named(text.raw[start:end], known[stem].named.id, known[stem].named.label)
            return Mention(start, end, named, known[stem].kind)
    return None


@cache
def _hopeful(lang: str) -> frozenset[str]:
    """Every folded token that may be the head of a known name: the heads with all that may stand in front of them.

    There are few of them, and a small set answers much faster than a table of all words that were ever met.
    """
    heads = _heads(lang)
    plain = {front + head for head in heads for front in ("", "ال")}
    once = {front + word for word in plain for front in (*PREFIXES, "لل")}
    twice = {front + word for word in once for front in (*PREFIXES, "لل")}
    return frozenset(word for word in plain | once | twice if not heads.isdisjoint(stems(word)))


@cache
def _heads(lang: str) -> frozenset[str]:
    try:
        return frozenset(bare(fold(word)) for word in table(lang, "sources").get("heads", ()))
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()


def _remember_heads(text: Text, mention: Mention, heads: frozenset[str], last: dict[str, Mention]) -> None:
    for word in text.raw[mention.start : mention.end].split():
        key = bare(fold(word.strip("«»“”\"'()")))
        if key in heads:
            last[key] = mention


def _is_short(text: Text, index: int) -> bool:
    if text.lang == "ar":
        return is_definite(text.norms[index])
    before = text.norms[index - 1] if index else ""
    if before in {"'", "’"} and index > 1:
        before = text.norms[index - 2]
    return before in {"the", "le", "la", "l", "el"}


def _learn(text: Text, index: int, mention: Mention, known: dict[str, Mention], explained: set[str]) -> None:
    """Learn X of "Name (X)": one word, an abbreviation in capitals or an Arabic acronym."""
    norms, starts = text.norms, text.starts
    while index < len(norms) and starts[index] < mention.end:
        index += 1
    while index < len(norms) and norms[index] in SKIPPED:
        index += 1
    if index >= len(norms) or norms[index] != "(":
        return
    words = [t for t in text.tokens[index + 1 : index + 5] if t.norm not in SKIPPED]
    if len(words) < 2 or words[1].norm != ")":
        return
    raw = text.raw[words[0].start : words[0].end]
    if (raw.isupper() and 2 <= len(raw) <= 10) or (
        text.lang == "ar" and 2 < len(raw) <= 7 and not raw.startswith("ال")
    ):
        known[bare(words[0].norm)] = mention
        explained.add(bare(words[0].norm))
