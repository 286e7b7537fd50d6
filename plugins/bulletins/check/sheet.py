"""A post laid out for checking: what was read, its lines, and what it is checked against."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..departments import Registry
from ..markdown import HEADING, unescape
from ..model import Bulletin
from ..post import field_lines, split_front_matter
from ..problems import Problem, Refusal, Severity
from .contradictions import StatedFigure


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """A post as the caller read it.

    ``bulletin`` is None when it could not be read; ``problems`` then says why. ``sums`` and ``suspicious`` hold
    what the figures gave: (line of the file, message) of breakdowns that differ from their total, and of figures
    that look like a slip. ``stated`` holds its statistics, to be compared with those of other posts; ``unfound`` the
    words of ``highlights`` that name none of them.
    """

    path: str
    text: str
    bulletin: Bulletin | None = None
    problems: tuple[Problem, ...] = ()
    sums: tuple[tuple[int, str], ...] = ()
    suspicious: tuple[tuple[int, str], ...] = ()
    stated: tuple[StatedFigure, ...] = ()
    unfound: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """Its path below the content folder.

        >>> CheckedPost("a/content/posts/2024/x.md", "").source
        'posts/2024/x.md'
        """
        path = self.path.replace("\\", "/")
        place = f"/{path}".rfind("/posts/")
        return path[place:] if place >= 0 else posixpath.basename(path)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body: its number in the file, as typed, as plain text, and its heading level (0: none)."""

    number: int
    typed: str
    plain: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One post with its lines; rules read it and say problems through it."""

    post: CheckedPost
    fields: Mapping[str, int]
    lines: tuple[Line, ...]

    @property
    def draft(self) -> bool:
        """Drafts are not published, so what would be an error is a warning."""
        return self.post.bulletin is not None and self.post.bulletin.status == "draft"

    def error(self, rule: str, line: int, message: str, hint: str) -> Problem:
        """A finding that keeps the post from being published, unless it is a draft."""
        severity = Severity.WARNING if self.draft else Severity.ERROR
        return Problem(self.post.path, line, message, hint, rule, severity)

    def warning(self, rule: str, line: int, message: str, hint: str) -> Problem:
        """A finding that an editor should look at."""
        return Problem(self.post.path, line, message, hint, rule, Severity.WARNING)

    def field(self, name: str) -> int:
        """The line of a front-matter field; 1 when it isn't written."""
        return self.fields.get(name, 1)


@dataclass(frozen=True, slots=True)
class World:
    """What posts are checked against: the registry, today's date, the files there are, and each other."""

    registry: Registry
    today: date
    files: frozenset[str]
    slugs: Mapping[str, tuple[CheckedPost, ...]]
    titles: Mapping[tuple[str, date], tuple[CheckedPost, ...]]


def sheet_of(post: CheckedPost) -> Sheet:
    """Lay out a post; one whose front matter can't be read has its body's lines only.

    >>> sheet = sheet_of(CheckedPost("a.md", "---\\ntitle: a\\n---\\n\\n## 一、做法\\n"))
    >>> sheet.field("title"), sheet.lines[-2]
    (2, Line(number=5, typed='## 一、做法', plain='一、做法', level=1))
    """
    try:
        _, body, first = split_front_matter(post.text, post.path)
    except Refusal:
        body, first = post.text, 1
    try:
        fields = field_lines(post.text, post.path)
    except Refusal:
        fields = {}
    return Sheet(post, fields, tuple(_lines(body, first)))


def _lines(body: str, first: int) -> Iterator[Line]:
    for number, typed in enumerate(body.split("\n"), first):
        heading = HEADING.match(typed)
        level = max(len(heading.group(1)) - 1, 1) if heading else 0
        yield Line(number, typed, unescape((heading.group(2) or "") if heading else typed), level)


def world_of(posts: Iterable[CheckedPost], registry: Registry, today: date, files: Collection[str]) -> World:
    """Gather what the rules compare posts with."""
    slugs: dict[str, tuple[CheckedPost, ...]] = {}
    titles: dict[tuple[str, date], tuple[CheckedPost, ...]] = {}
    for post in posts:
        bulletin = post.bulletin
        if bulletin is None or bulletin.date is None:
            continue
        key = (bulletin.title, bulletin.date.date())
        slugs[bulletin.slug] = (*slugs.get(bulletin.slug, ()), post)
        titles[key] = (*titles.get(key, ()), post)
    return World(registry, today, frozenset(files), slugs, titles)
