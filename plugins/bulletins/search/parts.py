"""The parts of an index beside its lists: texts, facets, statistics, suggestions; what did not change is taken over."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .advice import abbreviations, write_advice, write_days
from .directory import named
from .documents import SearchDocument, SearchSettings
from .facets import write_facets
from .folding import fold
from .keeping import Kept
from .numbers import Row, rows_of, write_numbers
from .suggestions import write_suggestions
from .texts import Phrasing, digest_of, pack_bytes, to_json, write_texts

PARTS = ("facets", "numbers", "suggestions", "days", "advice")


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin to be indexed: equal ``key``, equal document, unless it is empty; ``load`` gives it."""

    key: str
    date: str
    url: str
    load: Callable[[], SearchDocument]


@dataclass(frozen=True, slots=True)
class Base:
    """What all parts are made from. ``changed``: numbers of the bulletins to be looked at, all of them without a
    former build."""

    sources: Sequence[Source]
    documents: Mapping[int, SearchDocument]
    changed: list[int]
    former: Kept | None
    settings: SearchSettings

    def all(self) -> list[SearchDocument]:
        """Every bulletin."""
        return [self.documents.get(number) or source.load() for number, source in enumerate(self.sources)]


def texts_of(base: Base, phrasing: Phrasing) -> list[bytes]:
    """The files of texts, those without a changed bulletin as they were."""
    per_file, count = base.settings.texts_in_file(len(base.sources)), len(base.sources)
    if base.former is None:
        return write_texts(list(base.documents.values()), per_file, phrasing)
    texts = [base.former.files[name] for name in base.former.texts[: -(-count // per_file)]]
    texts += [b""] * (-(-count // per_file) - len(texts))
    for file in sorted({number // per_file for number in base.changed}):
        some = base.sources[file * per_file : (file + 1) * per_file]
        documents = [base.documents.get(file * per_file + at) or source.load() for at, source in enumerate(some)]
        if documents:
            texts[file] = write_texts(documents, per_file, phrasing)[0]
    return texts


def fields_of(base: Base) -> tuple[list[str], list[str], dict[int, list[Row]]]:
    """Of each bulletin what parts but the lists and texts are made from, and a digest of its statistics; of those that
    are looked at the rows of these."""
    count = len(base.sources)
    former = (base.former.fields, base.former.statistics) if base.former else ([], [])
    fields, statistics = ([*part[:count], *[""] * (count - len(part))] for part in former)
    rows = {number: rows_of(one) for number, one in base.documents.items()}
    for number, one in base.documents.items():
        own = [len(fold(one.title)), abbreviations(one), one.title, one.departments, one.column, one.topics]
        fields[number] = json.dumps(own)
        if base.sources[number].key:
            statistics[number] = digest_of(to_json(rows[number]))
    return fields, statistics, rows


def parts_of(
    files: dict[str, bytes], base: Base, fields: list[str], statistics: list[str], rows: Mapping[int, list[Row]]
) -> dict[str, Any]:
    """Facets, statistics and suggestions; as they were where nothing that they are made from changed."""
    former = base.former
    same_fields = former is not None and former.fields == fields
    same = same_fields and former is not None and former.statistics == statistics
    parts: dict[str, Any] = {"files": {}}

    def add(kind: str, is_same: bool, write: Callable[[dict[str, bytes]], object]) -> None:
        own: dict[str, bytes] = {}
        if is_same and former is not None:
            parts[kind] = former.parts[kind]
            own = {name: former.files[name] for name in former.parts["files"][kind]}
        else:
            parts[kind] = write(own)
        parts["files"][kind] = list(own)
        files.update(own)

    documents = [] if same else base.all()
    figures = {number: rows[number] if number in rows else rows_of(one) for number, one in enumerate(documents)}
    add("shortest", same_fields, lambda own: min((json.loads(one)[0] for one in fields), default=0))
    add("facets", same_fields, lambda own: named(own, "facets", packed(write_facets(documents))))
    add("numbers", same, lambda own: _sharded(own, "numbers", write_numbers(figures)))
    add("suggestions", same, lambda own: _sharded(own, "suggestions", write_suggestions(documents, _short(fields))))
    add("days", False, lambda own: named(own, "days", packed(write_days([source.date for source in base.sources]))))
    add("advice", former is not None, lambda own: named(own, "advice", packed(write_advice())))
    return parts


def _short(fields: Sequence[str]) -> list[tuple[str, str]]:
    """What abbreviations stand for, where a bulletin says it."""
    return sorted({(short, long) for one in fields for short, long in json.loads(one)[1]})


def _sharded(files: dict[str, bytes], kind: str, written: tuple[Sequence[object], Sequence[object]]) -> str:
    """Add the shards of a part, and the file that says with what each begins; its name."""
    firsts, parts = written
    names = [named(files, kind[0], packed(part)) for part in parts]
    return named(files, kind, packed([firsts, names]))


def packed(value: object) -> bytes:
    return pack_bytes(to_json(value))
