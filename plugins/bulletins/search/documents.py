"""What the search index is built from, and what can be set about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchStatistic:
    """A statistic as the index needs it: how it is printed, what it counts, its value with scales multiplied out.

    Those of a bulletin stand in the order of its text.
    """

    printed: str
    label: str
    value: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One bulletin as the index needs it. All texts are plain and as printed; folding is done by the builder.

    ``url`` is relative to the site's root, without a leading slash. ``date`` is YYYY-MM-DD (or "" when unknown).
    ``departments`` are (name, url) pairs. ``text`` is the whole body, one block a line.

    >>> SearchDocument("bulletins/2022/a/", "防汛情况", "2022-07-01", text="各地加强值守。").year
    '2022'
    """

    url: str
    title: str
    date: str
    departments: tuple[tuple[str, str], ...] = ()
    column: str = ""
    topics: tuple[str, ...] = ()
    text: str = ""
    statistics: tuple[SearchStatistic, ...] = ()

    @property
    def year(self) -> str:
        """The first four characters of the date, "" when it is unknown."""
        return self.date[:4]


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Sizes of the index. The defaults were measured at 10,000 bulletins (docs/performance.md).

    ``leaf_limit``: a character sequence standing at more places than this is told apart by its next character; a
    query that the index doesn't settle has no more candidates. ``limits.py`` says how it depends on the length.
    ``list_limit``: one standing at more places than this has its bulletins listed in one piece.
    ``depth_limit``: the longest sequence that is listed, 120 units at most; longer queries are checked in the texts.
    ``shard_bytes``: about how large one file of lists is. ``texts_per_file``: how many bulletins share one file
    of texts; 0 chooses by the number of bulletins. ``lead_units``: how much of a text, on to the end of its sentence,
    counts as its lead. ``block_places``: about how many places are sorted together; shards begin with a character that
    has more.

    >>> SearchSettings().texts_in_file(30), SearchSettings().texts_in_file(10_000)
    (8, 2)
    """

    leaf_limit: int = 14
    list_limit: int = 8000
    depth_limit: int = 64
    shard_bytes: int = 7000
    texts_per_file: int = 0
    lead_units: int = 80
    block_places: int = 125_000

    def texts_in_file(self, documents: int) -> int:
        """How many texts share a file: few files for a small site, few bytes for a query on a large one."""
        if self.texts_per_file:
            return self.texts_per_file
        return 8 if documents < 200 else 2
