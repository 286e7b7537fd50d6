"""What an editor asks for on the command line, looked at before anything is read or written."""

from __future__ import annotations

from datetime import datetime

from ..check import find_in_name
from ..front_matter import LONGEST_TITLE, YEARS
from ..onelines import fault_of_line
from ..problems import Problem, Refusal


def refuse_asked(title: str | None, date: datetime | None) -> None:
    """Raise Refusal for a title or a date that no post may have, before a post is written that can't be read."""
    if title is not None and not title.strip():
        raise Refusal([Problem("--title", 0, "标题是空的", "写上标题，或不写 --title", "front-matter")])
    title = title or ""
    problems = [
        Problem("--title", 0, f"标题里有{kind}：{masked}", "删去；个人信息不能公开", "personal-data")
        for _, kind, masked in find_in_name(title)
    ]
    if fault := fault_of_line(title, LONGEST_TITLE):
        problems.append(Problem("--title", 0, f"标题{fault[0]}", fault[1], "front-matter"))
    if date and date.year not in YEARS:
        problems.append(Problem("--date", 0, f"{date.year}年不可能", "改成发布的年份", "date"))
    if problems:
        raise Refusal(problems)
