"""What kind of page furniture a line is, and how sure that is, by the word lists of data/furniture.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import cache, lru_cache

from .people import PEOPLE
from .quiet import ends_in_quantity, quiet
from .wordlists import HAN, alternatives, simplified, table

_LONGEST = 160
_FEWEST_LETTERS = 5
# These may end in a full stop.
_STOPPED = re.compile("声明|功能介绍|本文")
_HOME = frozenset(["首页", "网站首页", "门户首页", "主页"])
# A text lists these too.
_MEDIA = frozenset(["微信", "微博", "抖音", "QQ", "朋友圈", "微信公众号", "新闻", "邮件", "搜索", "推荐", "下载"])
_CHANNEL = 8
_SHORT_ITEM = 6
_FEWEST = 4
_FEWEST_BAR = 3
_MOST_PIECES = 8
# Made of signs, digits or the names of files: there is no word in them that could be left over.
_WORDLESS = frozenset(["ruler", "picture", "page-number"])


class Standing(IntEnum):
    """How sure it is that a line is furniture.

    ``BODY``: it may well be none. ``BESIDE``: a text may say it too, so only furniture beside it outside the text makes
    it furniture. ``KEYED``: it opens with words that only a page says, what follows is free. ``SURE``: it is made of
    furniture's own words and nothing else.
    """

    BODY = 0
    BESIDE = 1
    KEYED = 2
    SURE = 3


def kind_of(text: str) -> str:
    """The kind of furniture that a line looks like, "" for none.

    >>> kind_of("分享到:"), kind_of("相關文章:"), kind_of("共享数据到基层"), kind_of("字体:[大 中 小]")
    ('share-bar', 'related-head', '', 'font-size')
    """
    return standing_of(text)[0]


def standing_of(text: str) -> tuple[str, Standing]:
    """The kind of furniture that a line looks like, and how sure that is.

    >>> [standing_of(text)[1].name for text in ("分享到：微信 微博", "上一篇：植树", "投诉", "清淤", "下一条：满12人")]
    ['SURE', 'KEYED', 'BESIDE', 'BODY', 'BODY']
    """
    if len(text) > _LONGEST or "\t" in text or (text.endswith("。") and not _STOPPED.search(text[:8])):
        return "", Standing.BODY
    return _standing_of(text)


# Many rules ask about the same lines, in long reports one rule after the other; only short lines come here.
@lru_cache(maxsize=1 << 17)
def _standing_of(text: str) -> tuple[str, Standing]:
    plain = _SET_WIDE.sub("", simplified(text.strip()))
    plain = plain.lstrip("▲△▼▽↑↓👆👇☝ ") or plain
    found = _patterns("lines").fullmatch(plain)
    if found and found.lastgroup:
        kind = found.lastgroup.replace("_", "-")
        if _covered(kind, plain):
            return kind, _by_length(kind, plain)
        if quiet(plain, kind):
            return kind, Standing.KEYED
    elif bar := _bar(plain) or _bar(_SPREAD.sub("", plain)) or _pieces(plain):
        return "page-widget", bar
    found = _patterns("beside").fullmatch(plain)
    if found and found.lastgroup:
        kind = found.lastgroup.replace("_", "-")
        silent = quiet(plain, kind) and not ends_in_quantity(plain)
        return (kind, Standing.BESIDE) if silent else ("", Standing.BODY)
    return "", Standing.BODY


# 首 页
_SET_WIDE = re.compile(rf"(?<=^[{HAN}])[ \u3000]+(?=[{HAN}]$)")


@cache
def _patterns(part: str) -> re.Pattern[str]:
    """One pattern with a named group for each kind of furniture."""
    kinds = [
        f"(?P<{kind.replace('-', '_')}>{'|'.join(patterns).replace('{PEOPLE}', PEOPLE)})"
        for kind, patterns in table("furniture")[part].items()
    ]
    return re.compile("|".join(kinds), re.IGNORECASE)


def _by_length(kind: str, plain: str) -> Standing:
    """How sure a line is that furniture's own words make up: one short word may be anything."""
    letters = _letters(plain)
    words = len(_words(plain))
    if kind in {"picture", "page-number", "related-head"} or not letters or _bare(plain) in _alone():
        return Standing.SURE
    if letters >= _FEWEST_LETTERS and (words > 1 or not plain.isascii()):
        return Standing.SURE
    if words > 1:
        return Standing.SURE if _SIGNS.search(plain) else Standing.KEYED
    return Standing.BESIDE


_SIGNS = re.compile(r"[\[【(（|｜:：/+\d]")
_SOURCE_NOISE = re.compile(r"\\u[0-9a-fA-F]{4}|\\.|\{[^}]*\}|\(\?")
_SOURCE_WORD = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")


