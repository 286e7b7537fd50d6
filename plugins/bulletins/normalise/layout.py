"""From lines to sections: blocks, verses, and the line breaks of the published text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model import Block, BlockKind, Section
from .desk import Desk
from .draft import Draft, Edit, Line, between
from .part import bodies

_VERSE_LONGEST = 40
_VERSE_ENDS = ("。", "！", "？", "；", "：", ".", ":", ";")


class Group(NamedTuple):
    """Lines that make one heading or one block."""

    label: str
    lines: list[Line]


def groups(draft: Draft, lines: list[Line]) -> list[Group]:
    """Lines gathered into headings and blocks.

    Items of one list, rows of one table, and short lines without a stop that stand together (verses, slogans,
    addresses) make one block; every other line is one by itself. In Markdown a blank line parts blocks.
    """
    found: list[Group] = []
    for line in lines:
        label = _label(draft, line)
        if found and _same_block(draft, found[-1], label, line):
            found[-1].lines.append(line)
        else:
            found.append(Group("list" if label == "list-first" else label, [line]))
    return found


def _label(draft: Draft, line: Line) -> str:
    label = draft.mark(line)
    return label if label.startswith(("heading", "caption", "list", "table")) else ""


def _same_block(draft: Draft, group: Group, label: str, line: Line) -> bool:
    if group.label != label or label.startswith(("heading", "caption", "list-first")):
        return False
    if draft.markdown:
        return not line.blanks
    if label:
        return True
    above = group.lines[-1]
    together = _verse(above.text) and _verse(line.text)
    return together and not between(draft.gaps, draft.origin(above.start), draft.origin(line.start))


def _verse(text: str) -> bool:
    return len(text) <= _VERSE_LONGEST and not text.rstrip("”’）)").endswith(_VERSE_ENDS)


def layout(draft: Draft, desk: Desk) -> Iterator[Edit]:
    """One blank line between blocks, one line break inside a block, nothing before the first, one break at the end."""
    done = 0
    for body in bodies(draft):
        joint = ""
        for group in groups(draft, body):
            for line in group.lines:
                yield Edit(done, line.start, ("\n" if done else "") + joint if joint == "" else joint)
                done, joint = line.end, "\n"
            joint = "\n\n"
    yield Edit(done, len(draft.text), "\n" if done else "")


_KINDS = {"": BlockKind.PARAGRAPH, "caption": BlockKind.CAPTION, "list": BlockKind.LIST, "table": BlockKind.TABLE}


def sections(draft: Draft, lines: list[Line]) -> tuple[Section, ...]:
    """The sections of one bulletin; words before the first heading make a section of level 0."""
    found: list[Section] = []
    heading, level = "", 0
    blocks: list[Block] = []
    for group in groups(draft, lines):
        text = "\n".join(line.text for line in group.lines)
        if not group.label.startswith("heading"):
            blocks.append(Block(text, _KINDS[group.label]))
            continue
        if heading or blocks:
            found.append(Section(heading, level, tuple(blocks)))
        heading, level, blocks = text, int(group.label.partition(":")[2]), []
    if heading or blocks:
        found.append(Section(heading, level, tuple(blocks)))
    return tuple(found)
