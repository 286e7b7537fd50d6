"""Page furniture: lines that a web page puts around a text, by the word lists of data/furniture.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from .cells import cells
from .dates import date_line
from .draft import Draft, Edit, Mark, between, dropped
from .edges import kind_below
from .kinds import Standing, is_column, kind_of, standing_of
from .pagehead import (
    ACCOUNT,
    BULLET_OF_A_MENU,
    OFFICIAL_SITE,
    PATH_LINES,
    ends_path,
    headline_index,
    is_path,
    is_site,
    menu,
)
from .tail import STOPS, head_of, listed, tail_of
from .wordlists import simplified, table

_TOP = 40
_PAIRED = frozenset(["neighbours", "share-bar", "related-links"])


def furniture(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out share bars, counters, font-size widgets, breadcrumbs, print and close, neighbours, footers.

    Safe: the whole line must match, and the less its words are furniture's own the more must bear it out: its place
    above or below the text, furniture beside it. What says a sentence or a quantity stays (``quiet``).

    >>> from .draft import edited, first_draft
    >>> text = "正文。\\n分享到：\\n上一篇：无"
    >>> edited(text, (item for item in furniture(first_draft(text)) if isinstance(item, Edit)))
    '正文。\\n\\n'
    """
    lines = draft.lines
    tail, begin = tail_of(lines, kind_of), head_of(lines, kind_of)
    text_lines = listed(lines, kind_of)
    outside = [not (begin <= index < tail or index in text_lines) for index in range(len(lines))]
    judged = _judged(draft, begin, tail, outside)
    strong = _strong(draft, judged, outside)
    at_tail, at_edge = _placed()
    for index, (line, (kind, standing)) in enumerate(zip(lines, judged, strict=True)):
        if not standing or draft.mark(line) == "caption" or (index < tail and kind in at_tail):
            continue
        if outside[index]:
            leaves = standing >= Standing.KEYED or index in strong
        else:
            leaves = kind not in at_edge and (
                standing == Standing.SURE or (standing == Standing.KEYED and index in strong)
            )
        if leaves:
            yield from dropped(line, kind)


def _judged(draft: Draft, begin: int, tail: int, outside: list[bool]) -> list[tuple[str, Standing]]:
    """Kind and standing of each line, by its own words and, outside the text, by where it stands."""
    lines = draft.lines
    head = headline_index(lines)
    pathed = min(PATH_LINES, begin) if begin < len(lines) else 0  # without a sentence nothing tells a path from text
    channels, pieces = menu(lines[: min(begin, _TOP)]), cells(lines[: min(begin, _TOP)])
    found: list[tuple[str, Standing]] = []
    for index, line in enumerate(lines):
        text = BULLET_OF_A_MENU.sub("", line.text) if outside[index] else line.text
        kind, standing = standing_of(text)
        below = kind_of(lines[index + 1].text) if index + 1 < len(lines) else ""
        if kind == "ruler" and index + 1 < len(lines) and date_line(lines[index + 1].text):
            standing = Standing.KEYED  # 完 over the date of a press release
        elif kind == "picture" and index + 1 < len(lines) and _captioned(draft, index):
            standing = Standing.SURE
        elif kind == "related-head":
            standing = Standing.BESIDE  # links under it, or nothing
        if index in pieces:
            kind, standing = pieces[index], Standing.KEYED
        elif line.start in channels or (index < head and is_column(text)):
            kind, standing = kind or "breadcrumb", Standing.KEYED
        elif index < head and not kind and ends_path(lines, index):
            kind, standing = "breadcrumb", Standing.KEYED
        elif not kind and outside[index] and is_column(text):
            kind, standing = "breadcrumb", Standing.BESIDE
        elif index < pathed and kind in {"", "breadcrumb"} and is_path(lines, index):
            kind, standing = "breadcrumb", Standing.KEYED
        elif index < head and kind == "parting" and OFFICIAL_SITE.fullmatch(simplified(text)):
            standing = Standing.KEYED
        elif index < head and below == "account-head" and not kind and len(text) <= ACCOUNT:
            kind, standing = "account-head", Standing.KEYED
        elif index and kind == found[-1][0] == "account-head":
            standing = Standing.KEYED
        elif index >= tail and outside[index] and standing < Standing.KEYED:
            other = kind_below(text, found[-1][0] if found else "", below, last=index + 1 == len(lines))
            kind, standing = other if other[1] > standing else (kind, standing)
        elif not index and below == "breadcrumb" and not draft.mark(line) and is_site(lines[: begin + 1]):
            kind, standing = "account-head", Standing.KEYED
        found.append((kind, standing))
    return found


def _captioned(draft: Draft, index: int) -> bool:
    """Whether 图片 stands under a sentence and over a caption: a picture was there."""
    lines = draft.lines
    return draft.mark(lines[index + 1]) == "caption" and index > 0 and lines[index - 1].text.endswith(tuple(STOPS))


def _strong(draft: Draft, judged: list[tuple[str, Standing]], outside: list[bool]) -> frozenset[int]:
    """Lines that furniture beside them bears out: in a run of them one is sure, or was taken out before."""
    lines = draft.lines
    gaps = draft.places("dropped", "facts", "path")
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and judged[index][1] and (not run or outside[index] == outside[run[-1]]):
            run.append(index)
            continue
        if run and _borne_out(draft, judged, run, gaps):
            found |= set(run)
        run = [index] if index < len(lines) and judged[index][1] else []
    return frozenset(found)


def _borne_out(draft: Draft, judged: list[tuple[str, Standing]], run: list[int], gaps: list[int]) -> bool:
    """Whether a run of lines holds one that is sure and not alone, stands at a line taken out, or bears itself out."""
    lines = draft.lines
    if len(run) > 1 and any(judged[index][1] >= Standing.KEYED for index in run):
        return True
    if any(_paired(judged[one][0], judged[two][0], lines[one].text, lines[two].text) for one, two in pairwise(run)):
        return True
    above = draft.origin(lines[run[0] - 1].start) if run[0] else -1
    below = draft.origin(lines[run[-1] + 1].start) if run[-1] + 1 < len(lines) else 1 << 62
    return between(gaps, above, draft.origin(lines[run[0]].start)) or between(
        gaps, draft.origin(lines[run[-1]].start), below
    )


_BEFORE_AND_AFTER = re.compile("上一(.).*\n.{0,3}下一\\1")


def _paired(kind: str, other: str, above: str, below: str) -> bool:
    """Whether two lines below each other bear each other out: 上一条：… over 下一条：…, 分享 over 收藏."""
    if kind != other or kind not in _PAIRED or above == below:
        return False
    return kind != "neighbours" or _BEFORE_AND_AFTER.search(simplified(f"{above}\n{below}")) is not None


@cache
def _placed() -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that count only below the text, and those that count only above or below it."""
    words = table("furniture")
    return frozenset(words["tail_only"]), frozenset(words["edge_only"])
