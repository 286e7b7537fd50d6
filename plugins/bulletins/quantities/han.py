"""When a Chinese numeral counts something: 三百余人 does, 千方百计 does not.

Chinese prose is full of numerals inside words. A numeral of several digits with a unit counts; a bare 百, 千 or 万
needs a hedge; a single digit needs a unit of things one can touch, and no set phrase around it.
"""

from __future__ import annotations

import re
from functools import cache

from bulletins.quantities.hedges import hedge_after, hedge_before
from bulletins.quantities.scan import Candidate
from bulletins.quantities.tables import load, words

_NUMERALS = "零一二三四五六七八九十百千万亿两半"
_END = re.compile(r"[，。；、！？,;!?)）\n]|$")
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,10}?(?=[，。；、！？,;!?()（）\n“”0-9]|$)")
_NAMING = frozenset("第初十周星礼")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], tuple[str, ...]]:
    data = load("traps")
    return (
        frozenset(data["han_units"].split()),
        frozenset(data["han_weak_units"].split()),
        words(data["han_heads"]),
        words(data["han_verbs"]),
    )


def counts(text: str, candidate: Candidate) -> bool:
    """True when the Chinese numeral of ``candidate`` is a figure; ``text`` is folded and trap rules have passed.

    >>> from bulletins.quantities.scan import candidates
    >>> [counts(t, c) for t in ["抽调三百余人", "百名干部进村", "派出两名医生", "实现两手抓"] for c in candidates(t)]
    [True, False, True]
    """
    numeral = text[candidate.start : candidate.number_end].rstrip("余多来")
    before = text[max(0, candidate.start - 1) : candidate.start]
    if before in _NAMING or ((text[candidate.end : candidate.end + 1] or "-") in _NUMERALS and candidate.unit != "%"):
        return False
    if candidate.unit in {"%", "‰"}:
        return True
    hedged = hedge_before(text, candidate.start, han=True) < candidate.start
    if candidate.hedge or hedged or hedge_after(text, candidate.end) > candidate.end:
        return candidate.kind not in {"calendar", "time", "grade", "open"}
    if numeral[0] in "百千万亿" or (len(numeral) > 4 and numeral == numeral[0] * len(numeral)):
        return False
    if len(numeral) > 1 or candidate.scale:
        return True
    return numeral[0] not in "一二" and _single(text, candidate)


def _single(text: str, candidate: Candidate) -> bool:
    """A single digit: by its unit, or for 个 by the noun it counts."""
    units, weak, heads, verbs = _lists()
    if candidate.unit == "个":
        noun = _NOUN.match(text, candidate.end)
        return bool(noun) and any(_counts_head(noun.group(), head) for head in heads)  # type: ignore[union-attr]
    if candidate.unit not in units:
        return False
    if candidate.unit not in weak:
        return True
    noun = _NOUN.match(text, candidate.end)
    if noun and any(len(head) > 1 and _counts_head(noun.group(), head) for head in heads):
        return True
    left = text[max(0, candidate.start - 4) : candidate.start]
    return left.endswith(verbs) or bool(_END.match(text, candidate.end))


def _counts_head(noun: str, head: str) -> bool:
    """The noun begins or ends with the head, or holds it soon: 工作组, 综合检查组分赴各地."""
    place = noun.find(head)
    return 0 <= place <= 6 and (len(head) > 1 or place == 0 or place + 1 == len(noun))
