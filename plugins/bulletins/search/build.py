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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from .codes import Spelling
from .directory import IN_FOLDER, folders, named, write_directory
from .documents import SearchDocument, SearchSettings
from .edits import edits_between
from .folded import Folded
from .folding import simplified_characters
from .gathering import Base, Source, gathered
from .keeping import Kept, differing
from .limits import SAME_FROM, leaf_limits
from .making import Made, corpus_of, make, unit_counts
from .parts import PARTS, packed, parts_of
from .texts import Phrasing, pack_bytes, phrasing_of, to_json, typical_count
from .updating import update

_FEW = 32  # changed bulletins for which an update is less work than a clean build
_MOST_PLACES = 14_000  # and so many changed places


@dataclass(frozen=True, slots=True)
class Built:
    """The files of an index by relative name, and what the next build can start from."""

    files: Mapping[str, bytes]
    kept: Kept


def build_index(documents: Sequence[SearchDocument], *, settings: SearchSettings | None = None) -> Mapping[str, bytes]:
    """Build the search index: relative file name → bytes, equal for equal documents in any order.

    Bulletins are numbered by date, oldest first, so that newest-first needs no sorting. Safe: pure, and texts are
    only ever stored as JSON data, which the browser shows with ``textContent``.

    >>> "search/manifest.json" in build_index([SearchDocument("a/", "甲", "2022-01-01")])
    True
    """
    sources = [Source("", one.date, one.url, partial(replace, one)) for one in documents]
    return build_from(sources, settings=settings).files


def build_from(
    sources: Sequence[Source], former: Kept | None = None, *, maker: str = "", settings: SearchSettings | None = None
) -> Built:
    """Build the search index, from a former build where few bulletins changed since: the same bytes for less work.

    ``maker`` tells the program; a former build of another one, or of other settings, must not be given.

    >>> one = Source("1", "2022-01-01", "a/", lambda: SearchDocument("a/", "甲", "2022-01-01"))
    >>> first = build_from([one])
    >>> build_from([one], first.kept).files == first.files
    True
    """
    settings = settings or SearchSettings()
    sources = sorted(sources, key=lambda source: (source.date, source.url))
    base = _base(sources, former, settings)
    files: dict[str, bytes] = {}
    phrasing = base.former.phrasing if base.former else phrasing_of(_oldest(base))
    found = gathered(base, phrasing)
    parts = parts_of(files, base, found)
    found = replace(found, rows={})  # at a hundred thousand bulletins, half a gigabyte
    made = _made(base, phrasing, found.folded)
    per_file = settings.texts_in_file(len(sources))
    manifest: dict[str, object] = {
        "documents": len(sources),
        "capacity": _capacity(sources),
        "shards": len(made.shards),
        **write_directory(files, made.shards, made.cut.tails),
        "perFile": per_file,
        "perFolder": IN_FOLDER,
        "texts": "".join(folders(files, found.texts)),
        "common": phrasing.common,
        "dictionary": base64.b64encode(pack_bytes(phrasing.dictionary)).decode(),
        "lead": settings.lead_units,
        "leaf": leaf_limits(settings.leaf_limit, np.arange(SAME_FROM + 1)).tolist(),
        "shortest": parts["shortest"],
        "years": _years(sources),
        "simple": named(files, "simple", packed(_simple_table(found.folded.units))),
        **{kind: parts[kind] for kind in PARTS},
    }
    places = [name for name in files if name.startswith("t")]
    keys, known = [source.key for source in sources], (found.fields, found.statistics, found.labels, found.folded)
    kept = Kept(maker, keys, *known, made, phrasing, places, parts, files)
    out = {f"search/{name}.bin": data for name, data in files.items()} | {"search/manifest.json": to_json(manifest)}
    return Built(out, kept)


def _base(sources: Sequence[Source], former: Kept | None, settings: SearchSettings) -> Base:
    """Load what has to be looked at: the changed bulletins alone, unless they change what all files depend on."""
    keys = [source.key for source in sources]
    changed = differing(former, keys, _FEW)
    if former is not None and changed is not None and _alike(len(sources), len(former.keys), settings):
        documents = {number: sources[number].load() for number in changed if number < len(sources)}
        base = Base(sources, documents, changed, former, settings)
        if min(changed, default=len(keys)) >= typical_count(len(keys)) or phrasing_of(_oldest(base)) == former.phrasing:
            return base
    oldest = {number: one.load() for number, one in enumerate(sources[: typical_count(len(keys))])}
    return Base(sources, oldest, list(range(len(keys))), None, settings)


def _alike(now: int, then: int, settings: SearchSettings) -> bool:
    """Whether indexes of so many bulletins are built alike."""
    sizes = [(_capacity(range(count)), settings.texts_in_file(count), typical_count(count)) for count in (now, then)]
    return sizes[0] == sizes[1]


def _capacity(sources: Sequence[object]) -> int:
    return 1 << max(len(sources) - 1, 0).bit_length()


def _oldest(base: Base) -> list[SearchDocument]:
    count = len(base.sources)
    return [base.load(number) for number in range(min(typical_count(count), count))]


def _made(base: Base, phrasing: Phrasing, folded: Folded) -> Made:
    """The pieces and shards made of folded texts."""
    settings, former = base.settings, base.former
    spelling = Spelling(folded.units, phrasing.common, _capacity(base.sources), settings.leaf_limit)
    corpus = corpus_of(spelling, folded.origins, settings)
    if former:
        edits = edits_between(former.folded, folded, base.changed, settings.depth_limit)
        if len(edits.removed) + len(edits.added) <= _MOST_PLACES:
            return update(former.made, former.folded, corpus, folded, edits)
    return make(corpus)


def _years(sources: Sequence[Source]) -> list[list[object]]:
    """[year, number of its first bulletin] in order."""
    years: dict[str, int] = {}
    for number, source in enumerate(sources):
        years.setdefault(source.date[:4], number)
    return [[year, number] for year, number in years.items()]


def _simple_table(units: NDArray[np.uint16]) -> str:
    """Traditional characters whose Simplified form stands in some text, each followed by that form."""
    used = set(np.flatnonzero(unit_counts(units)).tolist())
    pairs = sorted(simplified_characters().items())
    return "".join(
        char + simple for char, simple in pairs if used.issuperset(memoryview(simple.encode("utf-16-le")).cast("H"))
    )
