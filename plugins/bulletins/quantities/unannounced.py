"""Totals that no bracket and no 其中 announces: 共计 behind its parts, or parts right behind their total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bulletins.figures import Audit, Breakdown
from bulletins.quantities.brackets import Scene
from bulletins.quantities.fold import fold
from bulletins.quantities.units import kind_of

# Names that set the parts of a whole against each other.
LEVEL = re.compile(
    r"^不?合格|^[男女]|^[已未][\u4e00-\u9fff]{1,5}$|本土|境外输入|城镇|农村|[省市县区镇乡村州]级|本级|[省市县区镇乡州旗]$|^[东西南北中]部"
)
_STOP = re.compile(r"[。!?！？\n]")
# What is left of an income is no part of it.
_BALANCE = re.compile(r"结余|支出|节约|余额|结转")
_SUMMING = re.compile(r"共计|合计|总计|共|总数")
# A total of fewer is too easily met by chance.
_FEW = 10
_LONGEST_RUN = 40
_GAP = 24


def summed_up(scene: Scene, taken: set[int], totals: dict[int, Breakdown]) -> Iterator[Breakdown]:
    """甲30人，乙20人，共计50人; and 工作组50个，市级10个，县级40个: only where the sum is exact."""
    used = taken | set(totals)
    for index, statistic in enumerate(scene.statistics):
        if index in used or statistic.quantity.hedge or statistic.facets.change:
            continue
        parts = _run(scene, used, index, 1) or _run(scene, used, index, -1)
        if parts:
            used.update(parts, (index,))
            yield Breakdown(index, tuple(sorted(parts)), Audit.ADDS_UP)


def _run(scene: Scene, used: set[int], total: int, step: int) -> list[int]:
    folded, whole = scene.folded, scene.statistics[total].quantity
    if step > 0 and (
        whole.value < _FEW
        or kind_of(whole.unit) == "time"
        or LEVEL.search(scene.statistics[total].label)
        or _continues(scene, total)
    ):
        return []
    if step < 0 and not _SUMMING.search(folded, max(0, whole.start - 6), whole.start):
        return []
    parts: list[int] = []
    value, index, edge = Decimal(0), total + step, whole
    while 0 <= index < len(scene.statistics) and value < whole.value and len(parts) < _LONGEST_RUN:
        statistic = scene.statistics[index]
        part = statistic.quantity
        between = folded[edge.end : part.start] if step > 0 else folded[part.end : edge.start]
        if index in used or scene.depths[index] != scene.depths[total] or part.unit != whole.unit or part.hedge:
            return []
        if statistic.facets.change or len(between) > _GAP or _STOP.search(between):
            return []
        if step > 0 and _BALANCE.search(statistic.label):
            return []
        parts.append(index)
        value += part.value
        edge, index = part, index + step
    if value != whole.value or len(parts) < 2 or (step > 0 and _sibling(scene, parts[-1])):
        return []
    return parts


def _continues(scene: Scene, index: int) -> bool:
    """Whether the figure at ``index`` goes on with a list of its unit: 30天，优15天，良13天."""
    quantity = scene.statistics[index].quantity
    before = scene.folded[max(0, quantity.start - _GAP) : quantity.start]
    return bool(re.search(rf"[0-9]{re.escape(fold(quantity.unit))}[，,、][^，,。；;]{{0,10}}$", before))


def _sibling(scene: Scene, index: int) -> bool:
    """Whether the figure after ``index`` goes on with its list: 11批次，6批次，5批次 has members and no total."""
    if index < 0 or index + 1 >= len(scene.statistics):
        return False
    one, other = scene.statistics[index].quantity, scene.statistics[index + 1].quantity
    between = scene.folded[one.end : other.start]
    return (
        one.unit == other.unit
        and len(between) < _GAP
        and between[:1] in {"，", ",", "、"}
        and not _STOP.search(between)
    )
