"""The checks, by the golden tables of tests/cases/check; each table is also checked for saying every rule."""

from __future__ import annotations

import ast
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bulletins.check import RULES, CheckedPost, as_json, check_posts, find_personal_data
from bulletins.departments import Department, FormerName, Registry
from bulletins.post import read_post
from bulletins.problems import Problem, Refusal, Severity
from bulletins.reading import RULES as READING_RULES

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "check"
REGISTRY = Registry(
    (
        Department("云溪市水务局", "shuiwu", short="市水务局", region="云溪市"),
        Department(
            "云溪市应急管理局",
            "yingji",
            short="市应急局",
            region="云溪市",
            former_names=(FormerName("云溪市安全生产监督管理局", "2019-03"),),
        ),
    )
)
FILES = ("images/a.png", "files/表.pdf", "reports/a.txt", "posts/2024/b.md", "posts/2024/a.md")
FIELDS = {"title": "防汛工作情况", "date": "2024-07-03", "department": "云溪市水务局", "slug": "fang-xun"}


def cases(name: str) -> list[Any]:
    rows = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["name"]) for row in rows]


def post_text(body: str, **fields: str) -> str:
    front = "".join(f"{name}: {value}\n" for name, value in {**FIELDS, **fields}.items())
    return f"---\n{front}---\n{'' if len(fields.keys() - FIELDS.keys()) else chr(10)}{body}\n"


def read(path: str, text: str, **more: Any) -> CheckedPost:
    return CheckedPost(path, text, read_post(text, path), **more)


OTHER = read("content/posts/2024/b.md", post_text("正文。", slug="b", title="抗旱工作情况"))


def findings(*posts: CheckedPost) -> list[Problem]:
    found = check_posts((*posts, OTHER), REGISTRY, today=date(2025, 1, 1), files=FILES)
    return [problem for problem in found if problem.path != OTHER.path]


@pytest.mark.parametrize("case", cases("personal.toml"))
def test_personal_data(case: dict[str, Any]) -> None:
    assert [list(found) for found in find_personal_data(case["text"])] == case["found"]


@pytest.mark.parametrize("case", cases("posts.toml"))
def test_posts(case: dict[str, Any]) -> None:
    post = read("content/posts/2024/a.md", post_text(case["body"], **case.get("fields", {})))
    found = findings(post)
    assert [[problem.line, problem.rule, str(problem.severity)] for problem in found] == case["found"]
    assert all(problem.message and problem.hint for problem in found)


def test_every_rule_has_a_case() -> None:
    shown = {rule for row in cases("posts.toml") for _, rule, _ in row.values[0]["found"]}
    assert shown == {name for names, _ in RULES for name in names} - {"sum", "figure", "highlights"}


def test_figures_of_the_caller_become_warnings_on_their_lines() -> None:
    post = read("a.md", post_text("正文。"), sums=((8, "相差3"),), suspicious=((9, "少了“万”字"),))
    assert [(p.line, p.rule, p.message, p.severity) for p in findings(post)] == [
        (8, "sum", "相差3", Severity.WARNING),
        (9, "figure", "少了“万”字", Severity.WARNING),
    ]


def test_a_chosen_figure_that_the_text_does_not_hold_is_an_error() -> None:
    post = read("a.md", post_text("正文8人。", highlights="[8人, 9吨]"), unfound=("9吨",))
    assert [(p.line, p.rule, p.severity) for p in findings(post)] == [(6, "highlights", Severity.ERROR)]


@pytest.mark.parametrize(("words", "cure"), [("110101199003077715", "姓名和单位"), ("13800138000", "办公电话")])
def test_each_kind_of_personal_data_has_its_own_cure(words: str, cure: str) -> None:
    (problem,) = findings(CheckedPost("a.md", words))
    assert cure in problem.hint


def test_a_post_that_cannot_be_read_keeps_its_problems_and_is_still_searched_for_personal_data() -> None:
    text = post_text("联系13800138000", date="2024-02-30")
    with pytest.raises(Refusal) as caught:
        read_post(text, "a.md")
    found = findings(CheckedPost("a.md", text, None, caught.value.problems))
    assert [(problem.line, problem.rule) for problem in found] == [(3, "date"), (8, "personal-data")]


def test_a_file_without_front_matter_is_searched_too() -> None:
    assert [(p.line, p.rule) for p in findings(CheckedPost("a.md", "甲\n13800138000"))] == [(2, "personal-data")]


def test_findings_never_print_the_number() -> None:
    text = "".join(str(problem) for problem in findings(CheckedPost("a.md", "13800138000 110101199003077715")))
    assert "13800138000" not in text
    assert "19900307" not in text


def test_only_a_department_can_be_missing_in_the_registry() -> None:
    text = post_text("正文。", review="[department, column, period]", period="第三季度")
    said = [problem.message for problem in findings(read("content/posts/2024/a.md", text)) if problem.rule == "review"]
    assert said == [
        "部门“云溪市水务局”待核实：部门名录里没有",
        "栏目待核实：不是报告写明的",
        "数据所属期待核实：不是报告写明的",
    ]


