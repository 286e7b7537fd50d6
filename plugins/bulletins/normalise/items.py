"""An enumerated line of a bulletin and its place among the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from .draft import Line
from .enumerators import Enumerator


@dataclass
class Item:
    """An enumerated line with its place in the nesting. ``cut`` is where its head ends, 0 for no head."""

    line: Line
    enumerator: Enumerator
    parent: Item | None
    run: list[Item]
    cut: int = 0
    content: bool = False
    heading: bool = False
    children: list[list[Item]] = field(default_factory=list)

    @property
    def bare(self) -> bool:
        """A headline on a line of its own, without a stop."""
        return self.cut == len(self.line.text)

    @property
    def single(self) -> bool:
        """One short sentence and nothing after it."""
        return self.cut == len(self.line.text) - 1

    @property
    def split(self) -> bool:
        """Headline and text in one line."""
        return 0 < self.cut < len(self.line.text) - 1

    @property
    def level(self) -> int:
        """1 for the outermost heading."""
        above, level = self.parent, 1
        while above:
            level += above.heading
            above = above.parent
        return level
