"""规范化记录: the raw report and the published text side by side, and every change between them.

Made again at build time from the report that a post names, so it can't drift from what the rules do. A post without
a report, or with one that can't be read or may not be shown, has no such page.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote

from ..check import find_personal_data
from ..departments import Registry
from ..grouping import Entry
from ..model import Bulletin, Normalised, body_text
from ..normalise import normalise
from ..normalise.wordlists import table
from ..problems import Refusal
from ..reading import read_report
from ..views import Link
from ..wording import Wording, say
from .cache import Cache, key_of
from .markup import CONTROL

Runs = tuple[tuple[str, str], ...]
BLANKS = {
    " ": say("空格"),
    "\u3000": say("全角空格"),
    "\u00a0": say("不换行空格"),
    "\t": say("制表符"),
    "\n": say("换行"),
    "\r": say("回车"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One change as the page shows it."""

    rule: str
    words: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Kind:
    """Equal changes as one row: how many, the lines they were made in, names for words that are but blanks."""

    words: str
    before: str
    after: str
    before_name: str
    after_name: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The record of one bulletin; lines of (words, mark) runs, mark being "", "dropped", "changed" or "added"."""

    rows: tuple[Row, ...]
    original: tuple[Runs, ...]
    published: tuple[Runs, ...]


def kinds(rows: tuple[Row, ...]) -> tuple[Kind, ...]:
    """Changes with equal ones put together, each where the first of them stood.

    >>> [(kind.before, kind.count, kind.lines) for kind in kinds((Row("r", "标点", 5, ",", "，"),) * 2)]
    [(',', 2, (5,))]
    """
    gathered: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        gathered.setdefault((row.words or row.rule, row.before, row.after), []).append(row.line)
    return tuple(
        Kind(words, before, after, blank_name(before), blank_name(after), len(lines), tuple(dict.fromkeys(lines)))
        for (words, before, after), lines in gathered.items()
    )


def blank_name(text: str) -> str:
    """What a text of blanks consists of, "" when it holds anything that can be seen.

    >>> blank_name("  \\u3000\\n"), blank_name("、 ")
    ('2个空格、1个全角空格、1个换行', '')
    """
    if any(unicodedata.category(char)[0] not in "ZC" for char in text):
        return ""
    counts = Counter(BLANKS.get(char, say("不可见字符")) for char in text)
    names = [say("%(times)s个%(name)s", times=times, name=name) for name, times in counts.items()]
    return reduce(lambda first, rest: say("%(first)s、%(rest)s", first=first, rest=rest), names) if names else ""


class Ledgers:
    """Finds the record and the raw text of bulletins. ``read(source)`` gives a report's bytes or None."""

    def __init__(self, read: Callable[[str], bytes | None], registry: Registry, cache: Cache) -> None:
        self._read = read
        self._registry = registry
        self._registry_key = repr(registry.departments)
        self._cache = cache
        self._found: dict[str, dict[str, Ledger]] = {}
        self._texts: dict[str, str] = {}

    def link(self, entry: Entry) -> Link | None:
        """The way to the record of a bulletin, with the number of changes."""
        found = self.of(entry)
        return Link(say("规范化记录"), f"{entry.url}ledger/", len(found.rows)) if found else None

    def source_link(self, entry: Entry) -> Link | None:
        """The way to the raw report as plain text."""
        source = entry.bulletin.source
        self.of(entry)
        return Link(say("原始报告"), quote(report_path(source))) if source in self._texts else None

    def texts(self) -> Iterator[tuple[str, str]]:
        """(path below the output folder, text) of every raw report that a published post names."""
        for source in sorted(self._texts):
            yield report_path(source), self._texts[source]

    def of(self, entry: Entry) -> Ledger | None:
        """The record of a bulletin, or None."""
        source = entry.bulletin.source
        if not source:
            return None
        if source not in self._found:
            self._found[source] = self._make(source)
        records = self._found[source]
        return records.get(f"#{entry.bulletin.part}") or records.get(entry.bulletin.title)

    def _make(self, source: str) -> dict[str, Ledger]:
        data = self._read(source)
        if data is None:
            return {}
        key = key_of("ledger", source, self._registry_key, data)
        stored = self._cache.get(key)
        if stored is None:
            stored = json.dumps(self._normalised(data, source), ensure_ascii=False)
            self._cache.put(key, stored)
        text, records = json.loads(stored)
        if PurePosixPath(source).suffix == ".txt" and text:
            self._texts[source] = text
        return {name: _load(record) for name, record in records.items()}

    def _normalised(self, data: bytes, source: str) -> tuple[str, dict[str, object]]:
        """(text to show or "", records by part and title), as values that JSON can hold."""
        try:
            report = read_report(data, source)
            result = normalise(report, self._registry)
        except Refusal:
            return "", {}
        if find_personal_data(report.text):
            # An editor took it out of the post; it must not come back by the raw text.
            return "", {}
        records: dict[str, object] = {}
        for place, bulletin in enumerate(result.bulletins):
            record = _dump(report.text, result, place)
            records.setdefault(bulletin.title, record)
            if bulletin.part:
                records[f"#{bulletin.part}"] = record
        return report.text, records


