"""A new post: every field filled or asked for, and a body that says what belongs where."""

from __future__ import annotations

from datetime import datetime

from ..model import Block, Bulletin, Section
from ..post import write_post

# Every hint is written （在此…）, which the checks find as long as it stands in the post.
NO_TITLE = "（在此写标题）"
LEAD = "（在此写导语：何时、何地、何事，结果如何）"
SECTIONS = (
    ("一、（在此写第一部分的小标题）", "（在此写做法和数字，数字后面跟单位和对象：转移群众1200人）"),
    ("二、（在此写第二部分的小标题）", "（在此写下一步打算；没有就删去这一部分）"),
)


def new_post(title: str, department: str, date: datetime, slug: str) -> str:
    """The text of a new post: a draft, so that it can be saved and checked before it is written.

    ``department`` is a canonical name. The result reads back as it was written, and ``check`` lists what is
    still to be filled in.

    >>> print(new_post("防汛工作情况", "云溪市水务局", datetime(2024, 7, 3), "fang-xun")[:99])
    ---
    title: 防汛工作情况
    date: 2024-07-03
    department: 云溪市水务局
    slug: fang-xun
    column: 工作动态
    status: draft
    ---
    """
    sections = [Section("", 0, (Block(LEAD),))]
    sections += [Section(heading, 1, (Block(words),)) for heading, words in SECTIONS]
    bulletin = Bulletin(
        title=title.strip() or NO_TITLE,
        departments=(department,),
        date=date,
        sections=tuple(sections),
        slug=slug,
        status="draft",
    )
    return write_post(bulletin)
