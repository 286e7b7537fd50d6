"""What differs between two rows of folded texts: which places go, which come, and where the others move."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .folded import Folded
from .suffixes import Places

Ints = NDArray[np.int64]

_AT_ONCE = 1 << 18  # places moved together
_BEHIND = 36  # units behind a difference: what stands before them is told so far back (``tails``)


@dataclass(frozen=True, slots=True)
class Edits:
    """What may differ: ``removed``: places of the old texts that go, ``added``: places of the new ones that come, both
    in order. ``partners``: for each removed place the added one that says the same from there on for ``alike`` units,
    or, behind the difference, for good (then ``alike`` is 0); -1 for none.
    ``bounds`` and ``shifts``: from which old place on the others move, and by how much. ``changed``: numbers of the
    bulletins that are not as they were.
    """

    removed: Places
    added: Places
    partners: Places
    alike: Ints
    bounds: list[int]
    shifts: list[int]
    changed: list[int]

    def moved(self, places: Places) -> Places:
        """Where old places that stay are now."""
        if not any(self.shifts):
            return places
        found = places.astype(np.int32)
        for start in range(0, len(found), _AT_ONCE):
            part, before, total = found[start : start + _AT_ONCE], places[start : start + _AT_ONCE], 0
            for bound, shift in zip(self.bounds, self.shifts, strict=True):
                if shift != total:
                    part += (before >= bound) * np.int32(shift - total)
                    total = shift
        return found

    def without(self, same: NDArray[np.bool_]) -> Edits:
        """Without those removed places that stay after all, and their partners."""
        added = self.added[~np.isin(self.added, self.partners[same])]
        return replace(
            self, removed=self.removed[~same], added=added, partners=self.partners[~same], alike=self.alike[~same]
        )


def edits_between(old: Folded, new: Folded, changed: list[int], depth_limit: int) -> Edits:
    """The edits, where only the ``changed`` bulletins differ; such as have no partner stand at the end."""
    none = np.zeros(0, np.int32)
    removed, added, partners, alike, bounds, shifts = [none], [none], [none], [none.astype(np.int64)], [], []
    for number in changed:
        here, there = old.part(number), new.part(number)
        first, last = _alike(_marked(old, number), _marked(new, number))
        before, behind = min(first, depth_limit + 4), min(last, _BEHIND)
        end, shift = here.stop - last, there.stop - here.stop
        gone = np.arange(here.start + first - before, end + behind, dtype=np.int32)
        ahead = here.start + first - gone
        partner = np.where(ahead > 0, gone + (there.start - here.start), np.where(gone > end, gone + shift, -1))
        stays = old.units[gone] != 0
        removed.append(gone[stays])
        partners.append(partner[stays].astype(np.int32))
        alike.append(np.maximum(ahead, 0)[stays].astype(np.int64))
        come = np.arange(there.start + first - before, there.stop - last + behind, dtype=np.int32)
        added.append(come[new.units[come] != 0])
        bounds.append(end)
        shifts.append(shift)
    gone, come, partner, ahead = (
        np.concatenate(removed),
        np.concatenate(added),
        np.concatenate(partners),
        np.concatenate(alike),
    )
    return Edits(gone, come, partner, ahead, bounds, shifts, changed)


def _marked(folded: Folded, number: int) -> NDArray[np.int32]:
    return folded.units[folded.part(number)].astype(np.int32) | folded.zones(number).astype(np.int32) << 16


def _alike(one: NDArray[np.int32], other: NDArray[np.int32]) -> tuple[int, int]:
    """How many units two texts share at their beginnings, and at their ends behind these."""
    size = min(len(one), len(other))
    differing = np.flatnonzero(one[:size] != other[:size])
    first = int(differing[0]) if differing.size else size
    rest = size - first
    differing = np.flatnonzero(one[len(one) - rest :][::-1] != other[len(other) - rest :][::-1])
    return first, int(differing[0]) if differing.size else rest
