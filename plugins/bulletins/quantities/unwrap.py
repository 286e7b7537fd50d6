"""Lines that a hard wrap cut in the middle of a sentence, read as one, with every offset kept.

A raw report may be wrapped at a fixed width, inside words and inside numbers. Figures are looked for in the unwrapped
text; their spans are given in the text as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from bulletins.figures import Quantity, Statistic
from bulletins.quantities.units import unit_at

# A line of some length without a stop at its end, and a line after it that is neither blank nor indented.
_CANDIDATE = re.compile(
    r"^(?P<line>[^\r\n]{18,})(?<![。!?！？；;：:…”」』）)])(?P<gap>\r?\n)(?=[^\s\u3000])", re.MULTILINE
)
# A number at the end of a line of prose whose unit opens the next line.
_CUT_UNIT = re.compile(r"[0-9０-９][余多万亿千百]{0,3}(?P<gap>\r?\n)(?=[^\s0-9０-９])")
# 浏览人次：1,025,466 at the end of a line is a fact of its own.
_KEYED = re.compile(r"[:：] ?[0-9０-９,.]*$")
# A decimal cut behind its point: 增长4.⏎6%.
_CUT_DECIMAL = re.compile(r"[0-9]\.(?P<gap>\r?\n)(?=(?P<rest>[0-9]+))")
_PROSE = re.compile(r"[\u4e00-\u9fff][^\r\n]*$")
# Columns by which a wrapped line may fall short of the widest: two full-width marks kept off a line's start.
_SLACK = 4
_NEAR = 8
# A line as long as this that parts clauses and ends in the middle of one is wrapped, however wide its neighbours are.
_LONG = 36
_CLAUSES = frozenset("，。；、,")


class Unwrapped:
    """A text without its hard wraps. Offsets go both ways; where nothing was wrapped they are the same.

    >>> wrapped = Unwrapped("七月以来全市各级各部门累计发放救灾物资18\\n399件，转移安置受灾群众两千余人，保障有力。")
    >>> "18399件" in wrapped.text, wrapped.to_original(wrapped.text.index("399"))
    (True, 22)
    """

    __slots__ = ("_cuts", "_sizes", "original", "text")

    def __init__(self, text: str) -> None:
        self.original = text
        gaps = _wraps(text)
        # Place of each cut in the unwrapped text, and the characters removed up to and including it.
        self._cuts: list[int] = []
        self._sizes: list[int] = [0]
        pieces: list[str] = []
        start = 0
        for low, high in gaps:
            pieces.append(text[start:low])
            self._cuts.append(low - self._sizes[-1])
            self._sizes.append(self._sizes[-1] + high - low)
            start = high
        self.text = "".join([*pieces, text[start:]]) if gaps else text

    def to_original(self, offset: int, end: bool = False) -> int:
        """The offset in the text as it stands; an ``end`` stays before a wrap, a start goes behind it."""
        if not self._cuts:
            return offset
        return offset + self._sizes[bisect_right(self._cuts, offset - 1 if end else offset)]

    def quantity(self, found: Quantity) -> Quantity:
        """A quantity of the unwrapped text, as it stands in the original."""
        if not self._cuts:
            return found
        start, end = self.to_original(found.start), self.to_original(found.end, end=True)
        return replace(found, start=start, end=end, text=self.original[start:end])

    def statistic(self, found: Statistic) -> Statistic:
        """A statistic of the unwrapped text, as it stands in the original."""
        if not self._cuts:
            return found
        moved = replace(found, quantity=self.quantity(found.quantity))
        if found.label_start < 0:
            return moved
        low, high = self.to_original(found.label_start), self.to_original(found.label_end, end=True)
        return replace(moved, label_start=low, label_end=high)

    def within(self, found: Statistic) -> Statistic:
        """A statistic of the original, with its number's span in the unwrapped text."""
        if not self._cuts:
            return found
        quantity = found.quantity
        start, end = self._within(quantity.start), self._within(quantity.end)
        return replace(found, quantity=replace(quantity, start=start, end=end))

    def _within(self, offset: int) -> int:
        """The inverse of ``to_original``; an offset inside a wrap falls on its place."""
        low, high = 0, len(self._cuts)
        while low < high:
            middle = (low + high) // 2
            if self._cuts[middle] + self._sizes[middle + 1] <= offset:
                low = middle + 1
            else:
                high = middle
        return min(offset - self._sizes[low], self._cuts[low] if low < len(self._cuts) else offset)


def _wraps(text: str) -> list[tuple[int, int]]:
    """The line ends that only wrap: between number and unit, or on lines about as wide as the widest of a paragraph."""
    found = {
        match.span("gap")
        for match in _CUT_UNIT.finditer(text)
        if _PROSE.search(text, max(0, match.start() - _NEAR), match.start())
        and not _KEYED.search(text, max(0, match.start() - 2 * _NEAR), match.start())
        and unit_at(text, match.end())
    }
    found |= {
        match.span("gap")
        for match in _CUT_DECIMAL.finditer(text)
        if _PROSE.search(text, max(0, match.start() - _NEAR), match.start()) and unit_at(text, match.end("rest"))
    }
    if _CANDIDATE.search(text):
        for start, end in _paragraphs(text):
            lines = text[start:end].splitlines()
            widest, longest = max(map(_width, lines)), max(map(len, lines))
            for match in _CANDIDATE.finditer(text, start, end):
                line = match["line"]
                wrapped = len(line) >= _LONG and not _CLAUSES.isdisjoint(line)
                if wrapped or _width(line) >= widest - _SLACK or len(line) >= longest - _SLACK // 2:
                    found.add(match.span("gap"))
    return sorted(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Runs of two or more lines without a blank one."""
    start = place = count = 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            if count > 1:
                yield start, place
            start, count = place + len(line), -1
        place += len(line)
        count += 1
    if count > 1:
        yield start, place


def _width(line: str) -> int:
    """Columns on a screen: two for a Chinese character, one for a Latin one."""
    return len(line) + (len(line.encode("utf-8", "surrogatepass")) - len(line)) // 2
