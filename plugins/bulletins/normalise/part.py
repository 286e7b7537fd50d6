"""The finished text of a report, and the part of it that is one bulletin."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from .draft import Draft, Line
from .names import Mention, mentions
from .regions import Region, region_of

_EVIDENCE = 24
_MOST_BODIES = 300


@dataclass(frozen=True)
class Whole:
    """The finished text of a report, the head lines taken out of it, and whether it holds several bulletins."""

    draft: Draft
    line_starts: list[int]
    heads: tuple[tuple[int, str], ...] = ()  # (line of the report, words) of the lines taken out
    known_regions: tuple[str, ...] = ()
    compendium: bool = False
    regions: dict[str, Region] = field(default_factory=dict)
    named: dict[str, tuple[tuple[str, int, str], ...]] = field(default_factory=dict)

    def region(self, level: str) -> Region:
        """The region of a level (市, 县 …) that the report speaks of; sought once."""
        if level not in self.regions:
            self.regions[level] = region_of(self.all_words(), level, self.known_regions)
        return self.regions[level]

    def bodies(self, level: str) -> tuple[tuple[str, int, str], ...]:
        """The bodies of a level that the lines taken out and the text name, each once: (name, line of the report, the
        words around); sought once, and no more of them than any report names."""
        if level not in self.named:
            region = self.region(level).name
            found: dict[str, tuple[int, str]] = {}
            for number, words in self.heads:
                for mention in mentions(words, region, level):
                    found.setdefault(mention.name, (number, words[:_EVIDENCE]))
            for mention in mentions(self.draft.text, region, level):
                if len(found) >= _MOST_BODIES:
                    break
                if mention.name not in found:
                    found[mention.name] = (self.line_of(mention.start), self.clause_at(mention))
            self.named[level] = tuple((name, *evidence) for name, evidence in found.items())
        return self.named[level]

    def all_words(self) -> str:
        """The lines taken out and the text, for looking."""
        return "\n".join([*(words for _, words in self.heads), self.draft.text])

    def line_of(self, position: int) -> int:
        """The line of the report that a position of the text comes from."""
        return bisect_right(self.line_starts, self.draft.place(position))

    def clause_at(self, mention: Mention) -> str:
        """The words around a mention, for an editor to judge by."""
        text = self.draft.text
        start = max(text.rfind(mark, 0, mention.start) for mark in "。\n，") + 1
        return text[start : min(len(text), mention.end + _EVIDENCE)].split("\n")[0]


@dataclass(frozen=True)
class Part:
    """One bulletin's body, and where it begins in the whole text."""

    whole: Whole
    start: int
    words: str


def parts(draft: Draft) -> list[list[Line]]:
    """The lines of each bulletin. Lines before the first head of a compendium make up the first list, which is
    empty for a single report; so there is always one list more than there are bulletins."""
    begins = draft.places("part")
    if not begins:
        return [[], list(draft.lines)]
    found: list[list[Line]] = [[] for _ in range(len(begins) + 1)]
    for line in draft.lines:
        found[bisect_right(begins, draft.origin(line.start))].append(line)
    return found


def bodies(draft: Draft) -> list[list[Line]]:
    """The lines of each bulletin's body; what stands before the first department goes with the first bulletin."""
    preface, first, *others = parts(draft)
    return [preface + first, *others]
