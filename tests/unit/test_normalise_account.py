"""The account must notice every way in which words could get lost, and the identity must say where it comes from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bulletins.departments import Department, Registry
from bulletins.model import Basis, Block, Bulletin, Change, Normalised, Report, Section
from bulletins.normalise import RULES, explain, normalise, replay, unaccounted
from bulletins.normalise.account import FURNITURE, IDENTITY
from bulletins.normalise.wordlists import table
from bulletins.post import read_post, write_post

REPORT = Report(
    "a.txt",
    "春灌情况通报(2021年第3期)\n发布时间:2021-03-18 来源:市水务局 浏览次数:25\n3月18日,蓄水1,260万方。\n分享到:\n",
)
CITY = Registry(
    (
        Department("云溪市水务局", "shuiwu", short="市水务局", region="云溪市"),
        Department("云溪市城市管理局", "chengguan", region="云溪市"),
        Department("云溪市城市规划管理局", "guihua", region="云溪市"),
    )
)


@pytest.fixture
def done() -> Normalised:
    result = normalise(REPORT, CITY)
    assert unaccounted(REPORT, result) == ()
    return result


def with_words(result: Normalised, words: str) -> Normalised:
    bulletin = replace(result.bulletins[0], sections=(Section(blocks=(Block(words),)),))
    return replace(result, bulletins=(bulletin,))


def test_a_changed_digit_is_noticed(done: Normalised) -> None:
    words = done.bulletins[0].sections[0].blocks[0].text
    assert "1,260" in words
    assert unaccounted(REPORT, with_words(done, words.replace("1,260", "1,280")))


def test_a_lost_sentence_is_noticed(done: Normalised) -> None:
    assert unaccounted(REPORT, with_words(done, "3月18日。"))


def test_a_lost_bulletin_is_noticed(done: Normalised) -> None:
    assert unaccounted(REPORT, replace(done, bulletins=(), origins=()))


@pytest.mark.parametrize("index", range(6))
def test_a_lost_ledger_entry_is_noticed(done: Normalised, index: int) -> None:
    ledger = done.ledger[:index] + done.ledger[index + 1 :]
    assert len(done.ledger) > 5
    assert unaccounted(REPORT, replace(done, ledger=ledger))


def test_a_reason_outside_the_list_is_noticed(done: Normalised) -> None:
    ledger = tuple(replace(change, note="dull") if change.note else change for change in done.ledger)
    assert any("dull" in fault for fault in unaccounted(REPORT, replace(done, ledger=ledger)))


def test_a_title_that_got_lost_is_noticed(done: Normalised) -> None:
    bulletin = replace(done.bulletins[0], title="春灌")
    assert any("没有进入" in fault for fault in unaccounted(REPORT, replace(done, bulletins=(bulletin,))))


def test_a_list_of_documents_right_under_the_head_stays_in_the_text() -> None:
    text = "云溪市水务局关于继续有效文件的通报\n\n2024年7月5日\n\n云水〔2021〕1号\n云水〔2022〕2号\n云水〔2023〕3号\n"
    report = Report("a.txt", text)
    result = normalise(report, Registry())
    assert unaccounted(report, result) == ()
    assert result.bulletins[0].document_number == "云水〔2021〕1号"
    said = "".join(block.text for section in result.bulletins[0].sections for block in section.blocks)
    assert "云水〔2022〕2号" in said
    assert "云水〔2023〕3号" in said


def test_a_replacement_that_alters_a_name_is_noticed() -> None:
    report = Report("a.txt", "市水务局")
    change = Change("half-width-marks", 0, 1, 2, "水", "税", 1, 2)
    bulletin = Bulletin("", (), sections=())
    assert any(
        "改动了文字" in fault for fault in unaccounted(report, Normalised((bulletin,), (change,), origins=((),)))
    )


def test_replay_refuses_a_ledger_of_another_report(done: Normalised) -> None:
    with pytest.raises(ValueError, match="与原文不符"):
        replay(Report("b.txt", REPORT.text.replace("春灌", "秋收")), done.ledger)


def test_every_rule_and_reason_has_words_for_editors() -> None:
    words = table("rules")
    assert set(words["rules"]) == {name for name, _ in RULES}
    assert set(words["notes"]) == IDENTITY | FURNITURE
    assert set(table("furniture")["lines"]) <= FURNITURE
    assert set(words["basis"]) == {basis.value for basis in Basis}


def test_explain_groups_equal_changes() -> None:
    lines = explain(normalise(Report("a.txt", "甲局开会,部署,检查.\n二段,完。\n"), CITY))
    assert "半角标点改为全角：“,”→“，”，共 3 处，第 1、2 行" in lines


def test_ledger_names_line_and_column_of_the_report(done: Normalised) -> None:
    comma = next(change for change in done.ledger if change.rule == "half-width-marks")
    assert (comma.line, comma.column, comma.before) == (3, 6, ",")


def test_options_go_before_what_the_report_says() -> None:
    moment = datetime(2022, 1, 2)
    result = normalise(REPORT, CITY, title="另一标题", department="云溪市城市管理局", date=moment)
    bulletin = result.bulletins[0]
    assert (bulletin.title, bulletin.departments, bulletin.date) == ("另一标题", ("云溪市城市管理局",), moment)
    assert {basis for _, basis in bulletin.basis} == {Basis.OPTION}
    assert unaccounted(REPORT, result) == ()


COMPENDIUM = "系列一\n\n市水务局\n\n灌好每亩田\n\n清淤渠道。\n\n市城管局\n\n扫净每条街\n\n清扫街巷。\n"


def test_with_a_department_given_nothing_is_split() -> None:
    assert len(normalise(Report("a.txt", COMPENDIUM), CITY).bulletins) == 2
    assert len(normalise(Report("a.txt", COMPENDIUM), CITY, department="云溪市水务局").bulletins) == 1


def test_a_title_given_for_a_compendium_names_the_series() -> None:
    report = Report("a.txt", COMPENDIUM)
    result = normalise(report, CITY, title="新系列")
    assert [bulletin.series for bulletin in result.bulletins] == ["新系列", "新系列"]
    assert [bulletin.title for bulletin in result.bulletins] == ["灌好每亩田", "扫净每条街"]


def department_of(text: str) -> tuple[tuple[str, ...], Basis]:
    bulletin = normalise(Report("a.txt", text), CITY).bulletins[0]
    return bulletin.departments, bulletin.basis_of("department")


def test_a_short_name_is_completed_from_the_registry() -> None:
    assert department_of("通知\n来源：市水务局\n云溪市召开会议。") == (("云溪市水务局",), Basis.REGISTRY)
    assert department_of("通知\n来源：云溪市水务局\n正文。") == (("云溪市水务局",), Basis.STATED)


def test_a_town_that_nobody_names_is_an_inference() -> None:
    assert department_of("通知\n来源：市水务局\n正文。") == (("云溪市水务局",), Basis.ASSUMED)
    (bulletin,) = normalise(Report("a.txt", "清淤通知\n来源：市水务局\n正文。"), CITY).bulletins
    assert set(bulletin.review) == {"date", "department"}


IMPOSSIBLE = [
    ("清淤通知\n发布时间：2024-02-30 来源：市水务局\n\n正文。", [(2, "2024-02-30")]),
    ("清淤通知\n\n正文。\n\n云溪市水务局\n2024年13月1日\n", [(6, "2024年13月1日")]),
    ("清淤通知\n\n正文。\n\n云溪市水务局 二〇二四年四月三十一日\n", [(5, "二〇二四年四月三十一日")]),
    ("清淤通知\n\n正文。\n\n云溪市水务局\n2024年2月29日\n", []),
    ("清淤通知\n\n2023年2月29日清淤12公里，没有停工。\n", []),
]


@pytest.mark.parametrize(("text", "told"), IMPOSSIBLE)
def test_a_stated_date_that_no_calendar_has_is_told(text: str, told: list[tuple[int, str]]) -> None:
    report = Report("a.txt", text)
    done = normalise(report, CITY)
    assert list(done.impossible) == told
    assert unaccounted(report, done) == ()
    assert not told or done.bulletins[0].date is None
    assert [any(words in line for line in explain(done)) for _, words in told] == [True] * len(told)


def test_a_date_inside_the_text_that_no_calendar_has_is_a_suspected_slip() -> None:
    done = normalise(Report("a.txt", "清淤通知\n\n2023年2月29日清淤12公里，没有停工。\n"), CITY)
    assert [line for line, words in done.suspicions if "2023年2月29日" in words] == [3]


def test_another_date_beside_an_impossible_one_awaits_an_editor() -> None:
    text = "清淤通知\n发布时间：2024-02-30 来源：市水务局\n\n正文。\n\n云溪市水务局\n2024年3月1日\n"
    (bulletin,) = normalise(Report("a.txt", text), CITY).bulletins
    assert f"{bulletin.date:%Y-%m-%d}" == "2024-03-01" and "date" in bulletin.review


def test_an_acting_department_is_an_inference() -> None:
    assert department_of("市水务局近日清淤渠道12公里。") == (("云溪市水务局",), Basis.COMPOSED)


def test_another_citys_department_is_proposed_not_mistaken() -> None:
    text = "海原市水务局清淤渠道。海原市今年增收，市水务局再添措施。"
    result = normalise(Report("a.txt", text), CITY)
    assert result.bulletins[0].departments == ("海原市水务局",)
    assert result.bulletins[0].basis_of("department") is Basis.PROPOSED
    assert [proposal.name for proposal in result.proposals] == ["海原市水务局"]


def test_an_ambiguous_name_is_proposed_with_its_candidates() -> None:
    result = normalise(Report("a.txt", "通知\n来源：市城管局\n正文。"), CITY)
    assert result.proposals[0].candidates == ("云溪市城市管理局", "云溪市城市规划管理局")
    assert result.proposals[0].evidence[0] == (2, "市城管局")


def test_no_department_at_all_is_said_and_not_made_up() -> None:
    assert department_of("今天天气很好。大家都去踏青。") == ((), Basis.NONE)


@pytest.mark.parametrize(
    ("text", "date", "basis"),
    [
        ("通知\n正文。\n云溪市水务局\n二〇二二年十一月三日", datetime(2022, 11, 3), Basis.STATED),
        ("通知\n2022.11.03\n正文。", datetime(2022, 11, 3), Basis.STATED),
        ("通知\n发布时间：2022年11月3日 09:30\n正文。", datetime(2022, 11, 3, 9, 30), Basis.STATED),
        ("春灌通报(2020年第3期)\n4月9日，市水务局作出安排。", datetime(2020, 4, 9), Basis.COMPOSED),
        ("4月9日，市水务局作出安排。2020年3月以来，用水增加。", datetime(2020, 4, 9), Basis.COMPOSED),
        ("4月9日，市水务局作出安排。2019年3月和2020年3月，用水增加。", None, Basis.NONE),
        ("4月9日，市水务局作出安排。到2025年完成。", None, Basis.NONE),
        ("通知\n发布时间：2022年13月40日\n正文。", None, Basis.NONE),
    ],
)
def test_dates(text: str, date: datetime | None, basis: Basis) -> None:
    bulletin = normalise(Report("a.txt", text), CITY).bulletins[0]
    assert (bulletin.date, bulletin.basis_of("date")) == (date, basis)


def test_suspicions_are_reported_and_left() -> None:
    result = normalise(Report("a.txt", "通知\n从从10月起，澄清真象。\n"), CITY)
    assert [line for line, _ in result.suspicions] == [2, 2]
    assert result.bulletins[0].sections[0].blocks[0].text == "从从10月起，澄清真象。"


def test_an_empty_text_gives_an_empty_bulletin() -> None:
    report = Report("a.txt", " \n\ufeff\n")
    result = normalise(report, CITY)
    assert unaccounted(report, result) == ()
    assert [bulletin.sections for bulletin in result.bulletins] == [()]


def test_an_entity_in_a_headline_is_read_as_its_mark() -> None:
    report = Report("a.md", "0&lt; 0\n!", media_type="text/markdown")
    done = normalise(report, Registry((), "departments.yaml"))
    assert done.bulletins[0].title == "0< 0" and unaccounted(report, done) == ()


def test_a_composed_title_keeps_numbers_as_they_are() -> None:
    report = Report("a.txt", "……投入1.5万元，其中一半用于管网。\n再过一年。\n")
    (bulletin,) = normalise(report, Registry((), "departments.yaml")).bulletins
    assert "1.5万元" in bulletin.title


@pytest.mark.parametrize("origin", ["甲\x80局", "\u3164\u3164"])
def test_a_stated_source_nobody_could_read_makes_no_broken_post(origin: str) -> None:
    report = Report("a.txt", f"清淤完成\n来源：{origin}\n\n清淤12公里。\n")
    done = normalise(report, CITY, department="云溪市水务局", date=datetime(2021, 3, 18))
    assert unaccounted(report, done) == ()
    assert read_post(write_post(replace(done.bulletins[0], slug="a")), "a.md").origin in {"", "甲局"}


def test_departments_under_running_numbers_are_parts_of_their_own() -> None:
    text = (
        "春灌一线见闻\n\n01\n云溪市水务局\n\n把水送到田头\n\n清淤渠道12公里，启用泵站5座。\n\n"
        "02\n云溪市农业农村局\n\n把苗护在田里\n\n指导农户630户。\n\n来源丨市融媒中心\n"
    )
    report = Report("a.txt", text)
    done = normalise(report, Registry((), "departments.yaml"))
    assert unaccounted(report, done) == ()
    assert [(bulletin.departments, bulletin.title) for bulletin in done.bulletins] == [
        (("云溪市水务局",), "把水送到田头"),
        (("云溪市农业农村局",), "把苗护在田里"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "云溪防汛简报- !\n云溪防汛简报",
        "00000- !\n00000",
        "云溪防汛简报_--\n云溪防汛简报\n正文。",
        " 公告栏\n公告栏\n正文。",
    ],
)
def test_of_a_headline_and_its_repeat_one_stays(text: str) -> None:
    report = Report("a.txt", text)
    assert unaccounted(report, normalise(report, Registry(), title="标题")) == ()
