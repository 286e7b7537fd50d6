"""The period that a report covers, in its own words: 2026年1至10月, 2023年度, 第三季度, 8月12日—15日."""

from __future__ import annotations

import re

from ..model import Basis
from .wordlists import table

_TO = r"\s?(?:至|到|—+|–|-|－|～|~)\s?"
_CN = "一二三四"
_QUARTER = rf"第?[{_CN}1-4]季度|前[二三两23]季度|上半年|下半年"
_PATTERN = re.compile(
    rf"(?:(?:19|20)\d\d年)?\d{{1,2}}月\d{{1,2}}日{_TO}(?:(?:19|20)\d\d年)?(?:\d{{1,2}}月)?\d{{1,2}}日"
    rf"|(?:19|20)\d\d年\d{{1,2}}月份?{_TO}(?:19|20)\d\d年\d{{1,2}}月份?"
    rf"|(?:(?:19|20)\d\d年)?\d{{1,2}}月?{_TO}\d{{1,2}}月份?(?!\d|日)"
    rf"|(?:19|20)\d\d{_TO}(?:(?:19|20)?\d\d)(?:年度?|学年度?)"
    rf"|(?:19|20)\d\d年度?第\d{{1,2}}周"
    rf"|(?:(?:19|20)\d\d年度?)?(?:{_QUARTER}|全年(?<=年全年))"
    r"|(?:(?:19|20)\d\d年)?\d{1,2}月[上中下]旬"
    r"|(?:19|20)\d\d年\d{1,2}月份?(?!\d{1,2}日)"
    r"|(?:19|20)\d\d年(?:度|(?!\d{1,2}月))"
    r"|(?<!\d)\d{1,2}月份"
)
# 第3期, 第28号: the year of an edition is no period.
_EDITION = re.compile(r"[（(][^（）()]*第[^（）()]*[期号][^（）()]*[）)]|(?:19|20)\d\d年第\s?\d+\s?[期号]")
_LABELLED = re.compile(
    r"(?:数据所属期|所属期|报告期|报告期间|统计期间|统计时段|统计周期|统计时间|数据期间)\s?[:：]\s?(\S.{2,30}?)[。；]?"
)
_OPENING = re.compile(rf"(?:今年)?(?P<period>{_PATTERN.pattern})，")
_MONTH = re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}月|(?:19|20)\d\d年")
_HEAD_LINES = 8


def period_of(title: str, words: str) -> tuple[str, Basis]:
    """The period, and whether a label or the title states it, or the text only opens with it.

    Safe: the words are the report's own, never completed; ("", NONE) when it names no period.

    >>> period_of("云溪市2026年1至10月经济运行情况", ""), period_of("春灌情况", "2023年第三季度，灌溉农田。")
    (('2026年1至10月', <Basis.STATED: 'stated'>), ('2023年第三季度', <Basis.COMPOSED: 'composed'>))
    >>> period_of("防汛工作简报（2023年第3期）", "报告期：8月12日—15日\\n正文。")
    ('8月12日—15日', <Basis.STATED: 'stated'>)
    """
    for line in words.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if labelled := _LABELLED.fullmatch(line):
            return labelled[1], Basis.STATED
    found = None if title.endswith(tuple(table("headlines")["ahead"])) else _PATTERN.search(_EDITION.sub("", title))
    if found:
        return found.group(), Basis.STATED
    opening = _OPENING.match(words)
    # 2023年5月，… may as well begin a story.
    if opening and not _MONTH.fullmatch(opening["period"]):
        return opening["period"], Basis.COMPOSED
    return "", Basis.NONE
