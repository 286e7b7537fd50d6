"""What a build of the index keeps for the next one: its texts folded, its sorted places in pieces, its files.

One row of bytes: how long the heading is, the heading in JSON, and arrays and files one after another. Nothing in it
is run, and a row that does not fit together is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .documents import SearchSettings
from .folded import Folded, folded_row
from .making import Cut, Made
from .pieces import Pieces
from .postings import Lists
from .shards import Shard
from .tables import COLUMNS, Table
from .texts import Phrasing

_HEAD = 8
_PIECES = ("starts", "spans", "depths", "kinds", "parents")


@dataclass(frozen=True, slots=True)
class Kept:
    """A former build. ``maker`` tells the program and the sizes that made it; ``keys`` the bulletins; ``fields`` what
    is asked of all bulletins, ``statistics`` the rows of each and their labels, ``labels`` how many have each;
    ``texts`` the files of texts; ``files`` all files but the manifest; ``parts`` what the manifest says of some parts.
    """

    maker: str
    keys: list[str]
    fields: list[str]
    statistics: list[bytes]
    labels: Mapping[str, int]
    folded: Folded
    made: Made
    phrasing: Phrasing
    texts: list[str]
    parts: dict[str, Any]
    files: Mapping[str, bytes]


def pack_kept(kept: Kept) -> list[bytes | memoryview]:
    """A kept build as bytes, to be written one after another."""
    cut = kept.made.cut
    arrays = {
        "units": kept.folded.units[: int(kept.folded.lengths.sum())],
        "lengths": kept.folded.lengths,
        "order": cut.order,
        "marks": cut.marks,
        **{name: getattr(cut.pieces, name).astype(np.int32) for name in _PIECES},
        "bits": cut.bits,
        "counts": cut.nodes.counts,
        "rows": cut.nodes.rows,
        "entries": cut.counts.astype(np.int32),
        "tail_starts": cut.tail_starts,
        **{f"of_{name}": column for name, column in cut.table.arrays().items()},
        "cuts": np.array(kept.made.cuts, np.int64),
    }
    shards = [(shard.first.hex(), shard.last.hex(), shard.digest) for shard in kept.made.shards]
    blobs = {f"i-{shard.digest}": shard.data for shard in kept.made.shards} | dict(kept.files)
    heading = {
        "maker": kept.maker,
        "keys": kept.keys,
        "fields": kept.fields,
        "statistics": list(map(len, kept.statistics)),
        "labels": kept.labels,
        "common": kept.phrasing.common,
        "dictionary": kept.phrasing.dictionary.hex(),
        "texts": kept.texts,
        "parts": kept.parts,
        "tails": cut.tails,
        "shards": shards,
        "arrays": [(name, array.dtype.str, len(array)) for name, array in arrays.items()],
        "files": [(name, len(data)) for name, data in blobs.items()],
    }
    head = json.dumps(heading).encode()
    head += b" " * (-len(head) % 8)
    padded = [part for array in arrays.values() for part in (memoryview(array).cast("B"), b"\0" * (-array.nbytes % 8))]
    return [len(head).to_bytes(_HEAD, "big"), head, *padded, b"".join(kept.statistics), *blobs.values()]


def unpack_kept(data: bytes | memoryview, maker: str, settings: SearchSettings) -> Kept | None:
    """A kept build of the same maker; None for anything else."""
    try:
        return _unpacked(memoryview(data), maker, settings)
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _unpacked(data: memoryview, maker: str, settings: SearchSettings) -> Kept | None:
    size = int.from_bytes(data[:_HEAD], "big")
    head = json.loads(bytes(data[_HEAD : _HEAD + size]))
    if head["maker"] != maker:
        return None
    arrays, at = {}, _HEAD + size
    for name, kind, count in head["arrays"]:
        arrays[name] = np.frombuffer(data, kind, count, at)
        at += arrays[name].nbytes + -arrays[name].nbytes % 8
    statistics = []
    for length in head["statistics"]:
        statistics.append(bytes(data[at : at + length]))
        at += length
    files = {}
    for name, length in head["files"]:
        files[name] = bytes(data[at : at + length])
        at += length
    if at != len(data):
        return None
    pieces = Pieces(*(arrays[name].astype(np.int64) for name in _PIECES))
    cut = Cut(
        arrays["order"], arrays["marks"], pieces, arrays["bits"], arrays["entries"].astype(np.int64),
        Table(*(arrays[f"of_{name}"] for name in COLUMNS)), Lists(arrays["counts"], arrays["rows"]),
        [(tail, before) for tail, before in head["tails"]], arrays["tail_starts"],
    )  # fmt: skip
    shards = [
        Shard(bytes.fromhex(first), bytes.fromhex(last), files[f"i-{name}"], name)
        for first, last, name in head["shards"]
    ]
    folded = folded_row(arrays["units"], arrays["lengths"], settings)
    return Kept(
        maker, head["keys"], head["fields"], statistics, head["labels"], folded,
        Made(cut, shards, arrays["cuts"].tolist()), Phrasing(head["common"], bytes.fromhex(head["dictionary"])),
        head["texts"], head["parts"], files,
    )  # fmt: skip


def differing(kept: Kept | None, keys: Sequence[str], most: int) -> list[int] | None:
    """The numbers of bulletins that are not as they were, a few at most; None where all has to be made."""
    if kept is None or not all(kept.keys):
        return None
    size = max(len(keys), len(kept.keys))
    first = [*kept.keys, *[""] * (size - len(kept.keys))]
    other = [*keys, *[""] * (size - len(keys))]
    changed = [number for number, (one, two) in enumerate(zip(first, other, strict=True)) if one != two or not two]
    return changed if len(changed) <= most else None
