"""The pages of figures: all statistics of the site, and those of a year, a department or a unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from ..grouping import Entry, Part, Shelf, by_unit, count_of, cut
from ..views import Group, Link, Pages
from ..wording import Wording, say
from .cache import key_of
from .content import Site
from .fragments import PLACED
from .page import File, Page, paged
from .rowdata import ROWS_IN_PART, RowData, index_json
from .tables import Tables

ROWS = 100
# Nobody turns hundreds of pages, and each of them costs a build: a list this long has longer ones.
LONG_LIST, ROWS_OF_LONG = 4_000, 400
# Behind these pages the list of all goes on in that of a year: a new bulletin then moves no row of other years.
MOST_PAGES = 50
FIGURES = Link(say("统计数字"), "figures/")


@dataclass(frozen=True, slots=True)
class Choice:
    """Statistics chosen by one thing: ``kind`` and ``value`` of the filter. ``unit`` is None unless that is a unit."""

    kind: str
    value: str
    title: str
    url: str
    entries: tuple[Entry, ...]
    unit: str | None = None

    @property
    def count(self) -> int:
        return count_of(self.entries, self.unit)

    @property
    def rows(self) -> int:
        """How many statistics a page of the list shows."""
        return ROWS_OF_LONG if self.count > LONG_LIST else ROWS

    @property
    def link(self) -> Link:
        return Link(self.value if self.kind != "year" else say("%(year)s年", year=self.value), self.url, self.count)


class Choices:
    """Every way to choose statistics that gives any; made once for a site."""

    def __init__(self, site: Site) -> None:
        index = site.index
        self.years = tuple(
            Choice("year", year, say("%(year)s年的统计数字", year=year), f"figures/year/{year}/", shelf.entries)
            for year, shelf in index.years.items()
            if count_of(shelf.entries)
        )
        self.departments = tuple(
            _of_department(site.filler.department_link(name).short, shelf)
            for name, shelf in index.departments.items()
            if count_of(shelf.entries)
        )
        self.units = tuple(_of_unit(unit, shelf) for unit, shelf in by_unit(index.entries).items())

    def __iter__(self) -> Iterator[Choice]:
        yield from (*self.years, *self.departments, *self.units)


def _of_department(short: str, shelf: Shelf) -> Choice:
    title = say("%(name)s的统计数字", name=short)
    return Choice("department", short, title, f"figures/department/{shelf.slug}/", shelf.entries)


def _of_unit(unit: str, shelf: Shelf) -> Choice:
    name: str | Wording = unit or say("无单位")
    title = say("以“%(unit)s”计的统计数字", unit=name)
    return Choice("unit", name, title, f"figures/unit/{shelf.slug}/", shelf.entries, unit)


def figure_pages(site: Site, choices: Choices) -> Iterator[Page]:
    """Every page of every list. Every statistic stands on one page of its year, its departments and its unit."""
    entries = site.index.entries
    parts = list(cut(entries, ROWS))
    shown = parts[:MOST_PAGES]
    groups = (
        Group(say("按年份看"), "years", links=tuple(choice.link for choice in choices.years)),
        Group(say("按部门看"), "departments", links=tuple(choice.link for choice in choices.departments)),
        Group(say("按单位看"), "units", links=tuple(choice.link for choice in choices.units)),
    )
    data = (
        Link(say("全部（CSV）"), "data/statistics.csv"),
        Link(say("全部（JSON）"), "data/statistics.json"),
        Link(say("全部（SQLite）"), "data/statistics.sqlite"),
        Link(say("列的说明（CSVW）"), "data/statistics.csv-metadata.json"),
    )
    count = count_of(entries)
    for url, part, pages in paged(shown, "figures/", 1):
        last = pages.number == len(shown) < len(parts)
        where = replace(pages, next=_going_on(parts[len(shown)], choices)) if last else pages
        first = tuple(group for group in groups if group.links) if pages.number == 1 else ()
        values: dict[str, object] = {"groups": first, "data": data, "count": count, "chosen": ("", "")}
        yield _page(site, FIGURES.text, url, values, where, part[0] if part else (), ())
    for choice in choices:
        yield from _choice(site, choice)


def _going_on(part: Part, choices: Choices) -> str:
    """The page of a year that holds the first statistic of a part."""
    first = part[0]
    year = f"{first.entry.date.year:04d}"
    choice = next(choice for choice in choices.years if choice.value == year)
    before = 0
    for entry in choice.entries:
        if entry.url == first.entry.url:
            break
        before += entry.count
    number = (before + first.places[0]) // choice.rows + 1
    return choice.url if number == 1 else f"{choice.url}page/{number}/"


def _choice(site: Site, choice: Choice) -> Iterator[Page]:
    data = (
        Link(say("这些数字（CSV）"), f"{choice.url}statistics.csv"),
        Link(say("这些数字（JSON）"), f"{choice.url}statistics.json"),
    )
    values: dict[str, object] = {
        "groups": (),
        "data": data,
        "count": choice.count,
        "chosen": (choice.kind, choice.value),
    }
    for url, part, pages in paged(list(cut(choice.entries, choice.rows, choice.unit)), choice.url, 1):
        yield _page(site, choice.title, url, values, pages, part[0], (FIGURES,))


def _page(
    site: Site, title: str, url: str, values: dict[str, object], pages: Pages, part: Part, trail: tuple[Link, ...]
) -> Page:
    page = site.make.page(
        "figures",
        title,
        url,
        {**values, "pages": pages, "statistics": (), "rows": PLACED},
        trail=trail,
        column="数据发布",
        jsonld="data/dataset.jsonld",
    )
    return replace(page, digest=_key(part), part=part)


def _key(part: Part) -> str:
    return key_of("\0".join(f"{piece.entry.digest} {list(piece.places)}" for piece in part))


def figure_files(site: Site, choices: Choices, tables: Tables, rows: RowData) -> Iterator[File]:
    """The tables of each choice, and what the filters of the pages fetch: an index, and rows in parts."""
    yield File("figures/index.json", partial(index_json, [*choices], count_of(site.index.entries)))
    for choice in choices:
        # Without a unit it is the table of the site or of a department, when that holds the same bulletins.
        whole = site.key_of(choice.entries)
        key = whole if choice.unit is None else key_of("choice", choice.unit, whole)
        yield File(f"{choice.url}statistics.csv", partial(tables.csv, choice.entries, choice.unit), key)
        yield File(f"{choice.url}statistics.json", partial(tables.json, choice.entries, choice.unit), key)
        for number, part in enumerate(cut(choice.entries, ROWS_IN_PART, choice.unit), 1):
            yield File(f"{choice.url}rows-{number}.json", partial(rows.part, part), _key(part))
