"""Suspected slips: shown to the editor with their line, never changed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from ..model import Change
from .dates import impossible_dates
from .draft import Draft
from .wordlists import alternatives, table

_DATED = frozenset(["source-line", "date", "byline", "signature", "department", "front-matter", "title"])
_STATED_LONGEST = 40
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


def impossible(draft: Draft, ledger: list[Change], starts: list[int]) -> tuple[tuple[int, str, bool], ...]:
    """Dates that no calendar has, as (line in the report, words, stated).

    Those of lines that went into the identity, and of lines that hold a date and little else, are what the report
    states as its own date; the others stand in the text.

    >>> from .draft import first_draft
    >>> impossible(first_draft("云溪市水务局\\n2024年2月30日"), [], [0, 7])
    ((2, '2024年2月30日', True),)
    """
    found = [
        (change.line, words, True)
        for change in ledger
        if change.note in _DATED
        for _, words in impossible_dates(change.before)
    ]
    if any(impossible_dates(draft.text)):
        for line in draft.lines:
            for at, words in impossible_dates(line.text):
                found.append((bisect_right(starts, draft.place(line.start + at)), words, _states(line.text, words)))
    return tuple(sorted(found))


def _states(text: str, words: str) -> bool:
    """Whether a line says by itself when the report was issued: a date alone, behind a key, or beside a name."""
    plain = text.strip("（）()【】[] ")
    return len(plain) <= _STATED_LONGEST and "。" not in plain and (plain.startswith(words) or plain.endswith(words))
