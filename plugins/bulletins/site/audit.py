"""Breakdowns and highlights as the templates show them."""

from __future__ import annotations

from decimal import Decimal

from ..figures import Audit, Breakdown, TableSum
from ..grouping import Body
from ..views import BreakdownView, HighlightView, PartView, TableView
from ..wording import say
from .figures import decimal_text, like


def breakdown_view(body: Body, breakdown: Breakdown) -> BreakdownView:
    """A total, its parts with their shares, and the audit in words."""
    total = body.statistics[breakdown.total]
    whole = Decimal(total.value)
    parts = tuple(
        PartView(body.statistics[part], _share(Decimal(body.statistics[part].value), whole)) for part in breakdown.parts
    )
    return BreakdownView(total, parts, str(breakdown.audit), _words(body, breakdown))


def highlight_views(body: Body) -> tuple[HighlightView, ...]:
    """The boxes of a bulletin, in the order in which they were chosen."""
    return tuple(
        HighlightView(
            body.statistics[highlight.statistic],
            breakdown_view(body, body.breakdowns[highlight.breakdown]) if highlight.breakdown >= 0 else None,
        )
        for highlight in body.highlights
    )


def table_view(sums: tuple[TableSum, ...]) -> TableView:
    """The totals of one table in words: each that differs, or that all hold."""
    wrong = tuple(_table_words(one) for one in sums if one.differs)
    fine = (say("表格中核对了%(count)s个合计数，逐项相加，全部一致。", count=len(sums)),)
    return TableView(str(Audit.DIFFERS), wrong) if wrong else TableView(str(Audit.ADDS_UP), fine)


def _table_words(one: TableSum) -> str:
    return say(
        "表格“%(row)s”一行“%(column)s”一列是%(whole)s，各项相加得%(sum)s，相差%(difference)s；原文如此。",
        row=one.row_name,
        column=one.column_name,
        whole=decimal_text(one.stated),
        sum=decimal_text(one.parts),
        difference=decimal_text(abs(one.stated - one.parts)),
    )


def _share(part: Decimal, whole: Decimal) -> float:
    return float(min(max(part / whole * 100, Decimal(0)), Decimal(100))) if whole else 0.0


def _words(body: Body, breakdown: Breakdown) -> str:
    total = body.statistics[breakdown.total]
    summed = like(sum((Decimal(body.statistics[part].value) for part in breakdown.parts), Decimal(0)), total)
    count = len(breakdown.parts)
    if breakdown.audit is Audit.ADDS_UP:
        return say("%(count)s个分项合计%(sum)s，与总数一致。", count=count, sum=summed)
    if breakdown.audit is Audit.PARTIAL:
        return say("分项不全，不与总数核对。")
    whole, difference = like(Decimal(total.value), total), like(abs(breakdown.difference), total)
    values: dict[str, str | int] = {"whole": whole, "count": count, "sum": summed, "difference": difference}
    if breakdown.difference > 0:
        return say("总数%(whole)s，%(count)s个分项合计%(sum)s，比总数少%(difference)s；原文如此。", **values)
    return say("总数%(whole)s，%(count)s个分项合计%(sum)s，比总数多%(difference)s；原文如此。", **values)
