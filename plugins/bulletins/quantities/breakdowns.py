"""Totals and their parts: in brackets, after 其中 or 包括, nested; and whether they add up.

A false alarm is worse than silence. A list is said to differ only where it is meant to be whole: a plain bracket, or
parts that between them name the whole, missing the total by a little. Everything else that doesn't add up is partial.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bulletins.figures import Audit, Breakdown, Statistic
from bulletins.quantities.brackets import Scene, Span, scene_of, spans_of
from bulletins.quantities.fold import fold
from bulletins.quantities.phrases import VERB, tokens
from bulletins.quantities.unannounced import LEVEL, summed_up
from bulletins.quantities.units import kind_of
from bulletins.quantities.unwrap import Unwrapped

_NEW_SUBJECT = re.compile(r"累计|共(?!同|享|建)|合计|全市|全县|全区|此外|另外|同时|总计|截至")
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
_WITHIN = Decimal("0.2")
_NEAR = Decimal("0.05")
_OVER = Decimal("0.1")
# Parts that together exceed the total by more than this are not parts of it.
_BEYOND = Decimal("1.2")


def group_breakdowns(text: str, statistics: Sequence[Statistic]) -> tuple[Breakdown, ...]:
    """Which statistics are totals of which others, outermost first; a part belongs to one total only.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> text = "调拨物资30件（帐篷10顶，棉被20床）。"
    >>> [(b.total, b.parts, b.audit.value) for b in group_breakdowns(text, find_statistics(text))]
    [(0, (1, 2), 'adds-up')]
    """
    unwrapped = Unwrapped(text)
    return breakdowns_of(fold(unwrapped.text), [unwrapped.within(statistic) for statistic in statistics])


def breakdowns_of(folded: str, statistics: Sequence[Statistic]) -> tuple[Breakdown, ...]:
    """As ``group_breakdowns``, for callers that hold the folded text already."""
    scene = scene_of(folded, statistics)
    taken: set[int] = set()
    found: dict[int, Breakdown] = {}
    for span in spans_of(scene):
        inside = [index for index in span.inside(scene) if index not in taken]
        for made in _made(scene, span, inside) if inside else ():
            if made.total not in found:
                found[made.total] = made
                taken.update(made.parts)
    for made in summed_up(scene, taken, found):
        found[made.total] = made
    return tuple(sorted(found.values(), key=lambda breakdown: (breakdown.total, breakdown.parts)))


def _made(scene: Scene, span: Span, inside: list[int]) -> list[Breakdown]:
    """The total whose parts these are: one they make up exactly, else the nearest they fit; one for each unit."""
    pairs = [(total, parts) for total in span.totals if (parts := _exact(scene.statistics, total, inside))]
    if not pairs:
        runs = ((total, _parts(scene, total, inside, span)) for total in span.totals)
        pairs = [next(((total, parts) for total, parts in runs if parts), (-1, []))]
    found: dict[str, Breakdown] = {}
    for total, parts in pairs:
        unit = scene.statistics[total].quantity.unit
        if parts and unit not in found:
            found[unit] = Breakdown(total, tuple(parts), *_audit(scene, total, parts, span))
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


def _parts(scene: Scene, total: int, inside: list[int], span: Span) -> list[int]:
    """The figures at the head of the run that can be parts; the first that can't be one ends them."""
    statistics = scene.statistics
    whole = statistics[total]
    parts: list[int] = []
    value = Decimal(0)
    for index in inside:
        part = statistics[index]
        if part.facets.change or (_is_share(part) and not _is_share(whole)):
            continue
        if not _compatible(whole, part) or part.quantity.value > whole.quantity.value:
            break
        between = scene.folded[statistics[index - 1].quantity.end : part.quantity.start]
        if parts and not span.plain and (_NEW_SUBJECT.search(between) or _ends_list(statistics, parts, between)):
            break
        if parts and not span.plain and _new_verb(scene, parts, index):
            break
        if parts and not span.plain and value + part.quantity.value > whole.quantity.value * _BEYOND:
            break
        parts.append(index)
        value += part.quantity.value
    return parts


def _ends_list(statistics: Sequence[Statistic], parts: list[int], between: str) -> bool:
    """A semicolon ends a list whose items are parted by commas; it parts the items of 市级…；县区…."""
    if "；" not in between and ";" not in between:
        return False
    return len(parts) > 1 or not LEVEL.search(statistics[parts[0]].label)


def _new_verb(scene: Scene, parts: list[int], index: int) -> bool:
    """招聘186名，其中…28名，引进…12名: an item with a verb of its own after items without begins something new."""
    return _led_by_verb(scene, index) and not any(_led_by_verb(scene, part) for part in parts)


def _led_by_verb(scene: Scene, index: int) -> bool:
    low = scene.statistics[index - 1].quantity.end if index else 0
    head = scene.folded[max(low, scene.starts[index] - 30) : scene.starts[index]]
    clause = head[max(head.rfind(mark) for mark in "，,、；;(：:中") + 1 :]
    return any(token.kind == VERB and token.end - token.start > 1 for token in tokens(clause)[:2])


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


def _audit(scene: Scene, total: int, parts: list[int], span: Span) -> tuple[Audit, Decimal]:
    statistics = scene.statistics
    whole = statistics[total].quantity
    figures = [statistics[index].quantity for index in parts]
    difference = whole.value - sum((figure.value for figure in figures), Decimal(0))
    if whole.hedge or whole.upper or any(figure.hedge or figure.upper for figure in figures):
        return Audit.PARTIAL, Decimal(0)
    if len(parts) < 2:
        return Audit.PARTIAL, Decimal(0)
    if not difference:
        return Audit.ADDS_UP, Decimal(0)
    words = scene.folded[span.start : span.end]
    if "等" in words or _OVERLAPPING.search("".join(statistics[index].label for index in parts)):
        return Audit.PARTIAL, Decimal(0)
    limit = _WITHIN if (span.plain and len(parts) > 1) or _whole_by_name(statistics, parts) else _NEAR
    if difference < 0 and len(parts) > 2:
        limit = max(limit, _OVER)  # parts of one list that exceed their total are less often meant
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
