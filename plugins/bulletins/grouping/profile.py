"""What a department's own bulletins say of it: key figures, trends, totals; partners, topics, series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from ..figures import Breakdown
from ..views import StatisticView
from .entry import Body, Entry, tells

MOST_OF_A_KIND = 3
MOST_TRENDS = 6
MOST_TOTALS = 4


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure reported in several bulletins under one label and unit (without its scale), oldest first."""

    label: str
    unit: str
    statistics: tuple[StatisticView, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """What a department's bulletins lead to, each with the number of bulletins that do, most first."""

    partners: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    series: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Three ways to choose: the latest, the largest, what is reported most often (with how often). No label twice."""

    latest: tuple[StatisticView, ...] = ()
    largest: tuple[StatisticView, ...] = ()
    often: tuple[tuple[StatisticView, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a department's figures say; ``totals`` are breakdowns, each with the body it indexes into."""

    figures: KeyFigures
    trends: tuple[Trend, ...]
    totals: tuple[tuple[Body, Breakdown], ...]


def ties_of(entries: tuple[Entry, ...]) -> Ties:
    """Read what stands in the entries themselves; stable for equal input."""
    return Ties(
        partners=_count(entries, lambda entry: (mention.name for mention in entry.mentions)),
        topics=_count(entries, lambda entry: entry.bulletin.topics),
        series=_count(entries, lambda entry: (entry.bulletin.series,)),
    )


def profile_of(entries: tuple[Entry, ...]) -> Profile:
    """Read the figures of a department's bulletins, newest first. Linear in their number; stable for equal input."""
    bodies = [entry.body for entry in entries]
    trends = _trends(bodies)
    totals = ((body, breakdown) for body in bodies for breakdown in _outermost(body))
    return Profile(_key_figures(bodies, trends), trends[:MOST_TRENDS], tuple(islice(totals, MOST_TOTALS)))


def _trends(bodies: list[Body]) -> tuple[Trend, ...]:
    """Figures with one label and unit in at least two bulletins of different days, most often reported first.

    A change (同比增长5%) is no level and joins no trend, nor does a plan, a part of a total or a figure that is only
    called by its unit (占比), whose label says too little alone; a maximum stands beside maxima only. Of several in one
    bulletin the first counts.
    """
    runs: dict[tuple[str, str, str], dict[str, StatisticView]] = {}
    for body in reversed(bodies):
        parts = _parts(body)
        for place, (statistic, facets) in enumerate(zip(body.statistics, body.facets, strict=True)):
            if tells(statistic.label) and not (facets.change or facets.unsettled) and place not in parts:
                key = (statistic.label, statistic.counted, facets.qualifier)
                runs.setdefault(key, {}).setdefault(statistic.date, statistic)
    found = [Trend(label, unit, tuple(run.values())) for (label, unit, _), run in runs.items() if len(run) > 1]
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


def _parts(body: Body) -> set[int]:
    return {part for breakdown in body.breakdowns for part in breakdown.parts}


def _outermost(body: Body) -> Iterable[Breakdown]:
    parts = _parts(body)
    return (breakdown for breakdown in body.breakdowns if breakdown.total not in parts)


def _key_figures(bodies: list[Body], trends: tuple[Trend, ...]) -> KeyFigures:
    """Figures that stand in boxes, each label once, at its latest; a part never stands beside its total."""
    chosen: dict[str, StatisticView] = {}
    for body in bodies:
        parts = _parts(body)
        for highlight in body.highlights:
            if highlight.statistic not in parts:
                statistic = body.statistics[highlight.statistic]
                chosen.setdefault(statistic.label, statistic)
    shown: set[str] = set()

    def fresh(statistics: Iterable[StatisticView]) -> tuple[StatisticView, ...]:
        found: dict[str, StatisticView] = {}
        for statistic in statistics:
            if statistic.label not in shown and len(found) < MOST_OF_A_KIND:
                found.setdefault(statistic.label, statistic)
        shown.update(found)
        return tuple(found.values())

    times = {trend.statistics[-1].label: len(trend.statistics) for trend in reversed(trends)}
    often = fresh(trend.statistics[-1] for trend in trends)
    latest = fresh(chosen.values())
    largest = fresh(sorted(chosen.values(), key=lambda statistic: (-Decimal(statistic.value), statistic.url)))
    return KeyFigures(latest, largest, tuple((statistic, times[statistic.label]) for statistic in often))


def _count(entries: tuple[Entry, ...], names: Callable[[Entry], Iterable[str]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(name for entry in entries for name in dict.fromkeys(names(entry)) if name)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
