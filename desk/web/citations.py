"""The citation trees of a side in the reader's language, laid out for a wide and for a narrow page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from desk.charts import Cited, Tree, plot_citations
from desk.charts.toll import SERIES
from desk.locale import Locale
from desk.views import Name, OriginView, Side

WIDE, NARROW = 440.0, 256.0
MOST_ORIGINS = 12
"""Origins that a picture shows; the further ones are counted."""


@dataclass(slots=True)
class _Branch:
    """One who passed a figure on, while the tree grows, with those after by their names in lower case."""

    text: str
    kind: str
    own: bool = False
    after: dict[str, "_Branch"] = field(default_factory=dict)

    def named(self, called: str, text: str, kind: str) -> "_Branch":
        """The one of this name among those after; an outlet that others name is one and the same."""
        found = self.after.setdefault(called.casefold(), _Branch(text, kind))
        if kind == "through":
            found.text = text
        else:
            found.kind = kind
        return found

    def cited(self) -> Cited:
        """What is drawn of it."""
        return Cited(self.text, self.kind, tuple(one.cited() for one in self.after.values()), own=self.own)


def citation_trees(side: Side, locale: Locale, drawn: Iterable[str] = ()) -> tuple[Tree | None, Tree | None]:
    """The picture of a side, wide and narrow; `drawn` are the toll chart's origins, whose colours it shares."""
    series = {origin: min(place, SERIES - 1) for place, origin in enumerate(drawn)}
    roots = cited_by(side, locale, series)
    return plot_citations(roots, WIDE, locale.rtl), plot_citations(roots, NARROW, locale.rtl)


def cited_by(side: Side, locale: Locale, series: Mapping[str, int]) -> tuple[Cited, ...]:
    """A tree an origin: ways that begin with the same names share them."""
    roots = tuple(_rooted(origin, side, locale, series) for origin in side.origins[:MOST_ORIGINS])
    left = len(side.origins) - len(roots)
    return (*roots, Cited(locale.t("flag.more_origins", n=left), "more")) if left else roots


def _rooted(origin: OriginView, side: Side, locale: Locale, series: Mapping[str, int]) -> Cited:
    root = _Branch(locale.name(origin.name), "origin" if origin.name is not None else "unknown")
    for passing in origin.passed:
        at = root
        for name in passing.through:
            at = at.named(_called(name), locale.name(name), "through")
        if passing.outlet != _called(origin.name):
            at = at.named(passing.outlet, passing.outlet, "outlet")
        at.own = at.own or passing.article_id == side.article_id
    drawn = root.cited()
    more = (Cited(locale.t("flag.more_outlets", n=origin.more), "more"),) if origin.more else ()
    return replace(drawn, passed=(*drawn.passed, *more), series=series.get(_called(origin.name)))


def _called(name: Name | None) -> str:
    """The name by which the store keeps an origin; "" for an unknown one, as in the chart."""
    return "" if name is None else name.label or name.surface
