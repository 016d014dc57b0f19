"""Plots of benchmarks as SVG, without a plotting library."""
