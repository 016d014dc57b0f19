"""Places in running text: known ones, towns of the gazetteer, and names that the words around them vouch for."""

import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import compress, count

from core.names.book import SKIPPED, standard
from core.names.find import named_in
from core.names.gazetteer import ARTICLES, Place, gazetteer
from core.names.mention import Mention
from core.names.named import Named
from core.names.stems import bare, stems
from core.text import Text, fold

_LONGEST = 4
_SMALL, _LARGE = 100_000, 1_000_000
_NEARER = 8
_FULL_STOPS = frozenset({".", "!", "?", ":", "…", "-", "–", "—", "•"})
_OF = frozenset({"of", "de", "d", "del"})
_HYPHENS = frozenset({"-", "'", "’", "`", "‑"})
_JOINING = frozenset({"al", "el", "ez", "ad", "ar", "as", "an", "de", "la", "les", "los", "san", "bin", "abu", "es"})


def find_places(text: Text) -> tuple[Mention, ...]:
    """Every place that `text` names, in text order: known places, then towns of the gazetteer where the words around
    them call for a place, then names that only «بلدة» or "the village of" vouches for (without an id)."""
    named = named_in(text, standard())
    known = [m for m in named if m.kind in {"country", "place"}]
    countries = Counter(c for m in named if (c := _country(m)))
    begins, starts = [m.start for m in named], text.starts
    out = list(known)
    taken = 0
    for index in _candidates(text):
        if index < taken:
            continue
        over = bisect_right(begins, starts[index]) - 1
        if over >= 0 and starts[index] < named[over].end:
            continue
        mention, length = _town(text, index, countries)
        if mention is not None:
            out.append(mention)
            taken = index + length
            if mention.named.id:
                countries[mention.named.id[8:10]] += 1
    return tuple(sorted(out, key=lambda m: m.start))


def _candidates(text: Text) -> Iterator[int]:
    """Tokens that may begin a place: after a locative word in Arabic, in capitals elsewhere."""
    norms, raw = text.norms, text.raw
    if text.lang != "ar":
        columns = zip(text.starts, text.ends, strict=True)
        yield from (i for i, (start, end) in enumerate(columns) if end - start > 2 and raw[start].isupper())
        return
    for index in compress(count(1), map(_locatives("ar").cues.__contains__, norms)):
        while index < len(norms) and norms[index] in SKIPPED:
            index += 1
        if index < len(norms):
            yield index
            if _is_origin(norms[index]) and index + 1 < len(norms):
                yield index + 1  # «العاصمة الليبية طرابلس»


def _is_origin(norm: str) -> bool:
    """An adjective of origin with its article: «الليبية»."""
    return len(norm) > _SHORTEST_ORIGIN and norm.startswith("ال") and norm.endswith(("يه", "ي"))


_SHORTEST_ORIGIN = 5


def _country(mention: Mention) -> str | None:
    key = mention.named.id or ""
    return key[8:10] if key.startswith("country:") else key[-2:] if mention.kind == "nationality" else None


@dataclass(frozen=True, slots=True)
class Locatives:
    """Words before a place, heads that vouch for one, both, and words that are never one."""

    before: frozenset[str]
    heads: frozenset[str]
    cues: frozenset[str]
    never: frozenset[str]


@cache
def _locatives(lang: str) -> Locatives:
    data = tomllib.loads((resources.files("core.names") / "data" / "locatives.toml").read_text("utf-8"))
    table = data.get(lang) or data["en"]
    before, heads, never = (frozenset(map(fold, table.get(kind, ()))) for kind in ("before", "heads", "never"))
    if lang == "ar":  # «وفي البصرة»: the conjunction is written together with the word
        before |= {joined + word for joined in "وف" for word in before}
    return Locatives(before, heads, before | heads, never | before | heads)


def _town(text: Text, index: int, countries: Counter[str]) -> tuple[Mention | None, int]:
    """A place that starts at token `index`, and how many tokens it takes."""
    norms, words = text.norms, _locatives(text.lang)
    norm = norms[index]
    if len(norm) < 3 or not norm[0].isalpha() or norm in words.never:
        return None, 0
    back = index - 1
    while back >= 0 and norms[back] in SKIPPED:
        back -= 1
    cue = norms[back] if back >= 0 else ""
    vouched = cue in words.heads or (cue in _OF and back > 0 and norms[back - 1] in words.heads)
    if not vouched and not _beginnings(norm):
        return None, 0
    least = _LARGE if back < 0 or cue in _FULL_STOPS or _starts_line(text, back, index) else _SMALL
    return _longest_town(text, index, cue in words.cues, vouched, least, countries)


