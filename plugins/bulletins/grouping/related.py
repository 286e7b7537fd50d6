"""Bulletins to read next: by shared topics, departments and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .entry import Entry, tells
from .index import Index, Shelf

NEAREST = 6  # neighbours in time that are looked at on each shelf: the cost of one bulletin stays the same
RARE = 40  # a label that more bulletins share says nothing
MOST = 4
TOPIC, DEPARTMENT, LABEL = 3, 1, 2


class Related:
    """Answers what goes with a bulletin; built once for a site."""

    def __init__(self, index: Index) -> None:
        self._shelves: dict[str, list[tuple[int, Shelf]]] = defaultdict(list)
        self._places: dict[tuple[int, str], int] = {}
        for weight, shelves in ((TOPIC, index.topics), (DEPARTMENT, index.departments)):
            for shelf in shelves.values():
                for place, entry in enumerate(shelf.entries):
                    self._shelves[entry.url].append((weight, shelf))
                    self._places[id(shelf), entry.url] = place
        self._labels: dict[str, list[Entry]] = defaultdict(list)
        for entry in index.entries:
            for label in _labels(entry):
                self._labels[label].append(entry)

    def of(self, entry: Entry, without: tuple[str, ...] = ()) -> tuple[Entry, ...]:
        """At most four others, best first; ``without`` are addresses that the page links to anyway.

        Stable: equal scores are parted by nearness in time, then by address.
        """
        scores: dict[str, int] = defaultdict(int)
        found: dict[str, Entry] = {}
        for other, weight in self._candidates(entry):
            if other.url != entry.url and other.url not in without:
                found[other.url] = other
                scores[other.url] += weight
        best = sorted(found, key=lambda url: (-scores[url], abs(found[url].date - entry.date), url))
        return tuple(found[url] for url in best[:MOST])

    def _candidates(self, entry: Entry) -> Iterator[tuple[Entry, int]]:
        for weight, shelf in self._shelves[entry.url]:
            place = self._places[id(shelf), entry.url]
            for other in shelf.entries[max(place - NEAREST, 0) : place + NEAREST + 1]:
                yield other, weight
        for label in _labels(entry):
            if len(self._labels[label]) <= RARE:
                for other in self._labels[label]:
                    yield other, LABEL


def _labels(entry: Entry) -> dict[str, None]:
    return dict.fromkeys(label for label in entry.labels if len(label) > 1 and tells(label))
