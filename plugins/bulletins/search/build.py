"""Documents in, files out: the whole search index of a site.

The files: ``search/manifest.json`` names the build and holds what every query needs; everything else lies under
``search/<build>/``, so that files of two builds never mix in a cache:

``d<n>.json`` directory blocks, the first sequences of shards · ``i<n>.bin`` shards · ``t<n>.bin`` texts ·
``n<n>.json`` statistics by value (first values: ``numbers.json``) · ``s<n>.json`` suggestions by key (first keys:
``suggestions.json``) · ``facets.json`` · ``simple.json`` Traditional spelling.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from .documents import SearchDocument, SearchSettings
from .facets import write_facets
from .folding import fold_as_spelt, simplified_characters
from .numbers import write_numbers
from .postings import BODY, LEAD, TITLE, Origins, entries_of
from .shards import Shard, write_shards
from .suffixes import Units, sort_places
from .suggestions import write_suggestions
from .texts import to_json, write_texts

_BLOCK_PLACES = 2_000_000  # places sorted at once: bounds the memory, not the result


def build_index(documents: Sequence[SearchDocument], *, settings: SearchSettings | None = None) -> Mapping[str, bytes]:
    """Build the search index: relative file name → bytes, equal for equal documents in any order.

    Bulletins are numbered by date, oldest first, so that newest-first needs no sorting. Safe: pure, and texts are
    only ever stored as JSON data, which the browser shows with ``textContent``.

    >>> sorted(build_index([SearchDocument("a/", "甲", "2022-01-01")]))[-1]
    'search/manifest.json'
    """
    settings = settings or SearchSettings()
    documents = sorted(documents, key=lambda document: (document.date, document.url))
    units, origins = _fold_all(documents, settings)
    shards = list(_shards(units, origins, len(documents), settings))
    per_file = settings.texts_in_file(len(documents))
    common, texts = write_texts(documents, per_file)
    files = {f"t{number}.bin": data for number, data in enumerate(texts)}
    files |= {f"i{number}.bin": shard.data for number, shard in enumerate(shards)}
    files["facets.json"] = to_json(write_facets(documents))
    firsts, numbers = write_numbers(documents)
    files |= {f"n{number}.json": to_json(rows) for number, rows in enumerate(numbers)}
    files["numbers.json"] = to_json(firsts)
    keys, terms = write_suggestions(documents)
    files |= {f"s{number}.json": to_json(rows) for number, rows in enumerate(terms)}
    files["suggestions.json"] = to_json(keys)
    files["simple.json"] = to_json(_simple_table(units))
    blocks, bounds = _directory(shards)
    files |= {f"d{number}.json": to_json(block) for number, block in enumerate(blocks)}
    manifest: dict[str, object] = {
        "documents": len(documents),
        "perFile": per_file,
        "shards": len(shards),
        "blocks": bounds,
        "common": common,
        "lead": settings.lead_units,
        "years": _years(documents),
    }
    build = _digest(files, manifest)
    named = {f"search/{build}/{name}": data for name, data in files.items()}
    return named | {"search/manifest.json": to_json({"build": build} | manifest)}


def _fold_all(documents: Sequence[SearchDocument], settings: SearchSettings) -> tuple[Units, Origins]:
    """All folded titles and texts in one row of units: for each bulletin 1 title 0 text 0, and zeros at the end."""
    pieces, lengths, zones = [], [], []
    for document in documents:
        title = ("\x01" + fold_as_spelt(document.title) + "\0").encode("utf-16-le")
        text = (fold_as_spelt(document.text) + "\0").encode("utf-16-le")
        lead = min(len(text) // 2, settings.lead_units)
        pieces += [title, text]
        lengths += [len(title) // 2, lead, len(text) // 2 - lead]
        zones += [TITLE, LEAD, BODY]
    tail = settings.depth_limit + 4
    simple = np.arange(1 << 16, dtype=np.uint16)
    for char, simplified in simplified_characters().items():
        simple[ord(char)] = ord(simplified)
    units = simple[np.frombuffer(b"".join(pieces) + bytes(2 * tail), dtype="<u2")]
    numbers = np.repeat(np.arange(len(documents), dtype=np.int32), 3)
    return units, Origins(
        np.repeat(numbers, lengths), np.repeat(np.array(zones, np.uint8), np.array(lengths, np.int64))
    )


def _shards(units: Units, origins: Origins, documents: int, settings: SearchSettings) -> Iterator[Shard]:
    """Shards of the whole index, made from runs of first units so that memory stays bounded."""
    body = units[: len(origins.documents)]
    for first, end in _unit_ranges(body):
        places = np.flatnonzero((body >= first) & (body < end))
        if places.size:
            entries = entries_of(sort_places(units, places, settings), origins)
            yield from write_shards(entries, units, documents, settings.shard_bytes)


def _unit_ranges(body: Units) -> Iterator[tuple[int, int]]:
    counts = np.bincount(body, minlength=1 << 16)
    start, total = 1, 0
    for unit in np.flatnonzero(counts[1:]).tolist():
        size = int(counts[unit + 1])
        if total and total + size > _BLOCK_PLACES:
            yield start, unit + 1
            start, total = unit + 1, 0
        total += size
    yield start, 1 << 16


def _directory(shards: Sequence[Shard]) -> tuple[list[list[str]], list[list[object]]]:
    """Blocks of the shards' first sequences, and for each block [its first sequence, number of its first shard]."""
    size = max(isqrt(len(shards)), 32)
    starts = range(0, len(shards), size)
    blocks = [[shard.first for shard in shards[start : start + size]] for start in starts]
    return blocks, [[shards[start].first, start] for start in starts]


def _years(documents: Sequence[SearchDocument]) -> list[list[object]]:
    """[year, number of its first bulletin] in order."""
    years: dict[str, int] = {}
    for number, document in enumerate(documents):
        years.setdefault(document.year, number)
    return [[year, number] for year, number in years.items()]


def _simple_table(units: NDArray[np.uint16]) -> str:
    """Traditional characters whose Simplified form stands in some text, each followed by that form."""
    used = set(np.flatnonzero(np.bincount(units, minlength=1 << 16)).tolist())
    pairs = simplified_characters().items()
    return "".join(char + simple for char, simple in sorted(pairs) if ord(simple) in used)


def _digest(files: Mapping[str, bytes], manifest: Mapping[str, object]) -> str:
    digest = hashlib.sha256(to_json(manifest))
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()[:12]
