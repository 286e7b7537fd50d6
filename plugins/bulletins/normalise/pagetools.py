"""Counters, buttons and credits that a page sets into its lines of facts."""

from __future__ import annotations

import re

from .people import names_people
from .wordlists import simplified

# What may stand after 浏览次数：, 字体：, 分享到： and 责任编辑：; anything else makes the line a line of the body.
_TOOL_VALUES = {
    "counter": re.compile(
        r"[【\[(（]?\s*(?:[\d,.万kKwW+\s]*|(?:Loading|正在加载|加载中|载入中)[.…]*)\s*[】\])）]?\s*[次人]*"
    ),
    "widget": re.compile(
        r"(?:[\s\[\]【】〖〗()（）|/·、大中小特超默认A+\-T□■○●]|\d{1,5}|微信|微博|朋友圈|好友|新浪|腾讯|空间|QQ|豆瓣|人人网?|贴吧|更多|打印|关闭|收藏"
        r"|本页|本文|窗口|视窗|列印|链接|复制)*"
    ),
}


# Buttons and counts behind the last value: [打印] [收藏], 【大】【中】【小】, 我要纠错 打印, [评论(0)].
_BUTTON = (
    r"(?:我要)?(?:纠错|打印|收藏|关闭|分享|转发|复制|朗读|听全文|字体|字号|大|中|小|A[+-]?)"
    r"(?:本页|本文|正文|页面|窗口)?"
)
_COUNT = r"(?:浏览|点击|阅读|访问|点阅|评论|留言)(?:次数|量|数)?\s*[:：]?\s*[(（]?\s*\d{1,7}\s*次?\s*[)）]?\s*[次条]?"
TOOLS_BEHIND = re.compile(
    rf"(?:[\s|/]*[\[【(（]\s*(?:(?:{_BUTTON}|{_COUNT})(?:[\s|/]+{_BUTTON})*|字[体号][^】\]）)]{{1,16}})\s*[\]】)）]"
    rf"|\s+字[体号]\s?[:：]?(?:\s?[大中小]){{2,3}}(?=$|[\s|])|[\s|/]+{_BUTTON}(?=$|[\s|/\[【]))+[\s\]】|｜/]*$"
)


_DATED_SOURCE = frozenset({"date", "origin"})
_DATED_COUNT = frozenset({"date", "counter"})
_PEN_NAME = 4
_USER = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,15}|[A-Z][a-z]{1,12}(?: [A-Z][a-z]{0,12}\.?){1,2}")


def tool_fits(kind: str, value: str, told: set[str]) -> bool:
    """Whether a value is what its key promises, on a line that tells facts of the kinds ``told``; other kinds may say
    anything.

    >>> tool_fits("counter", "4.3k", set()), tool_fits("counter", "120件", set()), tool_fits("editor", "方圆", set())
    (True, False, True)
    """
    pattern = _TOOL_VALUES.get(kind)
    if (
        kind == "editor"
        and (told >= _DATED_SOURCE or told >= _DATED_COUNT)
        and len(value) <= _PEN_NAME
        and value.isalnum()
    ):
        return True  # 编辑：青提 between the date and the source of a page
    if kind == "editor":
        # No titles: 发布人：市卫生健康委主任 张华 opens a press conference.
        return not value or names_people(simplified(value)) or _USER.fullmatch(value) is not None
    return pattern is None or pattern.fullmatch(simplified(value)) is not None


_SIGNER = re.compile(r"\s+签发人?\s?[：:]\s?[\u4e00-\u9fff·]{2,4}(?=\s|$)")
_COUNTED_BEHIND = re.compile(r"\s+(?:浏览|点击|阅读|访问|点阅)(?:次数|量|数)?\s?[:：]?\s?[(（]?\d+[)）]?\s?次?$")


def without_tools(text: str) -> str:
    """A line without the buttons behind it: 市水务局 2023-10-12 【字体：小 大】."""
    return TOOLS_BEHIND.sub("", _COUNTED_BEHIND.sub("", _SIGNER.sub("", text)))
