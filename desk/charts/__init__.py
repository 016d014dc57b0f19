"""Charts as geometry: values in, coordinates out; a template turns them into inline SVG."""

from desk.charts.axis import nice_ticks
from desk.charts.toll import Plot, TollPoint, plot_toll

__all__ = ["Plot", "TollPoint", "nice_ticks", "plot_toll"]
