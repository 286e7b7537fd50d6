"""The ends of a phrase: words in front, at the back, and marks that name nothing."""

from __future__ import annotations

import re

from bulletins.quantities.phrases import ends, starts, word_list, word_set

_FOOTNOTE = re.compile(r"\[[0-9]{1,2}\]")


def without_front(clause: str, begin: int, end: int) -> int:
    """Where a phrase begins without the words in front that name nothing (各类, 一批).

    >>> without_front("各类物资", 0, 4)
    2
    """
    while begin < end:
        if clause[begin] in " \n\t":
            begin += 1
            continue
        if not starts("modifiers", clause, begin):
            return begin
        for word in word_list("modifiers"):
            if clause.startswith(word, begin) and begin + len(word) < end and _whole(clause, begin, end, word):
                begin += len(word)
                break
        else:
            return begin
    return begin


def _whole(clause: str, begin: int, end: int, word: str) -> bool:
    """A one-character modifier is taken off only where two characters stay (名, 类 begin words of their own)."""
    return len(word) > 1 or (word in "了的、·及和与" and end - begin > 2)


def without_tail(clause: str, begin: int, end: int) -> int:
    """Where a phrase ends without the words at its end that name nothing (工作), or a remark in brackets.

    >>> without_tail("中小学校(含幼儿园)", 0, 10)
    4
    """
    changed = True
    while changed:
        changed = False
        if clause[end - 1] == ")" and (opened := clause.rfind("(", begin, end)) > begin and end - opened > 3:
            end = opened
        if not ends("tails", clause, end):
            return end
        for word in word_list("tails"):
            if (
                end - len(word) - begin >= 2
                and clause.endswith(word, begin, end)
                and not _kept(clause, begin, end, word)
            ):
                end -= len(word)
                changed = True
                break
    return end


def _kept(clause: str, begin: int, end: int, word: str) -> bool:
    return word in {"数", "为", "等", "有", "共", "达", "约"} and clause[end - 2 : end] in word_set("nouns")


def with_quotation(clause: str, begin: int, end: int) -> int:
    """Where a phrase begins with all of the quotation that ends within it.

    >>> with_quotation("“送岗位、进社区”活动", 8, 11)
    0
    """
    closed = clause.find("”", begin, end)
    opened = clause.rfind("“", 0, begin)
    inside = closed >= 0 and opened >= 0 and clause.find("“", begin, closed) < 0
    return opened if inside else begin


def without_notes(folded: str, start: int, end: int) -> tuple[int, int]:
    """A span without the footnote marks at its ends.

    >>> without_notes("生产总值[2]", 0, 7)
    (0, 4)
    """
    while (mark := _FOOTNOTE.match(folded, start, end)) and mark.end() < end:
        start = mark.end()
    while folded[end - 1] == "]" and (
        mark := _FOOTNOTE.fullmatch(folded, max(start, folded.rfind("[", start, end)), end)
    ):
        if mark.start() == start:
            break
        end = mark.start()
    return start, end
