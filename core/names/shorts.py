"""Short forms that a text explains itself: "(SDF)" after a name, and «المرصد» or "the ministry" for the last one."""

from functools import cache

from core.language import table
from core.names.book import SKIPPED
from core.names.mention import Mention
from core.names.named import Named
from core.names.stems import bare, is_definite, stems
from core.text import Text, Token, fold

_ORGANISED = frozenset({"state_body", "armed_group", "agency", "outlet", "monitor", "ngo", "un_body", "body", "rescue"})


def short_forms(text: Text, mentions: list[Mention]) -> list[Mention]:
    """`mentions` with the short forms of their names added, in text order; one pass over the tokens."""
    if not any(m.kind in _ORGANISED for m in mentions):
        return mentions
    heads = _heads(text.lang)
    known: dict[str, Mention] = {}
    explained: set[str] = set()
    out: list[Mention] = []
    waiting, inside, tokens = 0, -1, text.tokens
    following = mentions[0].start
    for index, token in enumerate(tokens):
        if token.start >= following:
            current = mentions[waiting]
            out.append(current)
            inside, waiting = current.end, waiting + 1
            following = mentions[waiting].start if waiting < len(mentions) else len(text.raw)
            if current.kind in _ORGANISED:
                _remember_heads(text, current, heads, known)
                _learn(text, index, current, known, explained)
        elif known and token.start >= inside:
            for stem in stems(token.norm):
                if stem in known and (stem in explained or _is_short(text, index, token)):
                    named = Named(text.raw[token.start : token.end], known[stem].named.id, known[stem].named.label)
                    out.append(Mention(token.start, token.end, named, known[stem].kind))
                    break
    return out


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


def _is_short(text: Text, index: int, token: Token) -> bool:
    if text.lang == "ar":
        return is_definite(token.norm)
    before = text.tokens[index - 1].norm if index else ""
    if before in {"'", "’"} and index > 1:
        before = text.tokens[index - 2].norm
    return before in {"the", "le", "la", "l", "el"}


def _learn(text: Text, index: int, mention: Mention, known: dict[str, Mention], explained: set[str]) -> None:
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
        known[bare(words[0].norm)] = mention
        explained.add(bare(words[0].norm))