def test_nearest_departments_are_named() -> None:
    (problem,) = findings(read("a.md", post_text("正文。", department="云溪市水利局")))
    assert "云溪市水务局" in problem.hint


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("云溪市水务局、市应急局", "[云溪市水务局, 云溪市应急管理局]"),
        ("'[市水务局，云溪市新设局]'", "[云溪市水务局, 云溪市新设局]"),
        ("【市应急局】", "改为“云溪市应急管理局”"),
    ],
)
def test_departments_typed_as_one_are_told_apart(typed: str, cure: str) -> None:
    (problem,) = findings(read("a.md", post_text("正文。", department=typed)))
    assert problem.rule == "department" and cure in problem.hint


def test_departments_that_are_only_bodies_of_the_same_kind_are_not_near() -> None:
    (problem,) = findings(read("a.md", post_text("正文。", department="云溪市园林局")))
    assert "名称相近" not in problem.hint and "content/departments.yaml" in problem.hint


@pytest.mark.parametrize(
    ("until", "rules"),
    [("2024-07-03", set()), ("2024", set()), ("2024-07-02", {"department-alias"}), ("", set())],
)
def test_a_former_name_is_right_as_long_as_it_was_borne(until: str, rules: set[str]) -> None:
    department = Department("云溪市林业局", "linye", former_names=(FormerName("云溪市绿化局", until),))
    post = read("a.md", post_text("正文。", department="云溪市绿化局"))
    found = check_posts([post], Registry((department,)), today=date(2025, 1, 1), files=())
    assert {problem.rule for problem in found} == rules


def test_where_a_department_was_read_is_said() -> None:
    post = read("a.md", post_text("正文。", review="[department, period]", basis="{department: composed}"))
    said = {problem.message: problem.hint for problem in findings(post)}
    assert [message for message in said if message.startswith("部门“云溪市水务局”待核实：从报告的正文里读出")]
    assert [message for message in said if message.startswith("数据所属期待核实")]


def test_json_has_the_agreed_fields() -> None:
    (problem,) = findings(read("a.md", post_text("正文。", title="防汛。")))
    assert as_json([problem]) == {
        "findings": [
            {
                "path": "a.md",
                "line": 2,
                "rule": "title-stop",
                "severity": "warning",
                "message": "标题末尾多了标点",
                "hint": "删去末尾的标点",
            }
        ]
    }


def rules_said(tree: ast.Module) -> set[str]:
    """Rule names in a module: that argument of Problem(…), refuse(…), say(…), and the default of ``rule``."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            place = {"Problem": 4, "refuse": 1, "say": 3}.get(called, 99)
            arguments = node.args[place : place + 1]
        elif isinstance(node, ast.FunctionDef):
            named = dict(zip([a.arg for a in node.args.args][::-1], node.args.defaults[::-1], strict=False))
            arguments = [named["rule"]] if "rule" in named else []
        else:
            continue
        names |= {argument.value for argument in arguments if isinstance(argument, ast.Constant) and argument.value}
    return names


def explained() -> dict[str, str]:
    """What the page for editors says of each rule."""
    page = (ROOT / "docs" / "errors.zh-CN.md").read_text(encoding="utf-8")
    parts = re.split(r"^#{2,3} (?:`([a-z-]+)`)?.*$", page, flags=re.MULTILINE)
    return {name: words for name, words in zip(parts[1::2], parts[2::2], strict=True) if name}


def test_every_rule_is_explained_to_editors() -> None:
    needed = {name for names, _ in RULES for name in names} | set(READING_RULES)
    for path in (ROOT / "plugins" / "bulletins").rglob("*.py"):
        needed |= rules_said(ast.parse(path.read_text(encoding="utf-8")))
    assert {"date", "front-matter", "slug", "yaml"} <= needed
    assert needed == set(explained())


@pytest.mark.parametrize("name", sorted(explained()))
def test_each_explanation_has_weight_example_and_cure(name: str) -> None:
    words = explained()[name]
    assert words.strip().startswith(("错误", "提醒"))
    assert f"[{name}] " in words
    assert "改法：" in words


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("[a](b" * 100_000, set()),
        ("[" * 300_000, set()),
        ("(" + "汉" * 300_000, set()),
        ("汉(" * 200_000, set()),
        ("汉." * 200_000, {"punctuation"}),
        ("x" * 500_000, set()),
        ("（在此" * 200_000, set()),
        ("\\" * 300_000, set()),
        ("138 " * 50_000, set()),
        ("138 0013 8000 " * 5_000, {"personal-data"}),
        ("1" * 500_000, set()),
        ("一是甲。\n" * 30_000, set()),
        ("## 一、\n\n" * 30_000, set()),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_bodies_made_to_be_slow_are_checked_like_others(body: str, rules: set[str]) -> None:
    """Each would take minutes if one of the patterns looked back over the line again and again."""
    assert {problem.rule for problem in findings(CheckedPost("a.md", body))} == rules
