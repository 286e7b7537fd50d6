"""Where a page leads: links, departments as authors, languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A link with an optional count beside it (栏目、部门、年份 lists)."""

    text: str
    url: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentLink:
    """A department as named on a bulletin: links carry rel="author"."""

    name: str
    short: str
    url: str


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of the interface: its code, its own name, and where its pages stand below the root ("", "en/")."""

    code: str
    name: str
    prefix: str
