"""How reading says no: one place for the rule names and the limits."""

from __future__ import annotations

from ..problems import Problem, Refusal

MAX_BYTES = 20_000_000
"""A file above this is refused before a byte of it is decoded."""

MAX_MARKUP = 5_000_000
"""Longest HTML source, in characters, pictures written into it not counted."""

MAX_CHARACTERS = 1_500_000
"""Longest text taken on: what normalising, figures and the page can do well within ten seconds."""

MAX_LINES = 200_000
"""Most lines: what normalising does for each takes longer than for a long one, and no report comes near."""

RULES = (
    *("empty", "binary", "encoding", "too-large", "file-type", "broken-file", "encrypted"),
    *("active-content", "metadata", "unread"),
)


def refuse(source: str, rule: str, message: str, hint: str, line: int = 0) -> Refusal:
    """A Refusal with one problem.

    >>> print(refuse("a.txt", "empty", "文件是空的", "换一个文件"))
    a.txt: [empty] 文件是空的 — 换一个文件
    """
    return Refusal([Problem(source, line, message, hint, rule)])
