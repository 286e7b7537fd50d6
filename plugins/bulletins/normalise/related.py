"""Lists of links to other pages, below a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import date_line
from .draft import Draft, Edit, Line, Mark, dropped
from .edges import kind_below
from .kinds import Standing, kind_of, standing_of
from .names import names_on_line
from .quiet import ends_in_quantity, quiet
from .tail import listed

_LINK = 60
# A line of the outline is no link, even where a list of links is open; nor is what an office adds to its text.
_OUTLINE = re.compile(
    r"#|[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条，]"
    r"|(?:附件?|附表|附注|备?注|说明|联系人?|(?:联系|咨询|监督|举报|投诉|报名|服务)?(?:电话|热线|邮箱|方式)|(?:办公)?地[址点]|时间|抄[送报]|报送|主送|印发"
    r"|图)\d*\s*[:：]"
)


def related_links(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out 相关文章： with the list of headlines under it, when nothing but headlines follows to the end.

    Safe: one line with a full stop, a long line, a signature or a date below, and only the head itself is taken. A
    head that may be one of the text (相关政策) needs furniture above it or among the links.

    >>> from .draft import edited, first_draft
    >>> text = "正文。\\n相关阅读\\n甲县开展巡查"
    >>> edited(text, (item for item in related_links(first_draft(text)) if isinstance(item, Edit)))
    '正文。\\n\\n'
    """
    lines = draft.lines
    begin = len(lines)
    certain = False
    below = ""
    for index in range(len(lines) - 1, -1, -1):
        kind, standing = standing_of(lines[index].text)
        above = kind_of(lines[index - 1].text) if index else ""
        kind = kind or kind_below(lines[index].text, above, below, last=False)[0]
        below = kind
        if kind == "related-head":
            certain = certain or standing >= Standing.KEYED or _sure_around(lines, index)
            begin = index if certain else begin
        elif not (kind or is_link(lines[index].text)):
            break
    if begin not in listed(lines, kind_of):
        for line in lines[begin:]:
            yield from dropped(line, "related-links")


def _sure_around(lines: tuple[Line, ...], index: int) -> bool:
    around = lines[max(0, index - 1) : index] + lines[index + 1 :]
    return any(standing_of(line.text)[1] >= Standing.KEYED for line in around)


def is_link(text: str) -> bool:
    plain = text.strip()
    if _OUTLINE.match(plain) or len(plain) > _LINK or any(stop in plain for stop in "。；;"):
        return False
    if ends_in_quantity(plain) or not quiet(plain, "related-links"):
        return False
    # A bar of the sites of other offices is a list of links; a name alone may sign the text.
    return not date_line(plain) and ("|" in plain or not names_on_line(plain))
