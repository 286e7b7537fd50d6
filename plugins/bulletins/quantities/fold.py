"""Characters that differ only in width, form or script made one, without moving any of them."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

_FULL = {ord("０") + i: str(i) for i in range(10)}
_LATIN = {ord("Ａ") + i: chr(65 + i) for i in range(26)} | {ord("ａ") + i: chr(97 + i) for i in range(26)}
_DASHES = dict.fromkeys(map(ord, "—–－―─‐‑−～〜∼˜~"), "-")
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000\r\u200b\ufeff"), " ")
_BREAKS = dict.fromkeys(map(ord, "\u2028\u2029\x0b\x0c\x85"), "\n")
_MARKS = {ord(a): b for a, b in zip("．（）：；％＋／＂！？＃﹪〇", '.():;%+/"!?#%零', strict=True)}
_FOLD = _FULL | _LATIN | _DASHES | _BLANKS | _BREAKS | _MARKS
_FULL_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")

_TRADITIONAL = re.compile(r"[個萬億張輛條間臺處場組隊餘約國區縣鄉鎮員戶畝噸項雙隻頂資發動檢務為與]")


def fold(text: str) -> str:
    """The text with full-width digits, letters, dashes, blanks and brackets made plain, character for character.

    Safe because the length never changes: every offset into the result is an offset into ``text``.

    >>> fold("１，２３４台（套）") == "1,234台(套)"
    True
    """
    table = _with_traditional() if _TRADITIONAL.search(text) else _FOLD
    return _FULL_THOUSANDS.sub(",", text).translate(table)


@cache
def _with_traditional() -> dict[int, str]:
    """The folding table with each traditional character's simplified form, one for one (OpenCC's own table)."""
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simple, strict=True)
    return {ord(old): new for old, new in pairs if old != new and len(new) == 1} | _FOLD
