"""What a list quotes of a bulletin: how its text begins."""

from __future__ import annotations

import pytest

from bulletins.model import Bulletin
from bulletins.site.rendered import render_post


def excerpt(body: str) -> str:
    head, _ = render_post(
        Bulletin("题目", ("云溪市教育局",), slug="a"), f"---\ntitle: 题目\n---\n{body}", lambda address, _: address
    )
    return head.excerpt


@pytest.mark.parametrize(
    "addressee",
    ["各县区人民政府，市直各部门：", "亲爱的市民朋友：", "各位家长：", "市人民政府：", "尊敬的纳税人、缴费人："],
)
def test_whom_a_text_is_addressed_to_is_not_quoted(addressee: str) -> None:
    assert excerpt(f"{addressee}\n\n新学期开学了。\n") == "新学期开学了。"


@pytest.mark.parametrize("line", ["现将有关情况公告如下：", "全市共有三处：", "各县区人民政府认真落实。"])
def test_a_line_that_tells_something_is_quoted(line: str) -> None:
    assert excerpt(f"{line}\n\n新学期开学了。\n") == f"{line}新学期开学了。"


def test_lines_of_verse_stay_apart() -> None:
    assert excerpt("天上少雨，河里少水\n\n干部白天跑山塘\n") == "天上少雨，河里少水 干部白天跑山塘"


def test_a_figure_shows_its_sentence_on_one_line() -> None:
    # A mark that begins a line belongs to the sentence before it.
    head, _ = render_post(
        Bulletin("题目", ("云溪市水务局",), slug="a", highlights=("12公里",)),
        "---\ntitle: 题目\n---\n清淤渠道12公里\n；完成护坡。\n",
        lambda address, _: address,
    )
    assert head.figure is not None
    assert head.figure.sentence == "清淤渠道12公里 ；"
