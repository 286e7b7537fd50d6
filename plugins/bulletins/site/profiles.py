"""A department's own page."""

from __future__ import annotations

from dataclasses import replace

from ..departments import Department
from ..grouping import Entry, Shelf, months, profile_of, trend_points
from ..views import DepartmentView, Fact, Link, TrendView
from ..wording import say
from .audit import breakdown_view
from .fill import Filler, department_url, shelf_link

MOST_MENTIONED = 8


def department_view(filler: Filler, shelf: Shelf) -> DepartmentView:
    """Everything the page shows but the paged list, which the caller cuts to its page."""
    found = filler.department(shelf.name)
    url = department_url(found)
    profile = profile_of(shelf.entries)
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
        figures=profile.figures,
        breakdowns=tuple(breakdown_view(entry, breakdown) for entry, breakdown in profile.totals),
        trends=tuple(TrendView(t.label, t.unit, t.statistics, trend_points(t)) for t in profile.trends),
        topics=tuple(replace(shelf_link("topics", index.topics[name]), count=count) for name, count in profile.topics),
        series=tuple(replace(shelf_link("series", index.series[name]), count=count) for name, count in profile.series),
        works_with=tuple(
            Link(link.short, link.url, count)
            for name, count in profile.partners
            if name in index.departments and (link := filler.department_link(name))
        ),
        mentioned_in=filler.cards(_elsewhere(index.mentioned.get(shelf.name, ()), shelf)),
        feeds=(Link(say("Atom 订阅"), f"{url}feed.xml"), Link(say("JSON 订阅"), f"{url}feed.json")),
        data=(
            Link(say("统计数字（CSV）"), f"{url}statistics.csv"),
            Link(say("统计数字（JSON）"), f"{url}statistics.json"),
        ),
    )


def _contact(found: Department) -> tuple[Fact, ...]:
    digits = "".join(char for char in found.phone if char.isdigit() or char == "+")
    rows = (
        Fact(say("办公电话"), found.phone, (Link(found.phone, f"tel:{digits}"),) if digits else ()),
        Fact(say("办公地址"), found.address),
        Fact(say("上级机关"), found.parent),
    )
    return tuple(row for row in rows if row.text)


def _years(shelf: Shelf, url: str) -> tuple[Link, ...]:
    counts: dict[str, int] = {}
    for month, entries in months(shelf.entries):
        counts[month[:4]] = counts.get(month[:4], 0) + len(entries)
    return tuple(Link(say("%(year)s年", year=year), f"{url}{year}/", count) for year, count in counts.items())


def _elsewhere(entries: tuple[Entry, ...], shelf: Shelf) -> tuple[Entry, ...]:
    own = {entry.url for entry in shelf.entries}
    return tuple(entry for entry in entries if entry.url not in own)[:MOST_MENTIONED]
