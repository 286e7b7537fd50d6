"""Page furniture: lines that a web page puts around a text, by the word lists of data/furniture.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .dates import date_line
from .draft import Draft, Edit, Line, Mark, dropped
from .edges import kind_below
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
_HOME = ("首页", "网站首页", "门户首页", "主页")
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
    menu = words[0] in _HOME and len(words) > _FEWEST and max(map(len, words)) <= _CHANNEL
    if menu and 2 * sum(_is_column(word) for word in words) > len(words):
        return True
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
        if index >= tail:
            kind = kind or kind_below(text, above, below, last=index + 1 == len(lines))
        elif not index and below == "breadcrumb" and not draft.mark(line) and _is_site(lines[: begin + 1]):
            kind = kind or "account-head"
        above = kind
        if not kind or draft.mark(line) == "caption" or (index < tail and kind in at_tail):
            continue
        if not (inside and kind in at_edge):
            yield from dropped(line, kind)


def _is_site(head: tuple[Line, ...]) -> bool:
    """Whether a page opens with the name of its site or account: the headline is still to come, below the path."""
    later = any(len(line.text) > _NAME and "。" not in line.text and not kind_of(line.text) for line in head[2:])
    return later and _SITE.fullmatch(simplified(head[0].text)) is not None


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


_SITE = re.compile(rf"[{HAN}]{{2,8}}(?:发布厅?|在线|网站?|政务|融媒体?|平台|频道|门户)")
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
    begin = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        kind = kind_of(lines[index].text)
        if kind == "related-head":
            begin = index
        elif not (kind or _is_link(lines[index].text)):
            break
    for link in lines[begin:]:
        yield from dropped(link, "related-links")


def _is_link(text: str) -> bool:
    plain = text.strip()
    if _OUTLINE.match(plain) or len(plain) > _LINK or any(stop in plain for stop in STOPS):
        return False
    # A bar of the sites of other offices is a list of links; a name alone may sign the text.
    return not date_line(plain) and ("|" in plain or not names_on_line(plain))