@cache
def _vocabulary(kind: str) -> re.Pattern[str]:
    """Matches any word that the patterns of a kind spell out, the longest first."""
    sources = (_SOURCE_NOISE.sub(" ", pattern) for pattern in table("furniture")["lines"][kind])
    return re.compile(alternatives({word for source in sources for word in _SOURCE_WORD.findall(source)}), re.I)


def _covered(kind: str, plain: str) -> bool:
    """Whether every letter of a line belongs to the words that the patterns of its kind spell out."""
    return kind in _WORDLESS or not _letters(_vocabulary(kind).sub("", plain))


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


# 【 打 印 】
_SPREAD = re.compile(rf"(?<=[{HAN}])[ \u3000](?=[{HAN}](?:[ \u3000]?[{HAN}])*\s?[】\]])")
_BETWEEN = re.compile(r"[\s|｜/·、:：>＞»›→\[\]【】()（）]+|->|\s[-—]\s")


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if word]


def _bare(text: str) -> str:
    return text.strip(" [](){}【】（）↓↑-—=*~·“”")


@cache
def _alone() -> frozenset[str]:
    return frozenset(table("furniture")["alone"])


def _bar(text: str) -> Standing:
    """A row of buttons or channels, each of which only a page says; a menu of which most are known is one as well.

    >>> [_bar(text).name for text in ("设为首页 | 加入收藏 | 联系我们", "微信 微博", "首页 新闻 扶贫")]
    ['SURE', 'BESIDE', 'BODY']
    """
    words = _words(text)
    if len(words) < 2 or words[0][0] in ".。":
        return Standing.BODY
    known = sum(word in bar_words() for word in words)
    if known == len(words):
        telling = not _MEDIA.issuperset(words) and max(map(len, words)) > 1
        return Standing.SURE if telling and (known >= _FEWEST_BAR or "【" in text or "[" in text) else Standing.BESIDE
    menu = words[0] in _HOME and len(words) > _FEWEST and max(map(len, words)) <= _CHANNEL
    if menu and 2 * sum(is_channel(word) for word in words) > len(words):
        return Standing.KEYED
    parted = len(words) > 2 and (text.count("|") + text.count("｜") == len(words) - 1 or _framed(text, len(words)))
    short = all(len(word) <= _CHANNEL for word in words)
    if not (parted and short and known and quiet(text, "page-widget")):
        return Standing.BODY
    return Standing.KEYED if 2 * known >= len(words) and known > 1 else Standing.BESIDE


def _framed(text: str, words: int) -> bool:
    """Whether each word of a row has brackets of its own: 【发表评论】【告诉好友】."""
    return text.count("【") == text.count("】") == words or text.count("[") == text.count("]") == words


def _pieces(text: str) -> Standing:
    """Several pieces of furniture on one line: 扫一扫在手机打开当前页 打印 关闭.

    >>> _pieces("扫一扫在手机打开当前页 打印 关闭").name, _pieces("打印 关闭").name, _pieces("上一篇：甲 打印").name
    ('SURE', 'BODY', 'BODY')
    """
    pieces = text.split()
    if not 2 <= len(pieces) <= _MOST_PIECES:
        return Standing.BODY
    found = [Standing.BESIDE if _bare(piece) in bar_words() else standing_of(piece)[1] for piece in pieces]
    return Standing.SURE if min(found) > Standing.BODY and Standing.SURE in found else Standing.BODY


@cache
def bar_words() -> frozenset[str]:
    """What buttons and channels of a page are called."""
    return frozenset(table("furniture")["bar"]["words"])


@cache
def _columns() -> frozenset[str]:
    return frozenset(table("furniture")["columns"]["names"])


_ABOUT = re.compile("走进.{2,4}|.{2,4}概况")


def is_channel(text: str) -> bool:
    """Whether a word is the name of a column or a channel, as a menu has them: 通知公告, 走进云溪."""
    return is_column(text) or _ABOUT.fullmatch(simplified(text)) is not None


def is_column(text: str) -> bool:
    """Whether a line over the headline is the name of a column of the page.

    >>> is_column("通知公告"), is_column("走进云溪"), is_column("清淤")
    (True, False, False)
    """
    plain = simplified(text).rstrip("：: ")
    return plain in _columns() or (len(plain) > 1 and plain in bar_words())


def all_kinds() -> Iterable[str]:
    """Every kind of the word lists.

    >>> "share-bar" in all_kinds()
    True
    """
    return {*table("furniture")["lines"], *table("furniture")["beside"]}
