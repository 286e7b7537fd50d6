"""Bulletins, departments and lists of them as the templates see them."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import BreakdownView, FigureGroup, HighlightView, StatisticView, TableView, TrendView
from .links import DepartmentLink, Link


@dataclass(frozen=True, slots=True)
class Card:
    """A bulletin in a list."""

    title: str
    url: str
    date: str  # 2022-11-20, for <time datetime>
    date_text: str  # 2022年11月20日
    departments: tuple[DepartmentLink, ...]
    column: str
    excerpt: str
    figure: StatisticView | None = None
    inferred_date: bool = False


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading of the body: level 1 is outermost."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the metadata list: 发布机构, 发布日期, 来源, 文号 … with a note such as 待核实."""

    term: str
    text: str
    links: tuple[Link, ...] = ()
    note: str = ""
    datetime: str = ""
    author: bool = False  # its links are departments: rel="author"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a bulletin links to: its name, address, kind ("PDF 文档") and size ("1.5 KB")."""

    name: str
    url: str
    kind: str
    size: str


@dataclass(frozen=True, slots=True)
class BulletinView:
    """A bulletin's page."""

    card: Card
    content: str  # sanitised HTML: headings with ids, <data class="quantity">, <p class="caption">
    facts: tuple[Fact, ...]
    summary: str  # an extract of ≤ 140 characters
    contents: tuple[ContentsEntry, ...]
    highlights: tuple[HighlightView, ...]
    breakdowns: tuple[BreakdownView, ...]
    statistics: tuple[StatisticView, ...]
    corrections: tuple[Fact, ...] = ()
    review: tuple[Fact, ...] = ()  # inferred fields: term, text, note = basis in words
    topics: tuple[Link, ...] = ()
    series: Link | None = None
    parts: tuple[Link, ...] = ()  # the series in order; current marks this one
    previous: Link | None = None
    next: Link | None = None
    related: tuple[Card, ...] = ()
    mentioned: tuple[DepartmentLink, ...] = ()
    ledger: Link | None = None  # 规范化记录
    source: Link | None = None  # 原始报告
    data: tuple[Link, ...] = ()  # data.json, data.csv
    attachments: tuple[Attachment, ...] = ()
    tables: tuple[TableView, ...] = ()  # of the text, those with totals


@dataclass(frozen=True, slots=True)
class MentionView:
    """A bulletin of another department that names this one, with links to the sections that do."""

    card: Card
    sections: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department's page. ``years`` groups all its bulletins; ``latest`` is the current page of the paged list."""

    name: str
    short: str
    url: str
    kind: str  # 委办局 type in the registry, for grouping
    initials: str  # first pinyin letters of the short name without its level, for the filter: swj
    count: int
    updated: str
    aliases: tuple[str, ...] = ()
    former_names: tuple[Fact, ...] = ()
    duties: tuple[str, ...] = ()
    contact: tuple[Fact, ...] = ()
    registered: bool = True  # False: proposed, waits for an editor
    latest: tuple[Card, ...] = ()
    years: tuple[Link, ...] = ()
    figures: tuple[FigureGroup, ...] = ()
    breakdowns: tuple[BreakdownView, ...] = ()
    trends: tuple[TrendView, ...] = ()
    topics: tuple[Link, ...] = ()
    series: tuple[Link, ...] = ()
    works_with: tuple[Link, ...] = ()
    mentioned_in: tuple[MentionView, ...] = ()
    feeds: tuple[Link, ...] = ()
    data: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Cards or links under one heading: a year, a month, a type of department, a pinyin letter."""

    text: str
    id: str
    cards: tuple[Card, ...] = ()
    links: tuple[Link, ...] = ()
    departments: tuple[DepartmentView, ...] = ()
