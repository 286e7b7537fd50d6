"""分别: several values after several subjects, matched one to one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bulletins.figures import Quantity
from bulletins.quantities.labels import left_phrase

_BETWEEN = re.compile(r"(?:、|和|与|及|以及|，|,)? ?(?:约|近|超|逾)?$")
_TAIL = re.compile(r"(?:同比|环比|较上年|比上年|较去年同期|比去年同期|较上年同期|比上年同期|[，, ])+$")
_DIGIT = re.compile(r"[0-9]")
_REACH = 60
_LONGEST = 12
_PARTS = re.compile(r"、|和|与|及(?!时)|以及")


def listed_subjects(folded: str, quantities: Sequence[Quantity], index: int) -> tuple[int, int] | None:
    """The subject of the quantity at ``index`` when it stands in a list after 分别; None otherwise.

    Only when there are as many subjects as values: with fewer or more, nobody can say which is whose.

    >>> from bulletins.quantities.find import find_quantities
    >>> text = "春麦、玉米分别播种20亩、30亩。"
    >>> [text[slice(*listed_subjects(text, find_quantities(text), i))] for i in (0, 1)]
    ['春麦', '玉米']
    """
    first, count = listed_run(folded, quantities, index)
    low = max(0, quantities[first].start - _REACH)
    mark = folded.rfind("分别", low, quantities[first].start)
    if mark < 0 or any(stop in folded[mark : quantities[first].start] for stop in "。；;\n，,"):
        return None
    return _subject(folded[low:mark], low, count, index - first)


def listed_run(folded: str, quantities: Sequence[Quantity], index: int) -> tuple[int, int]:
    """First index and length of the list of values, parted by 、 or 和, that the quantity at ``index`` is in."""
    first = index
    while first and index - first < _LONGEST and _joined(folded, quantities, first - 1):
        first -= 1
    count = 1
    while first + count < len(quantities) and count <= _LONGEST and _joined(folded, quantities, first + count - 1):
        count += 1
    return first, count


def _joined(folded: str, quantities: Sequence[Quantity], index: int) -> bool:
    low, high = quantities[index].end, quantities[index + 1].start
    return high - low < 6 and bool(_BETWEEN.fullmatch(folded, low, high))


def _subject(head: str, offset: int, count: int, which: int) -> tuple[int, int] | None:
    end = len(_TAIL.sub("", head))
    start = max(head.rfind(stop, 0, end) for stop in "。；;\n，,:：") + 1
    spans: list[tuple[int, int]] = []
    place = start
    for match in _PARTS.finditer(head, start, end):
        spans.append((place, match.start()))
        place = match.end()
    spans.append((place, end))
    if _DIGIT.search(head, start, end) or len(spans) != count or count < 2 or any(low >= high for low, high in spans):
        return None
    low, high = spans[which]
    phrase = left_phrase(head, low, high)
    return (offset + phrase.start, offset + phrase.end) if phrase.start >= 0 else (offset + low, offset + high)
