"""Findings in the structure: heading levels, runs of enumerators, sums and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem
from .identity import han_number
from .sheet import Line, Sheet, World

NUMERAL = "[一二三四五六七八九十]{1,3}"
ENUMERATOR = re.compile(
    rf"(?P<han>{NUMERAL})、|[（(](?P<bracket>{NUMERAL})[）)]|(?P<chapter>第{NUMERAL}[章节部])|(?P<arabic>\d{{1,2}})[.．、](?!\d)"
    rf"|[（(](?P<round>\d{{1,2}})[）)]|(?P<circle>[①-⑳])|(?P<shi>{NUMERAL})是(?!否)",
    re.ASCII,
)
DEEPEST = 8  # runs within runs; what is deeper than any text has is forgotten
INLINE = re.compile(rf"(?:^|(?<=[。；：]))\s*(?:{NUMERAL})是(?!否)")


def headings(sheet: Sheet, world: World) -> Iterator[Problem]:
    """A heading more than one level below the one before it, and ``# ``, which is the title's."""
    before = 0
    for line in sheet.lines:
        if not line.level:
            continue
        if line.typed.startswith("# "):
            yield sheet.warning("heading", line.number, "正文里用了一级标题 #", "标题写在 title 里；章节从 ## 开始")
        elif line.level > before + 1:
            message = f"标题跳级：从 {'#' * (before + 1) if before else '正文'} 直接到 {'#' * (line.level + 1)}"
            yield sheet.warning("heading", line.number, message, f"改为 {'#' * (before + 2)}，或补上中间一级")
        before = line.level


def enumerators(sheet: Sheet, world: World) -> Iterator[Problem]:
    """A number left out or given twice in a run of headings of one level, or of paragraphs of one style."""
    runs: dict[tuple[int, str], list[int]] = {}
    for line in sheet.lines:
        if line.level:
            runs = {key: run for key, run in runs.items() if 0 < key[0] <= line.level}
        for style, number, words in _enumerators(line):
            # At one level of headings another style may continue the run; paragraphs are counted style by style.
            run = runs.setdefault((line.level, "" if line.level else style), [])
            before = _advance(run, number)
            if before:
                what = "重复" if number == before else "不连续"
                hint = "对照原文核对序号；原文就是这样，可以不管"
                yield sheet.warning("enumerator", line.number, f"序号{what}：“{words}”前面是第 {before} 项", hint)


def _advance(run: list[int], number: int) -> int:
    """Count ``number`` into a run and the runs it stands in; the number before it when it doesn't follow any, else 0.

    >>> run = [1, 2, 3]  # 三是 holds a run of its own: 一是, 二是, 三是
    >>> _advance(run, 4), _advance(run, 1), _advance(run, 5), _advance(run, 7)
    (0, 0, 0, 5)
    """
    place = next((place for place in range(len(run), 0, -1) if run[place - 1] == number - 1), 0)
    if place:
        run[place - 1 :] = [number]
        return 0
    if number == 1 or not run:
        run[:] = [*run[1 - DEEPEST :], number]
        return 0
    before, run[-1] = run[-1], number
    return before


def _enumerators(line: Line) -> Iterator[tuple[str, int, str]]:
    """(style, number, words) of the enumerator a line begins with, and of each 一是 after a stop."""
    found = ENUMERATOR.match(line.plain.strip())
    if found and found.lastgroup:
        yield found.lastgroup, _number(found.group(found.lastgroup)), found.group()
    for inner in INLINE.finditer(line.plain):
        words = inner.group().strip()
        if inner.start() > 0:
            yield "shi", _number(words.removesuffix("是")), words


def _number(words: str) -> int:
    if words.isascii():
        return int(words)
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    return han_number(words.strip("第章节部"))


def sums(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Breakdowns whose parts don't make up their total, as the figures found them."""
    for line, message in sheet.post.sums:
        yield sheet.warning("sum", line, message, "对照原始报告核对；报告如此就照登，页面会注明不相符")


def figures(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Figures that look like a slip, as the figures found them."""
    for line, message in sheet.post.suspicious:
        yield sheet.warning("figure", line, message, "对照原始报告核对；确是原文，可以不管")


def highlights(sheet: Sheet, world: World) -> Iterator[Problem]:
    """An editor's choice for the boxes that no figure of the text answers to: the box would be missing."""
    for wanted in sheet.post.unfound:
        yield sheet.error("highlights", sheet.field("highlights"), *fault_of_highlight(wanted))


def fault_of_highlight(wanted: str) -> tuple[str, str]:
    """(what is wrong, what to do) with words of ``highlights`` that name no figure: the same in every command.

    >>> fault_of_highlight("8户")[0]
    '正文里没有“8户”这个数字，方框里不会有它'
    """
    hint = "照正文里的写法写，数字连同单位，如 300吨；正文里没有的删掉"
    return f"正文里没有“{wanted}”这个数字，方框里不会有它", hint
