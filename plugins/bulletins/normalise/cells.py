"""Lines of a page that was pasted with a line for each of its cells: paths and rows of buttons."""

from __future__ import annotations

import re

from .draft import Line
from .wordlists import simplified

_PATH = re.compile(r"(?:您)?(?:现在|目前|当前)?(?:所在)?(?:的)?位置\s*[:：]?")
_ARROW = re.compile(r"[>＞»›/]{1,2}|&gt;|->|→")
_STATION = 14
_FONT = re.compile(r"[【\[(（]?\s*(?:字体|字号|字级|字型)(?:大小)?\s*[:：]?")
_SIZE = re.compile(r"[【\[(（]?\s*(?:特大|超大|大|中|小|默认|A[+-]?)\s*[】\])）]?|[】\])）|/]")


def cells(lines: tuple[Line, ...]) -> dict[int, str]:
    """The kind of furniture of each line that is one cell of a path (当前位置： 首页 > 要闻) or of a row of sizes.

    Safe: a path begins with its own words, and its stations are short and take turns with arrows; sizes follow 字体：.

    >>> texts = ("当前位置：", "首页", ">", "要闻", "春灌开始", "【字体：", "大", "小", "】")
    >>> list(cells(tuple(Line(0, 0, text, 0) for text in texts)))
    [0, 1, 2, 3, 5, 6, 7, 8]
    """
    found: dict[int, str] = {}
    texts = [simplified(line.text.strip()) for line in lines]
    for index, text in enumerate(texts):
        if _PATH.fullmatch(text):
            end = index + 1
            while end + 1 < len(texts) and len(texts[end]) <= _STATION and _ARROW.fullmatch(texts[end + 1]):
                end += 2
            last = end < len(texts) and end > index + 1 and len(texts[end]) <= _STATION
            found |= dict.fromkeys(range(index, end + last), "breadcrumb") if end > index + 1 else {}
        elif _FONT.fullmatch(text):
            end = index + 1
            while end < len(texts) and _SIZE.fullmatch(texts[end]):
                end += 1
            found |= dict.fromkeys(range(index, end), "font-size") if end > index + 2 else {}
    return found
