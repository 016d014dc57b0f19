"""Charts as geometry: values in, coordinates out; a template turns them into inline SVG."""

from desk.charts.axis import nice_ticks
from desk.charts.citations import Cited, Tree, plot_citations
from desk.charts.toll import Plot, TollPoint, plot_toll

__all__ = ["Cited", "Plot", "TollPoint", "Tree", "nice_ticks", "plot_citations", "plot_toll"]
