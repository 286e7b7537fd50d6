"""Findings in files that are published beside bulletins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..problems import Problem, Severity
from .columns import CELLS, CSV_CELLS, Columns
from .personal import find_personal_data

MOST_NAMED = 20
LONG_NUMBER = re.compile(r"(?<=\d{3})\d{6,}")


def check_attachment(
    path: str, lines: Iterable[tuple[str, str]], remarks: Iterable[tuple[str, str, str]] = ()
) -> Iterator[Problem]:
    """Personal data in one attachment; ``lines`` are (where it stands, words) as reading gives them. What reading
    remarks on, (rule, what, what to do), is for an editor to look at.

    At most twenty places are named: a list of a thousand names is one mistake, not a thousand.

    >>> print(*check_attachment("a.xlsx", [("sheet1 第3行", "张某某\\t13800138000")]))
    a.xlsx: [personal-data] 附件里有手机号：138****8000（sheet1 第3行） — 删去这些内容，或打码后重新上传附件
    """
    for rule, what, hint in remarks:
        # What says who wrote a file may hold a number that the finding beside it masks.
        yield Problem(path, 0, LONG_NUMBER.sub("****", what), hint, rule, Severity.WARNING)
    named = 0
    columns = Columns(CSV_CELLS if path.lower().endswith(".csv") else CELLS)
    for place, words in lines:
        for _, kind, masked in find_personal_data(columns.without_amounts(words)):
            named += 1
            if named > MOST_NAMED:
                return
            message = f"附件里有{kind}：{masked}（{place}）"
            yield Problem(path, 0, message, "删去这些内容，或打码后重新上传附件", "personal-data")
