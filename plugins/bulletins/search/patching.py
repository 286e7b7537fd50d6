"""What an edit leaves of the lists and shards of an index, and what it writes anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from .folded import Folded
from .making import Corpus, Cut, Made
from .pieces import NODE, Pieces, piece_bits
from .postings import PACKED_BITS, Entries, Lists, leaf_entries, leaf_lists, merge_entries, pack_rows
from .shards import Shard, code_lists, sizes_of, write_shards
from .suffixes import NODE as NODE_ENTRY
from .suffixes import sort_places

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
    # Most lists stand as they stood: rows of such go over together.
    bounds = np.concatenate(([0], np.cumsum(counts)))
    runs = np.split(rank, np.flatnonzero(np.diff(rank) != 1) + 1) if len(rank) else []
    parts = [rows[bounds[run[0]] : bounds[run[-1] + 1]] for run in runs]
    return Lists(counts[rank], np.concatenate([rows[:0], *parts]))


def patched(cut: Cut, stay: list[int], corpus: Corpus, new: Folded, changed: list[int]) -> Cut:
    """With the changed bulletins in the lists of the nodes that stay."""
    if not stay:
        return cut
    rank = np.cumsum(cut.pieces.kinds == NODE) - 1
    texts = [_text(new, number) for number in changed]
    bounds = np.cumsum([0, *cut.nodes.counts.tolist()])
    rows, counts, at = [], cut.nodes.counts.copy(), 0
    for piece in stay:
        node = int(rank[piece])
        rows.append(cut.nodes.rows[at : bounds[node]])
        at = int(bounds[node + 1])
        own = cut.nodes.rows[bounds[node] : at]
        own = own[~np.isin(own >> PACKED_BITS, changed)]
        place = int(cut.order[cut.pieces.starts[piece]])
        label = "".join(map(chr, new.units[place : place + int(cut.pieces.depths[piece])].tolist()))
        hits = [(number, *_hits(text, label)) for number, text in zip(changed, texts, strict=True)]
        if found := [one for one in hits if one[2]]:
            documents, zones, hits = np.array(found, np.int64).T
            own = np.sort(np.concatenate((own, pack_rows(documents, zones, hits))))
        rows.append(own)
        counts[node] = len(own)
    rows.append(cut.nodes.rows[at:])
    lists = Lists(counts, np.concatenate(rows))
    entries = _node_entries(cut, lists, np.array(stay, np.int64), rank, np.zeros(len(stay), np.int64))
    bits = cut.bits.copy()
    bits[stay] = sizes_of(entries, code_lists(entries, corpus.spelling))
    return replace(cut, nodes=lists, bits=bits)


def without_lone(cut: Cut, origin: Ints) -> tuple[Cut, Ints]:
    """Without list nodes whose one part is a list node too: of sequences in the same places the longest stays."""
    pieces = cut.pieces
    node = pieces.kinds == NODE
    lone = np.zeros(len(node), np.bool_)
    lone[:-1] = (
        node[:-1] & node[1:] & (pieces.spans[:-1] == pieces.spans[1:]) & (pieces.starts[:-1] == pieces.starts[1:])
    )
    if not lone.any():
        return cut, origin
    parents = pieces.parents.copy()
    while (inside := (parents >= 0) & lone[np.maximum(parents, 0)]).any():
        parents[inside] = parents[parents[inside]]
    stay = np.flatnonzero(~lone)
    number = np.cumsum(~lone) - 1
    parents = np.where(parents >= 0, number[np.maximum(parents, 0)], parents)[stay]
    kept = Pieces(pieces.starts[stay], pieces.spans[stay], pieces.depths[stay], pieces.kinds[stay], parents)
    lists = cut.nodes.some(np.flatnonzero(~lone[node]))
    kept_cut = replace(cut, pieces=kept, bits=cut.bits[stay], nodes=lists, tail_pieces=number[cut.tail_pieces])
    return kept_cut, origin[stay]


def _node_entries(cut: Cut, lists: Lists, nodes: Ints, rank: Ints, starts: Ints) -> Entries:
    """Some list nodes alone."""
    places = cut.order[cut.pieces.starts[nodes]].astype(np.int64)
    kinds = np.full(len(nodes), NODE_ENTRY)
    return Entries(places, cut.pieces.depths[nodes], kinds, starts, lists.some(rank[nodes]))


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


def written_shards(corpus: Corpus, cut: Cut, spans: Sequence[tuple[int, int]]) -> list[Shard]:
    """The shards of some spans of pieces."""
    if not spans:
        return []
    chosen = np.concatenate([np.arange(first, end) for first, end in spans])
    pieces, settings, units = cut.pieces, corpus.settings, corpus.spelling.units
    sizes = pieces.sizes[chosen]
    starts = np.cumsum(sizes) - sizes
    within = np.arange(int(sizes.sum())) - np.repeat(starts - pieces.starts[chosen], sizes)
    cells, nodes = np.flatnonzero(pieces.kinds[chosen] != NODE), np.flatnonzero(pieces.kinds[chosen] == NODE)
    runs = np.repeat(np.arange(len(cells)), sizes[cells])
    bases = pieces.depths[chosen[cells]] - 1
    found = sort_places(units, corpus.before, cut.order[within], settings, runs, bases)
    # Apart by one from shard to shard: a list node at the end of one stands before the cells of the next.
    shard = np.repeat(np.arange(len(spans)), [end - first for first, end in spans])
    leaves = leaf_entries(found, leaf_lists(found, corpus.origins))
    leaves = replace(leaves, starts=found.starts + shard[cells[runs[found.starts]]])
    rank = np.cumsum(pieces.kinds == NODE) - 1
    entries = merge_entries(leaves, _node_entries(cut, cut.nodes, chosen[nodes], rank, starts[nodes] + shard[nodes]))
    coded = code_lists(entries, corpus.spelling)
    own = Pieces(starts + shard, sizes, pieces.depths[chosen], pieces.kinds[chosen], pieces.parents[chosen])
    _, counts = piece_bits(own, entries.starts, entries.kinds == NODE_ENTRY, entries.depths)
    firsts = np.cumsum([0, *(end - first for first, end in spans)])[:-1]
    return write_shards(entries, corpus.spelling, coded, (np.cumsum(counts) - counts)[firsts])
