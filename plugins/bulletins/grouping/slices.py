"""The statistics of many bulletins cut to pages, without holding the statistics themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..slugs import free_slug, slug_of
from .entry import Entry
from .index import Shelf

# Units that have no reading.
SPOKEN = {"": "no-unit", "%": "percent", "‰": "permille", "℃": "celsius", "㎡": "square-metre", "m³": "cubic-metre"}

MOST_HELD = 256


@dataclass(frozen=True, slots=True)
class Slice:
    """Statistics of one bulletin, by their places in it."""

    entry: Entry
    places: Sequence[int]


Part = tuple[Slice, ...]


def places_of(entry: Entry, unit: str | None = None) -> Sequence[int]:
    """Where the statistics of a bulletin stand, or those that count in ``unit``."""
    if unit is None:
        return range(entry.count)
    return _places_by_unit(entry.units).get(unit, ())


@lru_cache(MOST_HELD)
def _places_by_unit(units: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Where each unit stands: asked for every unit of a bulletin, which may have a hundred."""
    found: dict[str, list[int]] = {}
    for place, unit in enumerate(units):
        found.setdefault(unit, []).append(place)
    return {unit: tuple(places) for unit, places in found.items()}


def count_of(entries: Iterable[Entry], unit: str | None = None) -> int:
    """How many statistics there are."""
    return sum(len(places_of(entry, unit)) for entry in entries)


def cut(entries: Iterable[Entry], size: int, unit: str | None = None) -> Iterator[Part]:
    """Parts of ``size`` statistics in the order of the bulletins, the last one shorter; none for nothing.

    >>> from ..model import Bulletin
    >>> one, two = (Entry(Bulletin(url, ()), url, units=("人", "件", "人")) for url in ("a/", "b/"))
    >>> [[(s.entry.url, list(s.places)) for s in part] for part in cut((one, two), 4)]
    [[('a/', [0, 1, 2]), ('b/', [0])], [('b/', [1, 2])]]
    >>> [[(s.entry.url, list(s.places)) for s in part] for part in cut((one, two), 4, "件")]
    [[('a/', [1]), ('b/', [1])]]
    """
    part: list[Slice] = []
    room = size
    for entry in entries:
        places = places_of(entry, unit)
        while places:
            part.append(Slice(entry, places[:room]))
            room, places = room - len(part[-1].places), places[room:]
            if not room:
                yield tuple(part)
                part, room = [], size
    if part:
        yield tuple(part)


def by_unit(entries: Iterable[Entry]) -> dict[str, Shelf]:
    """Bulletins by the units that their statistics count in, the most frequent unit first.

    Of two units that read alike the one of the older bulletin keeps the plain slug.
    """
    groups: dict[str, list[Entry]] = {}
    times: dict[str, int] = {}
    for entry in entries:
        for unit in entry.units:
            times[unit] = times.get(unit, 0) + 1
        for unit in dict.fromkeys(entry.units):
            groups.setdefault(unit, []).append(entry)
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for unit in sorted(groups, key=lambda unit: (groups[unit][-1].order, unit)):
        slugs[unit] = free_slug(SPOKEN.get(unit) or slug_of(unit), taken)
        taken.add(slugs[unit])
    ordered = sorted(groups, key=lambda unit: (-times[unit], slugs[unit]))
    return {unit: Shelf(unit, slugs[unit], tuple(groups[unit])) for unit in ordered}
