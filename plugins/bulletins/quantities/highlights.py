"""Which few figures stand in boxes on the page.

Totals and cumulative figures about people, money, goods and coverage come first; what an office counts of itself
(meetings, groups, measures) comes last. The points are data (highlights.toml). An editor's choice wins over all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

from bulletins.figures import Audit, Breakdown, Highlight, Statistic
from bulletins.quantities.fold import fold
from bulletins.quantities.naming import aimed, stands_alone
from bulletins.quantities.qualifiers import ahead_of
from bulletins.quantities.tables import load, words
from bulletins.quantities.units import kind_of

# What a share alone must be named by, to be understood in a box.
_RATE = re.compile(r"^[^占].*(?:率|占|比|度|成数|指数)")
_FORMER = re.compile(
    r"(?:左右|多|余)?(?:(?:大幅|逐步|进一步|迅速))?"
    r"(?:提高|提升|增加|增长|上升|扩大|发展|降低|下降|减少|压减|压缩|缩短|回落|升|降|增|减|涨)[到至为]"
)
_RANKED = re.compile(r"第[0-9一二三四五六七八九十]+[位名]|^[省市县区]中")
_OPENING = 40
_WORDY = 14
_FEW = 10
_CENT = Decimal("0.01")


@cache
def _rules() -> tuple[dict[str, Any], tuple[str, ...], re.Pattern[str], tuple[str, ...]]:
    data = load("highlights")
    listed = data["words"]
    public = re.compile("|".join(map(re.escape, words(listed["public"]))))
    return data, words(listed["internal"]), public, words(listed["rates"])


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
    >>> text = "累计检查企业375家次，发放补贴300万元。召开例会5次。"
    >>> found = find_statistics(text)
    >>> [found[h.statistic].printed for h in choose_highlights(text, found, ())]
    ['375家次', '300万元']
    """
    by_total = {breakdown.total: index for index, breakdown in enumerate(breakdowns)}
    if chosen is not None:
        picked = [index for words_ in chosen if (index := _named(statistics, words_)) >= 0]
        return tuple(Highlight(index, by_total.get(index, -1)) for index in dict.fromkeys(picked))
    data = _rules()[0]
    parts = {index for breakdown in breakdowns for index in breakdown.parts}
    folded = fold(text)
    lead = _lead(folded, statistics)
    ahead = ahead_of(folded)
    scores = {
        index: _score(statistic, folded, (0, 0) if index in parts else lead)
        + _share(index, index in parts, breakdowns, by_total)
        for index, statistic in enumerate(statistics)
    }
    ranked = sorted((index for index in scores if scores[index] >= data["floor"]), key=lambda i: (-scores[i], i))
    best: list[int] = []
    kin = {(breakdown.total, part) for breakdown in breakdowns for part in breakdown.parts}
    for index in ranked:
        place = statistics[index].quantity.start
        if not stands_alone(statistics[index], folded, index in by_total):
            continue
        if any(start <= place < end for start, end in ahead):
            continue
        related = any((index, other) in kin or (other, index) in kin for other in best)
        if not related and all(not _same(statistics[index], statistics[other]) for other in best):
            best.append(index)
        if len(best) == min(data["most"], max(2, (len(statistics) + 1) // 2)):
            break
    return tuple(Highlight(index, by_total.get(index, -1)) for index in best)


def unfound(statistics: Sequence[Statistic], chosen: Sequence[str]) -> tuple[str, ...]:
    """The words of an editor's choice that name no statistic, so that no box would show them.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> unfound(find_statistics("发放补贴300万元。"), ("300万元", "500万元"))
    ('500万元',)
    """
    return tuple(words_ for words_ in chosen if _named(statistics, words_) < 0)


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
    """One box for one label: 扑火队伍28支 and 扑火队伍960人 tell of the same teams."""
    return one.label == other.label


def _lead(folded: str, statistics: Sequence[Statistic]) -> tuple[int, int]:
    """The first paragraph that holds two figures, or that of the first figure: it says what the bulletin is about."""
    spans = [_paragraph(folded, statistic.quantity.start) for statistic in statistics[:_OPENING]]
    twice = (one for one, other in pairwise(spans) if one == other)
    return next(twice, spans[0] if spans else (0, 0))


def _paragraph(folded: str, place: int) -> tuple[int, int]:
    end = folded.find("\n", place)
    return folded.rfind("\n", 0, place) + 1, end if end >= 0 else len(folded)


def _score(statistic: Statistic, folded: str, lead: tuple[int, int]) -> float:
    data, internal, public, rates = _rules()
    points: dict[str, float] = data["points"]
    quantity = statistic.quantity
    score: float = data["kind"].get(kind_of(quantity.unit), 0)
    money = kind_of(quantity.unit) == "money"
    score += _magnitude(quantity.value, points["small_money"] if money else 0) if quantity.value else -20
    facets = statistic.facets
    for name, holds in (
        ("cumulative", facets.cumulative),
        ("scope", facets.scope),
        ("change", facets.change),
        ("per", facets.per),
        ("internal", statistic.label.endswith(internal)),
        ("fallback", statistic.label_start < 0),
        ("flagged", quantity.flags),
        ("lead", lead[0] <= quantity.start < lead[1] and quantity.value >= _FEW and not facets.change),
        ("named_rate", statistic.label.endswith(rates) and not facets.change),
        ("former", _FORMER.match(folded, quantity.end)),
        ("wordy", len(statistic.label) > _WORDY),
        ("ranked", _RANKED.search(statistic.label)),
        ("split_cent", quantity.unit == "元" and quantity.value % _CENT),
        ("unnamed_share", kind_of(quantity.unit) == "share" and not _RATE.search(statistic.label)),
        ("aimed", aimed(statistic, folded)),
        ("verb", len(statistic.label) <= 2 and statistic.label_start >= 0),
    ):
        if holds:
            score += points[name]
    if public.search(statistic.label):
        score += points["scope"]
    return score


def _magnitude(value: Decimal, small: float) -> float:
    points: dict[str, float] = _rules()[0]["points"]
    return min(points["most_magnitude"], points["plural"] * max(0.0, value.adjusted() - small))


def _share(index: int, part: bool, breakdowns: Sequence[Breakdown], by_total: dict[int, int]) -> float:
    points: dict[str, float] = _rules()[0]["points"]
    score = points["part"] if part else 0.0
    if index in by_total:
        score += points["total" if breakdowns[by_total[index]].audit is Audit.ADDS_UP else "partial"]
    return score
