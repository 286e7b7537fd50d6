"""Documents in, files out: the whole search index of a site.

``search/manifest.json`` names what every query needs. All other files carry a digest of their content in their name,
so that files of two builds never mix in a cache, and what a changed bulletin does not touch keeps its name:

``i-….bin`` shards · ``d-….bin`` blocks of the directory: the first sequences of shards, their digests, and the tails
among these sequences with what stands before them ·
``t<n>-…/<n>.bin`` texts, the folder named by all its files · ``n-…`` statistics by value and ``s-…`` suggestions by
key, ``numbers-…`` and ``suggestions-…`` where these begin · ``facets-…`` · ``simple-…`` Traditional spelling ·
``days-…`` pages of months · ``advice-…`` sounds of characters.
"""

from __future__ import annotations

import base64
import hashlib
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .advice import abbreviations, write_advice, write_days
from .documents import SearchDocument, SearchSettings
from .facets import write_facets
from .folding import fold, fold_as_spelt, simplified_characters, simplify_rare
from .numbers import write_numbers
from .postings import BODY, LEAD, TITLE, Origins, entries_of
from .shards import GROUP_BITS, Shard, Spelling, write_shards
from .suffixes import Units, sort_places
from .suggestions import write_suggestions
from .tails import befores, tails_of
from .texts import Texts, pack_bytes, to_json, write_texts

Ints = NDArray[np.int64]
Tail = tuple[str, str]

_STOP = ord("。")
_BLOCK_PLACES = 500_000  # places sorted at once: bounds the memory, not the result
_IN_BLOCK = 40  # shards of about so many first sequences stand in one file of the directory
_IN_FOLDER = 32  # files of texts
_NAME = 10  # hexadecimal digits of a digest in a name
_FOLDER_NAME = 8  # these need only differ from those that stood in the same place


def build_index(documents: Sequence[SearchDocument], *, settings: SearchSettings | None = None) -> Mapping[str, bytes]:
    """Build the search index: relative file name → bytes, equal for equal documents in any order.

    Bulletins are numbered by date, oldest first, so that newest-first needs no sorting. Safe: pure, and texts are
    only ever stored as JSON data, which the browser shows with ``textContent``.

    >>> "search/manifest.json" in build_index([SearchDocument("a/", "甲", "2022-01-01")])
    True
    """
    settings = settings or SearchSettings()
    documents = sorted(documents, key=lambda document: (document.date, document.url))
    files: dict[str, bytes] = {}
    units, origins = _fold_all(documents, settings)
    per_file = settings.texts_in_file(len(documents))
    texts = write_texts(documents, per_file)
    capacity = 1 << max(len(documents) - 1, 0).bit_length()
    shards, tails = _shards(Spelling(units, texts.common, capacity), origins, settings)
    manifest: dict[str, object] = {
        "documents": len(documents),
        "capacity": capacity,
        "shards": len(shards),
        **_directory(files, shards, tails),
        "perFile": per_file,
        "perFolder": _IN_FOLDER,
        "texts": "".join(_folders(files, texts)),
        "common": texts.common,
        "dictionary": base64.b64encode(pack_bytes(texts.dictionary)).decode(),
        "lead": settings.lead_units,
        "shortest": min((len(fold(document.title)) for document in documents), default=0),
        "years": _years(documents),
        "simple": _named(files, "simple", _packed(_simple_table(units))),
        "facets": _named(files, "facets", _packed(write_facets(documents))),
    }
    suggestions = write_suggestions(documents, abbreviations(documents))
    manifest["days"] = _named(files, "days", _packed(write_days(documents)))
    manifest["advice"] = _named(files, "advice", _packed(write_advice()))
    for kind, (firsts, parts) in (("numbers", write_numbers(documents)), ("suggestions", suggestions)):
        names = [_named(files, kind[0], _packed(part)) for part in parts]
        manifest[kind] = _named(files, kind, _packed([firsts, names]))
    return {f"search/{name}.bin": data for name, data in files.items()} | {"search/manifest.json": to_json(manifest)}


def _named(files: dict[str, bytes], kind: str, data: bytes) -> str:
    """Add a file that is named by its content; equal ones are one."""
    name = _digest(data)
    while files.setdefault(f"{kind}-{name}", data) != data:
        name = _digest(name.encode() + data)
    return name


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_NAME]


def _packed(value: object) -> bytes:
    return pack_bytes(to_json(value))


def _folders(files: dict[str, bytes], texts: Texts) -> list[str]:
    """Add the files of texts to folders; their names."""
    names = []
    for start in range(0, len(texts.files), _IN_FOLDER):
        some = texts.files[start : start + _IN_FOLDER]
        names.append(_digest(b"".join(hashlib.sha256(data).digest() for data in some))[:_FOLDER_NAME])
        files |= {f"t{len(names) - 1}-{names[-1]}/{start + place}": data for place, data in enumerate(some)}
    return names


