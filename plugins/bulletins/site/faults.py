"""What the second look found, said to those who can mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..problems import Problem

MOST = 20
OURS = "这是模板或程序的错，请报告；旧站没有动"
THEIRS = "改正稿件里的链接；稿件里没有这个链接，就是模板或程序的错，请报告。旧站没有动"

Finding = tuple[str, str]


def problems_of(findings: Iterable[Finding], dead: Iterable[Finding], posts: Mapping[str, str]) -> list[Problem]:
    """The first twenty of what is wrong with (page, what): a dead link of a bulletin may be its editor's, all else is
    the program's. ``posts`` gives the post behind the page of a bulletin.

    >>> print(*problems_of([], [("bulletins/2024/a/index.html", "链接到不存在的 b")], {}))
    bulletins/2024/a/index.html: [output] 链接到不存在的 b — 这是模板或程序的错，请报告；旧站没有动
    """
    found = {(path, what, OURS) for path, what in findings}
    found |= {(posts[path], what, THEIRS) if path in posts else (path, what, OURS) for path, what in dead}
    return [Problem(path, 0, what, hint, "output") for path, what, hint in sorted(found)[:MOST]]
