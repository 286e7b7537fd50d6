"""One post rendered: its identity, HTML and figures."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from ..figures import Figures
from ..grouping import Body
from ..markdown import tables_of
from ..model import Bulletin
from ..post import split_front_matter
from ..quantities import find_figures, statistic_ids, table_sums, unfound
from ..views import StatisticView
from . import markup
from .anchors import Anchor, text_of
from .figures import decimal_text, statistic_views
from .inline import Resolve
from .markup import parse_body, render
from .records import Head, bulletin_url

EXCERPT, SUMMARY = 80, 140
HEADINGS = frozenset(f"h{level}" for level in range(2, 7))
# A line of its own, whom the text is addressed to: 各县区人民政府，市直各部门： or 亲爱的市民朋友：
ADDRESSEE = re.compile(
    r"(?:(?:各位|尊敬的|亲爱的|致)[^。！？!?；;]{1,30}"
    r"|[^。！？!?；;]{1,60}(?:政府|[委局办院部厅校]|会|单位|部门|机构|企业|公司|街道|乡镇|中心|代表|委员|家长|朋友|同志|[市村居网]民|用户|商户))们?[：:]"
)
BLANKS = re.compile(r"[ \t\n]+")


class Unfound(Exception):
    """Words of ``highlights`` that name no figure of the text."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words
        super().__init__("、".join(words))


def render_post(bulletin: Bulletin, source: str, resolve: Resolve) -> tuple[Head, Body]:
    """Render the body of a post; ``source`` is its text and ``bulletin`` what ``read_post`` made of it.

    Figures are found in the page's own words, so that every anchor stands where the number is read.
    Raises Unfound when the editor's choice for the boxes names a figure that isn't among them.
    """
    links: list[tuple[str, bool, str]] = []

    def note(address: str, picture: bool) -> str:
        printed = resolve(address, picture)
        links.append((address, picture, printed))
        return printed

    _, markdown, _ = split_front_matter(source)
    body = parse_body(markdown, note)
    figures = find_figures(body.text, bulletin.highlights)
    if missing := unfound(figures.statistics, bulletin.highlights or ()):
        raise Unfound(missing)
    ids = statistic_ids(figures.statistics)
    anchors = tuple(
        Anchor(statistic.quantity.start, statistic.quantity.end, name, decimal_text(statistic.quantity.value))
        for statistic, name in zip(figures.statistics, ids, strict=True)
    )
    statistics = _views(figures, ids, body.text, bulletin)
    lead = _lead(body)
    head = Head(
        bulletin=replace(bulletin, sections=()),
        excerpt=_extract(lead, EXCERPT),
        summary=_extract(lead, SUMMARY),
        length=len(body.text),
        labels=tuple(dict.fromkeys(view.label for view in statistics)),
        units=tuple(view.counted for view in statistics),
        figure=statistics[figures.highlights[0].statistic] if figures.highlights else None,
        links=tuple(links),
    )
    facets = tuple(statistic.facets for statistic in figures.statistics)
    tables = tuple(sums for _, rows in tables_of(markdown) if (sums := table_sums(rows)))
    html, contents = render(body, anchors), body.contents
    return head, Body(html, body.text, contents, statistics, facets, figures.breakdowns, figures.highlights, tables)


def _views(figures: Figures, ids: tuple[str, ...], text: str, bulletin: Bulletin) -> tuple[StatisticView, ...]:
    date = f"{bulletin.date:%Y-%m-%d}" if bulletin.date else ""
    return statistic_views(figures, ids, text, bulletin_url(bulletin), "", date, bulletin.title)


def _lead(body: markup.Body) -> str:
    """The first words that a reader sees below no heading: without an editor's marks, on one line; whom the text is
    addressed to (各区县人民政府：) says nothing of what it tells."""
    words = ""
    for element in body.root:
        if element.tag not in HEADINGS:
            block = ET.Element("body")
            block.append(element)
            said = BLANKS.sub(" ", text_of(block)[0]).strip()
            if words or not ADDRESSEE.fullmatch(said):
                words += (" " if words and words[-1].isalnum() else "") + said
            if len(words) > SUMMARY:
                break
    return words


def _extract(text: str, most: int) -> str:
    """Whole sentences up to ``most`` characters, or words cut where these would say too little.

    >>> _extract("第一句。第二句很长很长。", 8), _extract("一二三四五六", 4)
    ('第一句。', '一二三…')
    >>> _extract("好。第二句很长很长很长很长。", 12)
    '好。第二句很长很长很长…'
    """
    if len(text) <= most:
        return text
    stop = max(text.rfind(mark, 0, most) for mark in "。！？")
    return text[: stop + 1] if stop + 1 >= most / 3 else text[: most - 1] + "…"
