"""The entries of an index in order, and how many bits each takes: so that a shard is patched and not written anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .codes import Coded
from .suffixes import GONE, NODE, Sorted

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Entries, list nodes before the leaves they cover, and what is ``GONE``. ``sizes``: places of leaves, 0 of nodes;
    ``kinds`` and ``depths`` as in ``postings.Entries``; ``heads``: bits of what tells the sequence after the one
    before it, as it stands in its shard; ``bodies``: bits of all that follows."""

    sizes: NDArray[np.int32]
    kinds: NDArray[np.int8]
    depths: NDArray[np.uint8]
    heads: NDArray[np.uint16]
    bodies: NDArray[np.uint32]

    @property
    def starts(self) -> Ints:
        """The first of each entry's places in the sorted ones."""
        return np.cumsum(self.sizes, dtype=np.int64) - self.sizes

    @property
    def measures(self) -> Ints:
        """About how many bits each takes, whatever stands before it: what shards are measured by."""
        measures = 8 * self.depths.astype(np.int64) + self.bodies
        measures[self.kinds == GONE] = 0
        return measures

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All columns by name."""
        return {name: getattr(self, name) for name in COLUMNS}


COLUMNS = {
    "sizes": np.int32,
    "kinds": np.int8,
    "depths": np.uint8,
    "heads": np.uint16,
    "bodies": np.uint32,
}


def table_of(found: Sorted, coded: Coded) -> Table:
    """The entries of sorted runs, of which ``coded`` has all but those that are gone."""
    starts = np.concatenate((found.starts, found.nodes[:, 0]))
    depths = np.concatenate((found.depths, found.nodes[:, 2]))
    kinds = np.concatenate((found.kinds, np.full(len(found.nodes), NODE)))
    sizes = np.concatenate((np.diff(np.append(found.starts, len(found.order))), np.zeros(len(found.nodes), np.int64)))
    order = np.lexsort((depths, starts))
    kinds = kinds[order]
    bodies = np.zeros(len(order), np.int64)
    bodies[kinds != GONE] = coded.heads.widths + coded.bits
    none = np.zeros(len(order), np.uint16)
    columns: tuple[NDArray[Any], ...] = (sizes[order], kinds, depths[order], none, bodies)
    return Table(*(column.astype(kind) for column, kind in zip(columns, COLUMNS.values(), strict=True)))


def joined_tables(tables: Sequence[Table]) -> Table:
    """Tables one after another."""
    return Table(
        *(
            np.concatenate([np.zeros(0, kind), *(getattr(one, name) for one in tables)])
            for name, kind in COLUMNS.items()
        )
    )
