"""Names of departments that hold a place inside them, and offices that write for their bureau."""

from __future__ import annotations

import pytest

from bulletins.departments import Department, Registry
from bulletins.model import Report
from bulletins.normalise import normalise
from bulletins.normalise.names import leading_names, names_on_line
from bulletins.normalise.offices import bureau_of

TEXT = "柳河渠首检修\n来源：{source}\n{lead}一是早检修。渠首闸门检修完毕。\n"


@pytest.mark.parametrize(
    "name",
    [
        "国家税务总局柳河县税务局",
        "国家税务总局柳河县税务局第一税务分局",
        "国家统计局柳河调查队",
        "国家金融监督管理总局柳河监管分局",
        "中华人民共和国柳河海关",
        "柳河海关",
    ],
)
def test_a_body_of_the_state_at_a_place_is_one_name(name: str) -> None:
    assert names_on_line(name) == (name,)
    assert leading_names(f"{name}举办开放日") == (name,)


@pytest.mark.parametrize("title", ["走进海关开放日", "进出口海关手续便利化", "全国海关工作会议"])
def test_customs_in_general_are_no_department(title: str) -> None:
    assert leading_names(title) == ()


@pytest.mark.parametrize(
    ("source", "lead", "issuer"),
    [
        ("柳河县水利局办公室", "柳河县水利局抢在汛前检修。", "柳河县水利局"),
        ("柳河县水利局建设管理科", "县水利局抢在汛前检修。", "柳河县水利局"),
        ("柳河县公安局交警大队宣传股", "柳河县公安局上路巡查。", "柳河县公安局"),
        ("柳河县公安局交警大队宣传股", "柳河县公安局交警大队上路巡查。", "柳河县公安局交警大队"),
        ("柳河县委办公室", "柳河县委召开会议。", "柳河县委办公室"),
        ("柳河县水利局办公室", "渠首在汛前检修。", "柳河县水利局办公室"),
        ("国家税务总局柳河县税务局", "县税务局上门讲解。", "国家税务总局柳河县税务局"),
        ("柳河海关", "关员上门讲解。", "柳河海关"),
    ],
)
def test_a_source_line_names_the_bureau(source: str, lead: str, issuer: str) -> None:
    found = normalise(Report("a.txt", TEXT.format(source=source, lead=lead)), Registry(()))
    assert found.bulletins[0].departments == (issuer,)


def test_what_is_done_to_a_towns_office_names_no_town() -> None:
    text = "市水务局\n渠首检修\n市水务局抢修渠首闸门3座。逾期未办的，提交市政府专题会议。\n"
    registry = Registry((Department("云溪市水务局", "shuiwu", region="云溪市"),))
    (bulletin,) = normalise(Report("a.txt", text), registry).bulletins
    assert bulletin.departments == ("云溪市水务局",)


@pytest.mark.parametrize("office", ["云溪市水务局办公室", "市水务局办公室"])
def test_an_office_below_its_bureau_is_no_second_issuer(office: str) -> None:
    head = f"云溪市水务局\n会议纪要\n〔2024〕6号\n{office}　　2024年5月12日\n\n渠首检修会议纪要\n\n"
    text = head + "5月8日，市水务局召开会议。会议明确，闸门5月底前修好。\n"
    registry = Registry((Department("云溪市水务局", "shuiwu", region="云溪市"),))
    (bulletin,) = normalise(Report("a.txt", text), registry).bulletins
    assert bulletin.departments == ("云溪市水务局",)


def test_what_a_streets_party_office_writes_the_street_issues() -> None:
    assert bureau_of("望江街道党建办", "日前，望江街道清淤") == "望江街道"
    assert bureau_of("望江街道党建办", "日前，市水务局清淤") == "望江街道党建办"
