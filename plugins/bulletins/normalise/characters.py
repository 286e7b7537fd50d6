"""Characters: line ends, what nobody can see, blanks, full-width digits and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .draft import Draft, Edit

_LINE_END = re.compile(r"\r\n|[\r\u2028\u2029\u0085\v\f]")
# A zero-width joiner between two pictographs makes one sign of them and stays.
_INVISIBLE = re.compile(
    r"[\ufeff\u200b\u200c\u2060\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]+"
    r"|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_BLANKS = re.compile(r"[^\S\n]+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％]+|(?<=[0-9０-９])．(?=[0-9０-９])")
_NARROW = {
    wide: wide - 0xFEE0
    for wide in (
        *range(ord("０"), ord("９") + 1),
        *range(ord("Ａ"), ord("Ｚ") + 1),
        *range(ord("ａ"), ord("ｚ") + 1),
        ord("％"),
        ord("．"),
    )
}


def line_ends(draft: Draft) -> Iterator[Edit]:
    r"""Write every line end as \n. Safe: what is replaced is a line end in Unicode's own table.

    >>> from .draft import edited, first_draft
    >>> edited("甲\r\n乙\r丙", line_ends(first_draft("甲\r\n乙\r丙")))
    '甲\n乙\n丙'
    """
    for found in _LINE_END.finditer(draft.text):
        yield Edit(found.start(), found.end(), "\n")


def invisible(draft: Draft) -> Iterator[Edit]:
    r"""Take out what no reader could see: byte-order marks, zero-width and direction characters, controls.

    Safe: none of them is a letter or digit; variation selectors, which choose the shape of a rare character, and
    joiners inside an emoji stay.

    >>> from .draft import edited, first_draft
    >>> edited("\ufeff防\u200b汛", invisible(first_draft("\ufeff防\u200b汛")))
    '防汛'
    """
    for found in _INVISIBLE.finditer(draft.text):
        yield Edit(found.start(), found.end(), "")


def blanks(draft: Draft) -> Iterator[Edit]:
    r"""One plain blank for any run of blanks; none at the ends of a line. Tabs stay: they part the cells of a table.

    >>> from .draft import edited, first_draft
    >>> edited("\u3000\u3000防汛  工作\xa0", blanks(first_draft("\u3000\u3000防汛  工作\xa0")))
    '防汛 工作'
    """
    text = draft.text
    for found in _BLANKS.finditer(text):
        run = found.group()
        if run != " " or found.end() == len(text) or text[found.end()] == "\n" or text[found.start() - 1] == "\n":
            yield Edit(found.start(), found.end(), _blank(text, found.start(), found.end()))


def _blank(text: str, start: int, end: int) -> str:
    """What a run of blanks becomes. Tabs before the first word stay only where the line is a row with empty cells."""
    tabs = "\t" * text.count("\t", start, end)
    if end == len(text) or text[end] == "\n":
        return ""
    if start == 0 or text[start - 1] == "\n":
        stop = text.find("\n", end)
        return tabs if tabs and text.find("\t", end, stop if stop >= 0 else len(text)) >= 0 else ""
    return tabs or " "


def narrow(draft: Draft) -> Iterator[Edit]:
    """Full-width digits, Latin letters and % become half-width (GB/T 15835); ①, Ⅲ, ㎡ are characters of their own.

    >>> from .draft import edited, first_draft
    >>> edited("２０２２年，Ａ级①", narrow(first_draft("２０２２年，Ａ级①")))
    '2022年，A级①'
    """
    for found in _WIDE.finditer(draft.text):
        yield Edit(found.start(), found.end(), found.group().translate(_NARROW))
