"""Headings and lists: marks on lines, and the breaks that part a headline or an item from what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .desk import Desk
from .draft import Draft, Edit, Mark
from .enumerators import number_of
from .items import Item
from .outline import INLINE, outline
from .part import bodies


def headings(draft: Draft, desk: Desk) -> Iterator[Edit | Mark]:
    """Mark headings with their level, part them from the text in the same line, mark runs of short items as lists.

    The mark that parted a heading from its text (。 or ：) is taken out and stands in the ledger. Nesting follows
    numbers before marks: 三、 after 二是 continues the run at the same level.
    """
    labels = {label.partition(":")[0] for label in draft.marks.values()} if draft.markdown else set()
    if "heading" in labels or {"title", "list"} <= labels:
        # Whoever marked these would have marked the others.
        return
    for body in bodies(draft):
        items = outline(draft, body)
        runs = {id(item.run): item.run for item in items}
        lists = {key for key, run in runs.items() if _is_list(run)}
        for item in items:
            yield from _carry_out(item, listed=id(item.run) in lists)


def _carry_out(item: Item, *, listed: bool) -> Iterator[Edit | Mark]:
    line = item.line
    if item.heading:
        yield Mark(line.start, f"heading:{item.level}")
        if not item.bare:
            after = "\n" if item.split else ""
            yield Edit(line.start + item.cut, line.start + item.cut + 1, after)
    elif listed:
        yield Mark(line.start, "list-first" if item is item.run[0] else "list")


def _is_list(run: list[Item]) -> bool:
    return len(run) > 1 and not any(item.content for item in run[:-1]) and run[0].enumerator.style != "article"


_SECOND = re.compile("二是|二要|第二|（二）|（2）|②|[。；]2[、.．]")


def inline_lists(draft: Draft) -> Iterator[Edit | Mark]:
    """Put each item of 一是…；二是…；三是… that runs inside a paragraph on a line of its own, as a list.

    Safe: only line breaks are added, and only where the numbers run on from one and each follows a stop.
    """
    for line in draft.lines:
        if draft.mark(line) or not _SECOND.search(line.text):
            continue
        starts = _run_starts(line.text)
        for number, at in enumerate(starts):
            if at:
                yield Edit(line.start + at, line.start + at, "\n")
            yield Mark(line.start + at, "list" if number else "list-first")


def _run_starts(text: str) -> list[int]:
    """Offsets of the items of the first run that starts with one and has at least two items."""
    starts: list[int] = []
    style = ""
    for found in INLINE.finditer(text):
        kind = found.lastgroup or ""
        number = number_of(found[kind])
        if number == len(starts) + 1 and (not starts or kind == style):
            starts.append(found.start())
            style = kind
        elif number == 1 and len(starts) < 2:
            starts = [found.start()]
            style = kind
    return starts if len(starts) > 1 else []
