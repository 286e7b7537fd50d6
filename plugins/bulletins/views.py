"""What the templates see: plain values that are ready to print.

Templates read attributes; they compute nothing. Every ``url`` is relative to the site's root, without a leading
slash ("bulletins/2022/x/"); a template prefixes it with the page's ``root`` ("." or "../.."), so that one build
works at a domain, under a sub-path, and anywhere it is copied to. Every text is plain and is escaped by the
template; the only markup is ``BulletinView.content``, which has been sanitised.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A link with an optional count beside it (栏目、部门、年份 lists)."""

    text: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentLink:
    """A department as named on a bulletin: links carry rel="author"."""

    name: str
    short: str
    url: str


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
class HighlightView:
    """A box: a statistic and, when it is the total of a breakdown, its parts."""

    statistic: StatisticView
    breakdown: BreakdownView | None = None


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
    initial: str  # first pinyin letter, for sorting
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


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a paged list stands: number and total count from 1; urls of the neighbours or ""."""

    number: int = 1
    total: int = 1
    previous: str = ""
    next: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeView:
    """A QR code: how many squares a side has, and the black ones as lines of an SVG path, one square wide."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of the interface: its code, its own name, and where its pages stand below the root ("", "en/")."""

    code: str
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The same on every page: names, header links, footer facts (from SITE in pelicanconf.py)."""

    name: str  # 云溪公报
    tagline: str
    city: str
    domain: str
    id_code: str  # 网站标识码
    organiser: str  # 主办单位
    undertaker: str  # 承办单位
    contact: str
    icp: str
    police: str  # 公安备案号
    error_report_url: str  # 我为政府网站找错
    base: str  # absolute address of the root without a trailing slash, "" in a local build
    navigation: tuple[Link, ...] = ()
    feed: str = "feed.xml"
    build: str = ""  # short digest of the content, for addresses of static files
    sample: bool = False  # True: show a line saying that city and figures are invented
    share_cards: bool = False  # True: every bulletin has a picture of its own for shared links
    share_font: str = ""  # the font file for them; "" leaves the choice to fontconfig
    languages: tuple[LanguageLink, ...] = ()  # of the interface, the default one first; none where there is but one


@dataclass(frozen=True, slots=True)
class PageView:
    """The page being written. ``kind`` names the template; ``meta`` holds the (name, content) pairs of the head."""

    kind: str
    title: str
    url: str
    root: str
    description: str = ""
    breadcrumbs: tuple[Link, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    feeds: tuple[Link, ...] = ()
    scripts: tuple[str, ...] = ()  # names under static/js
    jsonld: str = ""  # url of a linked JSON-LD file, never inline
    extra: dict[str, object] = field(default_factory=dict, compare=False)
