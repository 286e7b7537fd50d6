"""What may stand over, under and beside a headline on a page: the headline is found among it, alone."""

from __future__ import annotations

import pytest

from bulletins.departments import Registry
from bulletins.model import Basis, Report, body_text
from bulletins.normalise import normalise, unaccounted

TITLE = "云溪市开展春灌安全检查保障农业用水"
BODY = "近日，市水务局组成4个检查组，检查泵站126座。\n\n下一步，市水务局将持续加强管理。\n"
HEADS = [
    "云溪市人民政府门户网站\n\n{}\n\n",
    "部门动态\n{}\n",
    "县区传真\n\n{}\n\n",
    "2024-03-15\n{}\n",
    "{}\n作者：张三\n",
    "{}\n张三 李四\n",
    "{}\n本报记者 张三 通讯员 李四\n",
    "{}\n2024年03月15日 10:20:36\n",
    "{}\n（2024年3月15日）\n",
    "春灌进行时\n{}\n",
    "云溪市水务局\n{}\n",
    "{}\n云溪市水务局\n",
    "{}\n（云溪市水务局）\n",
    "{0}\n{0}\n",
    "{0}_云溪市水务局\n{0}\n",
    "分享到\n{}\n",
    "[图片]\n{}\n",
    "IMG_001.jpg\n\n{}\n",
    "第12期\n{}\n",
    "云溪水务信息\n第12期\n云溪市水务局办公室  2024年3月15日\n{}\n",
    "云溪要闻 >> 正文\n{}\n",
    "标题：{}\n发布时间：2024-03-15\n",
    "正文：\n{}\n",
    "{}\n云溪水务 2024年03月15日 18:00\n",
    "{}\n云溪水务\n2024-03-15 18:00:21\n",
    "{}\n云溪水务 云溪水务 昨天\n",
    "{}\n原创 张三 云溪水务 2024-03-15 18:00 江渚\n收录于合集\n",
    "{}\n摘要：近日开展检查。\n",
    "{}\nwww.example.gov.cn 2024-03-15 云溪市政府网\n",
    "云溪市政府门户网 → 部门动态 → 正文\n{}\n",
    "部门动态 -> 水利 -> 正文\n{}\n",
    "::: 云溪市水务局\n{}\n",
    "{}\n类别：灌溉\n",
    "云溪农情\n2024年第14期 （3月11日—3月17日）\n云溪市水务局灌溉科　　2024.3.18\n{}\n\n【水情】\n",
    "云溪发布 > 深度 > 正文\n2024-03-15 07:30　云溪发布　字号 小 中 大　| 转发 | 收藏 | 朗读\n{}\n",
    "{}\n阅读约需 5 分钟　　语音播报 ▶\n",
    "云溪水务　∣　水清岸绿，就在云溪\n您的位置： 网站首页 / 资讯 / 详情\n{}\n",
    "云水发〔2024〕41号　　　　　　　签发人：万里行\n\n{}\n",
    "云溪市人民政府 > 云溪新闻 > 部门乡镇\n{}\n",
    "霜桥县人民政府门户网站-->乡镇动态-->正文\n{}\n",
    "云溪水务\n发布于 2024-03-15 18:00\n{}\n",
    "点击蓝字 关注我们\n云溪水务\n微信号：yunxishuiwu\n功能介绍：讲述水务人的故事。\n\n{}\n",
    "{}\n【打印正文】【关闭窗口】\n本文共约1000字，预计阅读时间4分钟\n",
    "云溪要情\n第6期\n市政府办公室信息科　　二〇二四年二月十三日\n{}\n",
]


