"""What the figures part promises beyond the labelled cases: facets, highlights, ids, suspicious places, boundaries."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from bulletins.figures import Statistic
from bulletins.quantities import (
    choose_highlights,
    find_figures,
    find_quantities,
    find_statistics,
    group_breakdowns,
    statistic_ids,
)

TEXT = (
    "截至10月31日，全市累计发放救灾物资5320件（折叠床610张，棉被4710床），走访群众1100余户，"
    "召开例会5次，成立工作组3个，投入资金186.5万元，同比增长12.4%。"
)


def one(text: str) -> Statistic:
    found = find_statistics(text)
    assert len(found) == 1
    return found[0]


def test_printed_words_keep_hedges_on_both_sides_and_drop_breaks() -> None:
    assert one("消杀约620\n个点位").printed == "约620个"
    assert one("参会人员300余人以上。").printed == "300余人以上"
    assert one("覆盖居民近5万户左右。").quantity.hedge == "近左右"


def test_span_holds_the_inner_hedge_and_the_unit_only() -> None:
    statistic = one("出动人员约1100余人次，")
    assert statistic.quantity.text == "1100余人次"
    assert (statistic.quantity.start, statistic.quantity.end) == (5, 12)


def test_label_is_a_phrase_of_the_text() -> None:
    for statistic in find_statistics(TEXT):
        assert TEXT[statistic.label_start : statistic.label_end] == statistic.label


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("截至10月31日，全市检查企业375家次。", "cumulative", "截至10月31日"),
        ("累计检查企业375家次。", "cumulative", "累计"),
        ("一般公共预算收入96亿元。", "cumulative", ""),
        ("全市检查企业375家次。", "scope", "全市"),
        ("石桥县检查企业375家次。", "scope", "石桥县"),
        ("每天出动人员60名。", "per", "每天"),
        ("旅客日均5.3万人次。", "per", "日均"),
        ("财政收入同比增长5.3%。", "change", "rise"),
        ("财政收入同比增长5.3%。", "base", "同比"),
        ("案件较去年同期减少348起。", "change", "fall"),
        ("案件较去年同期减少348起。", "base", "较去年同期"),
        ("财政收入增长到96亿元。", "change", ""),
        ("1月26日—31日检查企业375家次。", "period", "1月26日-31日"),
        ("上半年检查企业375家次。", "period", "上半年"),
        ("春运期间发送旅客98万人次。", "period", "春运期间"),
    ],
)
def test_facets(text: str, name: str, value: str) -> None:
    assert getattr(one(text).facets, name) == value


def test_a_change_is_never_summed() -> None:
    figures = find_figures("常住人口100人，其中城镇人口60人，比上年增加40人。")
    assert figures.breakdowns[0].parts == (1,)


def test_highlights_put_totals_first_and_internal_counts_last() -> None:
    figures = find_figures(TEXT)
    shown = [figures.statistics[highlight.statistic].label for highlight in figures.highlights]
    assert shown[0] == "救灾物资"
    assert "例会" not in shown and "工作组" not in shown
    assert 2 <= len(shown) <= 6
    assert figures.highlights[0].breakdown == 0


def test_an_editor_chooses_by_printed_words_or_label() -> None:
    figures = find_figures(TEXT, chosen=("5次", "群众", "没有这个数字"))
    assert [figures.statistics[h.statistic].printed for h in figures.highlights] == ["5次", "1100余户"]
    assert find_figures(TEXT, chosen=()).highlights == ()


def test_a_text_of_internal_counts_has_no_boxes() -> None:
    assert find_figures("召开会议2次，印发方案1个。").highlights == ()


def test_ids_are_valid_stable_and_unique() -> None:
    statistics = find_statistics(TEXT + "走访群众1100余户。")
    ids = statistic_ids(statistics)
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"q-[0-9a-f]{8}(-\d+)?", name) for name in ids)
    assert statistic_ids(find_statistics("新的导语。" + TEXT))[:3] == ids[:3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("罚款205.1026元。", "漏了“万”字"),
        ("参保率104%。", "超过100%"),
        ("运抵粮库种子62.4185万，", "没有量词"),
        ("受灾群众128.6人。", "不是整数"),
        ("调拨物资31件（帐篷10顶，棉被20床）。", "相差1"),
    ],
)
def test_suspicious_figures_are_shown_with_their_place(text: str, words: str) -> None:
    (offset, message), *rest = find_figures(text).suspicious
    assert not rest
    assert words in message
    assert text[offset].isdigit()


@pytest.mark.parametrize(
    "text", ["财政收入同比增长104%。", "完成投资占年度任务的113%。", "平均每户2.6人。", "单价12.58元。"]
)
def test_plain_figures_are_not_suspicious(text: str) -> None:
    assert find_figures(text).suspicious == ()


def test_lists_may_leave_the_unit_or_scale_to_the_last() -> None:
    found = find_statistics("两县分别播种2.5、3.5万亩。")
    assert [s.quantity.value for s in found] == [Decimal(25000), Decimal(35000)]
    assert "elided-scale" in found[0].quantity.flags


def test_a_number_cut_by_a_hard_line_break_is_one_number() -> None:
    statistic = one("疫情防控期间全市累计向各县区调拨物资18\n399件，保障有力。")
    assert statistic.quantity.value == Decimal(18399)
    assert statistic.quantity.text == "18\n399件"


def test_numbers_on_lines_of_their_own_are_left_apart() -> None:
    assert [q.value for q in find_quantities("1\n2\n3\n人员名单")] == [Decimal(1), Decimal(2), Decimal(3)]


def test_an_enumerator_glued_to_a_count_is_parted_from_it() -> None:
    statistic = one("3.12个项目开工建设。")
    assert (statistic.quantity.value, statistic.quantity.start) == (Decimal(12), 2)


def test_an_unknown_measure_word_is_taken_and_flagged() -> None:
    statistic = one("更换电杆236基，")
    assert (statistic.quantity.unit, statistic.quantity.flags) == ("基", ("open-unit",))


def test_parts_functions_agree_with_the_whole() -> None:
    figures = find_figures(TEXT)
    statistics = find_statistics(TEXT)
    breakdowns = group_breakdowns(TEXT, statistics)
    assert (statistics, breakdowns) == (figures.statistics, figures.breakdowns)
    assert choose_highlights(TEXT, statistics, breakdowns) == figures.highlights


@pytest.mark.parametrize(
    "text",
    [
        "1" * 50_000,
        "(" * 10_000,
        "1个(" * 3_000 + ")" * 3_000,
        "一" * 20_000,
        "其中1个" * 2_000,
        "“1" * 5_000,
        "1,234," * 5_000,
    ],
    ids=["digits", "open", "nested", "han", "markers", "quotes", "commas"],
)
def test_hostile_texts_are_read_to_the_end(text: str) -> None:
    figures = find_figures(text)
    assert all(text[s.quantity.start : s.quantity.end] == s.quantity.text for s in figures.statistics)


def boxes(text: str) -> list[str]:
    figures = find_figures(text)
    return [
        f"{figures.statistics[h.statistic].printed} {figures.statistics[h.statistic].label}" for h in figures.highlights
    ]


def test_the_opening_paragraph_stands_before_side_remarks_about_money() -> None:
    text = (
        "全区城镇新增就业3.61万人，失业人员再就业8420人，登记失业率2.6%。\n\n"
        "发放稳岗返还资金5108万元，给青年见习单位补助740万元。商户年产值265万元。"
    )
    assert boxes(text)[:2] == ["3.61万人 城镇新增就业", "8420人 失业人员再就业"]


def test_air_bulletins_show_the_days_and_the_rate_they_are_about() -> None:
    text = (
        "全月30天中，优14天，良13天；优良天数27天，优良天数比率90.0%，在全省12个市中列第3位。\n\n"
        "PM2.5平均浓度为28微克/立方米。检查加油站151座，淘汰柴油货车402辆，罚款67.5万元。"
    )
    shown = boxes(text)
    assert shown[0] == "90.0% 优良天数比率"
    assert "27天 优良天数" in shown
    assert not any("第3位" in box for box in shown)


def test_a_box_shows_the_level_now_and_one_figure_a_label() -> None:
    shown = boxes("再生水日利用量由4.1万吨提高到6.3万吨。扑火队伍16支、540人。供水覆盖率由71%升至93%。")
    assert not any(box.startswith(("4.1万吨", "71%")) for box in shown)
    assert "6.3万吨 再生水日利用量" in shown
    assert sum(box.endswith("扑火队伍") for box in shown) == 1


def test_a_slip_of_the_text_reaches_no_box() -> None:
    assert not any("罚没款" in box for box in boxes("抽检样品1320批次，罚没款21.7305元。"))


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("粮价、菜价分别回落2.16和1.66个百分点。", ""),
        ("粮价、菜价分别同比回落2.16和1.66个百分点。", "同比"),
        ("粮价、菜价同比分别回落2.16和1.66个百分点。", "同比"),
    ],
)
def test_respectively_is_no_base_of_a_change(text: str, base: str) -> None:
    changes = [statistic.facets for statistic in find_statistics(text)]
    assert [(facets.change, facets.base) for facets in changes] == [("fall", base)] * 2


def test_a_box_shows_the_number_with_its_blanks_but_not_with_its_line_breaks() -> None:
    assert [s.printed for s in find_statistics("共发放补助18 399元。")] == ["18 399元"]
    assert [s.printed for s in find_statistics("共发放折叠床约 2610 张。")] == ["约2610张"]


def test_no_number_goes_on_in_the_next_block() -> None:
    lines = (
        "各县区加快补齐短板，把任务落实到每一个镇村，今年农村供水工程计划新建管道2300\n14座规模化水厂全部实现自动加药。"
    )
    printed = [statistic.printed for statistic in find_figures(lines).statistics]
    assert printed == ["14座"]
