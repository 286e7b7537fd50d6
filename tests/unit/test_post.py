"""Posts: the contract's fields, and what is said when the front matter is wrong."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from bulletins.model import Basis, Block, BlockKind, Bulletin, Section
from bulletins.post import read_post, split_front_matter, write_post
from bulletins.problems import Refusal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/posts/front_matter.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_wrong_front_matter_is_refused_with_line_and_cure(case: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refused:
        read_post(str(case["post"]), "p.md")
    said = [p for p in refused.value.problems if p.line == case["line"]]
    assert any(str(case["says"]) in p.message + p.hint for p in said), refused.value.problems


def test_everything_wrong_is_said_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        read_post("---\ntitle: 甲\ndate: x\nslug: B\nfoo: 1\n---\n", "p.md")
    assert {problem.line for problem in refused.value.problems} == {2, 3, 4, 5}


def test_any_yaml_reader_understands_what_is_written() -> None:
    bulletin = Bulletin(
        title="2024：“防汛”#1 情况",
        departments=("云溪市水务局", "云溪市应急管理局"),
        date=datetime(2024, 7, 1, 9, 30),
        slug="fang-xun",
        topics=("防汛", "on"),
        sections=(Section("一、做法", 1, (Block("甲"),)),),
        highlights=(),
        basis=(("date", Basis.HISTORY), ("title", Basis.STATED)),
    )
    front = yaml.safe_load(split_front_matter(write_post(bulletin))[0])
    assert front["title"] == "2024：“防汛”#1 情况"
    assert front["date"] == "2024-07-01 09:30"
    assert front["department"] == ["云溪市水务局", "云溪市应急管理局"]
    assert front["topics"] == ["防汛", "on"]
    assert front["highlights"] is False
    assert front["review"] == ["date"]


def test_a_field_taken_out_of_review_counts_as_confirmed() -> None:
    text = "---\ntitle: 甲\ndate: 2024-07-01\ndepartment: 甲局\nslug: a\nbasis: {date: history}\n---\n"
    assert read_post(text).basis == (("date", Basis.OPTION),)
    assert read_post(text.replace("basis", "review: [date]\nbasis")).review == ("date",)


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    lines = [
        "---",
        "title: 甲",
        "date: 2024-07-01",
        "department: 甲局",
        "slug: a",
        "---",
        "",
        "## 一、乙",
        "",
        "丙",
        "",
    ]
    text = "\ufeff" + "\r\n".join(lines)
    assert read_post(text).sections == (Section("一、乙", 1, (Block("丙"),)),)


def test_a_carriage_return_alone_ends_a_line() -> None:
    text = "---\rtitle: 甲\rdate: 2024-07-01\rdepartment: 甲局\rslug: a\r---\r\r乙\r丙\r"
    assert read_post(text).sections == (Section("", 0, (Block("乙\n丙"),)),)


def test_the_seconds_of_a_date_come_back() -> None:
    text = "---\ntitle: 甲\ndate: 2024-07-01 00:00:05\ndepartment: 甲局\nslug: a\n---\n"
    assert read_post(write_post(read_post(text))) == read_post(text)


def test_blocks_as_editors_type_them() -> None:
    body = "导语\n第二行\n\n## 一、甲\n正文\n\n*图为甲*\n\n- 乙\n- 丙\n\n| 项 | 数 |\n| --- | --- |\n| 丁 | 1 |\n"
    text = "---\ntitle: 甲\ndate: 2024-07-01\ndepartment: 甲局\nslug: a\n---\n\n" + body
    lead, first = read_post(text).sections
    assert lead == Section("", 0, (Block("导语\n第二行"),))
    assert [block.kind for block in first.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.CAPTION,
        BlockKind.LIST,
        BlockKind.TABLE,
    ]
    assert first.blocks[3].text == "项\t数\n丁\t1"
