"""What a department's own bulletins say of it: key figures, trends, partners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..figures import Breakdown
from ..views import StatisticView
from .entry import Entry

MOST_FIGURES = 6
MOST_TRENDS = 6
MOST_TOTALS = 4


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure reported in several bulletins under one label and unit, oldest first."""

    label: str
    unit: str
    statistics: tuple[StatisticView, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """``totals`` pairs an entry with one of its breakdowns; ``partners`` are (canonical name, bulletins)."""

    figures: tuple[StatisticView, ...]
    trends: tuple[Trend, ...]
    totals: tuple[tuple[Entry, Breakdown], ...]
    partners: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    series: tuple[tuple[str, int], ...]


def profile_of(entries: tuple[Entry, ...]) -> Profile:
    """Read a department's bulletins, newest first, once. Linear in their figures; stable for equal input."""
    trends = find_trends(entries)
    return Profile(
        figures=_key_figures(entries, trends),
        trends=trends[:MOST_TRENDS],
        totals=tuple((entry, breakdown) for entry in entries for breakdown in _outermost(entry))[:MOST_TOTALS],
        partners=_count(entries, lambda entry: (name for name, _ in entry.mentions)),
        topics=_count(entries, lambda entry: entry.bulletin.topics),
        series=_count(entries, lambda entry: (entry.bulletin.series,)),
    )


def find_trends(entries: tuple[Entry, ...]) -> tuple[Trend, ...]:
    """Figures with one label and unit in at least two bulletins of different days, most often reported first.

    A change (同比增长5%) is no level and joins no trend, nor does a part of a total, whose label says too little
    alone; of several in one bulletin the first counts.
    """
    runs: dict[tuple[str, str], dict[str, StatisticView]] = {}
    for entry in reversed(entries):
        parts = _parts(entry)
        for place, (statistic, facets) in enumerate(zip(entry.statistics, entry.facets, strict=True)):
            if statistic.label and not facets.change and place not in parts:
                runs.setdefault((statistic.label, statistic.unit), {}).setdefault(statistic.date, statistic)
    found = [Trend(label, unit, tuple(run.values())) for (label, unit), run in runs.items() if len(run) > 1]
    return tuple(sorted(found, key=lambda trend: (-len(trend.statistics), trend.label, trend.unit)))


def trend_points(trend: Trend) -> str:
    """The trend as points of an SVG polyline in a box of 100 × 30, y downwards, evenly spaced.

    >>> s = lambda value: StatisticView("q", "", "", "", "", "", value, "", "", "", (), "", "")
    >>> trend_points(Trend("检查企业", "家", (s("10"), s("20"), s("15"))))
    '0,30 50,0 100,15'
    """
    values = [Decimal(statistic.value) for statistic in trend.statistics]
    low, high = min(values), max(values)
    span = high - low or Decimal(1)
    step = Decimal(100) / (len(values) - 1)
    points = ((index * step, 30 - (value - low) * 30 / span) for index, value in enumerate(values))
    return " ".join(f"{_short(x)},{_short(y)}" for x, y in points)


def _short(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _parts(entry: Entry) -> set[int]:
    return {part for breakdown in entry.breakdowns for part in breakdown.parts}


def _outermost(entry: Entry) -> Iterable[Breakdown]:
    parts = _parts(entry)
    return (breakdown for breakdown in entry.breakdowns if breakdown.total not in parts)


def _key_figures(entries: tuple[Entry, ...], trends: tuple[Trend, ...]) -> tuple[StatisticView, ...]:
    """Two of the latest, two of the largest, and what is reported most often at its latest.

    Each label once, at its latest; a part never stands beside its total.
    """
    chosen: dict[str, StatisticView] = {}
    for entry in entries:
        parts = _parts(entry)
        for highlight in entry.highlights:
            if highlight.statistic not in parts:
                statistic = entry.statistics[highlight.statistic]
                chosen.setdefault(statistic.label, statistic)
    latest = list(chosen.values())
    largest = sorted(latest, key=lambda statistic: (-Decimal(statistic.value), statistic.url))
    often = [trend.statistics[-1] for trend in trends]
    picked: dict[str, StatisticView] = {}
    for statistic in (*latest[:2], *largest[:2], *often[:2], *latest[2:]):
        picked.setdefault(statistic.label, statistic)
    return tuple(picked.values())[:MOST_FIGURES]


def _count(entries: tuple[Entry, ...], names: Callable[[Entry], Iterable[str]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(name for entry in entries for name in dict.fromkeys(names(entry)) if name)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
