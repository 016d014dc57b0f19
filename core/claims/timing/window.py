"""The window of a figure: one occurrence, cumulative since a day, a period, or something else."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, count

from core.claims.claim import Window, WindowKind
from core.claims.timing.lexicon import TimeWords, plain
from core.claims.timing.moments import Moment
from core.claims.timing.yearly import change, named_year
from core.text import Text

_INSIDE_SINCE = 4
_REACH, _NEAR, _FAR = 25, 12, 40

_PERCENT = frozenset("%٪")

Span = tuple[int, int]
"""A half-open range of token indices."""
Marks = dict[str, list[Span]]
"""Where the phrases of each kind stand in one sentence, in order."""


def marks_in(text: Text, words: TimeWords, sentence: Span) -> Marks:
    """Every time phrase of a sentence by kind, commas among "contrast"; one pass over its tokens."""
    norms, first = text.norms, sentence[0]
    out: Marks = {}
    for at in compress(count(first), map(words.first.__contains__, norms[first : sentence[1]])):
        if norms[at] in _COMMAS and _in_number(text, at, sentence):
            continue
        seen = ""
        for kind, phrase in words.first[norms[at]]:
            size = len(phrase)
            if kind != seen and (size == 1 or tuple(norms[at : at + size]) == phrase):
                out.setdefault(kind, []).append((at, at + size))
                seen = kind
    return out


_COMMAS = frozenset(",،")


def _in_number(text: Text, at: int, sentence: Span) -> bool:
    """The comma of "2,600"."""
    low, high = sentence
    if not low < at < high - 1:
        return False
    before, sign, after = text.tokens[at - 1 : at + 2]
    return before.norm.isdigit() and after.norm.isdigit() and before.end == sign.start and sign.end == after.start


class Scene:
    """One claim in its sentence: the tokens of both, the time phrases and the dates of the sentence."""

    __slots__ = ("_around_aside", "_clause", "claim", "marks", "moments", "sentence", "text", "words")

    def __init__(
        self, text: Text, words: TimeWords, sentence: Span, claim: Span, marks: Marks, moments: Sequence[Moment]
    ) -> None:
        self.text = text
        self.words = words
        self.sentence = sentence
        self.claim = claim
        self.marks = marks
        self.moments = moments
        self._clause: Span | None = None
        self._around_aside: int | None = None

    def find(self, kind: str, low: int, high: int) -> Span | None:
        """The first phrase of `kind` that starts in tokens `low:high`."""
        spans = self.marks.get(kind)
        if spans is None:
            return None
        at = bisect_left(spans, (low, 0))
        return spans[at] if at < len(spans) and spans[at][0] < high else None

    def near(self, kind: str) -> Span | None:
        """The first phrase of `kind` in the claim's own clause, or at the head of the sentence."""
        if kind not in self.marks:
            return None
        head = self.sentence[0]
        return self.find(kind, head, head + 3) or self.find(kind, self.around_aside, self.clause[1])

    @property
    def clause(self) -> Span:
        """The tokens around the claim up to the next comma or contrast on both sides."""
        if self._clause is None:
            self._clause = self._read_clause()
        return self._clause

    def _read_clause(self) -> Span:
        low, high = self.sentence
        edges = self.marks.get("contrast", [])
        at = bisect_left(edges, (self.claim[0], 0))
        if at and edges[at - 1][1] <= self.claim[0]:
            low = max(low, edges[at - 1][1])
        after = bisect_left(edges, (self.claim[1], 0))
        return low, min(high, edges[after][0]) if after < len(edges) else high

    @property
    def is_share(self) -> bool:
        """True where the claim is a percentage."""
        begin, end = self.claim
        words = self.words.words["percent"]
        return any(
            norm in _PERCENT or norm in words for norm in self.text.norms[begin : min(end + 2, self.sentence[1])]
        )

    @property
    def around_aside(self) -> int:
        """Where the claim's clause began, over asides: "the number ..., when it began, has risen to 9"; else its start.

        Only a clause that goes on with a word of totals is the rest of what stood before the aside.
        """
        if self._around_aside is None:
            self._around_aside = self._past_asides()
        return self._around_aside

    def _past_asides(self) -> int:
        low = self.clause[0]
        edges = self.marks.get("contrast", [])
        at = bisect_left(edges, (low, 0)) - 1
        while at > 0 and edges[at][1] == low and self.find("toll", low, self.claim[0]):
            opening = self.find("aside", edges[at - 1][1], edges[at - 1][1] + 2)
            if opening is None:
                break
            low = edges[at - 2][1] if at > 1 else self.sentence[0]
            at -= 2
        return low

    def printed(self, low: int, high: int) -> str:
        """The words of a token range as printed."""
        starts, ends = self.text.starts, self.text.ends
        return self.text.raw[starts[low] : ends[min(high, self.sentence[1]) - 1]]


