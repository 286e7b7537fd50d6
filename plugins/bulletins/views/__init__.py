"""What the templates see: plain values that are ready to print.

Templates read attributes; they compute nothing. Every ``url`` is relative to the site's root, without a leading
slash ("bulletins/2022/x/"); a template prefixes it with the page's ``root`` ("." or "../.."), so that one build
works at a domain, under a sub-path, and anywhere it is copied to. Every text is plain and is escaped by the
template; the only markup is ``BulletinView.content``, which has been sanitised.
"""

from .bulletins import Attachment, BulletinView, Card, ContentsEntry, DepartmentView, Fact, Group, MentionView
from .figures import BreakdownView, FigureGroup, HighlightView, PartView, StatisticView, TableView, TrendView
from .links import DepartmentLink, LanguageLink, Link
from .site import CodeView, Pages, PageView, SiteView

__all__ = [
    "Attachment",
    "BreakdownView",
    "BulletinView",
    "Card",
    "CodeView",
    "ContentsEntry",
    "DepartmentLink",
    "DepartmentView",
    "Fact",
    "FigureGroup",
    "Group",
    "HighlightView",
    "LanguageLink",
    "Link",
    "MentionView",
    "PageView",
    "Pages",
    "PartView",
    "SiteView",
    "StatisticView",
    "TableView",
    "TrendView",
]
