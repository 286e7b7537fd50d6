"""Source lines: 发布时间：… 来源：… 浏览次数：…; the line is furniture, its facts belong to the bulletin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import date_line
from .draft import Draft, Edit, Line, Mark, dropped
from .kinds import Standing, kind_of, standing_of
from .pagefacts import TOOLS, Fact, facts_of, is_firm, key_kind, with_colon, with_colons
from .repeats import looks_like_title
from .tail import STOPS, head_of, listed, tail_of
from .wordlists import HAN, simplified

# Kinds of facts that make a source line even between two sentences; 分类：可回收物 there belongs to the text.
_SOURCES = frozenset({"date", "written", "updated", "origin", "department", "author", "document_number"})
_FEWEST_ROWS = 3
_CELL = 60
_UNSURE = 2
_SUBJECT = 16
_LONG_KEY = 3
_PARTED = re.compile(r"[；;、,，/\\|\s-]|[A-Za-z\d]{4}")
_LABEL = re.compile(rf"[{HAN}]{{2,6}}\s?[:：]?")


def source_line(draft: Draft) -> Iterator[Edit | Mark]:
    """Take source lines out; their facts (date, source, author, document number) are read back from the ledger.

    Safe: a line qualifies only when keys of the list and short values make up all of it, and one of them is a fact
    that only a page states, or lines beside it outside the text are the page's.

    >>> from .draft import edited, first_draft
    >>> text = "标题\\n发布时间:2022-11-03 来源:市水务局\\n正文。"
    >>> edited(text, (item for item in source_line(first_draft(text)) if isinstance(item, Edit)))
    '标题\\n\\n正文。'
    """
    lines = draft.lines
    skip = False
    tail, begin = tail_of(lines, kind_of), head_of(lines, kind_of)
    rows = _rows(lines[:begin])
    items = listed(lines, kind_of)
    above = False
    for index, (line, following) in enumerate(zip(lines, (*lines[1:], None), strict=False)):
        if skip:
            skip = False
        elif index in rows:
            skip = rows[index] > 1
            yield from dropped(_both(line, lines[index + skip]), "source-line")
        elif draft.mark(line) == "caption":
            continue
        elif facts := facts_of(line.text) or (
            () if begin <= index < tail else _facts_at_edge(line.text, index >= tail, above)
        ):
            inside = begin <= index < tail or index in items
            firm = _firm(line.text, facts)
            if (firm and any(fact.kind in _SOURCES for fact in facts)) or (
                not inside and (firm or above or _beside(lines, index))
            ):
                above = True
                yield from dropped(line, _note(facts))
                continue
        elif index < begin and _dates_head(line.text, following):
            yield from dropped(line, "source-line")
        elif following and _date_below(line, following):
            skip = True
            yield from dropped(_both(line, following), "source-line")
        above = False


def _both(line: Line, following: Line) -> Line:
    """Two lines as one: a key and the value below it."""
    text = line.text if line is following else f"{line.text}\n{following.text}"
    return Line(line.start, following.end, text, line.blanks)


def _firm(text: str, facts: tuple[Fact, ...]) -> bool:
    """Like is_firm, whatever stands between key and value: 来源 | 市水务局, 发布时间 2023-01-18."""
    return is_firm(text, facts) or is_firm(with_colons(text), facts) or is_firm(with_colon(text), facts)


def _beside(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line of the page stands right above or below: furniture, or firm facts."""
    around = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return any(
        standing_of(line.text)[1] >= Standing.KEYED or is_firm(line.text, facts_of(line.text)) for line in around
    )


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
        or _dated(text)
        or (facts_of(with_colon(text)) if below else ())
    )


def _dated(text: str) -> tuple[Fact, ...]:
    """发布于 2025-11-09 08:00: one pair without a colon is enough when it dates the page; 发布 2023-12-28 may be an
    item."""
    facts = facts_of(with_colons(text)) if len(text.split(maxsplit=1)[0]) >= _LONG_KEY else ()
    return facts if len(facts) == 1 and facts[0].kind == "date" and date_line(facts[0].value) else ()


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


def _rows(lines: tuple[Line, ...]) -> dict[int, int]:
    """Where the keys stand of a table pasted with a line for each cell, and how many lines each takes with its value.

    Key, value, key, value, at least three pairs with keys of the list. Below those, a key may lack its value; between
    them, a short label that nobody knows makes a pair with the value below it: 公开类别, 主动公开.
    """
    found: dict[int, int] = {}
    run: dict[int, int] = {}
    unsure: dict[int, int] = {}
    known = index = 0
    while index < len(lines):
        texts = [line.text for line in lines[index : index + 2]]
        keys = [bool(key_kind(text)) for text in texts]
        if keys == [True, False] and _is_cell(key_kind(texts[0]), texts[1]):
            run |= unsure | {index: 2}
            unsure = {}
            known += 1
            if known >= _FEWEST_ROWS:
                found |= run
                run = {index: 2}
            index += 2
        elif keys[0] and known >= _FEWEST_ROWS:
            found |= run | unsure | {index: 1}
            run, unsure = {index: 1}, {}
            index += 1
        elif run and len(unsure) < _UNSURE and (size := _unsure(texts, keys)):
            unsure[index] = size
            index += size
        else:
            run, unsure, known = {}, {}, 0
            index += 1
    return found


def _is_cell(kind: str, text: str) -> bool:
    """Whether a line is the value of the key above it: where the last key has none, the headline comes next."""
    headline = looks_like_title(text) or (kind == "index" and len(text) > _SUBJECT and not _PARTED.search(text))
    return len(text) <= _CELL and (kind == "title" or not headline)


def _unsure(texts: list[str], keys: list[bool]) -> int:
    """Lines of a key without a value, or of an unknown label with its own; 0 for anything else."""
    if keys[0]:
        return 1
    cells = len(texts) == 2 and not keys[1] and len(texts[1]) <= _CELL and not texts[1].endswith(tuple(STOPS))
    return 2 if cells and _LABEL.fullmatch(simplified(texts[0])) else 0
