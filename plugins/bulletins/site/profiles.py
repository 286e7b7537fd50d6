"""A department's own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..departments import Department
from ..grouping import Entry, KeyFigures, Shelf, Trend, months, profile_of, ties_of, trend_points
from ..views import DepartmentView, Fact, FigureGroup, Link, MentionView, TrendView
from ..wording import say
from .audit import breakdown_view
from .fill import Filler, department_url, shelf_link

MOST_MENTIONED = 8
NUMBER = re.compile(r"[+0-9][0-9 ()（）-]*")
MOST_POINTS = 24  # of a trend: more are neither seen in the line nor read in the list


def department_view(filler: Filler, shelf: Shelf) -> DepartmentView:
    """What the page shows but the paged list, which the caller cuts to its page, and what ``complete`` reads."""
    found = filler.department(shelf.name)
    url = department_url(found)
    ties = ties_of(shelf.entries)
    index = filler.index
    return replace(
        filler.department_row(shelf),
        former_names=tuple(
            Fact(say("曾用名"), old.name, note=say("至%(day)s", day=old.until) if old.until else "")
            for old in found.former_names
        ),
        duties=found.duties,
        contact=_contact(found),
        years=_years(shelf, url),
        topics=tuple(replace(shelf_link("topics", index.topics[name]), count=count) for name, count in ties.topics),
        series=tuple(replace(shelf_link("series", index.series[name]), count=count) for name, count in ties.series),
        works_with=tuple(
            Link(link.short, link.url, count)
            for name, count in ties.partners
            if name in index.departments and (link := filler.department_link(name))
        ),
        mentioned_in=tuple(_mentions(filler, shelf)),
        feeds=(Link(say("Atom 订阅"), f"{url}feed.xml"), Link(say("JSON 订阅"), f"{url}feed.json")),
        data=(
            Link(say("统计数字（CSV）"), f"{url}statistics.csv"),
            Link(say("统计数字（JSON）"), f"{url}statistics.json"),
        ),
    )


def complete(view: DepartmentView, shelf: Shelf) -> DepartmentView:
    """The page with what all figures of the department say."""
    profile = profile_of(shelf.entries)
    return replace(
        view,
        figures=tuple(_groups(profile.figures)),
        breakdowns=tuple(breakdown_view(body, breakdown) for body, breakdown in profile.totals),
        trends=tuple(map(_trend, profile.trends)),
    )


def _groups(figures: KeyFigures) -> Iterator[FigureGroup]:
    notes = tuple(say("公布过%(count)s次", count=times) for _, times in figures.often)
    for title, statistics, said in (
        (say("最近公布"), figures.latest, ()),
        (say("数额最大"), figures.largest, ()),
        (say("公布最多"), tuple(statistic for statistic, _ in figures.often), notes),
    ):
        if statistics:
            yield FigureGroup(title, statistics, said)


def _trend(trend: Trend) -> TrendView:
    shown = replace(trend, statistics=trend.statistics[-MOST_POINTS:])
    return TrendView(trend.label, trend.unit, shown.statistics, trend_points(shown), len(trend.statistics))


def dialled(phone: str) -> str:
    """The first number of a telephone line as it is dialled; an extension or a second number is no part of it.

    >>> dialled("（0000）801 0103转8001"), dialled("0000-8010103、8010104"), dialled("")
    ('00008010103', '00008010103', '')
    """
    found = NUMBER.search(phone)
    return re.sub(r"[^+0-9]", "", found.group()) if found else ""


def _contact(found: Department) -> tuple[Fact, ...]:
    number = dialled(found.phone)
    rows = (
        Fact(say("办公电话"), found.phone, (Link(found.phone, f"tel:{number}"),) if number else ()),
        Fact(say("办公地址"), found.address),
        Fact(say("上级机关"), found.parent),
        Fact(say("机构代码"), found.code),
    )
    return tuple(row for row in rows if row.text)


def _years(shelf: Shelf, url: str) -> tuple[Link, ...]:
    counts: dict[str, int] = {}
    for month, entries in months(shelf.entries):
        counts[month[:4]] = counts.get(month[:4], 0) + len(entries)
    return tuple(Link(say("%(year)s年", year=year), f"{url}{year}/", count) for year, count in counts.items())


def _mentions(filler: Filler, shelf: Shelf) -> Iterator[MentionView]:
    """The newest bulletins of others that name the department, with the very sections that do."""
    for entry in _elsewhere(filler.index.mentioned.get(shelf.name, ()), shelf):
        mention = next(mention for mention in entry.mentions if mention.name == shelf.name)
        sections = tuple(Link(heading, f"{entry.url}#{name}") for name, heading in mention.sections)
        yield MentionView(filler.card(entry), sections)


def _elsewhere(entries: tuple[Entry, ...], shelf: Shelf) -> tuple[Entry, ...]:
    own = {entry.url for entry in shelf.entries}
    return tuple(entry for entry in entries if entry.url not in own)[:MOST_MENTIONED]
