"""Tables of contents: the lines of an issue that only say what stands below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .draft import Draft, Edit, Line, Mark
from .repeats import key_of
from .wordlists import simplified

_HEAD = re.compile(r"[【\[（(]?\s*(?:本\s*期\s*)?(?:目\s*录|要\s*目|看\s*点|导\s*读)\s*[】\])）]?\s*[:：]?")
# ◆ 1. 一、 （一） before an entry, …… 3 behind it.
_BEFORE = re.compile(r"[◆●■★▲·•○◎※*\-]+\s*|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?\s*[、.．)）]\s*")
_BEHIND = re.compile(r"(?:\s*(?:…+|\.{3,}|·{3,}|-{3,}|_{3,})\s*|\s+)[（(]?\d{1,3}[）)]?$")
_FEWEST = 2
_MOST = 40
_SHORTEST = 4


def entries_of(text: str) -> tuple[str, ...]:
    """What a line of a table of contents must find again below: letters and digits of an office and of a headline.

    >>> entries_of("◆市水务局：春灌“开门红”……3"), entries_of("本 期 目 录"), entries_of("——")
    (('市水务局', '春灌开门红'), (), ())
    """
    if _HEAD.fullmatch(simplified(text.strip())):
        return ()
    plain = _BEHIND.sub("", _BEFORE.sub("", text.strip(), count=1))
    return tuple(key for part in re.split("[:：]", plain) if (key := key_of(part)))


def table_of_contents(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out 目录 and the lines under it, when every one of them stands again below, as the words of a line.

    Safe: a single entry that is not found again keeps the whole table; ``account.py`` looks for each entry in the
    finished bulletins once more.

    >>> from .draft import edited, first_draft
    >>> text = "目录\\n春灌进展\\n清淤进展\\n春灌进展\\n正文一。\\n清淤进展\\n正文二。"
    >>> edited(text, (item for item in table_of_contents(first_draft(text)) if isinstance(item, Edit))).strip()
    '春灌进展\\n正文一。\\n清淤进展\\n正文二。'
    """
    lines = draft.lines
    heads = [index for index, line in enumerate(lines[:_MOST]) if _HEAD.fullmatch(simplified(line.text.strip()))]
    if not heads or draft.post:
        return
    head = heads[0]
    end = _end(lines, head)
    if end - head - 1 < _FEWEST:
        return
    below = _keys(lines[end:])
    entries = [entries_of(line.text) for line in lines[head + 1 : end]]
    if all(_again(entry, below) for entry in entries) and max(map(len, sum(entries, ()))) >= _SHORTEST:
        for line in lines[head:end]:
            yield Mark(line.start, "dropped")
            yield Edit(line.start, line.end, "", "contents")


def _end(lines: tuple[Line, ...], head: int) -> int:
    """Index of the line at which the first entry begins again; 0 where it doesn't."""
    if head + 1 == len(lines):
        return 0
    first = set(entries_of(lines[head + 1].text))
    reach = range(head + 2, min(len(lines), head + _MOST))
    return next((index for index in reach if first & _spellings(lines[index].text)), 0)


def _spellings(text: str) -> set[str]:
    """A line as an entry may name it: whole, and without its enumerator."""
    return {key_of(text), key_of(_BEFORE.sub("", text.strip(), count=1))} - {""}


def _keys(lines: tuple[Line, ...]) -> frozenset[str]:
    """The lines of the text below, and each two in a row: a long headline is wrapped there."""
    single = (key for line in lines if len(line.text) <= _MOST * 2 for key in _spellings(line.text))
    double = (key_of(one.text + two.text) for one, two in pairwise(lines) if len(one.text + two.text) <= _MOST * 2)
    return frozenset(single) | frozenset(double)


def _again(entry: tuple[str, ...], below: frozenset[str]) -> bool:
    return bool(entry) and (set(entry) <= below or "".join(entry) in below)
