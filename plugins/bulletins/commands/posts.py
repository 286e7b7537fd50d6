"""The posts of a folder, and those that a run has written: which of them a bulletin belongs to, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from ..model import Basis, Bulletin, body_text
from ..slugs import free_slug, slug_of
from ..workspace import Existing

SHORT_LINE = 12
# Two texts of one title are two when the shorter has less than this share of its pairs of characters in the other. An
# edited sentence keeps most of its pairs; two sentences that only speak of the same things share fewer than half.
ALIKE = 0.6
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
        for identity in _identities(bulletin):
            self._alike.setdefault(identity, {})[bulletin.slug] = bulletin
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

    def twin(self, bulletin: Bulletin) -> Path | None:
        """The post of the same title, departments and day whose words are others; None when there is none."""
        if bulletin.source:
            return None
        found = self._alike.get(_identities(bulletin)[0], {})
        return next((self._places[slug] for slug in found if slug != bulletin.slug), None)

    def _known(self, bulletin: Bulletin, taken: set[str]) -> str:
        """The slug of the post that is an earlier state of the bulletin, "" when there is none."""
        found: dict[str, Bulletin] = {}
        for identity in _identities(bulletin):
            found |= self._alike.get(identity, {})
        free = {slug: post for slug, post in found.items() if slug not in taken}
        if bulletin.source:
            return next(iter(free), "")
        likeness = {slug: _likeness(bulletin, post) for slug, post in free.items()}
        best = max(likeness, key=lambda slug: likeness[slug], default="")
        return best if best and likeness[best] > 0 else ""


def _identities(bulletin: Bulletin) -> tuple[Identity, ...]:
    """What makes two bulletins the same one: the part of a report, or without a report, title, departments and day.

    An editor may have changed one of the three in the post; the others still lead to it. A title leads there by the
    address that was made of it, which no edit changes.
    """
    if bulletin.source:
        return ((bulletin.source, bulletin.part),)
    day, issuers = _day(bulletin), bulletin.departments
    stem = re.sub(r"-[0-9]+$", "", bulletin.slug or slug_of(bulletin.title))
    return (
        ("all", bulletin.title, issuers, day),
        ("day", bulletin.title, issuers),
        ("issuers", bulletin.title, day),
        ("title", stem, issuers, day),
    )


def _day(bulletin: Bulletin) -> object:
    """The day that a bulletin states, None when it was found elsewhere: in the file's own date, or by an option."""
    return bulletin.date if bulletin.basis_of("date") is Basis.STATED else None


def _likeness(one: Bulletin, other: Bulletin) -> float:
    """How surely two bulletins are states of one: 0 for two texts of one title, else the greater the surer.

    Of another day or other departments is only what says the same in every line: the report of the next month
    repeats most of its words.
    """
    mine, others = body_text(one), body_text(other)
    if mine == others:
        return float(len(mine) + 2)
    if _day(one) != _day(other) or one.departments != other.departments:
        return 0.0
    lines, their_lines = _telling(mine), _telling(others)
    shared = len(lines & their_lines)
    if shared and shared * 3 >= min(len(lines), len(their_lines)):
        return 1.0 + shared
    pairs, their_pairs = _pairs(mine), _pairs(others)
    common = (pairs & their_pairs).total() / max(min(pairs.total(), their_pairs.total()), 1)
    return common if common >= ALIKE else 0.0


def _telling(text: str) -> set[str]:
    """The lines that tell a text from others: the long ones, or all where none is long."""
    lines = {line for line in text.split("\n") if line}
    return {line for line in lines if len(line) > SHORT_LINE} or lines


def _pairs(text: str) -> Counter[str]:
    """How often each two characters stand beside each other in a text."""
    return Counter(map("".join, pairwise(text)))
