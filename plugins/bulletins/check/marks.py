"""Findings in an editor's marks: what was meant as a picture, a link, a heading or a table and is printed as typed.

Words of a report can't be taken for any of these: their marks are escaped when a post is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..markdown import HEADING, RULE_ROW
from ..problems import Problem
from .sheet import Line, Sheet, World

TARGET = r"\s*(?:\.{0,2}/|https?:|images/|files/)"
NAMED = r"[^\[\]【】［］\n]{0,80}"
WIDE = re.compile(
    rf"(?<!\\)(?:[!！]?[\[【［]{NAMED}[\]】］]（{TARGET}|[!！]?[【［]{NAMED}[】］]\({TARGET}|！\[{NAMED}\]\({TARGET})"
)
BARE_PICTURE = re.compile(r"(?<!\\)!\[\s*\]\(")
HASHES = re.compile(r"[ \t\u3000]*(#{2,6})[ \t\u3000]*(.{0,12})")
ROW = re.compile(r"[ \t]*\|.*[^\\]\|[ \t]*")


def marks(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Marks in full width, headings without their blank, pictures that say nothing to those who can't see them."""
    for line in sheet.lines:
        if found := WIDE.search(line.typed):
            hint = "方括号、圆括号和感叹号都用半角：![说明](/images/文件名)，[文字](/files/文件名)"
            yield sheet.warning("markup", line.number, f"“{found.group()[:20]}…”用了全角标记，会照字面登出来", hint)
        if BARE_PICTURE.search(line.typed):
            hint = "在方括号里写上画面内容：![泵车在北河桥头排水](/images/文件名)"
            yield sheet.warning("picture", line.number, "图片没有说明，听屏幕朗读的人不知道画的是什么", hint)
        found = HASHES.match(line.typed)
        if found and found.group(2) and not HEADING.match(line.typed):
            hint = f"写成 {found.group(1)} {found.group(2)}：# 顶格，后面空一格"
            yield sheet.warning("heading", line.number, f"“{found.group().strip()}”不会成为标题", hint)


def tables(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Rows between upright strokes that are no table: the line below the head, or the blank one before it, is missing.

    >>> from .sheet import CheckedPost, sheet_of
    >>> post = CheckedPost("a.md", "---\\ntitle: a\\n---\\n\\n| 区 | 户 |\\n| 城东 | 8 |\\n")
    >>> [str(problem) for problem in tables(sheet_of(post), None)]
    ['a.md:5: [table] 竖线分格的几行不会成为表格 — 在第一行下面加一行 |---|---|']
    """
    for filled, block in groupby(sheet.lines, key=lambda line: bool(line.typed.strip()) and not line.level):
        rows = list(block) if filled else []
        first = next((line for line in rows if ROW.fullmatch(line.typed)), None)
        if first and not (first is rows[0] and len(rows) > 1 and RULE_ROW.match(rows[1].typed.rstrip())):
            yield sheet.warning("table", first.number, "竖线分格的几行不会成为表格", _cure(rows, first))


def _cure(rows: list[Line], first: Line) -> str:
    after = rows[rows.index(first) + 1 :]
    if after and RULE_ROW.match(after[0].typed.rstrip()):
        return "在表格前面空一行"
    columns = max(len(re.findall(r"(?<!\\)\|", first.typed)) - 1, 1)
    return f"在第一行下面加一行 |{'---|' * columns}"
