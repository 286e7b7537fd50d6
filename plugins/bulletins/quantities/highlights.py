"""Which few figures stand in boxes on the page.

Totals and cumulative figures about people, money, goods and coverage come first; what an office counts of itself
(meetings, groups, measures) comes last. The points are data (highlights.toml). An editor's choice wins over all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from bulletins.model import Audit, Breakdown, Highlight, Statistic
from bulletins.quantities.tables import load, words
from bulletins.quantities.units import kind_of

# What a share alone must be named by, to be understood in a box.
_RATE = re.compile(r"率|占|比|度|成数|指数")


@cache
def _rules() -> tuple[dict[str, Any], tuple[str, ...], re.Pattern[str]]:
    data = load("highlights")
    return data, words(data["words"]["internal"]), re.compile("|".join(words(data["words"]["public"])))


def choose_highlights(
    text: str,
    statistics: Sequence[Statistic],
    breakdowns: Sequence[Breakdown],
    chosen: Sequence[str] | None = None,
) -> tuple[Highlight, ...]:
    """Two to six statistics for boxes, best first; fewer where the text has few good ones.

    ``chosen`` holds an editor's words (a number as printed, or a label): then these and no others, in that order;
    words that are not found are left out. An empty ``chosen`` means no boxes.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> text = "累计检查企业460家次，发放补贴300万元。召开例会5次。"
    >>> found = find_statistics(text)
    >>> [found[h.statistic].printed for h in choose_highlights(text, found, ())]
    ['460家次', '300万元']
    """
    by_total = {breakdown.total: index for index, breakdown in enumerate(breakdowns)}
    if chosen is not None:
        picked = [index for words_ in chosen if (index := _named(statistics, words_)) >= 0]
        return tuple(Highlight(index, by_total.get(index, -1)) for index in dict.fromkeys(picked))
    data = _rules()[0]
    parts = {index for breakdown in breakdowns for index in breakdown.parts}
    scores = {
        index: _score(statistic) + _share(index, index in parts, breakdowns, by_total)
        for index, statistic in enumerate(statistics)
    }
    ranked = sorted((index for index in scores if scores[index] >= data["floor"]), key=lambda i: (-scores[i], i))
    best: list[int] = []
    kin = {(breakdown.total, part) for breakdown in breakdowns for part in breakdown.parts}
    for index in ranked:
        related = any((index, other) in kin or (other, index) in kin for other in best)
        if not related and all(not _same(statistics[index], statistics[other]) for other in best):
            best.append(index)
        if len(best) == min(data["most"], max(2, (len(statistics) + 1) // 2)):
            break
    return tuple(Highlight(index, by_total.get(index, -1)) for index in best)


def _named(statistics: Sequence[Statistic], wanted: str) -> int:
    """The first statistic an editor's words name: as printed, as a number, by label, or by label and number."""
    plain = "".join(wanted.split())
    tests: tuple[Callable[[Statistic], bool], ...] = (
        lambda s: plain in {s.printed, "".join(s.quantity.text.split())},
        lambda s: plain in {s.label, s.label + s.printed, s.printed + s.label},
        lambda s: s.printed in plain and s.label in plain,
        lambda s: plain in s.label,
    )
    for test in tests:
        for index, statistic in enumerate(statistics):
            if test(statistic):
                return index
    return -1


def _same(one: Statistic, other: Statistic) -> bool:
    return one.label == other.label and (one.quantity.unit == other.quantity.unit or one.printed == other.printed)


def _score(statistic: Statistic) -> float:
    data, internal, public = _rules()
    points: dict[str, float] = data["points"]
    quantity = statistic.quantity
    score: float = data["kind"].get(kind_of(quantity.unit), 0)
    score += (
        min(points["most_magnitude"], points["plural"] * max(0, quantity.value.adjusted())) if quantity.value else -20
    )
    facets = statistic.facets
    for name, holds in (
        ("cumulative", facets.cumulative),
        ("scope", facets.scope),
        ("change", facets.change),
        ("per", facets.per),
        ("internal", statistic.label.endswith(internal)),
        ("fallback", statistic.label_start < 0),
        ("flagged", quantity.flags),
        ("unnamed_share", kind_of(quantity.unit) == "share" and not _RATE.search(statistic.label)),
        ("verb", len(statistic.label) <= 2 and statistic.label_start >= 0),
    ):
        if holds:
            score += points[name]
    if public.search(statistic.label):
        score += points["scope"]
    return score


def _share(index: int, part: bool, breakdowns: Sequence[Breakdown], by_total: dict[int, int]) -> float:
    points: dict[str, float] = _rules()[0]["points"]
    score = points["part"] if part else 0.0
    if index in by_total:
        score += points["total" if breakdowns[by_total[index]].audit is Audit.ADDS_UP else "partial"]
    return score
