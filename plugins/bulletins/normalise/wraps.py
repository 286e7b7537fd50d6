"""Hard wraps: line breaks that a mail program, a page layout or a copy put inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .dates import date_line
from .draft import Draft, Edit, Line, between
from .enumerators import enumerator_of
from .headfacts import fact_of
from .kinds import kind_of
from .wordlists import HAN

_ENDS = tuple("。！？；：…!?;:")
_CLOSERS = "”’）》】」』)\"'"
_CANNOT_START = re.compile(r"[，。、；：！？）》】」』”’,;%％]")
_OPEN_END = re.compile(r"[（《【「『“‘、，]$|[,]$")
_CLAUSE = re.compile("[，、；：,;]")
_STOP_INSIDE = re.compile("[。！？；，,;、]")
# 第/三产业: such a word never ends a line of its own.
_CUT = ("第", "其中第")
# 1./26万: the whole part of a number ends a line, the rest begins the next; 215/6件.
_NUMBER_CUT = re.compile(rf"[{HAN}]\d+[.,]?$")
_LABEL = re.compile(rf"[{HAN}]{{1,6}}[：:]")
_NUMBER_END = re.compile(r"\d$")
_NUMBER_START = re.compile(rf"[\d.]*\d?[{HAN}%]|\d")
# 01 over a headline, as pasted from a page made for telephones.
_NUMBER_ALONE = re.compile(r"0\d|(?:PART|Part|part|NO|No)[.． ]{0,2}0?\d")
_DIGIT_ALONE = re.compile(r"\d")
_HEADLINE = 30
_TOP = 6
_RAGGED = 6
_FULL = 3
_WIDEST = 120
_NARROWEST = 30  # columns: a Han character takes two


def hard_wraps(draft: Draft) -> Iterator[Edit]:
    """Join the lines of a sentence that was broken where the line was full.

    A break goes when the next line begins with a mark that can't begin one (，。）), when the line ends in an
    opening mark, a comma or 、, when a bracket or 《 is still open, when it cuts a number, or when the line is as
    long as the longest of its paragraph and the paragraph ends in a stop. Verses, lists, headlines, tables and
    enumerated lines keep their breaks. Safe: only line breaks (and a blank between Han text) are taken out.

    >>> from .draft import edited, first_draft
    >>> text = "各县区要严格落实值班值守制度，共储备编织袋12\\n00条。"
    >>> edited(text, hard_wraps(first_draft(text)))
    '各县区要严格落实值班值守制度，共储备编织袋1200条。'
    """
    if draft.markdown or draft.whole:
        return
    lines = draft.lines
    widest = _widths(lines)
    chained = False
    digits = _digits(lines)
    page = _page(lines)
    pages = draft.places("page")
    for index in range(len(lines) - 1):
        line, after = lines[index], lines[index + 1]
        numbered = _NUMBER_ALONE.fullmatch(line.text) or (line.start in digits)
        if numbered and draft.mark(after) == "department":
            continue
        if numbered and after.blanks <= 1 and len(after.text) <= _HEADLINE:
            yield Edit(line.end, after.start, " ")
            continue
        under = index > 0 and draft.mark(lines[index - 1]) == "department" and not widest[index]
        if (not index and _heads(line.text, after.text)) or (under and _heads_part(line.text, after.text)):
            continue
        if index < _TOP and "byline" in (fact_of(line.text), fact_of(after.text)):
            continue
        if pages and between(pages, draft.origin(line.start), draft.origin(after.start)):
            after = after._replace(blanks=0)
        joins = _free(draft, line) and _free(draft, after) and _joins(line, after, widest[index], page, chained)
        chained = joins and not between(draft.gaps, draft.origin(line.start), draft.origin(after.start))
        if chained:
            latin = (
                line.text[-1].isascii()
                and line.text[-1].isalpha()
                and after.text[0].isascii()
                and after.text[0].isalpha()
            )
            yield Edit(line.end, after.start, " " if latin else "")


def _heads(text: str, after: str) -> bool:
    """Whether the first line is the headline of the sentence under it: no clause in it, and the sentence is whole."""
    whole = not (_CLAUSE.search(text) or _open(text) or text[-1].isdecimal())
    return whole and after.endswith("。") and not _CANNOT_START.match(after)


def _heads_part(text: str, after: str) -> bool:
    """Whether a line right under a department, not as wide as its paragraph, is the headline of the sentence below."""
    whole = not ("。" in text or _open(text) or text[-1].isdecimal())
    return whole and len(text) <= _HEADLINE and after.endswith("。") and not _CANNOT_START.match(after)


def _digits(lines: tuple[Line, ...]) -> frozenset[int]:
    """Lines that hold 1, 2, 3 and nothing else, over headlines: all of them in order, or none counts."""
    found = [
        (line.start, int(line.text))
        for line, after in pairwise(lines)
        if _DIGIT_ALONE.fullmatch(line.text)
        and 3 < len(after.text) <= _HEADLINE
        and not _STOP_INSIDE.search(after.text)
    ]
    counts = [number for _, number in found] == list(range(1, len(found) + 1))
    return frozenset(start for start, _ in found) if len(found) > 1 and counts else frozenset()


def _free(draft: Draft, line: Line) -> bool:
    return "\t" not in line.text and line.text[0] != "|" and not draft.mark(line)


def _joins(line: Line, after: Line, widest: int, page: int, chained: bool) -> bool:
    """Whether the break between two lines stands inside a sentence; ``page`` is the width the text was set to, or 0."""
    if _CANNOT_START.match(after.text):
        return after.blanks <= 1 and not line.text.endswith(_ENDS)
    if after.blanks or line.text.rstrip(_CLOSERS).endswith(_ENDS) or kind_of(after.text):
        return False
    # 第 at the end of a full line and 三产业 below are one word.
    if enumerator_of(after.text) and not line.text.endswith(_CUT):
        return False
    length = _columns(line.text)
    cut = _cuts_number(line.text, after.text)
    if length < _NARROWEST:
        return chained and cut
    if line.text[-1] in "，、," and length < page // 2:
        # Far from full, it was broken on purpose: a verse, a slogan.
        return False
    if _open(line.text) or cut:
        return True
    return (widest > 0 and length >= widest - 4) or (
        not _LABEL.match(after.text) and _prose(line.text, chained) and _STOP_INSIDE.search(after.text) is not None
    )


def _page(lines: tuple[Line, ...]) -> int:
    """The width in columns that a text was set to: that of its longest line, when several come near it."""
    widths = [_columns(line.text) for line in lines if not line.text.rstrip(_CLOSERS).endswith(_ENDS)]
    most = max(widths, default=0)
    full = sum(width >= most - _RAGGED for width in widths)
    return most if full >= _FULL and most <= _WIDEST else 0


def _prose(text: str, chained: bool) -> bool:
    """Reads as running text: a sentence ends inside, or several clauses, or it goes on from the line above."""
    found = enumerator_of(text)
    # The mark of 一、 parts no clause.
    return chained or "。" in text or len(_CLAUSE.findall(text, found.length if found else 0)) > 1


def _open(text: str) -> bool:
    """Ends in an opening mark, or with a bracket not yet closed."""
    if _OPEN_END.search(text):
        return True
    return any(text.rfind(left) > text.rfind(right) for left, right in ("《》", "（）", "()", "“”"))


def _cuts_number(text: str, after: str) -> bool:
    if _NUMBER_CUT.search(text) and after[0].isdecimal():
        return not date_line(after)
    return bool(
        _NUMBER_END.search(text) and _NUMBER_START.match(after) and ("，" in after or "," in after or "。" in after)
    )


def _columns(text: str) -> int:
    """Width on a page where a Han character is as wide as two digits."""
    return len(text.encode("gb18030", "replace"))


def _widths(lines: tuple[Line, ...]) -> list[int]:
    """For each line the width its paragraph was set to; 0 when its lines don't look set.

    A set paragraph has two or more lines without a blank line between, all but the last about equally long, the
    last no longer, and it ends in a stop.
    """
    widths = [0] * len(lines)
    first = 0
    for index in range(1, len(lines) + 1):
        ends = index == len(lines) or lines[index].blanks > 0 or lines[index - 1].text.rstrip(_CLOSERS).endswith(_ENDS)
        if not ends:
            continue
        block = [_columns(line.text) for line in lines[first:index]] if index - first > 1 else []
        full = block[:-1]
        stopped = lines[index - 1].text.rstrip(_CLOSERS).endswith(_ENDS)
        if full and stopped and max(full) - min(full) <= 4 and block[-1] <= max(full) + 4 and min(full) >= _NARROWEST:
            for at in range(first, index):
                widths[at] = max(full)
        first = index
    return widths
