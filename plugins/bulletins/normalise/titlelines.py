"""Which of the lines without a stop at the head of a text are its title."""

from __future__ import annotations

import re
from functools import cache

from .draft import Line
from .kinds import is_channel
from .names import despaced
from .repeats import looks_like_title
from .wordlists import HAN, simplified, table

SHORTEST = 10
COLUMN = 6
COLUMNS = 4
_LONGEST = 60


_PATH = re.compile(r"[^\s—–>＞»/|｜]{2,10}(?:\s*(?:[—–>＞»/|｜]|->)\s*[^\s—–>＞»/|｜]{2,10}){1,4}")
_PAPER = re.compile(rf"[{HAN}]{{2,12}}(?:日报|晚报|时报|周报|报|数字报|电子报)(?:数字报|电子版)?\s.*\d.*")
_BILINGUAL = re.compile(
    rf"[{HAN}]{{2,6}}(?:新闻|资讯|动态|公告|要闻|信息)\s+[A-Za-z][A-Za-z &]{{2,30}}"
)  # 水库新闻 Reservoir News
_LATIN = re.compile(r"[A-Z][A-Za-z&.,'’\- ]{9,}")


def is_page_name(text: str) -> bool:
    """Whether a line over a headline names the page and not the matter: a site in Latin letters, a path, a newspaper.

    >>> is_page_name("YUNXI WATER BUREAU"), is_page_name("水务局 — 政务公开 — 通告"), is_page_name("春灌开始")
    (True, True, False)
    """
    plain = simplified(text.strip())
    stations = re.split(r"\s*[—–>＞»/|｜]\s*", plain) if _PATH.fullmatch(plain) else ()
    words = plain.split()
    return (
        any(map(is_channel, stations))
        or (len(words) > 1 and all(map(is_channel, words)))
        or _BILINGUAL.fullmatch(plain) is not None
        or _LATIN.fullmatch(plain) is not None
        or _PAPER.fullmatch(plain) is not None
    )


def headline(lines: list[Line], *, whole: bool) -> list[Line]:
    """The title among the lines without a stop at the head: the first that reads as a document's, with what it was
    broken into; else the first ones, a column's short name over a headline left out. Where a line is a ``whole``
    paragraph, one is the headline, with its subtitle."""
    texts = [despaced(line.text) for line in lines]
    official = [first for first in range(min(len(texts), COLUMNS + 1)) if _is_official(texts[first:])]
    if official and (not official[0] or len(texts[0]) > COLUMN or official[0] > 1):
        first = official[0]
        return lines[first : first + title_length(texts[first:])]
    over = (
        len(texts) > 1
        and len(texts[0]) <= COLUMN
        and " " not in lines[0].text
        and len(texts[1]) >= SHORTEST
        and texts[1][0] != "—"
    )
    if whole:
        return lines[over : _with_subtitle(texts, over + 1)]
    return lines[over : over + title_length(texts[over:])]


def _is_official(texts: list[str]) -> bool:
    """Whether lines begin with the title of a document, whole or broken: 关于…的通知."""
    if texts[0].startswith("—"):
        return False
    return looks_like_title(texts[0]) or any(
        "关于" in texts[0] and looks_like_title("".join(texts[:count])) for count in (2, 3)
    )


def title_length(lines: list[str]) -> int:
    """How many of the lines without a stop at the head are the title; the rest are a verse.

    >>> title_length(["与雨水赛跑", "——水务人在行动", "雨来了", "人在", "堤在", "家在"])
    2
    >>> title_length(["云溪市水务局关于做好", "汛期值守工作的", "通知"]), title_length(["加强巡查", "守好每一处堤防"])
    (3, 2)
    """
    main = [index for index, text in enumerate(lines) if not text.startswith("——")]
    if not main:
        return min(len(lines), 1)
    for count in (1, 2, 3):
        joined = "".join(lines[index] for index in main[:count])
        if count <= len(main) and looks_like_title(joined) and (count == 1 or "关于" in joined):
            return _with_subtitle(lines, main[count - 1] + 1)
    if len(main) == 2 and _balanced(lines[main[0]], lines[main[1]]):
        return _with_subtitle(lines, main[1] + 1)
    return _with_subtitle(lines, main[0] + 1)


def _balanced(one: str, two: str) -> bool:
    """Whether two lines are the halves of a headline: a word or two under a long line are no half, but for a genre."""
    return len(one + two) <= _LONGEST and (
        len(two) >= COLUMN + 1 or len(one) <= 2 * len(two) or two in genres() or two[0] in "和与及的暨"
    )


def _with_subtitle(lines: list[str], count: int) -> int:
    return count + 1 if count < len(lines) and lines[count].startswith("——") else count


@cache
def genres() -> frozenset[str]:
    return frozenset(table("headlines")["genres"])
