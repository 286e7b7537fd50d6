"""The figures of the search bench as a plot: one panel for each figure, bars by size, both searches side by side."""

from __future__ import annotations

from collections.abc import Mapping

PANELS = ("cold KB median", "requests p95", "warm ms median", "build CPU s", "recall", "precision")
COLOURS = {"Gongbao": "#1f5fa8", "Pagefind": "#c76b1e"}
WIDTH, HEIGHT, GAP = 300, 190, 20
BARS, BAR = 120, 26


def draw(sizes: Mapping[int, Mapping[str, Mapping[str, float]]]) -> str:
    """An SVG image that needs no fonts, scripts or styles of its own."""
    panels = [_panel(figure, sizes, place) for place, figure in enumerate(PANELS)]
    width, height = 3 * (WIDTH + GAP), 2 * (HEIGHT + GAP) + 24
    legend = "".join(
        f'<rect x="{10 + 120 * place}" y="4" width="12" height="12" fill="{colour}"/>'
        f'<text x="{28 + 120 * place}" y="15">{name}</text>'
        for place, (name, colour) in enumerate(COLOURS.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        f'font-size="12" role="img"><title>Gongbao and Pagefind side by side</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{legend}{"".join(panels)}</svg>\n'
    )


def short(value: float, digits: int = 3) -> str:
    """A figure short enough for a table's cell or a bar: ``1,165`` and never ``1.16e+03``."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.{digits}g}"


def _panel(figure: str, sizes: Mapping[int, Mapping[str, Mapping[str, float]]], place: int) -> str:
    left, top = (place % 3) * (WIDTH + GAP) + 10, (place // 3) * (HEIGHT + GAP) + 34
    most = max(row[figure] for rows in sizes.values() for row in rows.values()) or 1
    parts = [f'<text x="{left}" y="{top + 12}" font-weight="bold">{figure}</text>']
    for number, (size, rows) in enumerate(sizes.items()):
        for beside, (name, row) in enumerate(rows.items()):
            height = BARS * row[figure] / most
            x, y = left + 12 + number * 96 + beside * (BAR + 10), top + 36 + BARS - height
            parts.append(
                f'<rect x="{x}" y="{y:.1f}" width="{BAR}" height="{height:.1f}" fill="{COLOURS[name]}"/>'
                f'<text x="{x + BAR / 2}" y="{y - 3:.1f}" text-anchor="middle" font-size="10">'
                f"{short(row[figure])}</text>"
            )
        parts.append(f'<text x="{left + 43 + number * 96}" y="{top + 52 + BARS}" text-anchor="middle">{size:,}</text>')
    return "".join(parts)
