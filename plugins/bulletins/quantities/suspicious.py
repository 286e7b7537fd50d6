"""Figures that look wrong, for an editor to check against the source. Nothing is ever repaired here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletins.figures import Audit, Breakdown, Statistic
from bulletins.quantities.units import kind_of

# Below this a person or household with decimals is an average (每户2.6人), not a slip.
_AVERAGE = 10
_SHARE = re.compile(
    r"占|比重|覆盖率|合格率|完好率|达标率|普及率|入住率|参保率|接种率|及格率|满意率|优良率|满意度|见效率|出勤率|办结率|好转率"
)


def suspicious_figures(
    statistics: Sequence[Statistic], breakdowns: Sequence[Breakdown], folded: str
) -> tuple[tuple[int, str], ...]:
    """(offset, what looks wrong and what to check), in order of place.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> text = "罚款205.1026元。"
    >>> suspicious_figures(find_statistics(text), (), text)
    ((2, '“205.1026元”精确到万分之一元，可能漏了“万”字，请核对原件'),)
    """
    found = [finding for statistic in statistics for finding in _looks(statistic, folded)]
    for breakdown in breakdowns:
        if breakdown.audit is Audit.DIFFERS:
            whole = statistics[breakdown.total]
            parts = whole.quantity.value - breakdown.difference
            found.append(
                (
                    whole.quantity.start,
                    f"“{whole.printed}”与各分项之和{parts:f}相差{abs(breakdown.difference):f}，请核对总数和各分项",
                )
            )
    return tuple(sorted(found))


def _looks(statistic: Statistic, folded: str) -> Iterator[tuple[int, str]]:
    quantity = statistic.quantity
    exponent = quantity.value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) else 0
    kind = kind_of(quantity.unit)
    if kind == "money" and decimals > 2:
        yield quantity.start, f"“{statistic.printed}”精确到万分之一元，可能漏了“万”字，请核对原件"
    if kind == "share" and quantity.unit == "%" and quantity.value > 100 and _is_share(statistic, folded):
        yield quantity.start, f"“{statistic.printed}”作为占比超过100%，请核对数字"
    if "no-unit" in quantity.flags:
        yield quantity.start, f"“{statistic.printed}”后面没有量词，请核对是否漏了单位"
    if "open-unit" in quantity.flags:
        yield quantity.start, f"“{statistic.printed}”的量词“{quantity.unit}”不常见，请核对是否有误"
    if (
        kind in {"person", "turnout", "household", "body"}
        and decimals > 0
        and quantity.value > _AVERAGE
        and not _is_average(statistic, folded)
    ):
        yield quantity.start, f"“{statistic.printed}”不是整数，请核对是否漏了“万”字或小数点有误"


def _is_average(statistic: Statistic, folded: str) -> bool:
    before = folded[max(0, statistic.quantity.start - 10) : statistic.quantity.start]
    return any(word in before + statistic.label for word in ("平均", "每", "均"))


def _is_share(statistic: Statistic, folded: str) -> bool:
    if statistic.facets.change:
        return False
    before = folded[max(0, statistic.quantity.start - 8) : statistic.quantity.start]
    if any(word in before for word in ("任务", "计划", "目标", "预算")):
        return False
    return bool(_SHARE.search(before) or _SHARE.search(statistic.label))
