"""The posts of a folder, and those that a run has written: which of them a bulletin belongs to, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..model import Basis, Bulletin, body_text
from ..slugs import free_slug, slug_of
from ..workspace import Existing

SHORT_LINE = 12
Identity = tuple[object, ...]


class Posts:
    """Posts by slug, and by what makes two bulletins the same one. ``slugs`` holds every slug in use."""

    def __init__(self, folder: Path, found: Iterable[Existing]) -> None:
        self._folder = folder
        self._places: dict[str, Path] = {}
        self._alike: dict[Identity, dict[str, Bulletin]] = {}
        self.slugs: set[str] = set()
        for post in found:
            if post.bulletin:
                self.add(post.bulletin, post.path)

    def add(self, bulletin: Bulletin, place: Path) -> None:
        """Remember the post that stands at ``place`` now; of two with one slug the first keeps its place."""
        self._places.setdefault(bulletin.slug, place)
        self._alike.setdefault(_identity(bulletin), {})[bulletin.slug] = bulletin
        self.slugs.add(bulletin.slug)

    def place(self, bulletin: Bulletin) -> Path:
        """Where the post of a bulletin stands, or will stand: YYYY/<slug>.md."""
        if bulletin.slug in self._places:
            return self._places[bulletin.slug]
        assert bulletin.date is not None
        return self._folder / f"{bulletin.date.year:04d}" / f"{bulletin.slug}.md"

    def named(self, bulletins: Iterable[Bulletin]) -> tuple[tuple[Bulletin, str], ...]:
        """Each bulletin of one report with its slug: that of the post made from the same part of the same report,
        else a new one. A slug once given never changes, whatever the title does.
        """
        result: list[tuple[Bulletin, str]] = []
        mine: set[str] = set()
        for bulletin in bulletins:
            slug = bulletin.slug or self._known(bulletin, mine)
            slug = slug or free_slug(slug_of(bulletin.title), self.slugs | mine)
            mine.add(slug)
            result.append((bulletin, slug))
        return tuple(result)

    def _known(self, bulletin: Bulletin, taken: set[str]) -> str:
        """The slug of the post that is an earlier state of the bulletin, "" when there is none."""
        found = {slug: post for slug, post in self._alike.get(_identity(bulletin), {}).items() if slug not in taken}
        if bulletin.source:
            return next(iter(found), "")
        likeness = {slug: _likeness(bulletin, post) for slug, post in found.items()}
        best = max(likeness, key=lambda slug: likeness[slug], default="")
        return best if best and likeness[best] >= 0 else ""


def _identity(bulletin: Bulletin) -> Identity:
    """What makes two bulletins the same one: the part of a report, or without a report, its own words."""
    if bulletin.source:
        return bulletin.source, bulletin.part
    stated = bulletin.date if bulletin.basis_of("date") is Basis.STATED else None
    return bulletin.title, bulletin.departments, stated


def _likeness(one: Bulletin, other: Bulletin) -> int:
    """How many lines two bulletins of one title, day and department share; -1 when fewer than a third do, so that
    they are two texts and not two states of one.
    """
    mine, others = _telling(one), _telling(other)
    shared = len(mine & others)
    return shared if shared * 3 >= min(len(mine), len(others)) and (shared or mine == others) else -1


def _telling(bulletin: Bulletin) -> set[str]:
    """The lines that tell a text from others: the long ones, or all where none is long."""
    lines = {line for line in body_text(bulletin).split("\n") if line}
    return {line for line in lines if len(line) > SHORT_LINE} or lines
