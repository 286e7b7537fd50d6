"""Source lines: 发布时间：… 来源：… 浏览次数：…; the line is furniture, its facts belong to the bulletin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import date_line
from .draft import Draft, Edit, Line, Mark, dropped
from .furniture import kind_of
from .pagefacts import TOOLS, Fact, facts_of, key_kind, with_colon, with_colons
from .tail import head_of, tail_of

# Kinds of facts that make a source line even between two sentences; 分类：可回收物 there belongs to the text.
_SOURCES = frozenset({"date", "written", "updated", "origin", "department", "author", "document_number"})
_FEWEST_ROWS = 3
_CELL = 60


def source_line(draft: Draft) -> Iterator[Edit | Mark]:
    """Take source lines out; their facts (date, source, author, document number) are read back from the ledger.

    Safe: a line qualifies only when keys of the list and short values make up all of it.

    >>> from .draft import edited, first_draft
    >>> text = "标题\\n发布时间:2022-11-03 来源:市水务局\\n正文。"
    >>> edited(text, (item for item in source_line(first_draft(text)) if isinstance(item, Edit)))
    '标题\\n\\n正文。'
    """
    lines = draft.lines
    skip = False
    tail, begin = tail_of(lines, kind_of), head_of(lines, kind_of)
    rows = _rows(lines[:begin])
    above = False
    for index, (line, following) in enumerate(zip(lines, (*lines[1:], None), strict=False)):
        if skip:
            skip = False
        elif following and index in rows:
            skip = True
            yield Mark(line.start, "dropped")
            yield Edit(line.start, following.end, "", "source-line")
        elif draft.mark(line) == "caption":
            continue
        elif facts := facts_of(line.text) or (
            () if begin <= index < tail else _facts_at_edge(line.text, index >= tail, above)
        ):
            above = True
            if not begin <= index < tail or any(fact.kind in _SOURCES for fact in facts):
                yield from dropped(line, _note(facts))
            continue
        elif index < begin and _dates_head(line.text, following):
            yield from dropped(line, "source-line")
        elif following and _date_below(line, following):
            skip = True
            yield Mark(line.start, "dropped")
            yield Edit(line.start, following.end, "", "source-line")
        above = False


def _dates_head(text: str, following: Line | None) -> bool:
    """日期：2023-12-28 over a text, with nothing else; 时间： of a meeting has its place beside or under it."""
    found = _WEAK.fullmatch(text)
    return found is not None and date_line(found[1]) is not None and not (following and _MEETING.match(following.text))


_WEAK = re.compile(r"(?:日期|时间|時間)\s?[:：]\s?(\S.{7,24})")
_MEETING = re.compile(r"(?:会议)?(?:地|主|参|出|议|活)\s?[点持加席题动]")


def _facts_at_edge(text: str, below: bool, above: bool) -> tuple[Fact, ...]:
    """Facts of a line outside the text; under another such line (``above``) one pair without a colon is enough."""
    return (
        facts_of(text, loose=True)
        or facts_of(with_colons(text, 2 - above))
        or (facts_of(with_colon(text)) if below else ())
    )


def _note(facts: tuple[Fact, ...]) -> str:
    """A line that only counts or offers tools states nothing."""
    kinds = {fact.kind for fact in facts}
    if kinds <= TOOLS.keys():
        return TOOLS[facts[0].kind]
    return "source-line"


def _date_below(line: Line, following: Line) -> bool:
    """发布时间： on one line and the date on the next."""
    if len(line.text) > 8 or following.blanks > 1 or not line.text.rstrip().endswith((":", "：")):
        return False
    return key_kind(line.text) == "date" and date_line(following.text) is not None


def _rows(lines: tuple[Line, ...]) -> frozenset[int]:
    """Indices of keys in a table pasted with a line for each cell: key, value, key, value, at least three pairs."""
    found: set[int] = set()
    run: list[int] = []
    index = 0
    while index < len(lines):
        keyed = index + 1 < len(lines) and key_kind(lines[index].text) and len(lines[index + 1].text) <= _CELL
        if keyed and not key_kind(lines[index + 1].text):
            run.append(index)
            index += 2
            continue
        found |= set(run) if len(run) >= _FEWEST_ROWS else set()
        run, index = [], index + 1
    return frozenset(found | (set(run) if len(run) >= _FEWEST_ROWS else set()))
