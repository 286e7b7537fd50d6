"""The one scan that finds where a number may stand, and the parser that reads number, scale, hedge and unit there.

Nothing here decides what a number means. Work is linear in the text: each character is matched at most twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from bulletins.quantities.numerals import MAX_DIGITS, arabic, chinese, shifted
from bulletins.quantities.tables import load
from bulletins.quantities.units import Unit, unit_at, unit_table

_ARABIC = r"[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_HAN_BODY = "零一二三四五六七八九十百千万亿两"
_HAN = (
    rf"百分之[{_HAN_BODY}几点]+|千分之[{_HAN_BODY}点]+|百分百"
    rf"|(?:一[十百千万亿]|[二三四五六七八九两十百千数几]|上(?=[十百千万亿]))[{_HAN_BODY}几]*[余多来]?[万亿]?"
)
_SCAN = re.compile(rf"{_ARABIC}|(?<![第{_HAN_BODY}])(?:{_HAN})(?![{_HAN_BODY}])")
_RANGE = re.compile(rf"[ ]?(--?|至|到)[ ]?((?:{_ARABIC}))")
_TAIL = re.compile(r"([余多来几])?(万亿|[十百千]亿|[十百千]万|[十百千万亿])?([余多])?")
_STOPS = frozenset("，,。；;、)\n!！?？")
_MYRIAD = 4
_TAIL_STARTS = frozenset("余多来几十百千万亿 ")
_SIGNED = frozenset({"points", "share", "weather"})
_MINUS = re.compile(r"[为是达至到，,:：]-$")
_GAP = re.compile(r" {0,2}")


class Candidate:
    """A number as read: ``start``..``number_end`` its digits, ``end`` after hedge, scale and unit."""

    __slots__ = ("end", "flags", "han", "hedge", "kind", "number_end", "scale", "start", "unit", "upper", "value")

    def __init__(self, start: int, number_end: int, value: Decimal, han: bool = False) -> None:
        self.start = start
        self.number_end = number_end
        self.end = number_end
        self.value = value
        self.upper: Decimal | None = None
        self.scale = 0
        self.unit = ""
        self.kind = ""
        self.hedge = ""
        self.han = han
        self.flags: tuple[str, ...] = ()


@cache
def _scales() -> dict[str, int]:
    scales: dict[str, int] = load("hedges")["scales"]
    return scales


def candidates(text: str) -> Iterator[Candidate]:
    """Every number of a folded text in order of place, with scale, inner hedge and unit read.

    >>> [(c.value, c.unit) for c in candidates("派出6-8名，消杀2700万平方米")]
    [(Decimal('6'), '名'), (Decimal('27000000'), '平方米')]
    """
    done = 0
    for match in _SCAN.finditer(text):
        start, end = match.span()
        if start < done:
            continue
        found = _han(text, start, end) if text[start] > "9" else _digits(text, start, end)
        if found is not None:
            done = found.end
            yield found


def _digits(text: str, start: int, end: int) -> Candidate:
    if end - start > MAX_DIGITS:
        return Candidate(start, end, Decimal(0))
    surface = text[start:end]
    if " " in surface and unit_at(text, end) is None and _TAIL.match(text, end).end() == end:  # type: ignore[union-attr]
        # Blanks part thousands only where a quantity follows; elsewhere they part numbers.
        end = start + surface.index(" ")
        surface = surface[: end - start]
    found = Candidate(start, end, arabic(surface))
    _read_tail(text, found)
    if found.kind in _SIGNED and _MINUS.search(text[max(0, start - 2) : start]):
        found.start, found.value = start - 1, -found.value
        return found
    if found.kind in unit_table().discrete and not found.scale and "." in surface and _starts_line(text, start):
        return _after_enumerator(text, found, surface)
    _read_range(text, found)
    return found


def _after_enumerator(text: str, found: Candidate, surface: str) -> Candidate:
    """“3.12个” at the start of a line is item 3 and twelve: nothing that is counted one by one has decimals."""
    dot = surface.index(".")
    inner = Candidate(found.start + dot + 1, found.number_end, arabic(surface[dot + 1 :]))
    _read_tail(text, inner)
    return inner


def _starts_line(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rpartition("\n")
    return not before[2].strip() and (bool(before[1]) or start <= 4)


def _han(text: str, start: int, end: int) -> Candidate | None:
    """A Chinese numeral, when a scale word, hedge or unit makes a reading as a quantity possible."""
    surface = text[start:end]
    if surface[1:3] == "分之" or surface == "百分百":
        return _han_share(text, start, end, surface)
    hedge, core = "", surface
    if core[0] in "上数几":
        hedge, core = core[0], core[1:]
    for mark in "余多来几":
        if mark in core[1:]:
            hedge, core = hedge + mark, core.replace(mark, "", 1)
    parsed = chinese(core) if core else None
    if parsed is None:
        return None
    begin = start + 1 if surface[0] == "上" else start
    found = Candidate(begin, end, parsed[0], han=True)
    found.upper, found.hedge = parsed[1], hedge
    unit = _unit_after(text, end)
    if unit is not None:
        _take(found, unit)
        return found
    # 涉案口罩超八万。: a scale and a stop make a figure without a measure word.
    found.scale = _scales().get(core[-1], 0)
    stop = text[end : end + 1] in _STOPS
    return found if found.scale >= _MYRIAD and len(core) > 1 and stop else None


def _han_share(text: str, start: int, end: int, surface: str) -> Candidate | None:
    whole, _, fraction = surface[3:].partition("点") if surface != "百分百" else ("一百", "", "")
    parsed = chinese(whole)
    if parsed is None or len(fraction) > MAX_DIGITS:
        return None
    digits = "".join(str("零一二三四五六七八九".find(char)) for char in fraction)
    found = Candidate(start, end, parsed[0] + Decimal(f"0.{digits}") if digits.isdecimal() else parsed[0], han=True)
    found.unit, found.kind = ("‰" if surface[0] == "千" else "%"), "share"
    return found


def _read_tail(text: str, found: Candidate) -> None:
    """Scale, inner hedge and unit after the digits, over at most two blanks and never over a line end."""
    place = found.number_end
    if place >= len(text):
        return
    unit = _unit_after(text, place)
    if unit is not None and text[place] not in _TAIL_STARTS:
        _take(found, unit)
        return
    if text[place] == " ":
        place = _GAP.match(text, place).end()  # type: ignore[union-attr]
    # 5千克 and 68.71千米 hold a scale word that belongs to the unit.
    if unit is not None and unit.end - place > 1 and text[place] in "十百千":
        _take(found, unit)
        return
    tail = _TAIL.match(text, place)
    if tail is not None and tail.end() > place and (tail.group(2) or _unit_after(text, tail.end())):
        found.hedge = (tail.group(1) or "") + (tail.group(3) or "")
        if tail.group(2):
            found.scale = _scales()[tail.group(2)]
            found.value = shifted(found.value, found.scale)
        found.end = tail.end()
        unit = _unit_after(text, tail.end())
    if unit is not None:
        _take(found, unit)


def _unit_after(text: str, place: int) -> Unit | None:
    """The unit at ``place``, over blanks and never over a line end."""
    unit = unit_at(text, place)
    if unit is not None or place >= len(text) or text[place] != " ":
        return unit
    gap = _GAP.match(text, place)
    return unit_at(text, gap.end() if gap else place)


def _take(found: Candidate, unit: Unit) -> None:
    found.end, found.unit, found.kind = unit.end, unit.name, unit.kind


def _read_range(text: str, found: Candidate) -> None:
    """A second number after a dash or 至: 6—8名, 10%—15%, 3万至5万元. Dates and codes are left alone."""
    if found.kind in {"calendar", "address"} or found.end >= len(text) or text[found.end] not in "- 至到":
        return
    match = _RANGE.match(text, found.end)
    if not match or len(match.group(2)) > MAX_DIGITS:
        return
    if (
        match.group(1) == "到"
        and found.unit
        and text[max(0, found.start - 2) : found.start].strip("约近")[-1:] in "从由自"
    ):
        return
    other = Candidate(match.start(2), match.end(2), arabic(match.group(2)))
    _read_tail(text, other)
    if not other.unit or (found.unit and found.unit != other.unit) or (other.kind == "calendar" and found.value > 1900):
        return
    if not found.scale and not found.unit and other.scale:
        found.value = shifted(found.value, other.scale)
    if other.value <= found.value:
        return
    found.upper, found.end, found.unit, found.kind = other.value, other.end, other.unit, other.kind
    found.scale = max(found.scale, other.scale)
    found.hedge += other.hedge
