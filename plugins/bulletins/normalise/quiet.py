"""The guard of the promise that no line of a text is dropped: what no furniture ever says.

Rules propose, this decides: a line that says something, a sentence or a quantity, leaves a text only as a repeat.
``account.py`` asks it once more about everything that was dropped, whatever rule dropped it.
"""

from __future__ import annotations

import re
from functools import cache

from .dates import DATE
from .wordlists import alternatives, table

_TIME = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?|共印\d+份|印数[:：]\s?\d+份|第\s?[\d,，]+\s?位(?:访客|访问者|读者)|#\S+\s\d+个"
)
# Kinds of units that a page counts and dates with.
_OF_PAGES = frozenset(["calendar", "grade", "address", "spec", "time", "score"])
_OWN = frozenset(["页", "路", "字", "期", "号", "版", "度"])
_COUNTED = frozenset(["次", "人次"])
_COUNTERS = frozenset(["counter", "source-line", "page-widget", "print-close", "share-bar"])
# Declarations of a page are sentences; headlines of other pages hold figures.
_SENTENCES = frozenset(["disclaimer", "account-head", "footer"])
_AMOUNT = re.compile(r"[\d百千万]")
_LISTS = "source-line"  # 关键词：春灌；要点
_HEADLINES = frozenset(["neighbours", "related-links"])


@cache
def _quantity(counts: bool = False) -> re.Pattern[str]:
    """An amount of something; for a kind that ``counts`` its readers, of anything else."""
    kinds = (kind for kind in table("units")["kind"] if kind["name"] not in _OF_PAGES)
    units = {unit for kind in kinds for unit in kind["units"].split()} - _OWN
    units -= _COUNTED if counts else frozenset()
    return re.compile(
        rf"(?:(?<!\d)\d[\d.,]*+|[百千万])\s?[余多]?\s?[百千万亿]{{0,2}}余?\s?(?:{alternatives(units)})(?<![A-Za-z](?=[A-Za-z]))"
    )


def ends_in_quantity(text: str) -> bool:
    """Whether a line ends by saying how many of something there are, as items of a text do and headlines don't.

    >>> ends_in_quantity("清淤渠道12公里"), ends_in_quantity("青年学堂第12期开课")
    (True, False)
    """
    return any(found.end() == len(text) for found in _quantity().finditer(text))


def quiet(text: str, kind: str) -> bool:
    """Whether a line says neither a sentence nor how many of something there are; some kinds of furniture may.

    >>> quiet("责编：方圆", "editor-line"), quiet("审核：120件", "editor-line"), quiet("上一篇：种树3棵", "neighbours")
    (True, False, True)
    >>> quiet("浏览次数：562次 2024年3月1日", "counter"), quiet("打印。", "print-close")
    (True, False)
    """
    if kind not in _SENTENCES and ("。" in text or ("；" in text and kind != _LISTS)):
        return False
    if kind in _HEADLINES or not _AMOUNT.search(text):
        return True
    return _quantity(kind in _COUNTERS).search(_TIME.sub("", DATE.sub("", text))) is None
