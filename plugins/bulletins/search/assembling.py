"""Shards put together from the bits of former ones: what no edit touches is copied, not coded again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .codes import Coded, code_sequences, shared_units
from .coding import Codes
from .making import Corpus, Cut, Made
from .shards import COUNT_BITS, Shard, label_of, shard_of, write_bodies, write_sequences
from .suffixes import GONE
from .tables import Table

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies of fresh entries, and at which bit of ``data`` that of each entry begins."""

    data: bytes
    at: Ints


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each entry of an index comes from: a number of a former entry, or -1 less that of a fresh one. A list node
    may stay while its list is another."""

    entries: Ints
    bodies: Ints


@dataclass(frozen=True, slots=True)
class Fresh:
    """Entries of which all but those gone are ``coded``; ``counts``: their numbers of bulletins."""

    stay: NDArray[np.bool_]
    coded: Coded
    counts: Ints


def without_bodies(count: int) -> Fresh:
    """So many entries that are gone, and none that is not."""
    none = np.zeros(0, np.int64)
    codes = Codes(none, none)
    return Fresh(np.zeros(count, np.bool_), Coded(codes, codes, codes, codes, none, none), none)


def bodies_of(made: Sequence[Fresh]) -> Bodies:
    """The bodies of fresh entries."""
    rows, at, total = [], [np.zeros(0, np.int64)], 0
    for one in made:
        data, own = write_bodies(one.coded, one.counts)
        places = np.zeros(len(one.stay), np.int64)
        places[one.stay] = own + 8 * total
        rows.append(data)
        at.append(places)
        total += len(data)
    return Bodies(b"".join(rows), np.concatenate(at))


def assembled(
    former: Made, cut: Cut, origins: Origins, fresh: Bodies, spans: Sequence[tuple[int, int]], corpus: Corpus
) -> list[Shard]:
    """The shards of spans of entries; the heads of entries that stand after others are told in the table."""
    table, old = cut.table, former.cut.table
    chosen = np.concatenate([np.zeros(0, np.int64), *(np.arange(first, end) for first, end in spans)])
    owners = np.repeat(np.arange(len(spans)), [end - first for first, end in spans])
    stay = table.kinds[chosen] != GONE
    chosen, owners = chosen[stay], owners[stay]
    if not chosen.size:
        return []
    firsts = np.append(True, owners[1:] != owners[:-1])
    places, depths = cut.order[table.starts[chosen]].astype(np.int64), table.depths[chosen].astype(np.int64)
    begins = _beginnings(former)
    anew = np.flatnonzero(~_same_heads(origins.entries[chosen], firsts, old, begins))
    limit = np.minimum(depths[anew], depths[anew - 1])
    limit[firsts[anew]] = 0
    shared = shared_units(places[anew - 1], places[anew], limit, corpus.spelling.units)
    told = code_sequences(places[anew], depths[anew], shared, corpus.spelling)
    table.heads[chosen[anew]] = told.bits
    data, at = write_sequences(told)
    sources = [*(shard.data for shard in former.shards), fresh.data, data]
    items = _items(origins, chosen, anew, at, old, begins, fresh, len(sources))
    widths = np.stack((table.heads[chosen].astype(np.int64), table.bodies[chosen].astype(np.int64)), axis=1).ravel()
    counts = np.bincount(owners, minlength=len(spans))
    rows = _copied(sources, *items, widths, np.repeat(owners, 2), counts.tolist())
    edges = pairwise([*np.flatnonzero(firsts).tolist(), len(chosen)])
    units = corpus.spelling.units
    return [
        shard_of(label_of(units, places[first], depths[first]), label_of(units, places[end - 1], depths[end - 1]), row)
        for (first, end), row in zip(edges, rows, strict=True)
    ]


def _beginnings(former: Made) -> Ints:
    """The first entry of each former shard."""
    stay = np.flatnonzero(former.cut.table.kinds != GONE)
    firsts = (np.cumsum(former.cut.counts) - former.cut.counts)[former.cuts]
    return stay[np.searchsorted(stay, firsts)]


def _same_heads(origin: Ints, firsts: NDArray[np.bool_], old: Table, begins: Ints) -> NDArray[np.bool_]:
    """Which entries stand behind the entry that they stood behind, or begin a shard as they did."""
    if not len(old.kinds):
        return np.zeros(len(origin), np.bool_)
    began = np.zeros(len(old.kinds), np.bool_)
    began[begins] = True
    rank = np.cumsum(old.kinds != GONE, dtype=np.int32)
    known = origin >= 0
    at = np.maximum(origin, 0)
    behind = np.zeros(len(origin), np.bool_)
    behind[1:] = known[:-1] & (rank[at[1:]] == rank[at[:-1]] + 1)
    same: NDArray[np.bool_] = known & np.where(firsts, began[at], behind & ~began[at])
    return same


def _items(
    origins: Origins, chosen: Ints, anew: Ints, at: Ints, old: Table, begins: Ints, fresh: Bodies, sources: int
) -> tuple[Ints, Ints]:
    """For each head and each body the source that it is copied from, and at which bit."""
    entries, bodies = origins.entries[chosen], origins.bodies[chosen]
    widths = old.heads.astype(np.int64) + old.bodies
    before = np.cumsum(widths) - widths
    source, place = np.empty((len(chosen), 2), np.int64), np.empty((len(chosen), 2), np.int64)
    for column, origin in enumerate((entries, bodies)):
        known = np.flatnonzero(origin >= 0)
        former = origin[known]
        shard = np.searchsorted(begins, former, side="right") - 1
        source[known, column] = shard
        place[known, column] = COUNT_BITS + before[former] - before[begins[shard]] + column * old.heads[former]
    made = np.flatnonzero(bodies < 0)
    source[made, 1], place[made, 1] = sources - 2, fresh.at[-1 - bodies[made]]
    source[anew, 0], place[anew, 0] = sources - 1, at
    return source.ravel(), place.ravel()


def _copied(
    sources: Sequence[bytes], source: Ints, place: Ints, widths: Ints, owners: Ints, counts: Sequence[int]
) -> list[bytes]:
    """The bytes of each shard; what stands side by side in a source is copied together."""
    apart = (source[1:] != source[:-1]) | (owners[1:] != owners[:-1]) | (place[1:] != place[:-1] + widths[:-1])
    first = np.flatnonzero(np.append(True, apart))
    runs = zip(
        owners[first].tolist(),
        source[first].tolist(),
        place[first].tolist(),
        np.add.reduceat(widths, first).tolist(),
        strict=True,
    )
    rows: list[bytes] = []
    value, size = 0, 0
    for owner, number, start, width in runs:
        if owner == len(rows) + 1:
            rows.append((value << -size % 8).to_bytes((size + 7) // 8, "big"))
            size = 0
        if not size:
            value, size = counts[owner], COUNT_BITS
        end = start + width
        part = int.from_bytes(sources[number][start >> 3 : (end + 7) >> 3], "big") >> -end % 8
        value = value << width | part & ((1 << width) - 1)
        size += width
    rows.append((value << -size % 8).to_bytes((size + 7) // 8, "big"))
    return rows
