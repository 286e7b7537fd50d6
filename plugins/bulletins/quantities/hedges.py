"""Words around a number that say it is not exact: 约, 近, 逾 before it, 以上, 左右 after it."""

from __future__ import annotations

from functools import cache

from bulletins.quantities.tables import load, words


@cache
def _leading() -> dict[str, tuple[str, ...]]:
    hedges = words(load("hedges")["before"])
    return {last: tuple(word for word in hedges if word[-1] == last) for last in {word[-1] for word in hedges}}


@cache
def _trailing() -> tuple[tuple[str, ...], frozenset[str]]:
    after = words(load("hedges")["after"])
    return after, frozenset(word[0] for word in after)


def hedge_before(text: str, start: int, han: bool = False) -> int:
    """Where the hedge that ends at ``start`` begins, or ``start`` when there is none.

    上, 数 and 几 hedge Chinese numerals only; 节约 and 附近 are words of their own.

    >>> hedge_before("覆盖近50名", 3), hedge_before("节约50万元", 2)
    (2, 2)
    """
    place = start
    while place and text[place - 1] in " \n":
        place -= 1
    for word in _leading().get(text[place - 1] if place else "", ()):
        begin = place - len(word)
        if begin < 0 or not text.startswith(word, begin) or (word in "上数几" and not (han and word == "上")):
            continue
        if begin and text[begin - 1] in load("hedges")["not_after"].get(word, ""):
            return start
        return begin
    return start


def hedge_after(text: str, end: int) -> int:
    """Where the hedge that begins at ``end`` ends, or ``end`` when there is none.

    >>> hedge_after("20家以上，", 3)
    5
    """
    known, firsts = _trailing()
    if text[end : end + 1] in firsts:
        for word in known:
            if text.startswith(word, end):
                return end + len(word)
    return end
