"""分别: several values after several subjects, matched one to one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletins.model import Quantity

_BETWEEN = re.compile(r"(?:、|和|与|及|以及|，|,)? ?(?:约|近|超|逾)?$")
_PARTS = re.compile(r"、|和|与|及(?!时)|以及")


def listed_subjects(folded: str, quantities: Sequence[Quantity], index: int) -> tuple[int, int] | None:
    """The subject of the quantity at ``index`` when it stands in a list after 分别; None otherwise.

    Only when there are as many subjects as values: with fewer or more, nobody can say which is whose.

    >>> from bulletins.quantities.find import find_quantities
    >>> text = "春麦、玉米分别播种20亩、30亩。"
    >>> [text[slice(*listed_subjects(text, find_quantities(text), i))] for i in (0, 1)]
    ['春麦', '玉米']
    """
    first = index
    while first and _BETWEEN.fullmatch(folded[quantities[first - 1].end : quantities[first].start]):
        first -= 1
    head = folded[max(0, quantities[first].start - 60) : quantities[first].start]
    offset = quantities[first].start - len(head)
    mark = head.rfind("分别")
    if mark < 0 or any(stop in head[mark:] for stop in "。；;\n，,"):
        return None
    count = 1
    while first + count < len(quantities) and _BETWEEN.fullmatch(
        folded[quantities[first + count - 1].end : quantities[first + count].start]
    ):
        count += 1
    return _subject(head[:mark], offset, count, index - first)


def _subject(head: str, offset: int, count: int, which: int) -> tuple[int, int] | None:
    end = len(head.rstrip("，, "))
    start = max(head.rfind(stop, 0, end) for stop in "。；;\n，,:：") + 1
    spans: list[tuple[int, int]] = []
    place = start
    for match in _PARTS.finditer(head, start, end):
        spans.append((place, match.start()))
        place = match.end()
    spans.append((place, end))
    if len(spans) != count or count < 2 or any(low >= high for low, high in spans):
        return None
    low, high = spans[which]
    return offset + low, offset + high
