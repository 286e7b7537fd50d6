"""Numbers that tell a time and count nothing: dates, times of day, ages, durations."""

from __future__ import annotations

import re

from bulletins.quantities.scan import Candidate

_YEARS = frozenset(range(1900, 2101))
_COUNTED_TIME = re.compile(r"(?:天数|日数|时数|时长|工时|课时|学时|服务时间)[^，。；,;\n]{0,6}$")
_AIR = re.compile(r"(?:[优良]|污染|超标|达标)(?:天气)?$")
_WORKED = re.compile(r"(?:累计|服务|值守|总计)[^，。；,;\n]{0,6}$")
_JOINED_BEFORE = re.compile(r"[0-9][:/.\-]")
_JOINED_AFTER = re.compile(r"[:/.\-][0-9]")


def date(text: str, c: Candidate) -> bool:
    """A day, a time of day, or numbers that only dates and times join: 2024年, 9:30, 3/4."""
    if c.kind == "calendar" and not c.scale and not c.hedge:
        if c.unit[0] == "年":
            digits = c.number_end - c.start
            return c.value in _YEARS or (
                digits == 2 and not c.han and c.unit == "年" and text[c.end : c.end + 1].isdigit()
            )
        return c.unit[0] != "分"
    if c.unit in {"分", "秒", "分钟"} and text[c.start - 1 : c.start] in {"时", "点", "分", ":"}:
        return True
    joined = _JOINED_BEFORE.match(text, max(0, c.start - 2)) or _JOINED_AFTER.match(text, c.number_end)
    return not c.unit and not c.scale and (c.value in _YEARS or bool(joined))


def age(text: str, c: Candidate) -> bool:
    """How old somebody is; an average of ages is a figure."""
    return c.kind == "age" and not re.search(r"平均|寿命|中位", text[max(0, c.start - 10) : c.start])


def duration(text: str, c: Candidate) -> bool:
    """How long something takes, unless times are what is counted: 工作时数, 优良天数."""
    if c.kind == "time" or c.kind == "calendar":
        if c.unit in {"小时", "个小时"} and c.value >= 100 and _WORKED.search(text[max(0, c.start - 12) : c.start]):
            return False
        before = text[max(0, c.start - 12) : c.start]
        return not (_COUNTED_TIME.search(before) or (c.unit == "天" and _AIR.search(before)))
    return False
