"""The body of a post: blocks as Markdown, and Markdown as blocks.

The dialect is small enough to remember: ``## `` is an outermost heading (section level 1), a single line break
is a line break, a paragraph wholly inside ``*…*`` is a caption, ``- `` a list item, ``|`` a table. Everything
else that Markdown would read is escaped, so that the page shows the words just as they stood in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Block, BlockKind, Section

# Characters that mean something inside a line, to Python-Markdown or to CommonMark.
INLINE = re.compile(r"[\\`*_\[\]#|]")
ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
LINE_START = re.compile(r"^(\s*)(?:([-+>=~])|(\d+)([.)])(?=\s|$)|(:)(?=\s))")
UNESCAPE = re.compile(r"\\([\\`*_\[\]#|+\-.)>~!{}()])|&(lt|amp|#61|#58);")
ENTITIES = {"lt": "<", "amp": "&", "#61": "=", "#58": ":"}
HEADING = re.compile(r"^(#{1,6})[ \t]+(.*\S)?[ \t]*$")
CAPTION = re.compile(r"\*(?![*\s])(?:[^*\\]|\\.)+\*", re.DOTALL)
ITEM = re.compile(r"^[-*+][ \t]+")
RULE_ROW = re.compile(r"^\|(?:[ \t]*:?-{3,}:?[ \t]*\|)+[ \t]*$")
CELL = re.compile(r"(?<!\\)(?:\\\\)*\|")

MARKS = re.compile(r"^(?:#{1,6}[ \t]+|[-*+][ \t]+)|\*+|!?\[|\]\([^()\s]*\)|" + UNESCAPE.pattern, re.M)


def escape(text: str) -> str:
    """Escape one line of plain text so that Markdown shows it unchanged. Inverse of ``unescape``.

    Works in any Markdown renderer: ``<`` and entity-like ``&`` become entities, the rest backslash escapes.

    >>> escape("[2024](试行) <b> &lt; 5*6")
    '\\\\[2024\\\\](试行) &lt;b> &amp;lt; 5\\\\*6'
    >>> escape("1. 总则"), escape("- 项"), escape("3.5万")
    ('1\\\\. 总则', '\\\\- 项', '3.5万')
    """
    text = ENTITY.sub("&amp;", text)
    text = INLINE.sub(r"\\\g<0>", text).replace("<", "&lt;")
    return LINE_START.sub(_line_start, text)


def _line_start(found: re.Match[str]) -> str:
    blank, mark, number, dot, colon = found.groups()
    if mark == "=":
        return f"{blank}&#61;"
    if colon:
        return f"{blank}&#58;"
    return f"{blank}\\{mark}" if mark else f"{blank}{number}\\{dot}"


def unescape(text: str) -> str:
    """Plain text of one escaped line; ``unescape(escape(text)) == text`` for every line.

    >>> unescape(escape("* a_b <script> &amp; C:\\\\x"))
    '* a_b <script> &amp; C:\\\\x'
    """
    return UNESCAPE.sub(lambda found: found.group(1) or ENTITIES[found.group(2)], text)


def sections_to_markdown(sections: tuple[Section, ...]) -> str:
    """Markdown of a body, ending in one line end; "" for no sections.

    >>> sections_to_markdown((Section("一、做法", 1, (Block("图", BlockKind.CAPTION),)),))
    '## 一、做法\\n\\n*图*\\n'
    """
    runs: list[str] = []
    for section in sections:
        if section.heading:
            runs.append("#" * min(section.level + 1, 6) + " " + escape(section.heading))
        runs.extend(_block_to_markdown(block) for block in section.blocks)
    return "\n\n".join(runs) + "\n" if runs else ""


def _block_to_markdown(block: Block) -> str:
    lines = [escape(line) for line in block.lines]
    if block.kind is BlockKind.CAPTION:
        return "*" + "\n".join(lines) + "*"
    if block.kind is BlockKind.LIST:
        return "\n".join("- " + line for line in lines)
    if block.kind is BlockKind.TABLE:
        return _table_to_markdown(block)
    return "\n".join(lines)


def _table_to_markdown(block: Block) -> str:
    rows = [[escape(cell) for cell in line.split("\t")] for line in block.lines]
    rule = ["---"] * max(len(row) for row in rows)
    return "\n".join("| " + " | ".join(row) + " |" for row in [rows[0], rule, *rows[1:]])


def markdown_to_sections(body: str) -> tuple[Section, ...]:
    """Sections of a Markdown body; inverse of ``sections_to_markdown``.

    An editor's own Markdown (links, bold, images) stays in the text as typed.

    >>> [(s.level, s.heading, len(s.blocks)) for s in markdown_to_sections("导语\\n\\n## 一、做法\\n\\n- 甲\\n- 乙\\n")]
    [(0, '', 1), (1, '一、做法', 1)]
    """
    sections: list[Section] = []
    heading, level = "", 0
    blocks: list[Block] = []
    for part in _parts(body):
        if isinstance(part, Block):
            blocks.append(part)
            continue
        if heading or blocks:
            sections.append(Section(heading, level, tuple(blocks)))
        heading, level, blocks = part[0], part[1], []
    if heading or blocks:
        sections.append(Section(heading, level, tuple(blocks)))
    return tuple(sections)


def _parts(body: str) -> Iterator[Block | tuple[str, int]]:
    """Headings as (words, level) and blocks, in order."""
    gathered: list[str] = []
    for line in [*body.split("\n"), ""]:
        found = HEADING.match(line)
        if (found or not line.strip()) and gathered:
            yield _block(gathered)
            gathered = []
        if found:
            yield unescape(found.group(2) or ""), max(len(found.group(1)) - 1, 1)
        elif line.strip():
            gathered.append(line.rstrip())


def _block(lines: list[str]) -> Block:
    text = "\n".join(lines)
    if CAPTION.fullmatch(text):
        return Block(_plain(text[1:-1].split("\n")), BlockKind.CAPTION)
    if all(ITEM.match(line) for line in lines):
        return Block(_plain([ITEM.sub("", line, count=1) for line in lines]), BlockKind.LIST)
    if len(lines) > 1 and RULE_ROW.match(lines[1]):
        return Block("\n".join(_row(line) for line in [lines[0], *lines[2:]]), BlockKind.TABLE)
    return Block(_plain(lines))


def _plain(lines: list[str]) -> str:
    return "\n".join(unescape(line) for line in lines)


def _row(line: str) -> str:
    cells: list[str] = []
    start = 0
    line = line.strip().removeprefix("|")
    for found in CELL.finditer(line):
        cells.append(unescape(line[start : found.end() - 1].strip()))
        start = found.end()
    if start < len(line.rstrip()):
        cells.append(unescape(line[start:].strip()))
    return "\t".join(cells)


def tables_of(source: str) -> Iterator[tuple[int, list[list[str]]]]:
    """The tables of a post's body: the line each begins on, from 0, and its rows of plain cells, the head first.

    >>> list(tables_of("文\\n\\n| 县区 | 户数 |\\n|---|---|\\n| 甲县 | 3 |\\n"))
    [(2, [['县区', '户数'], ['甲县', '3']])]
    """
    start, gathered = 0, list[str]()
    for number, line in enumerate([*source.split("\n"), ""]):
        if line.strip() and not HEADING.match(line):
            gathered.append(line.rstrip())
            continue
        if len(gathered) > 1 and RULE_ROW.match(gathered[1]):
            yield start, [_row(row).split("\t") for row in [gathered[0], *gathered[2:]]]
        start, gathered = number + 1, []


def plain_with_offsets(source: str) -> tuple[str, tuple[int, ...]]:
    """The words of a post's body without Markdown's marks, and where each character stands in ``source``.

    Safe because marks are only left out or, where they were escaped, replaced by the character they stand for;
    line ends stay.

    >>> plain_with_offsets("## 一、5\\\\*6\\n")
    ('一、5*6\\n', (3, 4, 5, 6, 8, 9))
    """
    plain: list[str] = []
    offsets: list[int] = []
    start = 0

    def keep(end: int) -> None:
        plain.append(source[start:end])
        offsets.extend(range(start, end))

    for found in MARKS.finditer(source):
        keep(found.start())
        character = found.group(1) or ENTITIES.get(found.group(2) or "", "")
        plain.append(character)
        offsets.extend([found.start()] * len(character))
        start = found.end()
    keep(len(source))
    return "".join(plain), tuple(offsets)