def window_of(scene: Scene, measure: str = "") -> tuple[Window, str]:
    """The window of a claim of `measure`, and the rule that set it; one occurrence where nothing else is said."""
    for rule in _RULES[measure in _WEIGHTS :]:
        window = rule(scene)
        if window is not None:
            return window, f"{rule.__name__.strip('_')}: {window.text or window.since or ''}".strip()
    yearly = change(scene) or named_year(scene, measure)
    if yearly is not None:
        return yearly, f"of a year: {yearly.text}"
    return Window(), ""


def _timeless(scene: Scene) -> Window | None:
    """A distance holds at any time."""
    begin, end = scene.claim
    norms, listed = scene.text.norms, scene.words.words["timeless"]
    found = any(
        plain(norm) in listed and scene.text.norms[i + 1 : i + 2] != ["/"]  # 164 km/h
        for i, norm in enumerate(norms[begin : end + 1], begin)
    )
    return Window(WindowKind.OTHER, text="timeless") if found else None


def _capacity(scene: Scene) -> Window | None:
    """What something can hold, or the share it makes up: "licensed to carry 101 passengers", «يمثل 95 في المئة»."""
    low, high = scene.clause
    before = max(low, scene.claim[0] - 5)
    holds = scene.find("capacity", before, min(high, scene.claim[1] + 3))
    if holds is not None or (scene.is_share and scene.find("makes_up", before, scene.claim[0])):
        return Window(WindowKind.OTHER, text="timeless")
    return None


def _length(scene: Scene) -> Window | None:
    """A stretch of time that is itself the figure: "within a month", «منذ أربعة أشهر»."""
    begin, end = scene.claim
    if not any(plain(norm) in scene.words.units for norm in scene.text.norms[begin:end]):
        return None
    for kind in ("since", "within", "need", "during"):
        hit = scene.find(kind, max(scene.sentence[0], begin - 2), end)
        if hit is not None:
            return Window(WindowKind.OTHER, text=scene.printed(hit[0], max(end, hit[1])))
    return None


def _since(scene: Scene) -> Window | None:
    """Cumulative: "since June", «منذ مطلع العام», "so far this year"; not the date of a superlative."""
    hit = scene.near("since")
    if hit is not None and not _starts_with(scene, hit):
        low, high = hit[0], min(hit[1] + _REACH, scene.sentence[1])
        start = next((m for m in scene.moments if low < m.first < high), None)
        opened = scene.sentence[0] if hit[0] < scene.clause[0] else scene.clause[0]
        temporal = start is not None or scene.find("began", low, high) or scene.words.since_is_time
        if temporal and not scene.find("superlative", opened, hit[0]):
            since = start.iso if start is not None else None
            return Window(WindowKind.CUMULATIVE, since=since, text=scene.printed(low, hit[1] + 6))
    hit = scene.near("so_far")
    if hit is not None and not scene.find("superlative", scene.clause[0], hit[0]) and not _parted(scene, hit):
        kind = WindowKind.PERIOD if scene.is_share else WindowKind.CUMULATIVE  # a rate of this year is no sum
        return Window(kind, text=scene.printed(*hit))
    hit = scene.near("this_year")
    if hit is None or scene.find("superlative", scene.clause[0], hit[0]) or _parted(scene, hit):
        return None
    kind = WindowKind.CUMULATIVE if scene.near("yet") and not scene.is_share else WindowKind.PERIOD
    return Window(kind, text=scene.printed(*hit))


def _starts_with(scene: Scene, hit: Span) -> bool:
    """ "For four months": the claim is itself what "since" names; not so where a date stands between them."""
    if not hit[0] < scene.claim[0] <= hit[1] + _INSIDE_SINCE:
        return False
    norms = scene.text.norms
    dated = any(hit[1] <= m.first and m.last <= scene.claim[0] for m in scene.moments)
    return not dated and not any(_is_year(norm) for norm in norms[hit[1] : scene.claim[0]])


def period_in(scene: Scene) -> Window | None:
    """The period or the start that the sentence of `scene` names anywhere, for a later "in the same period"."""
    low, high = scene.sentence
    hit = scene.find("since", low, high)
    start = next((m for m in scene.moments if hit and hit[0] < m.first <= hit[1] + _INSIDE_SINCE), None)
    if hit is not None and start is not None:
        return Window(WindowKind.CUMULATIVE, since=start.iso, text=scene.printed(hit[0], start.last))
    hit = past_length(scene, low, high)
    if hit is not None and scene.find("superlative", max(low, hit[0] - _RECORD), hit[0]):
        hit = None  # "the highest in 32 years"
    hit = hit or _part_of_year(scene, low, high)
    return Window(WindowKind.PERIOD, text=scene.printed(*hit)) if hit is not None else None


_RECORD = 6
"""Words from a superlative to the time in which nothing was like it."""


def _parted(scene: Scene, hit: Span) -> bool:
    """ "5 billion of cuts after growth fell this year": the words of time belong to a later clause."""
    return scene.find("then", scene.claim[1], hit[0]) is not None


