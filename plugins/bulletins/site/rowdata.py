"""What the filters of the figures pages fetch: an index of the choices, and statistics in parts of bounded size."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from ..grouping import Entry, Part
from ..views import StatisticView
from .cache import Cache, key_of
from .fill import Filler
from .keeping import keep_all

ROWS_IN_PART = 1000
MOST_HELD = 256


class Chosen(Protocol):
    """Statistics chosen by one thing: a year, a department, a unit."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def count(self) -> int: ...


def index_json(choices: Sequence[Chosen], total: int) -> bytes:
    """The choices by kind as [value, address below figures/, count], and how many rows a part has."""
    data: dict[str, object] = {"total": total, "size": ROWS_IN_PART}
    for kind in ("year", "department", "unit"):
        data[kind] = [
            [choice.value, choice.url.removeprefix("figures/"), choice.count]
            for choice in choices
            if choice.kind == kind
        ]
    return (_json(data) + "\n").encode()


class RowData:
    """Rows of bulletins as the filters read them, each made once however many parts hold it."""

    def __init__(self, cache: Cache, filler: Filler) -> None:
        self._cache = cache
        self._filler = filler
        self._rows = lru_cache(MOST_HELD)(self._read)

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Make what the cache doesn't hold, on all cores; has to be called before any part is made."""
        keep_all(self._cache, entries, _key, lambda entry: _json([row_json(view) for view in entry.body.statistics]))

    def part(self, part: Part) -> Iterator[bytes]:
        """Statistics by bulletin: [address, title, date, departments, rows]."""
        lead = "["
        for piece in part:
            entry = piece.entry
            short = [self._filler.department_link(name).short for name in entry.departments]
            head = _json([entry.url, entry.bulletin.title, f"{entry.date:%Y-%m-%d}", short])
            rows = self._rows(_key(entry))
            yield f"{lead}{head[:-1]},[{','.join(rows[place] for place in piece.places)}]]".encode()
            lead = ",\n"
        yield b"[]\n" if lead == "[" else b"]\n"

    def _read(self, key: str) -> list[str]:
        rows: list[str] = json.loads(self._cache.get(key) or "[]")
        return rows


def row_json(view: StatisticView) -> str:
    """[id, label, value, upper, unit, hedge, printed, facets]; a number has the very digits of the statistic.

    >>> row_json(StatisticView("q-1", "约5.30%", "约", "5.30", "", "%", "5.3", "", "约", "占比", ("全市",), "", ""))
    '["q-1","占比",5.3,null,"","约","约5.30%","全市"]'
    """
    words = [view.counted, view.hedge, view.printed, " · ".join(view.facets)]
    return f"[{_json([view.id, view.label])[1:-1]},{view.value},{view.upper or 'null'},{_json(words)[1:]}"


def _key(entry: Entry) -> str:
    return key_of("row data", entry.digest)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
