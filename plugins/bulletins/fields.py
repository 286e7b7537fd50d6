"""The names of the front-matter fields, in the order in which they are written, and what others call them."""

from __future__ import annotations

import difflib

FIELDS = (
    "title",
    "date",
    "department",
    "slug",
    "column",
    "topics",
    "series",
    "part",
    "source",
    "origin",
    "author",
    "document_number",
    "period",
    "status",
    "corrections",
    "highlights",
    "review",
    "basis",
)
# What editors call them, in messages.
NAMES = {
    "title": "标题",
    "date": "日期",
    "department": "部门",
    "slug": "网址名",
    "column": "栏目",
    "topics": "主题",
    "series": "系列",
    "part": "篇次",
    "source": "原始报告",
    "origin": "来源",
    "author": "供稿人",
    "document_number": "文号",
    "period": "数据所属期",
    "status": "状态",
    "corrections": "更正",
    "highlights": "数据亮点",
}
REQUIRED = ("title", "date", "department", "slug")
STATUSES = ("published", "draft", "archived")
REVIEWED = (
    "title", "date", "department", "slug", "column", "series", "source", "document_number", "period", "origin",
    "author",
)  # fmt: skip
# Pelican, Hugo, Jekyll and Hexo on the one side, editors' own words on the other.
ELSEWHERE = {
    "category": "column", "categories": "column", "栏目": "column", "分类": "column", "类别": "column",
    "tags": "topics", "tag": "topics", "keywords": "topics", "主题": "topics", "标签": "topics", "关键词": "topics",
    "authors": "author", "作者": "author", "published": "date", "pubdate": "date", "日期": "date", "发布日期": "date",
    "发布时间": "date", "时间": "date", "标题": "title", "题目": "title", "部门": "department", "单位": "department",
    "发布单位": "department", "发布机构": "department", "系列": "series", "文号": "document_number",
    "发文字号": "document_number", "来源": "origin", "状态": "status", "draft": "status: draft", "更正": "corrections",
    "网址": "slug", "permalink": "slug", "数据亮点": "highlights", "亮点": "highlights", "数据所属期": "period",
}  # fmt: skip
STATUS_WORDS = {
    "发布": "published", "已发布": "published", "公开": "published", "publish": "published", "草稿": "draft",
    "未发布": "draft", "暂不发布": "draft", "归档": "archived", "已归档": "archived", "存档": "archived",
}  # fmt: skip


def cure_of_status(word: str) -> str:
    """What to do about a status that is none.

    >>> cure_of_status("发布"), cure_of_status("Draft"), cure_of_status("隐藏")
    ('写成 status: published', '写成 status: draft', '写 published、draft、archived 之一')
    """
    meant = STATUS_WORDS.get(word.strip().lower(), word.strip().lower())
    return f"写成 status: {meant}" if meant in STATUSES else f"写 {'、'.join(STATUSES)} 之一"


def cure_of_reviewed(name: str) -> str:
    """What to do about a name in ``review`` that is no field.

    >>> cure_of_reviewed("标题")
    '写成 title'
    """
    here = meant(name)
    return f"写成 {here}" if here in REVIEWED else f"写 {'、'.join(REVIEWED)} 之一"


def meant(name: str) -> str:
    """The field that a name which is none stands for elsewhere, "" when nobody knows.

    >>> meant("标题"), meant("Title"), meant("titel")
    ('title', 'title', '')
    """
    word = name.strip().lower()
    return word if word in FIELDS else ELSEWHERE.get(word, "")


def cure_of_unknown(name: str) -> str:
    """What to do about a field that the schema does not know, said to an editor.

    >>> cure_of_unknown("tags")
    '这里写作 topics：把“tags”改成 topics'
    >>> cure_of_unknown("titel")
    '是不是 title？'
    """
    if here := meant(name):
        return f"这里写作 {here}：把“{name}”改成 {here}"
    if near := difflib.get_close_matches(name, FIELDS, n=1):
        return f"是不是 {near[0]}？"
    return f"删掉它；可用的字段：{'、'.join(FIELDS)}"