@pytest.mark.parametrize("head", HEADS)
def test_the_headline_is_found_alone(head: str) -> None:
    report = Report("a.txt", head.format(TITLE) + BODY)
    done = normalise(report, Registry())
    (bulletin,) = done.bulletins
    assert unaccounted(report, done) == ()
    assert (bulletin.title, bulletin.basis_of("title")) == (TITLE, Basis.STATED)
    assert "检查泵站126座" in body_text(bulletin)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("日期：2023-12-28", "2023-12-28"),
        ("[ 2023-12-28 ]", "2023-12-28"),
        ("发布于：2023年12月28日 来源：市水务局", "2023-12-28"),
        ("2023年12月28日 星期四 来源：市水务局", "2023-12-28"),
        ("来源：云溪日报 2023-12-28 【字号：大 中 小】", "2023-12-28"),
        ("发布时间 2023-12-28 来源 市水务局 阅读 523", "2023-12-28"),
        ("成文日期：2023-12-20 发布日期：2023-12-28", "2023-12-28"),
        ("发文日期：2023-12-20 发布日期：2023-12-28", "2023-12-28"),
        ("发布时间：２０２３．１２．２８　　来源：市水务局　　字号：［大］［中］［小］", "2023-12-28"),
        ("[ 录入者:admin ] [ 录入时间:2023-12-28 9:30:00 ] [ 来源:泉口镇 ] [ 浏览 216 次 ] [ 评论(0) ]", "2023-12-28"),
        ("发布日期：2023-12-28 08:30 | 来源：石坝乡 | 阅读：27次 | 打印 | 字体：大 中 小", "2023-12-28"),
        ("文章来源：水利科 | 发布时间：2023年12月28日 15时02分 | 点击量：Loading...", "2023-12-28"),
        ("．發布單位：水利科\n．發布日期：中華民國112年12月28日\n．瀏覽人次：682", "2023-12-28"),
        ("发布日期：2023/12/28 22:14　|　来源：市水务局　|　编辑：青提　|　浏览：4.3k　|　分享：", "2023-12-28"),
        ("信息来源：市水务局　发布日期：2023-12-28 11:08　浏览次数：72 次　保护视力色：□ □ □", "2023-12-28"),
        ("【信息时间：2023/12/28】　【阅读次数：89】　【我要打印】　【关闭】", "2023-12-28"),
        ("更新日期：2024-01-02 发布日期：2023-12-28", "2023-12-28"),
        ("發布日期：112-12-28 資料來源：水利科", "2023-12-28"),
        ("二O二三年十二月二十八日", "2023-12-28"),
        ("（2023年12月28日在全市水利工作会议上）", "2023-12-28"),
        ("日期：2023-12-28 点击：356 属于：通知公告", "2023-12-28"),
    ],
)
def test_the_date_under_a_headline(line: str, date: str) -> None:
    (bulletin,) = normalise(Report("a.txt", f"{TITLE}\n{line}\n\n{BODY}"), Registry()).bulletins
    assert bulletin.title == TITLE
    assert bulletin.date is not None and f"{bulletin.date:%Y-%m-%d}" == date
    assert bulletin.basis_of("date") is Basis.STATED


def test_a_path_with_arrows_is_no_step_of_a_procedure() -> None:
    steps = "受理 → 审查 → 办结 → 送达"
    (bulletin,) = normalise(Report("a.txt", f"{TITLE}\n\n{BODY}\n{steps}\n"), Registry()).bulletins
    assert steps in body_text(bulletin)


def test_the_headline_of_a_page_that_stands_again_under_each_department_is_no_title_of_a_part() -> None:
    page = "云溪专刊\n水润春田\n\n"
    parts = [("市水务局", "渠道先通水", "市水务局清淤渠道86公里。"), ("市民政局", "探访到田头", "市民政局走访412户。")]
    text = page + "\n".join(f"【{name}】\n{own}\n水润春田\n{words}\n" for name, own, words in parts)
    report = Report("a.txt", text)
    done = normalise(report, Registry())
    assert unaccounted(report, done) == ()
    assert [bulletin.title for bulletin in done.bulletins] == ["渠道先通水", "探访到田头"]
    assert done.dropped == ("水润春田", "水润春田")


