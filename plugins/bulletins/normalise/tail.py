"""Where a report's text begins and ends: what looks like furniture inside it may well be its own words."""

from __future__ import annotations

from collections.abc import Callable

from .draft import Line

STOPS = "。！？；!?;"
_COLONS = ("：", ":")
_SHORTEST = 6
_LINKS = 8
_CALLS = ("！", "？", "!", "?")


def tail_of(lines: tuple[Line, ...], aside: Callable[[str], object] = bool) -> int:
    """Index of the first line after the last sentence or Markdown heading; a line that is ``aside`` ends no text.

    >>> tail_of((Line(0, 3, "正文。", 0), Line(4, 7, "二维码", 0)))
    1
    """
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if aside is not bool and aside(text):
            continue
        if text.startswith("#") or text.rstrip("”’）)*").endswith(tuple(STOPS)):
            if text.endswith(_CALLS) and aside is not bool and _under_links(lines, index, aside):
                continue
            return index + 1
    return 0


def _under_links(lines: tuple[Line, ...], index: int, aside: Callable[[str], object]) -> bool:
    """Whether a line that ends in ！ stands in a list of links: their head is near above, and no sentence between."""
    for above in range(index - 1, max(-1, index - _LINKS), -1):
        if aside(lines[above].text) == "related-head":
            return True
        if "。" in lines[above].text:
            return False
    return False


def head_of(lines: tuple[Line, ...], aside: Callable[[str], object] = bool) -> int:
    """Index of the first sentence or Markdown section; all, where there is none; one ``aside`` is none.

    >>> head_of((Line(0, 2, "通知", 0), Line(3, 18, "现将有关春灌的事项通知如下。", 0)))
    1
    """
    for index, line in enumerate(lines):
        if aside is not bool and aside(line.text):
            continue
        if "。" in line.text or line.text.startswith("##"):
            return index
    return len(lines)


def listed(lines: tuple[Line, ...], aside: Callable[[str], object] = bool) -> frozenset[int]:
    """Lines of the lists that a line ending in a colon opens, up to a full stop or a wider gap: text, all of them.

    >>> sorted(listed((Line(0, 9, "名单公布如下如下：", 0), Line(10, 13, "一组一", 0), Line(15, 18, "二组二", 1))))
    [1]
    """
    found: set[int] = set()
    gap = -1
    for index, line in enumerate(lines):
        if gap < 0 or line.blanks > gap:
            gap = -1
        else:
            found.add(index)
            gap = -1 if line.text.endswith("。") else gap
        if line.text.endswith(_COLONS) and len(line.text) > _SHORTEST and not (aside is not bool and aside(line.text)):
            gap = lines[index + 1].blanks if index + 1 < len(lines) else -1
    return frozenset(found)
