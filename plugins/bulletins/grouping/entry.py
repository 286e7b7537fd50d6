"""What the derived pages need to know of one published bulletin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from ..figures import UNIT_NAMES, Breakdown, Facets, Highlight, TableSum
from ..model import Bulletin
from ..views import ContentsEntry, StatisticView


@dataclass(frozen=True, slots=True)
class Body:
    """The large part of a bulletin: its page's own HTML and words, its figures.

    ``statistics`` and ``facets`` are parallel; ``breakdowns`` and ``highlights`` hold indexes into them.
    """

    html: str = ""
    text: str = ""
    contents: tuple[ContentsEntry, ...] = ()
    statistics: tuple[StatisticView, ...] = ()
    facets: tuple[Facets, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    tables: tuple[tuple[TableSum, ...], ...] = ()  # for each table with totals, those that were summed


@dataclass(frozen=True, slots=True)
class Mention:
    """Another department that a text names: how often, and the sections that do, as (id, heading)."""

    name: str
    times: int
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A published bulletin; ``departments`` are canonical names, the issuer first.

    Only what lists need stands in the entry itself. ``load`` gives the rest, from wherever it is kept, and
    ``digest`` changes whenever any of both does. ``labels`` say what the statistics count, ``units`` in what, one
    for each; ``figure`` is that of the first box, ``length`` counts the characters of the text.
    ``bulletin.sections`` may be left empty.
    """

    bulletin: Bulletin
    url: str
    excerpt: str = ""
    summary: str = ""
    length: int = 0
    labels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    figure: StatisticView | None = None
    mentions: tuple[Mention, ...] = ()
    digest: str = ""
    load: Callable[[], Body] = field(default=Body, compare=False, repr=False)

    @property
    def body(self) -> Body:
        return self.load()

    @property
    def count(self) -> int:
        """How many statistics it has."""
        return len(self.units)

    @property
    def departments(self) -> tuple[str, ...]:
        return self.bulletin.departments

    @property
    def date(self) -> datetime:
        """Beijing time; a published bulletin always has one."""
        return self.bulletin.date or datetime(1, 1, 1)

    @property
    def updated(self) -> datetime:
        """The day of the newest correction, else of publication: never the clock."""
        return max([self.date, *(correction.date for correction in self.bulletin.corrections)])

    @property
    def order(self) -> tuple[datetime, str]:
        """Sort key, oldest first; the address decides between bulletins of one moment."""
        return self.date, self.url


def tells(label: str) -> bool:
    """Whether a label names a thing that several bulletins may count.

    >>> tells("避灾安置点"), tells("占比"), tells("优")
    (True, False, True)
    """
    return bool(label) and label not in UNIT_NAMES.values()


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of every list of the site."""
    return sorted(entries, key=lambda entry: entry.order, reverse=True)
