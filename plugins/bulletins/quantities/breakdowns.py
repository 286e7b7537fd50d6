"""Totals and their parts: in brackets, after 其中 or 包括, nested; and whether they add up.

A false alarm is worse than silence. A list is said to differ only where it is meant to be whole: a plain bracket, or
parts that between them name the whole, missing the total by a little. Everything else that doesn't add up is partial.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from bulletins.model import Audit, Breakdown, Statistic
from bulletins.quantities.fold import fold
from bulletins.quantities.scan import hedge_after
from bulletins.quantities.units import kind_of

_MARKER = re.compile(r"其中|包括|包含|分为|(?<=[0-9\u4e00-\u9fff)])[:：]")
_STOP = re.compile(r"[。!?！？\n]")
_NEW_SUBJECT = re.compile(r"累计|共(?!同|享|建)|合计|全市|全县|全区|此外|另外|同时|总计|截至")
_OPEN_LIST = re.compile(r"^\(?(?:其中|含|包括|主要|如)")
_OVERLAPPING = re.compile(r"女|男|党员|岁|少数民族|残疾|困难|重点|以上|学历|主要|退役|新增|首次|低保|脱贫|未成年|老年")
_GENERIC = frozenset(
    {"件", "个", "项", "批", "台", "套", "台套", "台(套)", "台（套）", "份", "件套", "件(套)", "件（套）", "只", "种"}
)
# What is counted in pieces although its parts have measure words of their own.
_MIXED = re.compile(
    r"物资|物品|用品|设备|装备|器材|工具|药品|机具|器械|服装|产品|款物|物件|[调划]拨|捐赠|发放|采购|储备"
)
_THINGS = frozenset({"goods", "count", "document", "open", "place", "mass", "volume", "length", "area", "event"})
_SAME = {
    "人": "person",
    "名": "person",
    "位": "person",
    "家": "body",
    "户": "body",
    "起": "case",
    "例": "case",
    "件": "case",
}
_LEVEL = re.compile(r"[省市县区镇乡村州]级|本级|[省市县区镇乡州旗]$|^[东西南北中]部")
_WITHIN = Decimal("0.2")
_NEAR = Decimal("0.05")
# Parts that together exceed the total by more than this are not parts of it.
_BEYOND = Decimal("1.2")
_MOST = 500
_FEW = 10
_SENTENCE = 2000


class Span(NamedTuple):
    """A run of text whose figures may be parts of the figure before it."""

    total: int
    start: int
    end: int
    depth: int
    plain: bool


def group_breakdowns(text: str, statistics: Sequence[Statistic]) -> tuple[Breakdown, ...]:
    """Which statistics are totals of which others, outermost first; a part belongs to one total only.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> text = "调拨物资30件（帐篷10顶，棉被20床）。"
    >>> [(b.total, b.parts, b.audit.value) for b in group_breakdowns(text, find_statistics(text))]
    [(0, (1, 2), 'adds-up')]
    """
    folded = fold(text)
    depths, closes = _brackets(folded, statistics)
    by_depth: dict[int, list[int]] = {}
    for index, depth in enumerate(depths):
        by_depth.setdefault(depth, []).append(index)
    taken: set[int] = set()
    totals: set[int] = set()
    found: list[Breakdown] = []
    for span in _spans(folded, statistics, depths, closes):
        for made in _made(folded, statistics, depths, by_depth, span, taken):
            if made.total not in totals:
                found.append(made)
                totals.add(made.total)
                taken.update(made.parts)
    found.extend(_summed_up(folded, statistics, depths, taken, totals))
    return tuple(sorted(found, key=lambda breakdown: (statistics[breakdown.total].quantity.start, breakdown.parts)))


def _brackets(folded: str, statistics: Sequence[Statistic]) -> tuple[list[int], dict[int, int]]:
    """The opening bracket around each statistic (-1 for none), and where each bracket closes. One pass."""
    opened: list[int] = []
    closes: dict[int, int] = {}
    inside: list[int] = []
    index = 0
    for match in re.finditer(r"[()\n]", folded):
        place = match.start()
        while index < len(statistics) and statistics[index].quantity.start < place:
            inside.append(opened[-1] if opened else -1)
            index += 1
        if match.group() == "(":
            opened.append(place)
        elif match.group() == "\n":
            opened.clear()
        elif opened:
            closes[opened.pop()] = place
    inside.extend([-1] * (len(statistics) - len(inside)))
    return inside, closes


def _spans(folded: str, statistics: Sequence[Statistic], depths: list[int], closes: dict[int, int]) -> list[Span]:
    spans: list[Span] = []
    for index, statistic in enumerate(statistics):
        place = hedge_after(folded, statistic.quantity.end)
        while folded[place : place + 1] == " ":
            place += 1
        if folded[place : place + 1] == "(" and place in closes:
            plain = not _OPEN_LIST.match(folded[place : place + 4])
            spans.append(Span(index, place + 1, closes[place], place, plain))
    markers = list(_MARKER.finditer(folded))
    for number, match in enumerate(markers):
        limit = markers[number + 1].start() if number + 1 < len(markers) else len(folded)
        span = _marked(folded, statistics, depths, closes, match, limit)
        if span is not None:
            spans.append(span)
    return sorted(spans, key=lambda span: (span.start, not span.plain))


def _marked(
    folded: str,
    statistics: Sequence[Statistic],
    depths: list[int],
    closes: dict[int, int],
    match: re.Match[str],
    limit: int,
) -> Span | None:
    """The run after 其中 up to the end of its sentence or bracket, or the next 其中; the total stands before it."""
    low = bisect_left(statistics, match.start(), key=lambda statistic: statistic.quantity.start)
    if not low or low == len(statistics):
        return None
    total = low - 1
    if match.group() in ":：" and hedge_after(folded, statistics[total].quantity.end) != match.start():
        return None
    depth = depths[low]
    while total >= 0 and depths[total] != depth:
        total -= 1
    if total < 0 or not _near(folded, statistics[total].quantity.end, match.start()):
        return None
    stop = _STOP.search(folded, match.end(), match.end() + _SENTENCE)
    closed = closes.get(depth, limit) if depth >= 0 else limit
    end = min(closed, limit, stop.start() if stop else match.end() + _SENTENCE)
    return Span(total, match.end(), end, depth, match.group() in ":：")


def _near(folded: str, end: int, marker: int) -> bool:
    """Same sentence, or the marker opens the very next one."""
    between = folded[end:marker]
    if len(between) > _SENTENCE or "\n" in between:
        return False
    stops = between.count("。")
    return stops == 0 or (stops == 1 and not between.rpartition("。")[2].strip())


def _start_of(statistics: Sequence[Statistic]) -> Callable[[int], int]:
    return lambda index: statistics[index].quantity.start


def _made(
    folded: str,
    statistics: Sequence[Statistic],
    depths: list[int],
    by_depth: dict[int, list[int]],
    span: Span,
    taken: set[int],
) -> list[Breakdown]:
    members = by_depth.get(span.depth, [])
    low, high = (
        bisect_left(members, span.start, key=_start_of(statistics)),
        bisect_left(members, span.end, key=_start_of(statistics)),
    )
    inside = [index for index in members[low : min(high, low + _MOST)] if index not in taken]
    if not inside:
        return []
    totals = _totals(folded, statistics, depths, span)
    exact = [(total, parts) for total in totals if (parts := _exact(statistics, total, inside))]
    if not exact:
        runs = ((total, _parts(folded, statistics, total, inside, span)) for total in totals)
        exact = [next(((total, parts) for total, parts in runs if parts), (-1, []))]
    found: dict[str, Breakdown] = {}
    for total, parts in exact:
        if parts and statistics[total].quantity.unit not in found:
            audit, difference = _audit(folded, statistics, total, parts, span)
            found[statistics[total].quantity.unit] = Breakdown(total, tuple(parts), audit, difference)
    return list(found.values())


def _exact(statistics: Sequence[Statistic], total: int, inside: list[int]) -> list[int]:
    """The first figures of a run that make up the total to the last digit, others between them left out."""
    whole = statistics[total]
    levels = [index for index in inside if not statistics[index].facets.change]
    for candidates in (
        [index for index in levels if _compatible(whole, statistics[index])],
        [index for index in levels if kind_of(statistics[index].quantity.unit) in _THINGS],
    ):
        value = Decimal(0)
        for count, index in enumerate(candidates, 1):
            value += statistics[index].quantity.value
            if value == whole.quantity.value and count > 1:
                return candidates[:count]
            if value >= whole.quantity.value:
                break
        if whole.quantity.unit not in _GENERIC:
            break
    return []


def _totals(folded: str, statistics: Sequence[Statistic], depths: list[int], span: Span) -> list[int]:
    """The figures the parts may belong to, nearest first: a bracket has one, 其中 may look past changes and shares."""
    if folded[span.start - 1 : span.start] == "(" or span.plain:
        return [span.total]
    found: list[int] = []
    for index in range(span.total, max(-1, span.total - 6), -1):
        if depths[index] == depths[span.total] and _near(folded, statistics[index].quantity.end, span.start - 2):
            found.append(index)
    return found


def _parts(folded: str, statistics: Sequence[Statistic], total: int, inside: list[int], span: Span) -> list[int]:
    whole = statistics[total]
    parts: list[int] = []
    value = Decimal(0)
    for index in inside:
        part = statistics[index]
        if part.facets.change or (_is_share(part) and not _is_share(whole)):
            continue
        if not _compatible(whole, part) or part.quantity.value > whole.quantity.value:
            break
        between = folded[statistics[index - 1].quantity.end : part.quantity.start]
        if parts and not span.plain and _NEW_SUBJECT.search(between):
            break
        if parts and not span.plain and value + part.quantity.value > whole.quantity.value * _BEYOND:
            break
        parts.append(index)
        value += part.quantity.value
    return parts


def _is_share(statistic: Statistic) -> bool:
    return kind_of(statistic.quantity.unit) in {"share", "points"}


def _compatible(whole: Statistic, part: Statistic) -> bool:
    a, b = whole.quantity.unit, part.quantity.unit
    if whole.facets.change or part.facets.change:
        return False
    if a == b:
        return True
    if a in _SAME and b in _SAME and _SAME[a] == _SAME[b]:
        return True
    return a in _GENERIC and kind_of(b) in _THINGS and bool(_MIXED.search(whole.label))


def _audit(
    folded: str, statistics: Sequence[Statistic], total: int, parts: list[int], span: Span
) -> tuple[Audit, Decimal]:
    whole = statistics[total].quantity
    figures = [statistics[index].quantity for index in parts]
    difference = whole.value - sum((figure.value for figure in figures), Decimal(0))
    if whole.hedge or whole.upper or any(figure.hedge or figure.upper for figure in figures):
        return Audit.PARTIAL, Decimal(0)
    if len(parts) < 2:
        return Audit.PARTIAL, Decimal(0)
    if not difference:
        return Audit.ADDS_UP, Decimal(0)
    words = folded[span.start : span.end]
    if "等" in words or _OVERLAPPING.search("".join(statistics[index].label for index in parts)):
        return Audit.PARTIAL, Decimal(0)
    limit = _WITHIN if (span.plain and len(parts) > 1) or _whole_by_name(statistics, parts) else _NEAR
    if abs(difference) <= whole.value * limit:
        return Audit.DIFFERS, difference
    return Audit.PARTIAL, Decimal(0)


def _whole_by_name(statistics: Sequence[Statistic], parts: list[int]) -> bool:
    """Parts that name the levels of one whole: 市级 and 县区, 城镇 and 农村."""
    labels = "".join(statistics[index].label for index in parts)
    pairs = (
        ("市级", "县"),
        ("市级", "区"),
        ("城镇", "农村"),
        ("城镇", "乡村"),
        ("省级", "市"),
        ("本地", "外"),
        ("市本级", "县"),
    )
    return any(a in labels and b in labels for a, b in pairs)


def _summed_up(
    folded: str, statistics: Sequence[Statistic], depths: list[int], taken: set[int], totals: set[int]
) -> list[Breakdown]:
    """甲30人，乙20人，共计50人; and 工作组50个，市级10个，县级40个: only where the sum is exact."""
    found: list[Breakdown] = []
    for index, statistic in enumerate(statistics):
        if index in taken or index in totals or statistic.quantity.hedge or statistic.facets.change:
            continue
        parts = _run(folded, statistics, depths, taken | totals, index, 1) or _run(
            folded, statistics, depths, taken | totals, index, -1
        )
        if parts:
            found.append(Breakdown(index, tuple(sorted(parts)), Audit.ADDS_UP))
            taken.update(parts)
    return found


def _run(
    folded: str, statistics: Sequence[Statistic], depths: list[int], used: set[int], total: int, step: int
) -> list[int]:
    whole = statistics[total].quantity
    head = folded[max(0, whole.start - 6) : whole.start]
    if step > 0 and whole.value < _FEW:
        return []
    if step < 0 and not re.search(r"共计|合计|总计|共|总数", head):
        return []
    parts: list[int] = []
    value, index, edge = Decimal(0), total + step, whole
    while 0 <= index < len(statistics) and value < whole.value and len(parts) < 40:
        part = statistics[index].quantity
        between = folded[edge.end : part.start] if step > 0 else folded[part.end : edge.start]
        if index in used or depths[index] != depths[total] or part.unit != whole.unit or part.hedge:
            return []
        if statistics[index].facets.change or _STOP.search(between) or len(between) > 24:
            return []
        if step > 0 and not _LEVEL.search(statistics[index].label):
            return []
        parts.append(index)
        value += part.value
        edge, index = part, index + step
    return parts if value == whole.value and len(parts) > 1 else []
