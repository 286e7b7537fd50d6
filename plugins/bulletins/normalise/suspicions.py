"""Suspected slips: shown to the editor with their line, never changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from ..model import Change
from .draft import Draft
from .wordlists import alternatives, table

_DOUBLED = re.compile(r"([从在对和与及将把被由向为于以的])\1(?!容|来|不|此)")


def suspicions(draft: Draft, ledger: list[Change], starts: list[int]) -> tuple[tuple[int, str], ...]:
    """(line in the report, what looks like a slip), in order: doubled particles, words of the list of slips."""
    found = [(bisect_right(starts, draft.place(at)), what) for at, what in _slips(draft.text)]
    for change in ledger:
        if change.note in {"title", "series"}:
            found += [(change.line, what) for _, what in _slips(change.before)]
    return tuple(sorted(found))


def _slips(text: str) -> Iterator[tuple[int, str]]:
    words = table("slips")["slips"]
    for match in _DOUBLED.finditer(text):
        yield match.start(), f"“{match.group()}”似有重字"
    for match in _pattern().finditer(text):
        yield match.start(), f"“{match.group()}”似应为“{words[match.group()]}”"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(alternatives(list(table("slips")["slips"])))
