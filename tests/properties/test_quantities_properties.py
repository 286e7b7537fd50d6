"""For every text: spans fit, figures don't overlap, values survive spelling, blocks don't disturb each other."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bulletins.quantities import find_figures, find_quantities, find_statistics, statistic_ids

PIECES = st.sampled_from(
    [
        "发放",
        "调拨",
        "折叠床",
        "群众",
        "企业",
        "全市",
        "累计",
        "其中",
        "分别",
        "同比增长",
        "余",
        "约",
        "近",
        "万",
        "亿",
        "个",
        "件",
        "人次",
        "%",
        "元",
        "。",
        "，",
        "、",
        "（",
        "）",
        ":",
        "\n",
        "第",
        "月",
        "日",
        "年",
        "N95",
        "84消毒液",
        "“",
        "”",
        "三百",
        "两",
        "百分之",
        "个百分点",
        "至",
        "—",
        ".",
        ",",
        "１",
        "２",
        "台（套）",
    ]
)
NUMBERS = st.one_of(st.integers(0, 10**9).map(str), st.decimals(0, 10**6, places=2).map(str))
TEXTS = st.lists(st.one_of(PIECES, NUMBERS), max_size=40).map("".join)
SENTENCES = st.sampled_from(
    [
        "全市累计调拨物资30件（帐篷10顶，棉被20床）。",
        "出动队员1300余人次，动用车辆170台次。",
        "财政收入96.8亿元，同比增长6.7%。",
        "石桥县、青禾县分别播种20亩、30亩。",
        "本段没有数字。",
        "一、加强领导，成立3个工作组。",
        "其中，市级10件，县级20件。",
    ]
)


@given(st.one_of(TEXTS, st.text(max_size=80)))
def test_spans_fit_and_do_not_overlap(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert quantity.start >= end
        assert text[quantity.start : quantity.end] == quantity.text
        end = quantity.end


@given(TEXTS)
def test_labels_breakdowns_and_boxes_point_into_the_text(text: str) -> None:
    figures = find_figures(text)
    count = len(figures.statistics)
    for statistic in figures.statistics:
        assert statistic.label
        if statistic.label_start >= 0:
            assert "".join(text[statistic.label_start : statistic.label_end].split()) == statistic.label
    parts = [part for breakdown in figures.breakdowns for part in breakdown.parts]
    assert len(parts) == len(set(parts))
    assert all(breakdown.total not in breakdown.parts for breakdown in figures.breakdowns)
    assert all(0 <= index < count for index in parts + [b.total for b in figures.breakdowns])
    assert len(figures.highlights) <= 6
    assert len(set(statistic_ids(figures.statistics))) == count


@given(st.integers(1, 10**9), st.sampled_from(["件", "人次", "元", "平方米", "台次"]))
def test_a_value_survives_its_spellings(value: int, unit: str) -> None:
    full_width = str(value).translate({ord("0") + i: "０１２３４５６７８９"[i] for i in range(10)})
    spellings = [str(value), f"{value:,}", full_width, f"{Decimal(value).scaleb(-4):f}万"]
    for spelling in spellings:
        (found,) = find_statistics(f"累计完成{spelling}{unit}。")
        assert (found.quantity.value, found.quantity.unit) == (Decimal(value), unit)


@given(st.lists(SENTENCES, min_size=1, max_size=6))
def test_blocks_do_not_disturb_each_other(sentences: list[str]) -> None:
    alone = [[(s.printed, s.label, s.facets) for s in find_statistics(sentence)] for sentence in sentences]
    together = [(s.printed, s.label, s.facets) for s in find_statistics("\n".join(sentences))]
    assert together == [figure for figures in alone for figure in figures]
    sums = sum(len(find_figures(sentence).breakdowns) for sentence in sentences)
    assert len(find_figures("\n".join(sentences)).breakdowns) == sums