@pytest.mark.parametrize(
    "cells", ["来源\n云溪日报\n发布时间\n2024-03-15", "水源\n三处\n泵站\n十处\n干渠\n五条\n支渠\n九条"]
)
def test_too_few_known_labels_make_no_table_of_facts(cells: str) -> None:
    report = Report("a.txt", f"{TITLE}\n{cells}\n{BODY}")
    done = normalise(report, Registry())
    assert unaccounted(report, done) == ()
    assert done.dropped == ()


@pytest.mark.parametrize("headline", [TITLE, "关于做好春灌的通知", "《春灌要点》解读"])
def test_a_last_label_without_a_value_takes_no_headline(headline: str) -> None:
    cells = "索引号\nYS-2024\n发布机构\n云溪市水务局\n发布时间\n2024-03-15\n关键词\n"
    report = Report("a.txt", f"{cells}{headline}\n\n{BODY}")
    done = normalise(report, Registry())
    assert unaccounted(report, done) == ()
    assert done.bulletins[0].title == headline


TURNS = ["市水务局｜{}", "【市水务局】{}", "〖市水务局〗 {}", "市水务局：{}"]


@pytest.mark.parametrize("turn", TURNS)
def test_departments_that_take_turns_in_a_line_with_their_headlines(turn: str) -> None:
    heads = ["机井打到田头边", "技术送到农户家"]
    first = f"{turn.format(heads[0])}\n　　市水务局组织技术人员下沉一线抗旱，新打机井9眼，维修泵站12座。\n"
    second = turn.replace("水务", "农业农村").format(heads[1])
    second += "\n　　市农业农村局派出42名农技人员到田间指导抗旱，发放明白纸3600份，覆盖农田12.6万亩。\n"
    report = Report("a.txt", f"春旱面前\n2024-03-15 来源：云溪日报\n\n{first}\n{second}")
    done = normalise(report, Registry())
    assert unaccounted(report, done) == ()
    assert [bulletin.title for bulletin in done.bulletins] == heads
    assert {bulletin.series for bulletin in done.bulletins} == {"春旱面前"}


def test_a_part_begins_where_a_verse_or_caption_stands_right_above_its_department() -> None:
    parts = [
        "市水务局\n堤上不眠夜\n市水务局巡堤86公里。\n夜色里灯火连堤",
        "市教育局\n课堂搬进体育馆\n市教育局安置412人。",
    ]
    report = Report("a.txt", "闻汛而动护家园\n2024-03-15 来源：云溪日报\n\n" + "\n".join(parts) + "\n")
    done = normalise(report, Registry())
    assert unaccounted(report, done) == ()
    assert [bulletin.title for bulletin in done.bulletins] == ["堤上不眠夜", "课堂搬进体育馆"]
    assert "夜色里灯火连堤" in body_text(done.bulletins[0])


def test_the_site_s_name_over_the_headline_of_a_compendium_hides_neither_series_nor_date() -> None:
    parts = "".join(f"■市{name}局\n{name}连夜值守\n　　市{name}局派出9个组。\n" for name in ("水务", "教育"))
    source = "【字体：大 中 小】 2024-03-15 来源：云溪日报"
    report = Report("a.txt", f"云溪市人民政府\n闻汛而动护家园\n{source}\n\n{parts}")
    done = normalise(report, Registry())
    assert unaccounted(report, done) == ()
    assert [(b.title, b.series, b.origin) for b in done.bulletins] == [
        ("水务连夜值守", "闻汛而动护家园", "云溪日报"),
        ("教育连夜值守", "闻汛而动护家园", "云溪日报"),
    ]
    assert all(b.date is not None and f"{b.date:%Y-%m-%d}" == "2024-03-15" for b in done.bulletins)


def test_a_cell_of_its_own_behind_a_key_with_a_colon_leaves_no_line_break_in_the_identity() -> None:
    cells = "索引号：\nYS-2024\n标题：\n关于做好春灌的通知\n发文字号：\n云水发〔2024〕3号\n发布日期：\n2024-03-15\n"
    (bulletin,) = normalise(Report("a.txt", f"{cells}关于做好春灌的通知\n\n{BODY}"), Registry()).bulletins
    assert (bulletin.title, bulletin.document_number) == ("关于做好春灌的通知", "云水发〔2024〕3号")


