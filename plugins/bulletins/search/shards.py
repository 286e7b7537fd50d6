"""Entries of the index as files: bit-coded shards in order, each of about the same size.

A shard is a 16-bit number of entries, then the entries. An entry: gamma(1 + units shared with the entry before),
gamma(number of further units), these units in 16 bits each, its kind (0: mixed leaf, 10: leaf of this one sequence,
11: list node), gamma(number of bulletins), then for each bulletin Rice(gap) and its weight: a 0 for one hit in the
body, else a 1, the zone in two bits and gamma(hits). Gaps count from -1, so that the first gap is the number of the
bulletin itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coding import Codes, gamma, pack, rice, rice_shift
from .postings import BODY, MIXED, Entries
from .suffixes import Units

Ints = NDArray[np.int64]

_COUNT_BITS = 16


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of the index; ``first`` is the shortest sequence that parts it from the shard before."""

    first: str
    data: bytes


def write_shards(entries: Entries, units: Units, documents: int, shard_bytes: int) -> list[Shard]:
    """Cut entries into shards of about ``shard_bytes`` bytes.

    ``documents`` is the number of bulletins, on which the Rice codes depend. A shard holds one entry at least.
    """
    shared = _shared_units(entries, units)
    heads, bodies = _posting_codes(entries, documents)
    new = np.maximum(entries.depths - shared, 1)
    label_bits = gamma(shared + 1).widths + gamma(new).widths + 16 * new
    sizes = label_bits + heads.widths + np.bincount(entries.postings.entries, bodies.widths).astype(np.int64)
    cuts = _cuts(sizes, shard_bytes * 8)
    shared[cuts] = 0  # the first entry of a shard is written whole
    return _encode(entries, units, shared, (heads, bodies), cuts)


def _encode(entries: Entries, units: Units, shared: Ints, codes: tuple[Codes, Codes], cuts: Ints) -> list[Shard]:
    heads, bodies = codes
    new = entries.depths - shared
    lcp, length = gamma(shared + 1), gamma(new)
    body_bits = np.bincount(entries.postings.entries, bodies.widths).astype(np.int64)
    sizes = lcp.widths + length.widths + 16 * new + heads.widths + body_bits
    sizes[cuts] += _COUNT_BITS
    bounds = np.append(cuts, len(sizes))
    shard_bits = np.add.reduceat(sizes, cuts)
    shard_bytes = -(-shard_bits // 8)
    shard_starts = np.concatenate(([0], np.cumsum(shard_bytes)))
    # Bit offset of each entry: its shard's first byte, plus the entries before it in the shard.
    before = np.cumsum(sizes) - sizes
    offsets = before + np.repeat(shard_starts[:-1] * 8 - before[cuts], np.diff(bounds))
    counts = Codes(np.diff(bounds), np.full(len(cuts), _COUNT_BITS))
    label_at = offsets.copy()
    label_at[cuts] += _COUNT_BITS
    placed = [(shard_starts[:-1] * 8, counts), (label_at, lcp)]
    label_at = label_at + lcp.widths
    placed.append((label_at, length))
    label_at = label_at + length.widths
    placed.append(_units_placed(entries, units, shared, label_at))
    label_at = label_at + 16 * new
    placed.append((label_at, heads))
    placed.append((_posting_offsets(entries, bodies.widths, label_at + heads.widths), bodies))
    data = pack(int(shard_starts[-1]), placed)
    firsts = _separators(entries, units, cuts)
    return [
        Shard(first, data[start:end])
        for first, start, end in zip(firsts, shard_starts[:-1].tolist(), shard_starts[1:].tolist(), strict=True)
    ]


def _units_placed(entries: Entries, units: Units, shared: Ints, offsets: Ints) -> tuple[Ints, Codes]:
    new = entries.depths - shared
    within = np.arange(int(new.sum())) - np.repeat(np.cumsum(new) - new, new)
    values = units[np.repeat(entries.places + shared, new) + within].astype(np.int64)
    return np.repeat(offsets, new) + 16 * within, Codes(values, np.full(len(values), 16))


def _posting_offsets(entries: Entries, widths: Ints, offsets: Ints) -> Ints:
    before = np.cumsum(widths) - widths
    counts = np.bincount(entries.postings.entries, minlength=len(offsets))
    first = np.cumsum(counts) - counts
    found: Ints = before + np.repeat(offsets - before[first], counts)
    return found


def _posting_codes(entries: Entries, documents: int) -> tuple[Codes, Codes]:
    """For each entry its kind and number of bulletins; for each posting its gap and weight."""
    postings = entries.postings
    counts = np.bincount(postings.entries, minlength=len(entries.places))
    number = gamma(counts)
    kind_widths = np.where(entries.kinds == MIXED, 1, 2)
    kinds = np.array([0b0, 0b10, 0b11])[entries.kinds]
    heads = Codes((kinds << number.widths) | number.values, kind_widths + number.widths)
    first = np.concatenate(([True], postings.entries[1:] != postings.entries[:-1]))
    previous = np.concatenate(([-1], postings.documents[:-1]))
    gaps = postings.documents - np.where(first, -1, previous) - 1
    gap = rice(gaps, rice_shift(documents, counts)[postings.entries])
    hits = gamma(np.minimum(postings.hits, 15))  # beyond fifteen hits nobody ranks by the number of hits
    plain = (postings.hits == 1) & (postings.zones == BODY)
    full = ((postings.zones | 4) << hits.widths) | hits.values
    widths = np.where(plain, 1, 3 + hits.widths)
    return heads, Codes((gap.values << widths) | np.where(plain, 0, full), gap.widths + widths)


def _shared_units(entries: Entries, units: Units) -> Ints:
    """How many units each sequence shares with the one before it."""
    shared = np.zeros(len(entries.places), np.int64)
    going = np.arange(1, len(shared))
    limit = np.minimum(entries.depths[1:], entries.depths[:-1])
    depth = 0
    while going.size:
        inside = limit[going - 1] > depth
        going = going[inside]
        same = units[entries.places[going] + depth] == units[entries.places[going - 1] + depth]
        going = going[same]
        depth += 1
        shared[going] = depth
    return shared


def _cuts(sizes: Ints, limit: int) -> Ints:
    """Where shards start: a new one whenever the entries so far fill another ``limit`` bits."""
    ends = np.cumsum(sizes)
    return np.flatnonzero(np.concatenate(([True], ends[1:] // limit != ends[:-1] // limit)))


def _separators(entries: Entries, units: Units, cuts: Ints) -> list[str]:
    """For each shard the shortest sequence above all of the shard before and not above its own first."""
    firsts = []
    for cut in cuts.tolist():
        label = _label(entries, units, cut)
        before = _label(entries, units, cut - 1) if cut else b""
        common = 0
        while common < min(len(before), len(label)) and before[common : common + 2] == label[common : common + 2]:
            common += 2
        firsts.append(label[: common + 2].decode("utf-16-le", "surrogatepass"))
    return firsts


def _label(entries: Entries, units: Units, index: int) -> bytes:
    place, depth = int(entries.places[index]), int(entries.depths[index])
    return units[place : place + depth].astype("<u2").tobytes()
