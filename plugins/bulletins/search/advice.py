"""What the search page falls back on: how characters sound, what questions are asked with, the pages of months."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from .documents import SearchDocument
from .folding import fold
from .suggestions import sound_of

# The rows of GB 2312 that hold its 3,755 common characters, as first bytes of its usual encoding.
_ROWS = range(0xB0, 0xD8)


def write_advice() -> tuple[str, dict[str, str]]:
    """A pattern of what questions are asked with, and for each syllable the common characters that sound so.

    A slip of a word is often another word of the same sound (防讯 for 防汛): by its sound the suggestions know it.

    >>> pattern, sounds = write_advice()
    >>> "讯" in sounds["xun"], re.sub(pattern, "", "防汛物资有多少")
    (True, '防汛物资有')
    """
    common = bytes(byte for row in _ROWS for cell in range(0xA1, 0xFF) for byte in (row, cell))
    sounds = defaultdict(list)
    for char in common.decode("gb2312", "ignore"):
        sounds[sound_of(char)].append(char)
    return "|".join(map(re.escape, _wordlists()["asking"])), {sound: "".join(sounds[sound]) for sound in sorted(sounds)}


@cache
def _wordlists() -> dict[str, Any]:
    return tomllib.loads(files("bulletins.data").joinpath("search.toml").read_text(encoding="utf-8"))


def abbreviations(document: SearchDocument) -> list[tuple[str, str]]:
    """Pairs of an abbreviation, folded, and what it is short for, where a bulletin says that.

    >>> abbreviations(SearchDocument("a/", "地区生产总值统一核算结果", "2024-01-01"))
    [('gdp', '地区生产总值')]
    """
    return [(short, long) for short, long in _abbreviations() if long in document.title or long in document.text]


@cache
def _abbreviations() -> list[tuple[str, str]]:
    return [(fold(short), long) for short, long in _wordlists()["abbreviations"].items()]


def write_days(dates: Sequence[str]) -> dict[str, tuple[str, str, int]]:
    """For each year and month with bulletins of these dates the address of its page, its name, and how many there are.

    >>> write_days(["2024-07-01"])
    {'2024': ('archive/2024/', '2024年', 1), '2024-7': ('archive/2024/07/', '2024年7月', 1)}
    """
    days = Counter(filter(None, dates))
    years, months = Counter[str](), Counter[tuple[str, str]]()
    for date, count in days.items():
        years[date[:4]] += count
        months[date[:4], date[5:7]] += count
    return {year: (f"archive/{year}/", f"{year}年", count) for year, count in sorted(years.items())} | {
        f"{year}-{int(month)}": (f"archive/{year}/{month}/", f"{year}年{int(month)}月", count)
        for (year, month), count in sorted(months.items())
    }
