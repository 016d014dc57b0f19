"""The citation tree: who first gave a figure, through whom it went, which outlets carry it. Geometry only.

Boxes in columns, the origin first and the outlets last, from the reader's side on; where the paper is too narrow for
columns, rows that step in. Nobody has the browser's fonts here: widths are estimated on the wide side.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

FONT = 13.0
"""The size in pixels for which widths are estimated."""
LINE = 18.0
MOST_LINES = 3

_PAD = 9.0
_GLYPH = 18.0
_APART = 8.0
_BETWEEN = 30.0
_STEP = 20.0
_NARROWEST, _WIDEST = 84.0, 230.0


@dataclass(frozen=True, slots=True)
class Cited:
    """One who gave or carried a figure: `kind` is origin, unknown (an origin without a name), through (whom the
    outlets name in between), outlet or more (who isn't drawn). `series` is the origin's colour in the toll chart; `own`
    marks the report at hand."""

    text: str
    kind: str = "outlet"
    passed: tuple["Cited", ...] = ()
    series: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn node. `lines` are its words as they fit, `whole` whether nothing was left out; `turned` where they are
    written the other way than the page; the words begin at `text_x`."""

    x: float
    y: float
    width: float
    height: float
    text_x: float
    lines: tuple[str, ...]
    whole: bool
    turned: bool
    node: Cited

    @property
    def middle(self) -> float:
        """Half its height."""
        return round(self.y + self.height / 2, 1)


@dataclass(frozen=True, slots=True)
class Edge:
    """From the giver to the one who has it from there: a line and the tip at its end, as SVG paths."""

    line: str
    tip: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A laid-out tree: one box a node, one edge a box that isn't an origin's."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    rtl: bool


def plot_citations(roots: Sequence[Cited], width: float = 440, rtl: bool = False) -> Tree | None:
    """Lays the trees of these origins out below each other. None without any."""
    if not roots:
        return None
    depth = sum(1 for _ in _generations(roots))
    column = min(_WIDEST, (width - 2 - _BETWEEN * (depth - 1)) / depth)
    laying = _Columns(roots, column) if column >= _NARROWEST else _Rows(width)
    bottom = 1.0
    for root in roots:
        bottom = laying.lay(root, 0, bottom)[1] + _APART
    boxes = tuple(_mirrored(box, width, rtl) for box in laying.boxes)
    edges = tuple(_edge(points, width, rtl) for points in laying.edges)
    return Tree(width, round(bottom - _APART + 1, 1), boxes, edges, rtl)


class _Columns:
    """One column a step away from the origin, as wide as its widest box; a giver and those who have it from there have
    one middle."""

    def __init__(self, roots: Sequence[Cited], room: float) -> None:
        self.room = room
        self.starts = [1.0]
        self.ends: list[float] = []
        for nodes in _generations(roots):
            self.ends.append(self.starts[-1] + max(_box(node, 0, 0, room).width for node in nodes))
            self.starts.append(self.ends[-1] + _BETWEEN)
        self.boxes: list[Box] = []
        self.edges: list[list[tuple[float, float]]] = []

    def lay(self, node: Cited, depth: int, top: float) -> tuple[Box, float]:
        """Places a node and all below it; returns its box and the lowest edge of the band that they fill."""
        box = _box(node, self.starts[depth], top, self.room)
        first = len(self.boxes), len(self.edges)
        below: list[Box] = []
        bottom = top
        for child in node.passed:
            placed, bottom = self.lay(child, depth + 1, bottom + (_APART if below else 0))
            below.append(placed)
        if below and bottom - top < box.height:
            self._lower(first, (box.height - (bottom - top)) / 2)
            below = [one for one in self.boxes[first[0] :] if any(one.node is child for child in node.passed)]
        elif below:
            middle = (below[0].middle + below[-1].middle) / 2
            box = replace(box, y=round(min(max(top, middle - box.height / 2), bottom - box.height), 1))
        self.boxes.append(box)
        stem = self.ends[depth] + _BETWEEN / 2
        for one in below:
            self.edges.append(
                [(box.x + box.width, box.middle), (stem, box.middle), (stem, one.middle), (one.x, one.middle)]
            )
        return box, max(bottom, box.y + box.height)

    def _lower(self, first: tuple[int, int], by: float) -> None:
        """Moves what was placed since `first` down."""
        boxes, edges = first
        self.boxes[boxes:] = [replace(one, y=round(one.y + by, 1)) for one in self.boxes[boxes:]]
        self.edges[edges:] = [[(x, y + by) for x, y in points] for points in self.edges[edges:]]


def _generations(roots: Sequence[Cited]) -> Iterator[Sequence[Cited]]:
    """All nodes a step away from an origin, then all two steps away, and so on."""
    nodes = list(roots)
    while nodes:
        yield nodes
        nodes = [child for node in nodes for child in node.passed]


class _Rows:
    """One row a node, each a step further in than who it has it from."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.boxes: list[Box] = []
        self.edges: list[list[tuple[float, float]]] = []

    def lay(self, node: Cited, depth: int, top: float) -> tuple[Box, float]:
        """As in columns."""
        x = 1 + depth * _STEP
        box = _box(node, x, top, self.width - 1 - x)
        self.boxes.append(box)
        bottom = box.y + box.height
        for child in node.passed:
            placed, bottom = self.lay(child, depth + 1, bottom + _APART)
            stem = box.x + _STEP / 2
            self.edges.append([(stem, box.y + box.height), (stem, placed.middle), (placed.x, placed.middle)])
        return box, bottom


def _box(node: Cited, x: float, y: float, room: float) -> Box:
    glyph = _GLYPH if node.series is not None else 0.0
    lines, whole = wrapped(node.text, room - 2 * _PAD - glyph)
    width = min(room, max(map(text_width, lines)) + 2 * _PAD + glyph)
    height = LINE * len(lines) + 10
    return Box(x, y, round(width, 1), height, x + _PAD + glyph, lines, whole, _is_rtl(node.text), node)


def _mirrored(box: Box, width: float, rtl: bool) -> Box:
    if not rtl:
        return box
    return replace(
        box,
        x=round(width - box.x - box.width, 1),
        text_x=round(width - box.text_x, 1),
        turned=not box.turned,
    )


def _edge(points: Sequence[tuple[float, float]], width: float, rtl: bool) -> Edge:
    placed = [(round(width - x, 1) if rtl else round(x, 1), round(y, 1)) for x, y in points]
    x, y = placed[-1]
    back = 6 if rtl else -6
    return Edge("M" + "L".join(f"{x:g} {y:g}" for x, y in placed), f"M{x:g} {y:g}l{back} -3.5v7z")


def wrapped(text: str, room: float) -> tuple[tuple[str, ...], bool]:
    """The words of a name in at most MOST_LINES lines of `room` pixels, and whether all of it is there."""
    lines: list[str] = [""]
    for word in _pieces(text, room):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if text_width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < MOST_LINES:
            lines.append(word)
        else:
            return (*lines[:-1], _shortened(lines[-1], room)), False
    return tuple(lines), True


def _pieces(text: str, room: float) -> Iterator[str]:
    """Words; one that is longer than a line in parts."""
    for word in text.split() or [""]:
        part = ""
        for mark in word:
            if part and text_width(part + mark) > room:
                yield part
                part = ""
            part += mark
        yield part


def _shortened(line: str, room: float) -> str:
    while line and text_width(line + "…") > room:
        line = line[:-1]
    return line.rstrip() + "…"


@lru_cache(maxsize=4096)
def text_width(text: str) -> float:
    """Pixels that a text takes at most, in the interface's fonts at FONT."""
    return FONT * sum(map(_advance, text))


def _advance(mark: str) -> float:
    if mark == " ":
        return 0.28
    if unicodedata.combining(mark) or unicodedata.category(mark) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(mark) in "WF":
        return 1.02
    if unicodedata.bidirectional(mark) == "AL":
        return 1.0 if mark in "سشصض" else 0.66 if mark in "طظكمحخجچعغفقهةۃگ" else 0.48
    if mark in "mwMWQ@%…—":
        return 1.0
    if mark in "iljtfrI.,:;'|!()[]/-":
        return 0.44
    return 0.72 if mark.isupper() else 0.64


def _is_rtl(text: str) -> bool:
    """By its first strong character, as a browser tells it."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return strong != "L"