def report_path(source: str) -> str:
    """Where a raw report is published.

    >>> report_path("reports/2022/防汛.txt")
    'reports/2022/防汛.txt'
    """
    return f"reports/{source.removeprefix('reports/')}"


def _dump(text: str, result: Normalised, place: int) -> dict[str, object]:
    bulletin = result.bulletins[place]
    origins = result.origins[place] if place < len(result.origins) else ()
    rows = [[c.rule, c.note, c.line, _trimmed(c.before), _trimmed(c.after)] for c in result.ledger]
    marks = ["dropped"] * len(text)
    for other, offsets in zip(result.bulletins, result.origins, strict=False):
        for char, offset in zip(body_text(other), offsets, strict=False):
            if offset >= 0:
                marks[offset] = "" if text[offset] == char else "changed"
    return {
        "rows": rows,
        "original": _lines(text, marks),
        "published": _lines(body_text(bulletin), _published_marks(text, bulletin, origins)),
    }


def _trimmed(text: str) -> str:
    """Without the line ends around it, unless it consists of them."""
    return text.strip("\r\n") or text


def _published_marks(text: str, bulletin: Bulletin, origins: tuple[int, ...]) -> list[str]:
    words = body_text(bulletin)
    if len(origins) != len(words):
        return [""] * len(words)
    return [
        "added" if offset < 0 else "" if text[offset] == char else "changed"
        for char, offset in zip(words, origins, strict=True)
    ]


def _lines(text: str, marks: list[str]) -> list[list[list[str]]]:
    """Lines that hold words, each as runs of one mark."""
    lines: list[list[list[str]]] = []
    text = CONTROL.sub("\ufffd", text)
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        pairs = zip(words, marks[start : start + len(words)], strict=True)
        start += len(line)
        if words.strip():
            runs = groupby(pairs, key=lambda pair: pair[1])
            lines.append([["".join(char for char, _ in run), mark] for mark, run in runs])
    return lines


def _words(rule: str, note: str) -> Wording:
    words = table("rules")
    name = say(words["rules"].get(rule, rule))
    return say("%(rule)s（%(note)s）", rule=name, note=say(words["notes"].get(note, note))) if note else name


def _load(record: dict[str, list[list[object]]]) -> Ledger:
    return Ledger(
        tuple(Row(rule, _words(rule, note), *more) for rule, note, *more in record["rows"]),  # type: ignore[arg-type]
        tuple(tuple((run[0], run[1]) for run in line) for line in record["original"]),  # type: ignore[index]
        tuple(tuple((run[0], run[1]) for run in line) for line in record["published"]),  # type: ignore[index]
    )
