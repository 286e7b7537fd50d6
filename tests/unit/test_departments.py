"""The registry: short forms, ambiguity, and what is said when the file is wrong."""

import tomllib
from pathlib import Path

import pytest

from bulletins.departments import Department, Registry, load_registry, short_form_of
from bulletins.problems import Refusal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/departments/short_forms.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['short']}={case['full']}")
def test_short_forms(case: dict[str, object]) -> None:
    assert short_form_of(str(case["short"]), str(case["full"])) is case["same"]


def registry() -> Registry:
    return Registry(
        (
            Department("云溪市应急管理局", "yingji", short="市应急局", region="云溪市"),
            Department("石桥市应急管理局", "shiqiao-yingji", region="石桥市"),
            Department("云溪市水务局", "shuiwu", aliases=("市水利局",), region="云溪市"),
        )
    )


def test_two_matches_are_ambiguous_until_a_region_is_known() -> None:
    assert [d.slug for d in registry().candidates("市应急管理局")] == ["yingji", "shiqiao-yingji"]
    assert [d.slug for d in registry().candidates("市应急管理局", "石桥市")] == ["shiqiao-yingji"]


def test_an_exact_alias_is_never_ambiguous() -> None:
    assert [d.slug for d in registry().candidates("市水利局")] == ["shuiwu"]
    assert registry().candidates("市园林局") == ()


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- a\n", 1, "departments"),
        ("departments:\n- {name: 甲局, slug: 甲}\n", 2, "网址"),
        ("departments:\n- {slug: a}\n", 2, "name"),
        ("departments:\n- {name: 甲局, slug: a}\n- {name: 乙局, slug: a}\n", 3, "已被甲局使用"),
        ("departments:\n- {name: 甲局, slug: a, aliases: [局]}\n- {name: 乙局, slug: b, short: 局}\n", 3, "已属于甲局"),
        ("departments:\n- {name: 甲局, slug: a, alias: 局}\n", 2, "aliases"),
        ("departments:\n- {name: 甲局, slug: a, slug: b}\n", 2, "两次"),
        ("departments: &x\n- {name: 甲局, slug: a}\n", 1, "锚点"),
        ("departments:\n  - {name: 甲局\n", 2, "花括号没有另一半"),
        ("departments:\n- name：甲局\n  slug: a\n", 2, "全角"),
        ("departments:\n- name: 甲局 #1\n  slug: a\n", 2, "注释"),
    ],
)
def test_a_wrong_registry_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        load_registry(text, "r.yaml")
    said = [problem for problem in refused.value.problems if problem.line == line]
    assert said and any(words in problem.message + problem.hint for problem in said)


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        load_registry("departments:\n- {name: 甲局}\n- {slug: B}\n", "r.yaml")
    assert len(refused.value.problems) == 3
