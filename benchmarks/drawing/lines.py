"""A small line plot with logarithmic axes as SVG."""

import math
from collections.abc import Mapping

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 60, 150, 40, 50
_COLOURS = ("#1b6ca8", "#c1440e", "#5a8f29", "#7a4fa3", "#444444")


def plot(title: str, series: Mapping[str, Mapping[int, float]]) -> str:
    """One line for each series of x → y; x and y are above zero."""
    xs = [x for points in series.values() for x in points]
    ys = [y for points in series.values() for y in points.values()]
    low_x, high_x = math.log10(min(xs)), math.log10(max(xs))
    low_y, high_y = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def across(x: float) -> float:
        return LEFT + (math.log10(x) - low_x) / max(1e-9, high_x - low_x) * (WIDTH - LEFT - RIGHT)

    def down(y: float) -> float:
        return HEIGHT - BOTTOM - (math.log10(y) - low_y) / max(1e-9, high_y - low_y) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/><text x="{LEFT}" y="22" font-size="15">{title}</text>',
    ]
    for power in range(low_y, high_y + 1):
        y = down(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for x in sorted(set(xs)):
        parts.append(f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{x:,}</text>')
    for (name, points), colour in zip(series.items(), _COLOURS, strict=False):
        line = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in sorted(points.items()))
        x, y = max(points.items())
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{across(x) + 8:.1f}" y="{down(y) + 4:.1f}" fill="{colour}">{name} {y:.1f}</text>')
    return "\n".join([*parts, "</svg>"])
