"""A field that is one line of words: what no such line may hold."""

from __future__ import annotations

import re

from .problems import visible

LONGEST_LINE = 1000
# What no reader sees, and what turns the words after it round.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
INK = re.compile(r"[^\s\u115f\u1160\u200b-\u200f\u2060-\u2064\u3164\ufeff\xad]")


def fault_of_line(value: str, most: int = LONGEST_LINE) -> tuple[str, str] | None:
    """(what is wrong, what to do) with a line of words; None when nothing is, and for an empty one.

    >>> fault_of_line("防汛"), fault_of_line("甲\\n乙")[0], fault_of_line("\\u200b")[0], fault_of_line("长" * 9, 8)[0]
    (None, '里有换行', '是空白的', '有 9 字，超过 8 字')
    """
    if found := UNSEEN.search(value):
        what = "换行" if found.group() in "\n\r\u2028\u2029" else f"看不见的控制字符 {visible(found.group())}"
        return f"里有{what}", "删掉它，写成一行文字"
    if value and not INK.search(value):
        return "是空白的", "写上文字，或删掉这一行"
    if len(value) > most:
        return f"有 {len(value)} 字，超过 {most} 字", "写短些，其余的放进正文"
    return None
