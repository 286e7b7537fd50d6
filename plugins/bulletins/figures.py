"""The nouns of the figures in a text: frozen, slotted types without input or output.

All spans are code-point offsets, end exclusive, into the text that the owning function was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a number in a text is. Only STATISTIC counts something."""

    STATISTIC = "statistic"
    DATE = "date"
    DURATION = "duration"
    ORDINAL = "ordinal"
    ENUMERATOR = "enumerator"
    DOCUMENT_NUMBER = "document-number"
    MODEL = "model"
    GRADE = "grade"
    SLOGAN = "slogan"
    PHONE = "phone"
    RATIO = "ratio"
    CONCENTRATION = "concentration"
    NAME = "name"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Facets:
    """What the text states about a statistic beside its label; every field is a phrase of the text or ""."""

    cumulative: str = ""  # 累计, 共, 截至10月31日
    scope: str = ""  # 全市, 市级, 县区, a place
    per: str = ""  # 每天, 日均, 平均每户
    change: str = ""  # "rise" | "fall" | "" : direction, when the quantity is a change and not a level
    base: str = ""  # 同比, 环比, 较上年同期
    period: str = ""  # 1月26日—31日, 上半年
    qualifier: str = ""  # 最大, 预计 可, 其余, 正在: what makes it no plain count; several are parted by blanks

    @property
    def unsettled(self) -> bool:
        """Whether the figure is a plan, a capacity, a remainder or not yet done: no fact that stands alone.

        >>> Facets(qualifier="预计 可").unsettled, Facets(qualifier="最大").unsettled
        (True, False)
        """
        return bool(self.qualifier) and any(not word.startswith("最") for word in self.qualifier.split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """number + scale + unit found in a text.

    ``start``..``end`` runs from the first digit (or Chinese numeral) to the end of the unit, a hedge between
    them included (1100余人次), hedges around it not. ``value`` has 万/亿/千 multiplied out; ``upper`` is None
    unless the quantity is a range; ``unit`` has no scale. ``hedge`` holds the hedging words as printed, in order.
    ``kind`` says what the number is; ``reason`` names the rule that decided.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    upper: Decimal | None = None
    hedge: str = ""
    kind: Kind = Kind.STATISTIC
    reason: str = ""
    flags: tuple[str, ...] = ()  # "open-unit", "no-unit", "elided-unit", "elided-scale", …


# What a statistic is called, by the kind of its unit, when the text names nothing that it counts. Figures of several
# bulletins under such a name are of different things.
UNIT_NAMES = {"person": "人数", "turnout": "人次", "money": "金额", "household": "户数", "share": "占比"}


@dataclass(frozen=True, slots=True)
class Statistic:
    """A quantity that counts something, with what it counts.

    ``label`` is a phrase of the text when ``label_start`` ≥ 0; otherwise put together from phrases of it.
    ``printed`` is the number as a box shows it: hedge, number and unit just as the text has them (约620个点位).
    """

    quantity: Quantity
    label: str
    label_start: int = -1
    label_end: int = -1
    facets: Facets = Facets()
    printed: str = ""


class Audit(StrEnum):
    """Whether the parts of a breakdown make up its total."""

    ADDS_UP = "adds-up"
    DIFFERS = "differs"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts. ``total`` and ``parts`` are indexes into the tuple of statistics they belong to.

    A part may itself be the total of another breakdown. ``difference`` is total − sum of parts, when DIFFERS.
    """

    total: int
    parts: tuple[int, ...]
    audit: Audit
    difference: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class TableSum:
    """A total of a table: its cell (row and column from 0), the names of both, what stands there, what its parts give.

    ``across`` when it is summed along its row, not down its column.
    """

    row: int
    column: int
    row_name: str
    column_name: str
    stated: Decimal
    parts: Decimal
    across: bool = False

    @property
    def differs(self) -> bool:
        return self.stated != self.parts


@dataclass(frozen=True, slots=True)
class Highlight:
    """A statistic chosen for a box: index of the statistic, and of its breakdown or -1."""

    statistic: int
    breakdown: int = -1


@dataclass(frozen=True, slots=True)
class Figures:
    """All that was found in one text: statistics in order of place, breakdowns, highlights, suspicious places.

    ``suspicious`` holds (offset, what looks wrong), shown to editors and never repaired.
    """

    statistics: tuple[Statistic, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    suspicious: tuple[tuple[int, str], ...] = ()
