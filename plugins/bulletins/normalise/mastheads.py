"""The name of a serial over its headline: 云溪应急简报, 第12期."""

from __future__ import annotations

import re
from functools import cache

from .draft import Edit, Line
from .names import despaced
from .titlelines import COLUMN, COLUMNS
from .wordlists import HAN, alternatives, table

_SERIAL = 8


def masthead(candidates: list[Line], facts: list[Edit]) -> tuple[list[Line], list[Line]]:
    """云溪应急简报 over 第12期, or 市教育局工作动态 over a headline, names the series and not the title."""
    issues = [edit.start for edit in facts if edit.note == "issue"]
    for at, line in enumerate(candidates[:COLUMNS]):
        words = despaced(line.text)
        # 某市人民政府令 over 第38号 numbers a regulation and is no serial.
        short = not at and len(words) <= _SERIAL and len(candidates) > 1 and not words.endswith("令")
        if (short or _masthead_words().search(words)) and (len(candidates) > at + 1 or at):
            following = candidates[at + 1].start if len(candidates) > at + 1 else line.end + COLUMN
            over = any(line.start < issue < following for issue in issues)
            if over or (not at and _EDITION.fullmatch(words)):
                return [line], candidates[at + 1 :]
    return [], candidates


# 市教育局工作动态 names who speaks and how, but not what about.
_EDITION = re.compile(rf"[{HAN}]{{2,14}}(?:局|委|办|厅|院|中心)(?:工作)?(?:简报|专报|快报|信息|动态|快讯|要情)")


@cache
def _masthead_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(table('headlines')['mastheads'])})$")
