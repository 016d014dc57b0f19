"""Short forms that a text explains itself: "(SDF)" after a name, and «المرصد» or "the ministry" for the last one."""

from core.language import table
from core.names.book import SKIPPED
from core.names.mention import Mention
from core.names.named import Named
from core.names.stems import bare, is_definite, stems
from core.text import Text, Token

_ORGANISED = frozenset({"state_body", "armed_group", "agency", "outlet", "monitor", "ngo", "un_body", "body", "rescue"})


def short_forms(text: Text, mentions: list[Mention]) -> list[Mention]:
    """`mentions` with the short forms of their names added, in text order; one pass over the tokens."""
    if not mentions:
        return mentions
    heads = frozenset(_heads(text.lang))
    explained: dict[str, Mention] = {}
    last_by_head: dict[str, Mention] = {}
    out: list[Mention] = []
    waiting = 0
    inside = -1
    for index, token in enumerate(text.tokens):
        if waiting < len(mentions) and token.start >= mentions[waiting].start:
            current = mentions[waiting]
            out.append(current)
            inside = current.end
            waiting += 1
            if current.kind in _ORGANISED:
                _remember_heads(text, current, heads, last_by_head)
                _learn(text, index, current, explained)
        if token.start < inside:
            continue
        for stem in stems(token.norm):
            known = explained.get(stem) or (last_by_head.get(stem) if _is_short(text, index, token) else None)
            if known is not None:
                named = Named(text.raw[token.start : token.end], known.named.id, known.named.label)
                out.append(Mention(token.start, token.end, named, known.kind))
                break
    return out


def _heads(lang: str) -> list[str]:
    try:
        return list(table(lang, "sources").get("heads", ()))
    except FileNotFoundError:
        return []


def _remember_heads(text: Text, mention: Mention, heads: frozenset[str], last: dict[str, Mention]) -> None:
    for word in text.raw[mention.start : mention.end].split():
        key = bare(_folded(word))
        if key in heads:
            last[key] = mention


def _folded(word: str) -> str:
    from core.text import fold

    return fold(word.strip("«»“”\"'()"))


def _is_short(text: Text, index: int, token: Token) -> bool:
    if text.lang == "ar":
        return is_definite(token.norm)
    before = text.tokens[index - 1].norm if index else ""
    if before in {"'", "’"} and index > 1:
        before = text.tokens[index - 2].norm
    return before in {"the", "le", "la", "l", "el"}


def _learn(text: Text, index: int, mention: Mention, explained: dict[str, Mention]) -> None:
    """Learn X of "Name (X)": one word, an abbreviation in capitals or an Arabic acronym."""
    tokens = text.tokens
    while index < len(tokens) and tokens[index].start < mention.end:
        index += 1
    while index < len(tokens) and tokens[index].norm in SKIPPED:
        index += 1
    if index >= len(tokens) or tokens[index].norm != "(":
        return
    words = [t for t in tokens[index + 1 : index + 5] if t.norm not in SKIPPED]
    if len(words) < 2 or words[1].norm != ")":
        return
    raw = text.raw[words[0].start : words[0].end]
    if (raw.isupper() and 2 <= len(raw) <= 10) or (
        text.lang == "ar" and 2 < len(raw) <= 7 and not raw.startswith("ال")
    ):
        explained[bare(words[0].norm)] = mention