def _fold_all(documents: Sequence[SearchDocument], settings: SearchSettings) -> tuple[Units, Origins]:
    """All folded titles and texts in one row of units: for each bulletin 1 title 0 text 0, and zeros at the end."""
    texts = [
        text for one in documents for text in (f"\x01{fold_as_spelt(one.title)}\0", f"{fold_as_spelt(one.text)}\0")
    ]
    simple, rare = _unit_tables()
    units = np.frombuffer("".join(texts).encode("utf-16-le"), dtype="<u2")
    if rare[units].any():
        texts = [simplify_rare(text) for text in texts]
        units = np.frombuffer("".join(texts).encode("utf-16-le"), dtype="<u2")
    sizes = np.array([len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2 for text in texts], np.int64)
    ends = np.cumsum(sizes)
    leads = _leads(units, ends[1::2] - sizes[1::2], ends[1::2], settings.lead_units)
    lengths = np.stack((sizes[::2], leads, sizes[1::2] - leads), axis=1).ravel()
    zones = [TITLE, LEAD, BODY] * len(documents)
    units = simple[np.concatenate((units, np.zeros(settings.depth_limit + 4, units.dtype)))]
    numbers = np.repeat(np.arange(len(documents), dtype=np.int32), 3)
    return units, Origins(
        np.repeat(numbers, lengths), np.repeat(np.array(zones, np.uint8), np.array(lengths, np.int64))
    )


def _leads(units: Units, starts: Ints, ends: Ints, lead_units: int) -> Ints:
    """How long the lead of each text is: so many units, and on to the end of their sentence.

    Sentences begin alike in many bulletins: a lead that ended within one would part what else is the same.
    """
    stops = np.append(np.flatnonzero(units == _STOP), len(units))
    least = np.minimum(starts + lead_units, ends)
    found = stops[np.searchsorted(stops, np.minimum(starts + max(lead_units - 1, 0), ends))] + 1
    return np.where(found <= ends, found, least) - starts


def _unit_tables() -> tuple[Units, NDArray[np.bool_]]:
    """For each unit its Simplified form, and whether one that takes two units may be meant, or come of it."""
    simple = np.arange(1 << 16, dtype=np.uint16)
    rare = np.zeros(1 << 16, np.bool_)
    for char, simplified in simplified_characters().items():
        if max(char, simplified) <= "\uffff":
            simple[ord(char)] = ord(simplified)
        else:
            rare[np.frombuffer(char.encode("utf-16-le"), "<u2")[0]] = True
    return simple, rare


def _shards(spelling: Spelling, origins: Origins, settings: SearchSettings) -> tuple[list[Shard], list[Tail]]:
    """Shards and tails of the whole index, made from runs of first units so that memory stays bounded."""
    body = spelling.units[: len(origins.documents)]
    before = befores(body, origins.zones)
    shards: list[Shard] = []
    tails: list[Tail] = []
    for first, end in _unit_ranges(body):
        places = np.flatnonzero((body >= first) & (body < end))
        if places.size:
            found = sort_places(spelling.units, before, places, settings)
            entries = entries_of(found, origins)
            if entries.places.size:
                shards += write_shards(entries, spelling, settings.shard_bytes)
            tails += tails_of(found, spelling.units, before)
    return shards, tails


def _unit_ranges(body: Units) -> Iterator[tuple[int, int]]:
    """Runs of whole groups of first units, whose shards are cut apart anyway."""
    counts = np.bincount(body, minlength=1 << 16)
    counts[0] = 0
    groups = counts.reshape(-1, 1 << GROUP_BITS).sum(axis=1)
    start, total = 0, 0
    for group in np.flatnonzero(groups).tolist():
        size = int(groups[group])
        if total and total + size > _BLOCK_PLACES:
            yield max(start << GROUP_BITS, 1), group << GROUP_BITS
            start, total = group, 0
        total += size
    yield max(start << GROUP_BITS, 1), 1 << 16


def _directory(files: dict[str, bytes], shards: Sequence[Shard], tails: Sequence[Tail]) -> dict[str, object]:
    """Add the directory in blocks; the first sequence of each, the number of its first shard, all their names.

    Like a shard, a block starts where its own first sequence says so. A tail stands in the block in which it would
    be looked for as a sequence.
    """
    starts = [0] if shards else []
    for number, shard in enumerate(shards):
        marked = zlib.crc32(shard.first.encode("utf-16-le", "surrogatepass")) % (_IN_BLOCK // 2) == 0
        if marked and number - starts[-1] >= _IN_BLOCK // 2:
            starts.append(number)
    firsts = [shards[start].first for start in starts]
    keys = [_key(first) for first in firsts]
    places = [max(bisect_right(keys, _key(tail)) - 1, 0) for tail, _ in tails]
    names = []
    for number, (start, end) in enumerate(pairwise([*starts, len(shards)])):
        some = shards[start:end]
        own = tails[bisect_left(places, number) : bisect_right(places, number)]
        digests = "".join(_named(files, "i", shard.data) for shard in some)
        names.append(_named(files, "d", _packed([[shard.first for shard in some], digests, *_columns(own)])))
    return {"blocks": firsts, "starts": starts, "names": "".join(names)}


def _columns(tails: Sequence[Tail]) -> tuple[list[str], list[str]]:
    return [tail for tail, _ in tails], [head for _, head in tails]


def _key(sequence: str) -> bytes:
    """By UTF-16 units, as browsers compare strings."""
    return sequence.encode("utf-16-be", "surrogatepass")


def _years(documents: Sequence[SearchDocument]) -> list[list[object]]:
    """[year, number of its first bulletin] in order."""
    years: dict[str, int] = {}
    for number, document in enumerate(documents):
        years.setdefault(document.year, number)
    return [[year, number] for year, number in years.items()]


def _simple_table(units: NDArray[np.uint16]) -> str:
    """Traditional characters whose Simplified form stands in some text, each followed by that form."""
    used = set(np.flatnonzero(np.bincount(units, minlength=1 << 16)).tolist())
    pairs = sorted(simplified_characters().items())
    return "".join(
        char + simple for char, simple in pairs if used.issuperset(memoryview(simple.encode("utf-16-le")).cast("H"))
    )
