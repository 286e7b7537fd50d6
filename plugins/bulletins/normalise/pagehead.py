"""What a page sets over the headline: its path, its menu, its name."""

from __future__ import annotations

import re

from .dates import date_line
from .draft import Line
from .kinds import is_channel, is_column, kind_of
from .pagefacts import facts_of
from .wordlists import HAN, simplified

ACCOUNT = 12
_NAME = 6
_FEWEST = 4
# Items of a menu in HTML.
BULLET_OF_A_MENU = re.compile("^[•·]\\s*")


PATH_LINES = 3
_PATH = re.compile(
    r"[^\s>»›＞<。，；：:！？、]{2,20}(?:\s*(?:>{1,2}|＞{1,2}|»|›|-{1,2}>)\s*[^\s>»›＞<。，；：:！？]{2,20}){2,5}\s*[>＞]?"
)


def is_path(lines: tuple[Line, ...], index: int) -> bool:
    """Whether one of the first lines is a way through a site, whatever its stations are called: a headline follows, and
    no sentence stands above it."""
    if not _PATH.fullmatch(lines[index].text) or index + 1 == len(lines):
        return False
    around = [line.text for line in (*lines[:index], lines[index + 1])]
    return not any(stop in text for text in around for stop in "。；：")


def ends_path(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a short line says again where the path above it led: the column, over its headline."""
    text, path = lines[index].text, lines[index - 1].text if index else ""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    headed = (
        len(text) <= len(following)
        and following[:1] not in "—（("
        and not (facts_of(following) or date_line(following))
    )
    column = 1 < len(text) <= ACCOUNT and path.rstrip("> »＞").endswith(text) and kind_of(path) == "breadcrumb"
    return column and headed


OFFICIAL_SITE = re.compile(rf"[{HAN}]{{2,16}}(?:门户网站|政府网站|官方网站|政务网|政府网|资讯网|信息网)")
_MOTTO = re.compile(rf"[{HAN}]{{2,8}}\s+[∣丨|｜]\s+[^。；]{{4,20}}")
_SITE = re.compile(rf"[{HAN}]{{2,8}}(?:发布厅?|在线|网站?|政务|融媒体?|平台|频道|门户)")


def is_site(head: tuple[Line, ...]) -> bool:
    """Whether a page opens with the name of its site or account, or with name and motto: the headline is still to
    come, below the path."""
    later = any(len(line.text) > _NAME and "。" not in line.text and not kind_of(line.text) for line in head[2:])
    return (later and _SITE.fullmatch(simplified(head[0].text)) is not None) or _MOTTO.fullmatch(
        head[0].text
    ) is not None


def headline_index(lines: tuple[Line, ...]) -> int:
    """Index of the headline under names of columns; 0 where a sentence comes first, or what is no headline."""
    for index, line in enumerate(lines):
        text = BULLET_OF_A_MENU.sub("", line.text)
        named = index + 1 < len(lines) and kind_of(lines[index + 1].text) == "account-head"
        if not (is_column(text) or kind_of(text) or named or ends_path(lines, index)):
            return index if len(text) > _NAME and not any(stop in text for stop in "。；;") else 0
    return 0


def menu(lines: tuple[Line, ...]) -> frozenset[int]:
    """Short lines in succession over a text, most of them channels of a page: the others are channels as well."""
    found: set[int] = set()
    run: list[Line] = []
    for line in (*lines, Line(0, 0, "", 0)):
        if 1 < len(line.text) <= _NAME:
            run.append(line)
            continue
        known = sum(is_channel(one.text) for one in run)
        found |= {one.start for one in run} if len(run) >= _FEWEST and 3 * known >= 2 * len(run) else set()
        run = []
    return frozenset(found)
