"""The record of how bulletins were made from a report: made by normalising it again, part by part."""

from __future__ import annotations

import json
from bisect import bisect_right
from itertools import groupby
from typing import Any

from ..check import find_personal_data
from ..confined import open_confined
from ..departments import Registry
from ..model import Bulletin, Normalised, body_text
from ..normalise import normalise
from ..problems import Refusal
from .markup import CONTROL

Records = dict[str, str]
# What stands over a part of a compendium and became its identity.
HEADS = frozenset({"department", "title", "option"})


def make_records(data: bytes, source: str, registry: Registry) -> tuple[str, Records, dict[str, int]]:
    """(text to show or "", records as JSON by part and title, the number of changes in each).

    Each line of the report, and every change made in it, belongs to the bulletin that begins last before it; what
    stands before the first one belongs to that. So the records of a report's parts together hold every change once.
    """
    try:
        report = open_confined(data, source)
        result = normalise(report, registry)
    except Refusal:
        return "", {}, {}
    if find_personal_data(report.text):
        # An editor took it out of the post; it must not come back by the raw text.
        return "", {}, {}
    marks = _marks(report.text, result)
    owners = _owners(report.text, result)
    records: Records = {}
    counts: dict[str, int] = {}
    for place, bulletin in enumerate(result.bulletins):
        record = _record(report.text, result, place, marks, owners)
        names = [f"#{bulletin.part}"] if bulletin.part else []
        names += [bulletin.title] if bulletin.title not in records else []
        for name in names:
            records[name] = json.dumps(record, ensure_ascii=False)
            counts[name] = len(record["rows"])
    return report.text, records, counts


def _marks(text: str, result: Normalised) -> list[str]:
    """What became of each character: "" kept, "changed" or "dropped"."""
    marks = ["dropped"] * len(text)
    for bulletin, offsets in zip(result.bulletins, result.origins, strict=False):
        for char, offset in zip(body_text(bulletin), offsets, strict=False):
            if offset >= 0:
                marks[offset] = "" if text[offset] == char else "changed"
    return marks


def _owners(text: str, result: Normalised) -> list[int]:
    """For each line of the report the bulletin that it belongs to; lines end as the ledger counts them.

    A bulletin begins with its first kept line, or above that with the lines that became its department and title.
    """
    starts: list[tuple[int, int]] = []
    above = -1  # the last line of the bulletin before
    firsts = sorted((_first(offsets), place) for place, offsets in enumerate(result.origins[: len(result.bulletins)]))
    for first, place in firsts:
        if first >= 0:
            line = text.count("\n", 0, first)
            heads = (change.line - 1 for change in result.ledger if change.note in HEADS)
            starts.append((min((head for head in heads if above < head < line), default=line), place))
            above = text.count("\n", 0, max(result.origins[place]))
    lines = [line for line, _ in starts]
    total = text.count("\n") + 1
    return [starts[max(bisect_right(lines, line) - 1, 0)][1] if starts else 0 for line in range(total)]


def _first(offsets: tuple[int, ...]) -> int:
    return min(filter((-1).__lt__, offsets), default=-1)


def _record(text: str, result: Normalised, place: int, marks: list[str], owners: list[int]) -> dict[str, Any]:
    bulletin = result.bulletins[place]
    origins = result.origins[place] if place < len(result.origins) else ()
    rows = [
        [change.rule, change.note, change.line, _trimmed(change.before), _trimmed(change.after)]
        for change in result.ledger
        if owners[min(max(change.line, 1), len(owners)) - 1] == place
    ]
    original: list[list[Any]] = []
    start = 0
    for number, (line, owner) in enumerate(zip(text.split("\n"), owners, strict=True), 1):
        end = start + len(line)
        if owner == place:
            original += [[number, runs] for runs in _lines(line, marks[start:end])]
        start = end + 1
    return {
        "rows": rows,
        "original": original,
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
        of_line = marks[start : start + len(words)]
        start += len(line)
        if words.strip():
            lines.append(_runs(words, of_line))
    return lines


def _runs(words: str, marks: list[str]) -> list[list[str]]:
    """A line as runs of one mark; most lines are one."""
    if marks.count(marks[0]) == len(words):
        return [[words, marks[0]]]
    runs: list[list[str]] = []
    start = 0
    for mark, run in groupby(marks):
        end = start + sum(1 for _ in run)
        runs.append([words[start:end], mark])
        start = end
    return runs
