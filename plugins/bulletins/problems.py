"""What can be wrong with an input, said to an editor.

A problem is a value, not an exception text: functions collect all of them, and only the command line
prints them, one line each: ``path:line: what is wrong — what to do``.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops the post from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, with its place and its cure.

    ``path`` is as the editor gave it; ``line`` counts from 1, and 0 means the file as a whole.
    ``rule`` is the stable short name of the check that found it, in lower case with hyphens.

    >>> print(Problem("posts/a.md", 3, "日期“2022-13-01”不存在", "写成 YYYY-MM-DD", "date"))
    posts/a.md:3: [date] 日期“2022-13-01”不存在 — 写成 YYYY-MM-DD
    """

    path: str
    line: int
    message: str
    hint: str
    rule: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{visible(self.path)}:{self.line}" if self.line else visible(self.path)
        rule = f"[{self.rule}] " if self.rule else ""
        return f"{where}: {rule}{visible(self.message)} — {visible(self.hint)}"


WEIGHT = {Severity.ERROR: "错误", Severity.WARNING: "提醒"}


def weighed(problem: Problem) -> str:
    """A problem as a line that says its weight too, for lists in which errors and warnings stand together.

    >>> print(weighed(Problem("a.md", 2, "标题末尾多了标点", "删去", "title-stop", Severity.WARNING)))
    a.md:2: [title-stop] 提醒：标题末尾多了标点 — 删去
    """
    return str(replace(problem, message=f"{WEIGHT[problem.severity]}：{problem.message}"))


class Refusal(Exception):
    """An input can't be accepted; carries every problem found, never just the first.

    >>> Refusal([Problem("a.txt", 0, "文件是空的", "换一个文件")]).problems[0].message
    '文件是空的'
    """

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def visible(text: str) -> str:
    """Show control, direction and unpaired surrogate characters as escapes, so that a name can't fake a line.

    Safe because only what no reader could see is changed.

    >>> visible("a\\u202eb\\nc")
    'a\\\\u202eb\\\\nc'
    """
    if text.isprintable():
        return text
    return "".join(_escape(char) for char in text)


def _escape(char: str) -> str:
    if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}:
        return char.encode("unicode_escape").decode("ascii")
    return char