def _starts_line(text: Text, back: int, index: int) -> bool:
    """True where a line ends between the tokens `back` and `index`."""
    return "\n" in text.raw[text.ends[back] : text.starts[index]]


def _longest_town(
    text: Text, index: int, called: bool, vouched: bool, least: int, countries: Counter[str]
) -> tuple[Mention | None, int]:
    norms, starts, ends = text.norms, text.starts, text.ends
    for key, end in _keys(text, index):
        places = gazetteer().named(key)
        inside = _in_what_follows(text, end, places)
        place = likeliest(inside or places, countries)
        if place is None:
            continue
        loose = not (called or inside) or (text.lang == "ar" and not vouched and place.country not in countries)
        if loose and (place.population < least or _is_person(text, index, end)):
            continue
        start = starts[index] + (1 if text.lang == "ar" and norms[index][:3] in {"بال", "وال"} else 0)
        surface = text.raw[start : ends[end - 1]]
        return Mention(start, ends[end - 1], Named(surface, place.id, place.name), "place"), end - index
    if not vouched or (text.lang == "ar" and norms[index].startswith("بال")):
        return None, 0  # «تضررت قرية بالسيول»: by what, no name
    surface = text.raw[starts[index] : ends[index]]
    return Mention(starts[index], ends[index], Named(surface), "place"), 1


def _in_what_follows(text: Text, end: int, places: Sequence[Place]) -> list[Place]:
    """Those of `places` that lie in the division named behind a comma: "Paris, Texas"."""
    if not places or end + 1 >= len(text.norms) or text.norms[end] not in _COMMAS:
        return []
    for key, _ in _keys(text, end + 1):
        parents = tuple(f"{parent.id}/" for parent in gazetteer().named(key) if not parent.population)
        inside = [place for place in places if place.id.startswith(parents)] if parents else []
        if inside:
            return inside
    return []


_COMMAS = frozenset({",", "،"})


def _is_person(text: Text, index: int, end: int) -> bool:
    """True where a capitalised word stands right before or after: part of a longer name, not a town."""
    norms, starts, raw = text.norms, text.starts, text.raw
    around = [i for i in (index - 1, end) if 0 <= i < len(norms)]
    return text.lang != "ar" and any(raw[starts[i]].isupper() for i in around)


def _keys(text: Text, index: int) -> Iterator[tuple[str, int]]:
    """Look-up keys of the words from `index`, longest first, with the token after the last."""
    firsts = _beginnings(text.norms[index])
    if not firsts:
        return
    words, ends = _following(text, index)
    for size in range(len(ends), -1, -1):
        end = ends[size - 1] if size else index + 1
        for first in firsts:
            key = " ".join(word for word in (first, *words[:size]) if word not in ARTICLES)
            if len(key) > 2:
                yield key, end


@lru_cache(maxsize=100_000)
def _beginnings(norm: str) -> tuple[str, ...]:
    """The stems of a word with which the name of a place may begin."""
    return tuple(stem for stem in stems(norm) if stem in ARTICLES or gazetteer().begins(stem))


def _following(text: Text, index: int) -> tuple[list[str], list[int]]:
    """The words that may continue a name, and the token after each."""
    norms, starts, raw = text.norms, text.starts, text.raw
    words: list[str] = []
    ends: list[int] = []
    at = index + 1
    while at < len(norms) and len(words) < _LONGEST - 1:
        norm = norms[at]
        if norm not in _HYPHENS:
            joins = text.lang == "ar" or raw[starts[at]].isupper() or norm in _JOINING
            if not norm[:1].isalpha() or not joins:
                break
            words.append(bare(norm))
            ends.append(at + 1)
        at += 1
    while words and words[-1] in _JOINING:
        words.pop()
        ends.pop()
    return words, ends


def likeliest(places: Sequence[Place], countries: Counter[str]) -> Place | None:
    """The most populous, those in a country that the text names counting several times over."""
    if not places:
        return None
    return max(places, key=lambda p: ((p.population + 1) * (_NEARER if p.country in countries else 1), -len(p.id)))
