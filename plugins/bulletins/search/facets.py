"""What results can be narrowed by: departments, column and topics of each bulletin; years are ranges of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .documents import SearchDocument

Values = tuple[str, ...]
_KINDS: tuple[tuple[str, Callable[[SearchDocument], Values]], ...] = (
    ("department", lambda document: tuple(name for name, _ in document.departments)),
    ("column", lambda document: (document.column,) if document.column else ()),
    ("topic", lambda document: document.topics),
)


def write_facets(documents: Sequence[SearchDocument]) -> dict[str, object]:
    """For each kind: ``values``, ``sets`` of indexes into them, and ``of``: for each bulletin the index of its set.

    >>> write_facets([SearchDocument("a/", "甲", "2022-01-01", column="通知")])["column"]
    {'values': ['通知'], 'sets': [[0]], 'of': [0]}
    """
    return {kind: _facet(values_of(document) for document in documents) for kind, values_of in _KINDS}


def _facet(rows: Iterable[Values]) -> dict[str, object]:
    values: dict[str, int] = {}
    sets: dict[Values, int] = {}
    of = []
    for row in map(tuple, map(dict.fromkeys, rows)):
        for value in row:
            values.setdefault(value, len(values))
        of.append(sets.setdefault(row, len(sets)))
    return {"values": list(values), "sets": [[values[value] for value in row] for row in sets], "of": of}
