"""Page furniture: lines that a web page puts around a text, by the word lists of data/furniture.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .dates import date_line
from .draft import Draft, Edit, Line, Mark, dropped
from .names import names_on_line
from .tail import STOPS, head_of, tail_of
from .wordlists import HAN, simplified, table

_LONGEST = 160
_LINK = 60
# These may end in a full stop.
_STOPPED = re.compile("声明|功能介绍")
_NAME = 6
_ACCOUNT = 12
# Items of a menu in HTML.
BULLET_OF_A_MENU = re.compile("^[•·]\\s*")
_CHANNEL = 8
_TOP = 40
_FEWEST = 4
# A line of the outline is no link, even where a list of links is open.
_OUTLINE = re.compile(
    r"#|[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条，]"
)


@cache
def _patterns() -> re.Pattern[str]:
    """One pattern with a named group for each kind of furniture."""
    words = table("furniture")["lines"]
    kinds = [f"(?P<{kind.replace('-', '_')}>{'|'.join(patterns)})" for kind, patterns in words.items()]
    return re.compile("|".join(kinds), re.IGNORECASE)


def kind_of(text: str) -> str:
    """The kind of furniture a line is, "" for none.

    >>> kind_of("分享到:"), kind_of("相關文章:"), kind_of("共享数据到基层"), kind_of("字体:[大 中 小]")
    ('share-bar', 'related-head', '', 'font-size')
    """
    if len(text) > _LONGEST or "\t" in text or (text.endswith("。") and not _STOPPED.search(text[:8])):
        return ""
    return _kind_of(text)


# Several rules ask about the same lines; only short ones come here.
@lru_cache(maxsize=2048)
def _kind_of(text: str) -> str:
    plain = simplified(text.strip())
    plain = plain.lstrip("▲△▼▽↑↓👆👇☝ ") or plain
    found = _patterns().fullmatch(plain)
    if found and found.lastgroup:
        return found.lastgroup.replace("_", "-")
    return "page-widget" if _is_bar(plain) else ""


_BETWEEN = re.compile(r"[\s|｜/·、:：>＞»›→\[\]【】()（）]+|->|\s[-—]\s")


def _is_bar(text: str) -> bool:
    """A row of buttons or channels: at least two words, and each of them one that only a page says.

    >>> _is_bar("设为首页 | 加入收藏 | 联系我们"), _is_bar("【大 中 小】【收藏】"), _is_bar("首页 新闻 扶贫")
    (True, True, False)
    """
    words = [word for word in _BETWEEN.split(text) if word]
    if len(words) < 2 or words[0][0] in ".。":
        return False
    known = sum(word in _bar_words() for word in words)
    parted = len(words) > 2 and (text.count("|") + text.count("｜")) == len(words) - 1
    return known == len(words) or (parted and known > 0 and all(len(word) <= _CHANNEL for word in words))


@cache
def _bar_words() -> frozenset[str]:
    return frozenset(table("furniture")["bar"]["words"])


def furniture(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out share bars, counters, font-size widgets, breadcrumbs, print and close, neighbours, footers.

    Safe: a pattern must match the whole line, and lines of more than 120 characters or with a full stop never do.

    >>> from .draft import edited, first_draft
    >>> text = "正文。\\n分享到：\\n上一篇：无"
    >>> edited(text, (item for item in furniture(first_draft(text)) if isinstance(item, Edit)))
    '正文。\\n\\n'
    """
    lines = draft.lines
    tail, begin = tail_of(lines, kind_of), head_of(lines, kind_of)
    head = _head(lines)
    at_tail, at_edge = _placed()
    menu = _menu(lines[: min(begin, _TOP)])
    above = ""
    for index, line in enumerate(lines):
        inside = begin <= index < tail
        text = line.text if inside else BULLET_OF_A_MENU.sub("", line.text)
        kind = "breadcrumb" if index < head and _is_column(text) else kind_of(text)
        if index + 1 < head and kind_of(lines[index + 1].text) == "account-head" and len(text) <= _ACCOUNT:
            kind = kind or "account-head"
        if line.start in menu:
            kind = kind or "breadcrumb"
        below = kind_of(lines[index + 1].text) if index + 1 < len(lines) else ""
        if index >= tail and "footer" in {above, below} and _CONTACT.fullmatch(simplified(text)):
            kind = kind or "footer"
        if index >= tail and is_credit(text):
            kind = kind or "editor-line"
        above = kind
        if not kind or draft.mark(line) == "caption" or (index < tail and kind in at_tail):
            continue
        if not (inside and kind in at_edge):
            yield from dropped(line, kind)


