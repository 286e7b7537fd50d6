"""Statistics, breakdowns, boxes and trends as the templates see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatisticView:
    """``printed`` keeps hedges as printed; ``before``, ``number``, ``unit`` are its parts in large type.

    ``id`` is the fragment of its anchor in the bulletin (q-…). ``value`` and ``upper`` are decimal strings with
    scales multiplied out; ``upper`` is "" unless the quantity is a range. ``facets`` are short phrases
    ("累计", "全市", "同比上升"). ``sentence`` is the sentence it stands in. ``url`` leads to the anchor.
    """

    id: str
    printed: str
    before: str  # hedge before the number: 约
    number: str  # 1.6万 / 6—8
    after: str  # hedge after the number: 余
    unit: str
    value: str
    upper: str
    hedge: str
    label: str
    facets: tuple[str, ...]
    sentence: str
    url: str
    department: str = ""
    date: str = ""
    title: str = ""  # of the bulletin
    counted: str = ""  # the unit without scale or hedge, for filters and tables: 元 where ``unit`` prints 万元以上
    clause: str = ""  # the words around it, short enough for a box


@dataclass(frozen=True, slots=True)
class PartView:
    """A part of a breakdown, with its share of the total in percent (0–100) for the bar; depth 0 is outermost."""

    statistic: StatisticView
    share: float
    depth: int = 0


@dataclass(frozen=True, slots=True)
class BreakdownView:
    """A total and its parts, with the audit as a word of the contract and in a sentence."""

    total: StatisticView
    parts: tuple[PartView, ...]
    audit: str  # "adds-up" | "differs" | "partial"
    audit_words: str


@dataclass(frozen=True, slots=True)
class TableView:
    """The totals of one table, held against its cells: the audit as a word of the contract, and sentences."""

    audit: str  # "adds-up" | "differs"
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HighlightView:
    """A box: a statistic and, when it is the total of a breakdown, its parts."""

    statistic: StatisticView
    breakdown: BreakdownView | None = None


@dataclass(frozen=True, slots=True)
class TrendView:
    """A figure that a department reports repeatedly: oldest first. ``points`` is an SVG polyline's attribute in a
    100 × 30 box, y downwards, empty when there are fewer than two values."""

    label: str
    unit: str
    statistics: tuple[StatisticView, ...]
    points: str
    count: int = 0  # how often it was reported in all; only the latest points are listed


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Key figures of one kind (最近公布、数额最大、公布最多); ``notes`` are parallel or empty."""

    text: str
    statistics: tuple[StatisticView, ...]
    notes: tuple[str, ...] = ()
