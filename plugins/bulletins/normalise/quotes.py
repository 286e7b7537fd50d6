"""Straight quotation marks become the curly ones of Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .draft import Draft, Edit, Line
from .punctuation import BESIDE, outside

_HAN_BESIDE = re.compile(BESIDE)
_STRAIGHT = re.compile('"')
_TAG = re.compile(r"<[^<>\n]*>")


def straight_quotes(draft: Draft) -> Iterator[Edit]:
    """Straight double quotes become “ and ” by turns (15834 §4.8), where the line has an even number of them.

    Safe: each pair needs Han text or a full-width mark at one of its sides; inches, code and tags stay.

    >>> from .draft import edited, first_draft
    >>> edited('打造"小橘灯"品牌,屏幕5"', straight_quotes(first_draft('打造"小橘灯"品牌,屏幕5"')))
    '打造"小橘灯"品牌,屏幕5"'
    >>> edited('打造"小橘灯"品牌', straight_quotes(first_draft('打造"小橘灯"品牌')))
    '打造“小橘灯”品牌'
    """
    if '"' not in draft.text:
        return
    yield from outside(draft, (edit for line in draft.lines if '"' in line.text for edit in _paired(line)))


def _paired(line: Line) -> Iterator[Edit]:
    text = line.text
    at = [found.start() for found in _STRAIGHT.finditer(text)]
    if len(at) % 2 or _TAG.search(text) or _unpaired(text):
        return
    for left, right in zip(at[::2], at[1::2], strict=True):
        beside = (
            text[left - 1 : left] + text[left + 1 : left + 2] + text[right - 1 : right] + text[right + 1 : right + 2]
        )
        if right > left + 1 and _HAN_BESIDE.search(beside):
            yield Edit(line.start + left, line.start + left + 1, "“")
            yield Edit(line.start + right, line.start + right + 1, "”")


def _unpaired(text: str) -> bool:
    """A curly quote without its fellow: one of the straight ones may belong to it."""
    return text.count("“") != text.count("”")