@cache
def _placed() -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that count only below the text, and those that count only above or below it."""
    words = table("furniture")
    return frozenset(words["tail_only"]), frozenset(words["edge_only"])


def _head(lines: tuple[Line, ...]) -> int:
    """Index of the first line that is more than a column's name, when a headline is still to come."""
    for index, line in enumerate(lines):
        text = BULLET_OF_A_MENU.sub("", line.text)
        named = index + 1 < len(lines) and kind_of(lines[index + 1].text) == "account-head"
        if not _is_column(text) and not kind_of(text) and not named:
            return index if len(text) > _NAME else 0
    return 0


# Beside the copyright line: where the office is to be found. Alone the same words belong to the text.
_CONTACT = re.compile(
    r"(?:(?:本[所局府处]|单位|联系|机关|办公)?地址|(?:联系|办公)?电话|总机|邮编|邮政编码|传真|(?:电子)?邮箱)\s*[:：].{2,90}"
)


def _menu(lines: tuple[Line, ...]) -> frozenset[int]:
    """Short lines in succession over a text, most of them channels of a page: the others are channels as well."""
    found: set[int] = set()
    run: list[Line] = []
    for line in (*lines, Line(0, 0, "", 0)):
        if 1 < len(line.text) <= _NAME:
            run.append(line)
            continue
        known = sum(_is_column(one.text) for one in run)
        found |= {one.start for one in run} if len(run) >= _FEWEST and 2 * known >= len(run) else set()
        run = []
    return frozenset(found)


# 文字：李某 摄影：赵某, also in brackets; its people are no part of the text below which it stands.
_CREDIT = re.compile(
    rf"[（(]?(?:(?:文字|图片|摄影|供图|图文|文/图|文图|图|文|摄|文字整理|现场摄影|摄影报道|视频|制图)\s*[:：|｜/／]\s*"
    rf"[{HAN}·]{{1,4}}(?:[\s、]+[{HAN}·]{{1,4}}(?![{HAN}]*\s*[:：|｜/／]))*[\s、，,]*)+[）)]?"
)


def is_credit(text: str) -> bool:
    """Whether a line names those who wrote the text and took its pictures, and says nothing else.

    >>> is_credit("文字：罗岚　摄影：石 川"), is_credit("图片：水库泄洪的场面"), is_credit("图文｜罗岚")
    (True, False, True)
    """
    return len(text) <= _LINK and _CREDIT.fullmatch(simplified(text)) is not None


_ABOUT = re.compile("走进.{2,4}|.{2,4}概况")


def _is_column(text: str) -> bool:
    """Whether a line over the headline is the name of a column or a channel of the page."""
    plain = simplified(text).rstrip("：: ")
    return plain in _columns() or (len(plain) > 1 and plain in _bar_words()) or _ABOUT.fullmatch(plain) is not None


@cache
def _columns() -> frozenset[str]:
    return frozenset(table("furniture")["columns"]["names"])


def related_links(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out 相关文章： with the list of headlines under it, when nothing but headlines follows to the end.

    Safe: one line with a full stop, a long line, a signature or a date below, and only the head itself is taken.

    >>> from .draft import edited, first_draft
    >>> text = "正文。\\n相关阅读\\n甲县开展巡查"
    >>> edited(text, (item for item in related_links(first_draft(text)) if isinstance(item, Edit)))
    '正文。\\n\\n'
    """
    lines = draft.lines
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if kind_of(line.text) == "related-head":
            for link in lines[index:]:
                yield from dropped(link, "related-links")
            return
        if not (kind_of(line.text) or _is_link(line.text)):
            return


def _is_link(text: str) -> bool:
    plain = text.strip()
    if _OUTLINE.match(plain) or len(plain) > _LINK or any(stop in plain for stop in STOPS):
        return False
    # A bar of the sites of other offices is a list of links; a name alone may sign the text.
    return not date_line(plain) and ("|" in plain or not names_on_line(plain))
