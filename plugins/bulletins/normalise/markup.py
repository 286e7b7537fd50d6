"""Marks that a text carries for its form: Markdown, table cells, bullets, framed headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..markdown import UNESCAPE, unescape
from .draft import Draft, Edit, Line, Mark
from .enumerators import enumerator_of
from .ticks import without_bullet
from .wordlists import simplified

_HEADING = re.compile(r"(#{1,6})[ \t]+")
_ITEM = re.compile(r"[-*+][ \t]+(?=\S)")
_RULE_ROW = re.compile(r"\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)+(?:[ \t]*:?-{3,}:?[ \t]*)?")
_CELL_MARK = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_BOLD = re.compile(r"\*\*(?=\S)([^*\n]{1,200})(?<=\S)\*\*")
# Also those of Word's symbol fonts, which a paste leaves as private characters.
BULLET = re.compile(
    r"(?:>>(?!>)|＞＞(?!＞)|[丨┃▌▍▎▲△▼▽◆◇●○■□★☆•·▪▫►▶➤➢✦✧✔✅❖❀☞🔹🔸🔷🔶👉📌📍🔺⭐\ufe0f"
    r"\uf06c\uf06e\uf075\uf0a7\uf0b7\uf0d8\uf0fc]+)[ \t]*(?=[^\s▌▲△▼▽◆◇●○■□★☆•·])"
)
_FRAMED = re.compile(r"【[^【】]{2,20}】|［[^［］]{2,20}］|〖[^〖〗]{2,20}〗")
_HEADLINE, _TITLE = 30, 150
_SHORTEST, _PARALLEL = 4, 20
_PLAIN_HEAD, _SPREAD = 16, 4
_NOT_A_HEAD = re.compile(r"现场|图|摄|正在|供稿|编辑|记者|\d{3}|[（(：:]|人员|队员|志愿者|民警|群众代表")
_ENDS = ("。", "！", "？", "；", "，", "、", "：", ",", ";", ":", ".")


def is_markdown(text: str, media_type: str) -> bool:
    """Whether a report is written in Markdown: it says so, or has a heading line.

    >>> is_markdown("## 做法", "text/plain"), is_markdown("#话题# 防汛", "text/plain")
    (True, False)
    """
    return media_type == "text/markdown" or re.search(r"^#{1,6} \S", text, re.M) is not None


def markdown(draft: Draft) -> Iterator[Edit | Mark]:
    """Read the marks of Markdown: headings, items, captions, bold; the marks go, what they say stays.

    Safe: marks hold no letter or digit. A single # heading is the title (a paragraph behind # is none): levels count
    from ## then.

    >>> from .draft import edited, first_draft
    >>> text = "## 做法\\n\\n- 巡查\\n"
    >>> edited(text, (item for item in markdown(first_draft(text, markdown=True)) if isinstance(item, Edit)))
    '做法\\n\\n巡查\\n'
    """
    if not draft.markdown:
        return
    tops = sum(line.text.startswith("# ") for line in draft.lines)
    for line in draft.lines:
        text, start = line.text, line.start
        if found := _HEADING.match(text):
            level = max(len(found[1]) - 1, 1) if draft.post else len(found[1]) - (tops < 2)
            if level or len(text) <= _TITLE:
                yield Mark(start + found.end(), f"heading:{level}" if level else "title")
            yield Edit(start, start + found.end(), "")
        elif found := _ITEM.match(text):
            yield Mark(start + found.end(), "list")
            yield Edit(start, start + found.end(), "")
        elif draft.mark(line) == "caption" and text[0] == text[-1] == "*":
            yield Mark(start + 1, "caption")
            yield Edit(start, start + 1, "")
            yield from _inline(draft, line, 1, len(text) - 1)
            yield Edit(line.end - 1, line.end, "")
            continue
        else:
            found = None
        yield from _inline(draft, line, found.end() if found else 0, len(text))


def _inline(draft: Draft, line: Line, begin: int, end: int) -> Iterator[Edit]:
    """Bold marks and escapes of one line; where a heading with # is all that speaks of Markdown, an entity or a
    backslash is text."""
    spans = [(found.start(), found.start() + 2, "") for found in _BOLD.finditer(line.text, begin, end)]
    spans += [(found.end() - 2, found.end(), "") for found in _BOLD.finditer(line.text, begin, end)]
    if "|" not in line.text[:1] and not draft.literal:
        spans += [
            (found.start(), found.end(), unescape(found.group())) for found in UNESCAPE.finditer(line.text, begin, end)
        ]
    done = 0
    for start, stop, after in sorted(spans):
        if start >= done:
            yield Edit(line.start + start, line.start + stop, after)
            done = stop


_GAP = re.compile(r"[^\S\n\t]{2,}|\u3000")
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3
_WIDEST_CELL = 20


def aligned_columns(draft: Draft) -> Iterator[Edit]:
    """Columns set with blanks get a tab between cells, as a table has.

    Safe: three lines in succession must fall into the same number of short cells, three at least.

    >>> from .draft import edited, first_draft
    >>> text = "区  已收  进度\\n甲  48.9  78%\\n乙  39.2  70%"
    >>> edited(text, aligned_columns(first_draft(text)))
    '区\\t已收\\t进度\\n甲\\t48.9\\t78%\\n乙\\t39.2\\t70%'
    """
    for count, group in groupby(draft.lines, _columns):
        rows = list(group)
        if count < _FEWEST_COLUMNS or len(rows) < _FEWEST_ROWS:
            continue
        for row in rows:
            begin = len(row.text) - len(row.text.lstrip())
            end = len(row.text.rstrip())
            for found in _GAP.finditer(row.text, begin, end):
                yield Edit(row.start + found.start(), row.start + found.end(), "\t")


def _columns(line: Line) -> int:
    """How many short cells a line falls into; 0 for a line of text."""
    plain = line.text.strip()
    if len(plain) > 200 or "\t" in plain or "。" in plain:
        return 0
    cells = _GAP.split(plain)
    return len(cells) if all(0 < len(cell) <= _WIDEST_CELL for cell in cells) else 0


def tables(draft: Draft) -> Iterator[Edit | Mark]:
    """Rows with | or tab become rows with one tab between cells; a lone tab in a text becomes a blank.

    Safe: only marks between cells change. A table needs two rows in succession.

    >>> from .draft import edited, first_draft
    >>> text = "| 区 | 数 |\\n|---|---|\\n| 甲 | 3 |"
    >>> edited(text, (item for item in tables(first_draft(text)) if isinstance(item, Edit)))
    '区\\t数\\n甲\\t3'
    """
    if "|" not in draft.text and "\t" not in draft.text:
        return
    for kind, group in groupby(draft.lines, _row_kind):
        rows = list(group)
        if kind == "|" and len(rows) > 1:
            for row in rows:
                yield from _pipe_row(row)
        elif kind == "\t" and len(rows) > 1:
            for row in rows:
                yield Mark(row.start, "table")
        elif kind == "\t":
            for found in re.finditer(r"\t+", rows[0].text):
                yield Edit(rows[0].start + found.start(), rows[0].start + found.end(), " " if found.start() else "")


def _row_kind(line: Line) -> str:
    if "\t" in line.text:
        return "\t"
    return "|" if line.text[0] == "|" and line.text.rstrip()[-1] == "|" and len(line.text) > 2 else ""


def _pipe_row(row: Line) -> Iterator[Edit | Mark]:
    if _RULE_ROW.fullmatch(row.text.strip()):
        # With its line break: a blank line would part the table in two.
        yield Edit(max(row.start - 1, 0), row.end, "")
        return
    bounds = list(_CELL_MARK.finditer(row.text))
    yield Mark(row.start + bounds[0].end(), "table")
    for found in bounds:
        after = "" if found in (bounds[0], bounds[-1]) else "\t"
        yield Edit(row.start + found.start(), row.start + found.end(), after)


def bullets(draft: Draft) -> Iterator[Edit | Mark]:
    """◆, ●, ▲ and their like before a line: list items, or headlines when text follows under each.

    The bullet goes, the words stay. 【…】 alone on a line above a text is a headline and keeps its frame.

    >>> from .draft import edited, first_draft
    >>> text = "◆ 清淤泵站三座\\n◆ 更换井盖十个"
    >>> edited(text, (item for item in bullets(first_draft(text)) if isinstance(item, Edit)))
    '清淤泵站三座\\n更换井盖十个'
    """
    lines = draft.lines
    found = [None if draft.mark(line) else BULLET.match(line.text) for line in lines]
    kept = without_bullet([line.text for line in lines])
    found = [None if index in kept else match for index, match in enumerate(found)]
    heads = {index for index, match in enumerate(found) if match and _heads_text(lines, index, found)}
    headlines = len(heads) * 2 >= sum(match is not None for match in found)
    framed = _framed(draft, lines)
    parallel = _parallel(draft, lines)
    for index, line in enumerate(lines):
        match = found[index]
        if match:
            yield Mark(line.start + match.end(), "headline" if headlines and index in heads else "list")
            yield Edit(line.start, line.start + match.end(), "")
        elif index in parallel:
            yield Mark(line.start, "headline")
        elif index in framed:
            yield Mark(line.start, "headline")
            if framed[index] < len(line.text):
                yield Edit(line.start + framed[index], line.start + framed[index], "\n")


def _parallel(draft: Draft, lines: tuple[Line, ...]) -> frozenset[int]:
    """Short lines between sentences that all begin with the same two characters (聚焦…, 聚焦…): headlines without a
    mark. One alone, or lines that have nothing in common, stay what they are."""
    found = [
        index
        for index in range(1, len(lines) - 1)
        if not draft.markdown
        and not draft.mark(lines[index])
        and _SHORTEST <= len(lines[index].text) <= _PARALLEL
        and not lines[index].text.endswith(_ENDS)
        and (lines[index].text[0].isalpha() or lines[index].text[0] in "“《「")
        and lines[index - 1].text.rstrip("”’」』）").endswith(("。", "！", "？"))
        and "。" in lines[index + 1].text
    ]
    starts = {lines[index].text[:2] for index in found}
    if len(found) > 1 and (len(starts) == 1 or _alike(draft, [lines[index] for index in found])):
        return frozenset(found)
    return frozenset()


def _alike(draft: Draft, heads: list[Line]) -> bool:
    """Whether lines in a text without an outline are of one make: about as long, and none tells of a picture."""
    lengths = [len(head.text) for head in heads]
    outlined = any(enumerator_of(line.text) or BULLET.match(line.text) for line in draft.lines)
    plain = not any(_NOT_A_HEAD.search(simplified(head.text)) for head in heads)
    return plain and not outlined and max(lengths) - min(lengths) <= _SPREAD and max(lengths) <= _PLAIN_HEAD


def _framed(draft: Draft, lines: tuple[Line, ...]) -> dict[int, int]:
    """Lines that open with 【…】 and where it ends: alone above a text, or two and more with the text behind."""
    found = {
        index: match.end()
        for index, line in enumerate(lines)
        if not draft.mark(line) and (match := _FRAMED.match(line.text))
    }
    alone = {index: end for index, end in found.items() if end == len(lines[index].text)}
    behind = {index: end for index, end in found.items() if index not in alone}
    return {index: end for index, end in alone.items() if 0 < index < len(lines) - 1} | (
        behind if len(found) > 1 else {}
    )


def _heads_text(lines: tuple[Line, ...], index: int, found: list[re.Match[str] | None]) -> bool:
    """A short line without a stop, and a sentence under it."""
    text = lines[index].text
    if len(text) > _HEADLINE or text.endswith(_ENDS) or index + 1 == len(lines):
        return False
    return found[index + 1] is None and "。" in lines[index + 1].text
