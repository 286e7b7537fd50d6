"""Figures of two bulletins that can't both be right: the same thing counted for the same period, with two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..problems import Problem, Severity

YEAR = re.compile(r"(?:19|20)\d\d年")


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A statistic as one post states it. ``what`` is all that must agree but the period: label, unit, scope, per."""

    path: str
    line: int
    date: str  # of the bulletin, YYYY-MM-DD
    departments: tuple[str, ...]
    what: tuple[str, ...]
    period: str  # as printed, "" when none is stated
    value: Decimal
    printed: str


def contradictions(figures: Iterable[StatedFigure]) -> Iterator[Problem]:
    """Warn where a later bulletin of the same department states another value for the same thing and period.

    Safe against false alarms: without a stated period nothing is compared, a period without its year takes the
    bulletin's, and figures within one bulletin are left to the sums.

    >>> one = StatedFigure("a.md", 3, "2024-01-01", ("甲局",), ("就业", "人"), "2023年", Decimal(5), "5人")
    >>> two = StatedFigure("b.md", 4, "2024-02-01", ("甲局",), ("就业", "人"), "2023年", Decimal(6), "6人")
    >>> [(problem.path, problem.line) for problem in contradictions([two, one])]
    [('b.md', 4)]
    """
    groups: dict[tuple[object, ...], list[StatedFigure]] = defaultdict(list)
    for figure in figures:
        if figure.period:
            period = figure.period if YEAR.search(figure.period) else figure.date[:4] + figure.period
            groups[figure.departments, figure.what, period].append(figure)
    for group in groups.values():
        first, *later = sorted(group, key=lambda figure: (figure.date, figure.path, figure.line))
        for figure in later:
            if figure.path != first.path and figure.value != first.value:
                what = f"“{figure.period}{figure.what[0]}{figure.printed}”"
                message = f"{what}与 {first.path} 第 {first.line} 行的“{first.printed}”不一致"
                hint = "对照两份原始报告；前一份错了就在它的 corrections 里说明"
                yield Problem(figure.path, figure.line, message, hint, "contradiction", Severity.WARNING)
