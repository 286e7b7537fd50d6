"""Automatic numbers of a Word file as the words they print: 一、 （一） 1. ①.

An office that numbers its headings by Word's own lists has no enumerator in the text itself; leaving the numbers
out would change what the report says. ISO/IEC 29500-1 §17.9 says how they are counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .names import attribute, child, children, number

HAN = "零一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
# fmt: off
HAN_FORMATS = frozenset((
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand",
    "koreanCounting",
))
# fmt: on
LEGAL_FORMATS = frozenset(("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"))
SERIES = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
# fmt: off
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)
# fmt: on
LEVELS, LONGEST_TEXT = 9, 50  # the nine levels of the standard; what stands around a number is short
PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: what it starts with, how it prints."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"


@dataclass(slots=True)
class Numbering:
    """The lists of one file, with their counters; ask once for each numbered paragraph, in reading order."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)  # abstract list -> levels
    uses: dict[str, str] = field(default_factory=dict)  # numId -> abstract list
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)  # numId -> level -> start anew
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, use: str, level: int) -> str:
        """What Word prints before the next paragraph of list ``use``; "" when it has no number."""
        name = self.uses.get(use, "")
        levels = self.lists.get(name, {})
        if level not in levels:
            return ""
        counter = self.counters.setdefault(name, {})
        again = self.overrides.get(use, {}).get(level)
        if again is not None and (use, level) not in self.begun:
            counter[level] = again - 1
        self.begun.add((use, level))
        counter[level] = counter.get(level, levels[level].start - 1) + 1
        for deeper in [place for place in counter if place > level]:
            del counter[deeper]
        return _printed(levels, counter, level)


def _printed(levels: dict[int, Level], counter: dict[int, int], level: int) -> str:
    shape = levels[level]
    if shape.form == "bullet":
        return "• "

    def place(found: re.Match[str]) -> str:
        index = int(found.group(1)) - 1
        other = levels.get(index, Level())
        return in_format(counter.get(index, other.start), other.form)

    words = PLACE.sub(place, shape.text)
    parted = not words or shape.suffix == "nothing" or words[-1] in "、）．。：）"
    return words if parted else words + " "


def in_format(value: int, form: str) -> str:
    """A number in one of Word's formats; formats beyond their series, and unknown ones, print as digits.

    >>> [in_format(12, form) for form in ("chineseCounting", "upperRoman", "decimalEnclosedCircle", "decimalZero")]
    ['十二', 'XII', '⑫', '12']
    """
    if form == "none":
        return ""
    if form in HAN_FORMATS:
        return _han(value, HAN, "十百千")
    if form in LEGAL_FORMATS:
        return _han(value, LEGAL, "拾佰仟")
    if form in SERIES and 0 < value <= len(SERIES[form]):
        return SERIES[form][value - 1]
    if form in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form == "decimalZero":
        return f"{value:02d}"
    return str(value).translate(FULL_WIDTH) if form.startswith("decimalFullWidth") else str(value)


def _han(value: int, digits: str, scales: str) -> str:
    if not 0 < value < 10_000:
        return str(value)
    words, figures = "", str(value)
    for index, figure in enumerate(figures):
        scale = len(figures) - index - 1
        if figure != "0":
            words += digits[int(figure)] + (scales[scale - 1] if scale else "")
        elif words and not words.endswith(digits[0]) and figures[index:].strip("0"):
            words += digits[0]
    return words.removeprefix("一") if digits is HAN and 10 <= value < 20 else words


def _roman(value: int) -> str:
    words = ""
    for size, letters in ROMAN:
        words += letters * (value // size)
        value %= size
    return words


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of ``numbering.xml``; none when the file has no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}  # style name -> abstract list
    for abstract in children(root, "abstractNum"):
        name = attribute(abstract, "abstractNumId")
        numbering.lists[name] = _levels(abstract)
        links[attribute(child(abstract, "styleLink"), "val")] = name
    for abstract in children(root, "abstractNum"):
        link = attribute(child(abstract, "numStyleLink"), "val")
        if link and link in links:
            numbering.lists[attribute(abstract, "abstractNumId")] = numbering.lists[links[link]]
    for use in children(root, "num"):
        _read_use(numbering, use)
    return numbering


def _read_use(numbering: Numbering, use: etree._Element) -> None:
    key = attribute(use, "numId")
    numbering.uses[key] = attribute(child(use, "abstractNumId"), "val")
    for override in children(use, "lvlOverride"):
        start = child(override, "startOverride")
        if start is not None:
            level = number(attribute(override, "ilvl"))
            numbering.overrides.setdefault(key, {})[level] = number(attribute(start, "val"), 1)


def _levels(abstract: etree._Element) -> dict[int, Level]:
    levels = {number(attribute(level, "ilvl")): _level(level) for level in children(abstract, "lvl")}
    return {place: level for place, level in levels.items() if place < LEVELS}


def _level(element: etree._Element) -> Level:
    return Level(
        start=number(attribute(child(element, "start"), "val"), 1),
        form=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val")[:LONGEST_TEXT],
        suffix=attribute(child(element, "suff"), "val") or "tab",
    )
