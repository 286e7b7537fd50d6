"""The text on its way: what rules propose, and how a proposal becomes the next draft and ledger entries.

A draft knows for each of its characters where it stands in the report. The map is kept as runs, so that a pass which
swaps one mark for another costs nothing, and growth stays linear in text and edits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from .quiet import quiet

_LINE_END = re.compile(r"\r\n|\r|\n")
# Labels that say something of a place in the report and not of the line that begins there.
PLACES = frozenset({"part", "picture", "dropped", "page", "facts", "path"})
# A sentence may run over two pages; above the facts of a page stands its headline.
_GAPS = {"page-number": "page", "source-line": "facts", "breadcrumb": "path"}


class Edit(NamedTuple):
    """Put ``after`` in the place of text[start:end]. ``note`` is the reason when words are taken out of the body."""

    start: int
    end: int
    after: str
    note: str = ""


class Mark(NamedTuple):
    """Say what the line beginning at ``start`` is ("caption", "heading", …); changes no character."""

    start: int
    label: str


class Line(NamedTuple):
    """A line that holds words: its span without the line end, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    blanks: int


@dataclass(frozen=True)
class Draft:
    """A text and where it came from.

    Character i of a run that starts at ``starts[k]`` stands in the report at ``origins[k] + i - starts[k]``;
    characters that a rule put in have runs of their own with origin -1. ``marks`` maps report offsets of line
    starts to labels: offsets of the report don't move when later passes edit the text.
    """

    text: str
    starts: tuple[int, ...] | list[int]
    origins: tuple[int, ...] | list[int]
    marks: dict[int, str] = field(default_factory=dict)
    markdown: bool = False
    post: bool = False  # normalised once more
    whole: bool = False  # a line is a paragraph, as in Word
    literal: bool = False  # &lt; and \* are what the report says, though it has headings with #

    def origin(self, position: int) -> int:
        """Offset in the report of the character at ``position``, -1 for one that a rule put in."""
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]

    def place(self, position: int) -> int:
        """Like origin; for a character put in, the nearest place before it, so that a line can be named."""
        run = bisect_right(self.starts, position) - 1
        while run > 0 and self.origins[run] < 0:
            run -= 1
            position = self.starts[run + 1] - 1
        return max(self.origins[run], 0) + position - self.starts[run] if self.starts else 0

    def mark(self, line: Line) -> str:
        """The label of a line, or ""."""
        return self._labels.get(line.start, "") if self.marks else ""

    @cached_property
    def gaps(self) -> list[int]:
        """Places in the report where a line was taken out or a picture stood, in order."""
        return self.places("dropped", "picture", "facts", "path")

    def places(self, *labels: str) -> list[int]:
        """Places in the report with one of these labels, in order; not to be changed."""
        if labels not in self._places:
            self._places[labels] = sorted(place for place, label in self.marks.items() if label in labels)
        return self._places[labels]

    def places_in(self, label: str, lines: list[Line]) -> list[int]:
        """The places with a label between the beginnings of the first and the last of some lines."""
        if not lines or not self.marks:
            return []
        found = self.places(label)
        first, last = self.origin(lines[0].start), self.origin(lines[-1].start)
        return found[bisect_right(found, first) : bisect_right(found, last)]

    @cached_property
    def _places(self) -> dict[tuple[str, ...], list[int]]:
        """What ``places`` found."""
        return {}

    @cached_property
    def _labels(self) -> dict[int, str]:
        """Labels by where their lines begin in this text."""
        places = ((line.start, self.origin(line.start)) for line in self.lines)
        return {start: self.marks[place] for start, place in places if place in self.marks}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines that hold more than blanks, in order."""
        found: list[Line] = []
        start = blanks = 0
        for text in self.text.split("\n"):
            end = start + len(text)
            if text and not text.isspace():
                found.append(Line(start, end, text, blanks))
                blanks = 0
            else:
                blanks += 1
            start = end + 1
        return tuple(found)


def first_draft(
    text: str, *, markdown: bool = False, post: bool = False, whole: bool = False, literal: bool = False
) -> Draft:
    """The report as it is: every character stands where it stands.

    >>> first_draft("甲乙").origin(1)
    1
    """
    return Draft(text, [0], [0], {}, markdown, post, whole, literal)


def dropped(line: Line, note: str) -> Iterator[Edit | Mark]:
    """Take a line out of the body for the reason ``note``, and mark the place, so that nothing is joined across it.

    The only way by which furniture leaves: a line that says a sentence or a quantity stays, whatever rule asks.
    """
    if quiet(line.text, note):
        starred = note == "ruler" and not line.text.strip("＊* ")  # under the headline of a press release
        yield Mark(line.start, "facts" if starred else _GAPS.get(note, "dropped"))
        yield Edit(line.start, line.end, "", note)


def between(places: list[int], first: int, last: int) -> bool:
    """Whether one of the sorted places lies between two others.

    >>> between([3, 9], 4, 8), between([3, 9], 2, 5)
    (False, True)
    """
    at = bisect_right(places, first)
    return at < len(places) and places[at] < last


def report_lines(text: str) -> list[int]:
    """Offsets at which the report's lines begin, whatever line ends it uses.

    >>> report_lines("a\\r\\nb\\nc")
    [0, 3, 5]
    """
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they are in order and don't overlap.

    >>> edited("一,二", [Edit(1, 2, "，")])
    '一，二'
    """
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.after)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)