def test_framed_departments_in_a_list_that_a_colon_opens_part_nothing() -> None:
    items = "【市水务局】已按期完成\n市水务局检查渠道86处。\n【市教育局】尚未完成\n市教育局检查学校12处。\n"
    done = normalise(Report("a.txt", f"防汛检查通报\n\n各单位完成情况如下：\n{items}"), Registry())
    assert [bulletin.title for bulletin in done.bulletins] == ["防汛检查通报"]


@pytest.mark.parametrize("kind", ["A类", "（B）", "C"])
def test_the_class_of_an_answer_stands_between_title_and_number(kind: str) -> None:
    head = f"关于第128号提案的答复\n{kind}\n云水提〔2024〕15号\n某委员：\n\n"
    (bulletin,) = normalise(Report("a.txt", head + BODY), Registry()).bulletins
    assert (bulletin.title, bulletin.document_number) == ("关于第128号提案的答复", "云水提〔2024〕15号")
    assert kind in body_text(bulletin)


def test_who_signed_stands_beside_the_number_and_is_no_part_of_it() -> None:
    text = f"云水发〔2024〕41号　　　　　签发人：万里行\n\n{TITLE}\n\n{BODY}"
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    assert (bulletin.title, bulletin.document_number) == (TITLE, "云水发〔2024〕41号")


def test_what_the_statistics_cover_is_no_headline() -> None:
    text = f"（统计日期：2024年3月1日至31日）\n{BODY}"
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    assert "统计日期" in body_text(bulletin) and "统计日期" not in bulletin.title


@pytest.mark.parametrize("frame", ["清淤通知\n{}\n\n正文。\n", "清淤通知\n\n正文。\n\n{}\n"])
def test_of_two_days_one_dates_the_bulletin_and_the_other_stays(frame: str) -> None:
    report = Report("a.txt", frame.format("2024年3月15日\n2024年3月20日"))
    done = normalise(report, Registry())
    (bulletin,) = done.bulletins
    stays = {"15": "2024年3月20日", "20": "2024年3月15日"}[f"{bulletin.date:%d}"]
    assert stays in body_text(bulletin) and unaccounted(report, done) == ()


def test_a_composed_title_holds_no_tab() -> None:
    (bulletin,) = normalise(Report("a.txt", "清淤渠道,市水务局\t清淤渠道。\n清淤渠道\t。\n"), Registry()).bulletins
    assert bulletin.title and "\t" not in bulletin.title


def test_furniture_that_stands_again_is_no_headline() -> None:
    bar = "字体:[大 中 小]"
    report = Report("a.txt", f"清淤渠道。\n{bar}\n市水务局\n市水务局\n{bar}\n")
    done = normalise(report, Registry())
    assert unaccounted(report, done) == () and done.dropped == (bar, bar)


def test_a_headline_that_a_wrap_joined_to_the_line_above_is_repeated_all_the_same() -> None:
    text = "清淤渠道维修闸门排查隐患强化值守,\n关于做好值守工作的通知\n清淤渠道。\n关于做好值守工作的通知\n"
    report = Report("a.txt", text)
    assert unaccounted(report, normalise(report, Registry())) == ()


def test_a_source_beside_the_cells_of_a_table_is_one_line() -> None:
    report = Report("a.txt", "空气质量状况\n发布日期：2026-10-09　来源：市水务局- 【大】高新区\t30\t24\n\n优19天。\n")
    (bulletin,) = normalise(report, Registry()).bulletins
    assert bulletin.origin.startswith("市水务局") and "\t" not in bulletin.origin


def test_a_paragraph_behind_the_mark_of_a_title_is_no_title() -> None:
    words = "排查隐患126处，整改98处，" * 20
    report = Report("a.md", f"# {words}\n\n清淤渠道。\n", "text/markdown")
    done = normalise(report, Registry())
    assert words in body_text(done.bulletins[0]) and unaccounted(report, done) == ()
