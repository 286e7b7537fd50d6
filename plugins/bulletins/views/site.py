"""What every page of the site shares, and the page that is being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from .links import LanguageLink, Link


@dataclass(frozen=True, slots=True)
class CodeView:
    """A QR code: how many squares a side has, and the black ones as lines of an SVG path, one square wide."""

    size: int
    path: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The same on every page: names, header links, footer facts (from SITE in pelicanconf.py)."""

    name: str  # 云溪公报
    tagline: str
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
    jsonld: str = ""  # url of a linked JSON-LD file, never inline
    extra: dict[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a paged list stands: number and total count from 1; urls of the neighbours or ""."""

    number: int = 1
    total: int = 1
    previous: str = ""
    next: str = ""
    links: tuple[Link, ...] = ()
