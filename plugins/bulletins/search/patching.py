"""What an edit leaves of the lists and shards of an index, and what it writes anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .assembling import Fresh, Origins
from .codes import code_lists
from .folded import Folded
from .making import Corpus, Cut, Made
from .pieces import NODE, Pieces
from .postings import PACKED_BITS, Entries, Lists, pack_rows
from .shards import Shard
from .suffixes import NODE as NODE_ENTRY
from .tables import Table

Ints = NDArray[np.int64]


def merged_lists(cut: Cut, fresh: Cut, chosen: Ints, merged: Pieces) -> Lists:
    """The lists of the nodes among the chosen pieces."""
    nodes = chosen[merged.kinds == NODE]
    rank_old, rank_new = (np.cumsum(one.pieces.kinds == NODE) - 1 for one in (cut, fresh))
    rows = np.concatenate((cut.nodes.rows, fresh.nodes.rows))
    counts = np.concatenate((cut.nodes.counts, fresh.nodes.counts))
    kept = nodes >= 0
    rank = np.empty(len(nodes), np.int64)
    rank[kept] = rank_old[nodes[kept]]
    rank[~kept] = rank_new[-1 - nodes[~kept]] + len(cut.nodes.counts)
    if len(rank) == len(cut.nodes.counts) and (rank == np.arange(len(rank))).all():
        return cut.nodes
    # Most lists stand as they stood: rows of such go over together.
    bounds = np.concatenate(([0], np.cumsum(counts)))
    runs = np.split(rank, np.flatnonzero(np.diff(rank) != 1) + 1) if len(rank) else []
    parts = [rows[bounds[run[0]] : bounds[run[-1] + 1]] for run in runs]
    return Lists(counts[rank], np.concatenate([rows[:0], *parts]))


def patched(cut: Cut, stay: Ints, corpus: Corpus, new: Folded, changed: list[int]) -> tuple[Cut, Fresh]:
    """With the changed bulletins in the lists of the nodes that stay, and these coded."""
    rank = (np.cumsum(cut.pieces.kinds == NODE) - 1)[stay]
    places, depths = cut.order[cut.pieces.starts[stay]].astype(np.int64), cut.pieces.depths[stay]
    former = cut.nodes.some(rank)
    keys = np.repeat(np.arange(len(stay)), former.counts) << 32 | former.rows
    for number in changed:
        keys = keys[(keys & 0xFFFFFFFF) >> PACKED_BITS != number]
    found = []
    for number in changed:
        text = _text(new, number)
        for own, (place, depth) in enumerate(zip(places.tolist(), depths.tolist(), strict=True)):
            zone, hits = _hits(text, "".join(map(chr, new.units[place : place + depth].tolist())))
            if hits:
                found.append((own, number, zone, hits))
    owners, *parts = np.array(found, np.int64).reshape(-1, 4).T
    keys = np.sort(np.concatenate((keys, owners << 32 | pack_rows(*parts))), kind="stable")  # two rows in order
    lists = Lists(np.bincount(keys >> 32, minlength=len(stay)), (keys & 0xFFFFFFFF).astype(np.uint32))
    entries = Entries(places, depths, np.full(len(stay), NODE_ENTRY), places * 0, lists)
    coded = code_lists(entries, corpus.spelling)
    bodies = coded.heads.widths + coded.bits
    cut.table.bodies[(np.cumsum(cut.counts) - cut.counts)[stay]] = bodies
    cut.bits[stay] = 8 * depths + bodies
    return replace(cut, nodes=_replaced(cut.nodes, rank, lists)), Fresh(
        np.ones(len(stay), np.bool_), coded, lists.counts
    )


def _replaced(lists: Lists, chosen: Ints, others: Lists) -> Lists:
    """Lists with ``others`` in place of those chosen, in order."""
    bounds, ends = np.cumsum([0, *lists.counts.tolist()]), np.cumsum([0, *others.counts.tolist()])
    rows, at = [], 0
    for place, number in enumerate(chosen.tolist()):
        rows += [lists.rows[at : bounds[number]], others.rows[ends[place] : ends[place + 1]]]
        at = int(bounds[number + 1])
    counts = lists.counts.copy()
    counts[chosen] = others.counts
    return Lists(counts, np.concatenate([*rows, lists.rows[at:]]))


def without_lone(cut: Cut, origin: Ints, origins: Origins) -> tuple[Cut, Ints, Origins]:
    """Without list nodes whose one part is a list node too: of sequences in the same places the longest stays."""
    pieces = cut.pieces
    node = pieces.kinds == NODE
    lone = np.zeros(len(node), np.bool_)
    lone[:-1] = (
        node[:-1] & node[1:] & (pieces.spans[:-1] == pieces.spans[1:]) & (pieces.starts[:-1] == pieces.starts[1:])
    )
    if not lone.any():
        return cut, origin, origins
    parents = pieces.parents.copy()
    while (inside := (parents >= 0) & lone[np.maximum(parents, 0)]).any():
        parents[inside] = parents[parents[inside]]
    stay = np.flatnonzero(~lone)
    number = np.cumsum(~lone) - 1
    parents = np.where(parents >= 0, number[np.maximum(parents, 0)], parents)[stay]
    kept = Pieces(pieces.starts[stay], pieces.spans[stay], pieces.depths[stay], pieces.kinds[stay], parents)
    gone = (np.cumsum(cut.counts) - cut.counts)[lone]
    table = Table(**{name: np.delete(column, gone) for name, column in cut.table.arrays().items()})
    kept_cut = replace(
        cut, pieces=kept, bits=cut.bits[stay], counts=cut.counts[stay], table=table,
        nodes=cut.nodes.some(np.flatnonzero(~lone[node])),
    )  # fmt: skip
    return kept_cut, origin[stay], Origins(np.delete(origins.entries, gone), np.delete(origins.bodies, gone))


def _text(new: Folded, number: int) -> tuple[str, NDArray[np.uint8]]:
    """A folded bulletin, one character for each unit, and the zones of these; nothing of one that is gone."""
    return "".join(map(chr, new.units[new.part(number)].tolist())), new.zones(number)


def _hits(text: tuple[str, NDArray[np.uint8]], sequence: str) -> tuple[int, int]:
    """The best zone in which a sequence stands, and how often it stands; zones stand in the order of their worth."""
    hits, at = 0, text[0].find(sequence)
    zone = int(text[1][at]) if at >= 0 else 0
    while at >= 0:
        hits += 1
        at = text[0].find(sequence, at + 1)
    return zone, hits


def kept_shards(former: Made, cuts: Sequence[int], pieces: int, origin: Ints) -> list[Shard | None]:
    """For each shard the former one that holds the same, None where it has to be written; ``origin``: of each piece
    the former one that it is, or -1."""
    ends = [*former.cuts[1:], len(former.cut.bits)]
    known = {first: (end, shard) for first, end, shard in zip(former.cuts, ends, former.shards, strict=False)}
    # Pieces that follow one another as they did are of one row.
    rows = np.cumsum(np.append(0, np.diff(origin) != 1)).tolist()
    begins = origin.tolist()
    shards: list[Shard | None] = []
    for first, end in zip(cuts, [*cuts[1:], pieces], strict=False):
        was, shard = known.get(begins[first], (0, None))
        whole = was - begins[first] == end - first and rows[first] == rows[end - 1]
        shards.append(shard if whole else None)
    return shards
