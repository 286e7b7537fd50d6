"""Bulletins, departments and lists as the templates see them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from ..departments import Department, Registry
from ..grouping import Entry, Index, Related, Shelf
from ..model import Basis
from ..slugs import slug_of
from ..views import BulletinView, Card, DepartmentLink, DepartmentView, Fact, Link
from ..wording import Wording, say
from .audit import breakdown_view, highlight_views, table_view
from .load import Post

BASIS_WORDS = {
    Basis.COMPOSED: say("由报告原文的词句拼成"),
    Basis.ASSUMED: say("报告没有写明哪个市县，按部门名录补全"),
    Basis.PROPOSED: say("照报告用语，部门名录里没有"),
    Basis.HISTORY: say("取自文件首次提交的日期"),
    Basis.MODIFIED: say("取自文件的修改日期"),
    Basis.NONE: say("报告没有写明"),
}
FIELD_WORDS = {
    "title": say("标题"),
    "date": say("日期"),
    "department": say("发布机构"),
    "slug": say("网址"),
    "column": say("栏目"),
    "series": say("系列"),
    "source": say("原始报告"),
    "origin": say("来源"),
    "author": say("作者"),
    "document_number": say("文号"),
    "period": say("数据所属期"),
}
NOTE = say("待核实")
# Beyond this a table on the page helps nobody; the data files have every row.
MOST_ROWS = 1000
# Above a shorter text an extract would say again what the eye meets next.
LONG = 600
MOST_PARTS = 20  # of a series, listed on the page of each


def date_text(date: datetime) -> str:
    """A date as a reader sees it; the time only where one is known.

    >>> date_text(datetime(2022, 11, 5)), date_text(datetime(2022, 11, 5, 9, 30))
    ('2022年11月5日', '2022年11月5日 09:30')
    """
    return say("%(day)s", day=date)


class Filler:
    """Makes views; what several pages show is made once."""

    def __init__(self, index: Index, registry: Registry) -> None:
        self.index = index
        self.registry = registry
        self.related = Related(index)
        self._cards: dict[str, Card] = {}
        self._places = {
            (id(shelf), entry.url): place
            for shelves in (index.departments, index.series)
            for shelf in shelves.values()
            for place, entry in enumerate(shelf.entries)
        }

    def department(self, name: str) -> Department:
        """The registry's entry; every name of an index is known to the registry."""
        found = self.registry.resolve(name)
        assert found is not None
        return found

    def department_link(self, name: str) -> DepartmentLink:
        """A department as a bulletin names it."""
        found = self.department(name)
        return DepartmentLink(found.name, found.short or found.name, department_url(found))

    def card(self, entry: Entry) -> Card:
        """A bulletin in a list, made once."""
        if entry.url not in self._cards:
            bulletin = entry.bulletin
            self._cards[entry.url] = Card(
                title=bulletin.title,
                url=entry.url,
                date=f"{entry.date:%Y-%m-%d}",
                date_text=date_text(entry.date),
                departments=tuple(map(self.department_link, entry.departments)),
                column=bulletin.column,
                excerpt=entry.excerpt,
                figure=entry.figure,
                inferred_date="date" in bulletin.review,
            )
        return self._cards[entry.url]

    def cards(self, entries: tuple[Entry, ...] | list[Entry]) -> tuple[Card, ...]:
        """Cards of several bulletins."""
        return tuple(map(self.card, entries))

    def bulletin(self, post: Post, ledger: Link | None = None, source: Link | None = None) -> BulletinView:
        """The page of a bulletin without what only ``complete`` gives."""
        entry, bulletin = post.entry, post.entry.bulletin
        series = self.index.series.get(bulletin.series)
        previous, following = self._neighbours(entry)
        parts = self._parts(series, entry) if series else ()
        return BulletinView(
            card=self.card(entry),
            content="",
            facts=self._facts(entry),
            summary=entry.summary if entry.length >= LONG else "",
            contents=(),
            highlights=(),
            breakdowns=(),
            statistics=(),
            corrections=tuple(
                Fact(date_text(item.date), item.note, datetime=f"{item.date:%Y-%m-%d}") for item in bulletin.corrections
            ),
            review=self._review(entry),
            topics=tuple(
                shelf_link("topics", self.index.topics[name]) for name in dict.fromkeys(bulletin.topics) if name
            ),
            series=Link(series.name, f"series/{series.slug}/") if series else None,
            parts=parts,
            previous=previous,
            next=following,
            related=self.cards(self.related.of(entry, tuple(part.url for part in parts))),
            mentioned=tuple(
                self.department_link(found.name) for found in entry.mentions if found.name in self.index.departments
            ),
            ledger=ledger,
            source=source,
            data=(Link(say("数据（JSON）"), f"{entry.url}data.json"), Link(say("数据（CSV）"), f"{entry.url}data.csv")),
            attachments=post.attachments,
        )

    def complete(self, view: BulletinView, entry: Entry) -> BulletinView:
        """The page with the text and the figures, which are read only for pages that are written."""
        body = entry.body
        return replace(
            view,
            content=body.html,
            contents=body.contents,
            highlights=highlight_views(body),
            breakdowns=tuple(breakdown_view(body, breakdown) for breakdown in body.breakdowns),
            tables=tuple(map(table_view, body.tables)),
            statistics=body.statistics if len(body.statistics) <= MOST_ROWS else (),
        )

    def _facts(self, entry: Entry) -> tuple[Fact, ...]:
        bulletin = entry.bulletin
        names = tuple(map(self.department_link, entry.departments))
        issuers = "、".join(link.name for link in names)
        review = bulletin.review
        column = self.index.columns[bulletin.column]
        moment = f"{entry.date:%Y-%m-%dT%H:%M}" if (entry.date.hour, entry.date.minute) != (0, 0) else ""
        rows = [
            Fact(
                say("发布机构"),
                issuers,
                tuple(Link(link.name, link.url) for link in names),
                NOTE if "department" in review else "",
                author=True,
            ),
            Fact(
                say("发布日期"),
                date_text(entry.date),
                note=NOTE if "date" in review else "",
                datetime=moment or f"{entry.date:%Y-%m-%d}",
            ),
            Fact(say("来源"), "" if self._named(bulletin.origin) == [link.name for link in names] else bulletin.origin),
            Fact(say("作者"), bulletin.author),
            Fact(say("文号"), bulletin.document_number),
            Fact(say("数据所属期"), bulletin.period, note=NOTE if "period" in review else ""),
            Fact(say("栏目"), column.name, (Link(column.name, f"columns/{column.slug}/"),)),
            Fact(say("状态"), say("已归档") if bulletin.status == "archived" else ""),
        ]
        return tuple(row for row in rows if row.text)

    def _named(self, origin: str) -> list[str]:
        """The departments that a source line means, by their full names; other words as they are."""
        found = [(name, self.registry.resolve(name)) for name in re.split("[、，,]", origin)]
        return [department.name if department else name for name, department in found]

    def _review(self, entry: Entry) -> tuple[Fact, ...]:
        bulletin = entry.bulletin
        values = {"date": date_text(entry.date), "department": "、".join(entry.departments)}
        return tuple(
            Fact(
                FIELD_WORDS.get(name, name),
                values.get(name) or str(getattr(bulletin, name, "")),
                note=_basis(name, bulletin.basis_of(name)),
            )
            for name in bulletin.review
        )

    def _parts(self, series: Shelf, entry: Entry) -> tuple[Link, ...]:
        """The series in order, or of a long one what stands around the bulletin: its own page lists the rest."""
        place = self._places[id(series), entry.url]
        first = max(min(place - MOST_PARTS // 2, len(series.entries) - MOST_PARTS), 0)
        near = series.entries[first : first + MOST_PARTS]
        return tuple(Link(e.bulletin.title, e.url, current=e.url == entry.url) for e in near)

    def _neighbours(self, entry: Entry) -> tuple[Link | None, Link | None]:
        """The bulletins before and after it: of its series, which is in order, else of the same issuer in time."""
        series = self.index.series.get(entry.bulletin.series)
        shelf = series or self.index.departments[entry.departments[0]]
        place = self._places[id(shelf), entry.url]
        lower = shelf.entries[place - 1] if place else None
        upper = shelf.entries[place + 1] if place + 1 < len(shelf.entries) else None
        return (_link_to(lower), _link_to(upper)) if series else (_link_to(upper), _link_to(lower))

    def department_row(self, shelf: Shelf) -> DepartmentView:
        """A department in a list: names and counts, without what only its own page shows."""
        found = self.department(shelf.name)
        short = found.short or found.name
        return DepartmentView(
            name=found.name,
            short=short,
            url=department_url(found),
            kind=found.kind,
            initials="".join(syllable[0] for syllable in slug_of(short.removeprefix("市")).split("-")),
            count=len(shelf.entries),
            updated=f"{max(entry.updated for entry in shelf.entries):%Y-%m-%d}",
            aliases=found.aliases,
            registered=not found.proposed,
        )


def _basis(name: str, basis: Basis) -> Wording:
    """Where an inferred field comes from; what the registry doesn't know is said of departments alone."""
    known = basis is not Basis.PROPOSED or name == "department"
    return BASIS_WORDS.get(basis, NOTE) if known else NOTE


def _link_to(entry: Entry | None) -> Link | None:
    return Link(entry.bulletin.title, entry.url) if entry else None


def department_url(department: Department) -> str:
    """The address of a department's page."""
    return f"departments/{department.slug}/"


def shelf_link(folder: str, shelf: Shelf) -> Link:
    """A shelf with its count, as a link."""
    return Link(shelf.name, f"{folder}/{shelf.slug}/", len(shelf.entries))
