"""The few words around a number that a box shows below its label, so that a reader can judge the label at once."""

from __future__ import annotations

import re

LONGEST_CLAUSE = 32
# Where a sentence may be cut: never inside 1,234 or 20:30.
MARKS = re.compile(r"[，；：]|[,:;](?![0-9])")
FINER = re.compile(r"[、（）()]|\s")
# A clause this long tells enough without what follows it.
ENOUGH = 10
LEAD, TRAIL = 20, 10


def clause_around(sentence: str, start: int, end: int) -> str:
    """The clause of ``sentence`` that holds ``start``..``end``, and neighbours as they fit, those before it first.

    What is left out is marked with …; the number itself is never cut.

    >>> text = "受理投诉143件，办结139件，其余4件因需要夜间监测，正在请第三方机构办理，月底前向投诉人逐一作出答复。"
    >>> clause_around(text, 16, 18)
    '受理投诉143件，办结139件，其余4件因需要夜间监测…'
    >>> clause_around("全市水库蓄水5.83亿立方米。", 6, 14)
    '全市水库蓄水5.83亿立方米'
    """
    whole = sentence.rstrip("。！？；;!? \n").lstrip()
    offset = len(sentence) - len(sentence.lstrip())
    start, end = start - offset, min(end - offset, len(whole))
    if len(whole) <= LONGEST_CLAUSE:
        return whole
    cuts = [found.end() for found in MARKS.finditer(whole)]
    low = max((cut for cut in cuts if cut <= start), default=0)
    high = min((cut for cut in cuts if cut > end), default=len(whole))
    if high - low > LONGEST_CLAUSE:
        low, high = _window(whole, start, end, low, high)
    for cut in reversed([0, *(cut for cut in cuts if cut < low)]):
        if high - cut > LONGEST_CLAUSE:
            break
        low = cut
    for cut in (*(cut for cut in cuts if cut > high), len(whole)):
        if high - low >= ENOUGH or cut - low > LONGEST_CLAUSE:
            break
        high = cut
    words = whole[low:high].rstrip("，；：,:;、 （(")
    return ("…" if low else "") + words.lstrip("、 ") + ("…" if high < len(whole) else "")


def _window(whole: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """A clause too long to show: cut at the finer marks that stand nearest outside of a window around the number."""
    inner = [found.end() for found in FINER.finditer(whole, low, high)]
    low = max(low, max((cut for cut in inner if start - LEAD <= cut <= start), default=start - LEAD), 0)
    fits = [cut for cut in inner if end <= cut <= low + LONGEST_CLAUSE + TRAIL]
    return low, min(high, max(fits, default=end + TRAIL))
