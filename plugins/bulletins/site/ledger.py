"""规范化记录: the raw report and the published text side by side, and every change between them.

Made again at build time from the report that a post names, so it can't drift from what the rules do. A post without
a report, or with one that can't be read or may not be shown, has no such page.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import reduce
from typing import Any

from ..wording import Wording, say

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
    """The record of one bulletin; lines of (words, mark) runs, mark being "", "dropped", "changed" or "added". Those of
    the original stand behind their number in the report."""

    rows: tuple[Row, ...]
    original: tuple[tuple[int, Runs], ...]
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


def _words(rule: str, note: str) -> Wording:
    from ..normalise.wordlists import table  # noqa: PLC0415 - wanted only for records that are shown

    words = table("rules")
    name = say(words["rules"].get(rule, rule))
    return say("%(rule)s（%(note)s）", rule=name, note=say(words["notes"].get(note, note))) if note else name


def load_ledger(record: dict[str, Any]) -> Ledger:
    """A record from the values that JSON holds."""
    return Ledger(
        tuple(Row(rule, _words(rule, note), *more) for rule, note, *more in record["rows"]),
        tuple((number, tuple((run[0], run[1]) for run in line)) for number, line in record["original"]),
        tuple(tuple((run[0], run[1]) for run in line) for line in record["published"]),
    )
