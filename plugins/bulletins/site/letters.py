"""Bulletins by the first letter of their titles' pinyin: how those find their way who have no script running."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from ..grouping import Entry
from ..slugs import slug_of
from ..views import Group, Link
from ..wording import say
from .content import Site
from .page import Page

FOLDER = "archive/letters/"
WORD = re.compile(r"[^\W_]")


def by_letter(entries: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    """Letter or digit → the bulletins whose titles sound so, newest first; letters in order."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[letter_of(entry.bulletin.title)].append(entry)
    return dict(sorted(found.items()))


def letter_of(title: str) -> str:
    """The first letter or digit of a title's reading; quotation marks and the like have none.

    >>> letter_of("“十四五”水利规划"), letter_of("重庆路改造"), letter_of("2024年")
    ('s', 'c', '2')
    """
    found = WORD.search(title)
    # A few characters more than the first one, which may be read in two ways.
    return slug_of(title[found.start() :][:4] if found else title)[0]


def letter_links(site: Site) -> tuple[Link, ...]:
    """A link to the page of each letter, with how many bulletins it lists."""
    letters = by_letter(site.index.entries).items()
    return tuple(Link(letter.upper(), f"{FOLDER}{letter}/", len(entries)) for letter, entries in letters)


def letter_pages(site: Site) -> Iterator[Page]:
    """A page for each letter: titles by year."""
    for letter, entries in by_letter(site.index.entries).items():
        years = groupby(entries, key=lambda entry: entry.date.year)
        groups = tuple(
            Group(
                say("%(year)s年", year=str(year)),
                f"y{year}",
                links=tuple(Link(entry.bulletin.title, entry.url) for entry in some),
            )
            for year, some in years
        )
        title = say("标题拼音以%(letter)s开头的公报", letter=letter.upper())
        yield site.make.page("sitemap", title, f"{FOLDER}{letter}/", {"groups": groups})
