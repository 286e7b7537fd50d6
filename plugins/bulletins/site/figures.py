"""Statistics as the templates show them: the number taken apart, facets as phrases, the sentence around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from math import prod

from ..figures import Facets, Figures, Statistic
from ..views import StatisticView
from .clauses import clause_around

NUMERAL = "0-9０-９.．,，%％‰－～~—–\\-零〇一二三四五六七八九十百千万亿两半几数 \u00a0"
CORE = re.compile(rf"^([{NUMERAL}]*[{NUMERAL.replace(' ', '')}])\s*([余多来几]*)(.*)$", re.DOTALL)
STOPS = re.compile(r"[。！？；\n]+[”’』」）]*")
LONGEST_SENTENCE = 240
REACH = 1_000
IDLE = frozenset({"共", "共计", "合计", "总计", "一共", "总共"})
SCALE = re.compile(r"[百千万亿]+")
SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
AFTER_UNIT = re.compile(r"(?:以上|以下|以内|左右|上下|不等|[余多])+$")


def decimal_text(value: Decimal) -> str:
    """A decimal in plain digits: no exponent, no idle zeros behind the point.

    >>> decimal_text(Decimal("1.6E+4")), decimal_text(Decimal("5.30"))
    ('16000', '5.3')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def facet_phrases(facets: Facets, label: str = "") -> tuple[str, ...]:
    """The facets in the order in which they read well, without what says nothing or stands in the label.

    >>> facet_phrases(Facets(cumulative="累计", scope="全市", change="rise", base="同比"))
    ('全市', '累计', '同比上升')
    >>> facet_phrases(Facets(scope="全市", qualifier="预计 可"), "服务老人")
    ('全市', '预计', '可')
    >>> facet_phrases(Facets(cumulative="共", scope="城镇"), "城镇新增就业")
    ()
    """
    change = facets.base + {"rise": "上升", "fall": "下降"}.get(facets.change, "")
    phrases = (facets.period, facets.scope, facets.cumulative, facets.per, *facets.qualifier.split(), change)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase and phrase not in IDLE and phrase not in label))


def take_apart(printed: str, text: str, unit: str) -> tuple[str, str, str, str]:
    """(hedge before, number with its scale, hedge after, unit and what follows); joined they are ``printed`` again.

    >>> take_apart("约620个", "620个", "个"), take_apart("1100余人次", "1100余人次", "人次")
    (('约', '620', '', '个'), ('', '1100', '余', '人次'))
    >>> take_apart("1.6万多路", "1.6万多路", "路"), take_apart("1700余万元", "1700余万元", "元")
    (('', '1.6万', '多', '路'), ('', '1700', '余', '万元'))
    >>> take_apart("20人以上", "20人", "人"), take_apart("5.3%", "5.3%", "%")
    (('', '20', '', '人以上'), ('', '5.3', '', '%'))
    """
    at = printed.find(text)
    before, core, after = (printed[:at], text, printed[at + len(text) :]) if at >= 0 else ("", printed, "")
    tail = unit if unit and core.endswith(unit) else ""
    found = CORE.match(core[: len(core) - len(tail)])
    if not found:
        return before, core[: len(core) - len(tail)], "", tail + after
    number, hedge, rest = found.groups()
    return before, number.strip(), hedge, rest + tail + after


def like(value: Decimal, model: StatisticView) -> str:
    """A value in the scale and unit in which another figure is printed.

    A scale stands in the number or before the unit that is counted; 千克 and 百分点 hold none.

    >>> from dataclasses import replace
    >>> total = StatisticView("q", "238.6亿元", "", "238.6亿", "", "元", "23860000000", "", "", "", (), "", "")
    >>> like(Decimal("2.38E+10"), total)
    '238亿元'
    >>> like(Decimal(220), replace(total, number="238", unit="千克", counted="千克"))
    '220千克'
    """
    unit = AFTER_UNIT.sub("", model.unit)
    before = unit.removesuffix(model.counted) if model.counted else ""
    scale = next((found.group() for text in (model.number, before) if (found := SCALE.search(text))), "")
    factor = prod(SCALES[mark] for mark in scale)
    return decimal_text(value / factor) + scale + unit.removeprefix(scale)


def statistic_views(
    figures: Figures, ids: tuple[str, ...], text: str, url: str, department: str, date: str, title: str
) -> tuple[StatisticView, ...]:
    """Views of all statistics of one text, in their order; ``url`` is the bulletin's address."""
    ends = [found.end() for found in STOPS.finditer(text)]
    return tuple(
        _view(statistic, name, _span(text, ends, statistic), text, (url, department, date, title))
        for statistic, name in zip(figures.statistics, ids, strict=True)
    )


def _view(
    statistic: Statistic, name: str, span: tuple[int, int], text: str, source: tuple[str, str, str, str]
) -> StatisticView:
    quantity = statistic.quantity
    # A sentence may be as long as a report: what is shown of it stands near the number.
    start, end = max(span[0], quantity.start - REACH), min(span[1], quantity.end + REACH)
    url, department, date, title = source
    printed = statistic.printed or quantity.text
    before, number, after, unit = take_apart(printed, quantity.text, quantity.unit)
    return StatisticView(
        id=name,
        printed=printed,
        before=before,
        number=number,
        after=after,
        unit=unit,
        value=decimal_text(quantity.value),
        upper="" if quantity.upper is None else decimal_text(quantity.upper),
        hedge=quantity.hedge,
        label=statistic.label or "（文中未写明）",
        facets=facet_phrases(statistic.facets, statistic.label),
        sentence=_sentence(text, (start, end), statistic),
        url=f"{url}#{name}",
        department=department,
        date=date,
        title=title,
        counted=quantity.unit,
        clause=clause_around(text[start:end], quantity.start - start, quantity.end - start),
    )


def _span(text: str, ends: list[int], statistic: Statistic) -> tuple[int, int]:
    place = bisect_right(ends, statistic.quantity.start)
    return ends[place - 1] if place else 0, ends[place] if place < len(ends) else len(text)


def _sentence(text: str, span: tuple[int, int], statistic: Statistic) -> str:
    start, end = span
    # A row of the tables is a line: a sentence over several lines is shown on one.
    sentence = text[start:end].strip().replace("\n", " ")
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    middle = max(statistic.quantity.start - start - LONGEST_SENTENCE // 2, 0)
    end = middle + LONGEST_SENTENCE
    return ("…" if middle else "") + sentence[middle:end] + ("…" if end < len(sentence) else "")
