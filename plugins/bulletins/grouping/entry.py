"""What the derived pages need to know of one published bulletin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..figures import Breakdown, Facets, Highlight
from ..model import Bulletin
from ..views import StatisticView


@dataclass(frozen=True, slots=True)
class Entry:
    """A published bulletin with its figures; ``departments`` are canonical names, the issuer first.

    ``statistics`` and ``facets`` are parallel; ``breakdowns`` and ``highlights`` hold indexes into them.
    ``mentions`` counts the other departments that the text names. ``bulletin.sections`` may be left empty.
    """

    bulletin: Bulletin
    url: str
    text: str = ""
    excerpt: str = ""
    summary: str = ""
    statistics: tuple[StatisticView, ...] = ()
    facets: tuple[Facets, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    mentions: tuple[tuple[str, int], ...] = ()

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


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of every list of the site."""
    return sorted(entries, key=lambda entry: entry.order, reverse=True)