def _period(scene: Scene) -> Window | None:
    """ "in the last 24 hours", "a day", «خلال الأسبوع الماضي»: the words that name a period."""
    low, high = scene.clause
    begin, end = max(low, scene.claim[0] - _FAR), min(high, scene.claim[1] + _FAR)
    hit = past_length(scene, begin, end)
    if hit is not None and _record(scene, hit):
        hit = None
    hit = hit or _part_of_year(scene, begin, end) or scene.near("rates")
    if hit is not None and (_parted(scene, hit) or _of_another_day(scene, hit)):
        hit = None
    if hit is None:
        rate = scene.find("per", scene.claim[1], min(scene.claim[1] + 2, scene.sentence[1]))
        hit = rate if rate is None or not _of_another_day(scene, rate) else None
    return Window(WindowKind.PERIOD, text=scene.printed(*hit)) if hit is not None else None


def _record(scene: Scene, hit: Span) -> bool:
    """ "The worst quake in three decades": the length is that of a record, not of the figure."""
    low = max(scene.sentence[0], hit[0] - _RECORD)
    near = hit[0] >= scene.sentence[0] and scene.find("superlative", low, hit[0])
    return bool(near) and scene.text.norms[hit[0]] in _DURING


_DURING = frozenset({"in", "في", "en"})
_RECORD = 8
"""Words from a superlative to how long nothing was like it."""


def _of_another_day(scene: Scene, hit: Span) -> bool:
    """ "136 a day earlier": an interval back from a day, no rate."""
    return hit[1] < scene.sentence[1] and scene.text.norms[hit[1]] in scene.words.words["apart"]


def _part_of_year(scene: Scene, low: int, high: int) -> Span | None:
    """ "in the first half of 2015", «في الأشهر الستة الأولى من العام»: a part of a year beside the claim."""
    hit = scene.find("part_of_year", low, high)
    if hit is not None:
        return hit
    norms, words = scene.text.norms, scene.words
    at = low
    while (mark := scene.find("first", at, high)) is not None:
        near = range(max(low, mark[0] - 2), min(high, mark[1] + 3))
        if any(words.units.get(plain(norms[i]), ("",))[0] in {"month", "week", "day"} for i in near):
            return mark
        at = mark[1]
    return None


def past_length(scene: Scene, low: int, high: int) -> Span | None:
    """ "in the past two days": a preposition, a length of time and a word for past, in this or another order."""
    norms, words = scene.text.norms, scene.words
    at = low
    while at < high:
        hit = scene.find("during", at, high)
        if hit is None:
            return None
        for index in range(hit[1], min(hit[1] + 7, high)):
            if plain(norms[index]) in words.units:
                around = norms[hit[0] : min(index + 3, high)]
                months = any(m.kind == "date" and index < m.first <= index + 3 for m in scene.moments)
                counted = _is_counted(scene, hit[1], index)
                if (counted or any(norm in words.words["past"] for norm in around)) and not months:
                    return hit[0], index + 1
                break
        at = hit[1]
    return None


def _is_counted(scene: Scene, low: int, unit: int) -> bool:
    """ "in three days of fighting": nothing but a number from 2 stands between the preposition and its unit."""
    norms, words = scene.text.norms, scene.words
    if norms[low - 1] in words.words["lasting_for"]:
        return False
    numbers = [plain(norm) for norm in norms[low:unit] if norm not in {"ال", "ـ", "the"}]
    many = words.units[plain(norms[unit])][1] > 1 if not numbers else True
    return many and len(numbers) <= 2 and all(n.isdigit() or words.numbers.get(n, 1) > 1 for n in numbers)


def _years(scene: Scene) -> Window | None:
    """ "from 1983-2005": a span of years beside the claim."""
    norms, links = scene.text.norms, scene.words.words["range_to"] | _DASHES
    low, high = max(scene.sentence[0], scene.claim[0] - _NEAR), min(scene.sentence[1], scene.claim[1] + _NEAR)
    for at in compress(count(low), map(links.__contains__, norms[low + 1 : high - 1])):
        first, last = norms[at], norms[at + 2]
        if _is_year(first) and _is_year(last) and first < last:
            return Window(WindowKind.OTHER, since=first, until=last, text=scene.printed(at, at + 3))
    return None


_DASHES = frozenset("-–")


def _is_year(norm: str) -> bool:
    return len(norm) == 4 and norm.isdigit() and "1800" <= norm <= "2100"


def _stock(scene: Scene) -> Window | None:
    """A number that stands rather than happens: "home to 20,000 refugees", «يضم المخيم ...»."""
    low, high = scene.clause
    hit = scene.find("stock", max(low, scene.claim[0] - 8), min(high, scene.claim[1] + 6))
    return Window(WindowKind.OTHER, text="stock, at report time") if hit is not None else None


_RULES = (_timeless, _capacity, _length, _since, _period, _years, _stock)
_WEIGHTS = frozenset({"other:kg"})
"""Measures whose unit may be spelled like one of distance («كيلو»): no way that holds at any time."""
