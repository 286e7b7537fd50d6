"""Names and texts of new files."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bulletins.check import CheckedPost, check_posts
from bulletins.departments import Department, Registry
from bulletins.editing import import_names, new_post, propose_slug
from bulletins.post import read_post
from bulletins.problems import Severity

REGISTRY = Registry((Department("云溪市水务局", "shuiwu"),))


def test_a_new_post_reads_back_and_lists_what_is_to_be_filled_in() -> None:
    text = new_post("防汛工作情况", "云溪市水务局", datetime(2024, 7, 3), "fang-xun")
    bulletin = read_post(text)
    assert (bulletin.title, bulletin.departments, bulletin.slug) == ("防汛工作情况", ("云溪市水务局",), "fang-xun")
    assert (bulletin.date, bulletin.status) == (datetime(2024, 7, 3), "draft")
    found = list(check_posts([CheckedPost("a.md", text, bulletin)], REGISTRY, today=date(2024, 7, 3), files=()))
    assert {problem.rule for problem in found} == {"placeholder"}
    assert {problem.severity for problem in found} == {Severity.WARNING}
    assert len(found) == text.count("（在此")


def test_a_template_cannot_be_published_unfilled() -> None:
    text = new_post("", "云溪市水务局", datetime(2024, 7, 3), "a").replace("status: draft", "status: published")
    found = list(check_posts([CheckedPost("a.md", text, read_post(text))], REGISTRY, today=date(2024, 7, 3), files=()))
    assert {(problem.rule, problem.severity) for problem in found} == {("placeholder", Severity.ERROR)}
    assert found[0].line == 2


@pytest.mark.parametrize(
    ("title", "taken", "slug"),
    [
        ("防汛", (), "fang-xun"),
        ("防汛", ("fang-xun", "fang-xun-2"), "fang-xun-3"),
        ("  ", (), "gao-jian-20240703"),
        ("——", (), "bulletin"),
    ],
)
def test_slugs(title: str, taken: tuple[str, ...], slug: str) -> None:
    assert propose_slug(title, date(2024, 7, 3), taken) == slug


@pytest.mark.parametrize(
    ("names", "existing", "chosen"),
    [
        (["防汛.txt"], [], ["防汛.txt"]),
        (["防汛.txt"], ["防汛.txt", "防汛-2.txt"], ["防汛-3.txt"]),
        (["a.txt", "a.txt"], [], ["a.txt", "a-2.txt"]),
        (["A.TXT"], ["a.txt"], ["A-2.txt"]),
        (["../../etc/passwd"], [], ["passwd"]),
        (["..\\..\\x.docx"], [], ["x.docx"]),
        ([".htaccess"], [], ["htaccess"]),
        (["..."], [], ["bao-gao"]),
        (["con.txt"], [], ["con-1.txt"]),
        (["Aux.2024.txt"], [], ["Aux-1.2024.txt"]),
        (["防\u202e汛\n.txt"], [], ["防汛.txt"]),
        (["a?b*c:d.html"], [], ["a-b-c-d.html"]),
        (["2024.07.03"], [], ["2024.07.03"]),
        (["字" * 300 + ".txt"], [], ["字" * 80 + ".txt"]),
    ],
)
def test_import_names(names: list[str], existing: list[str], chosen: list[str]) -> None:
    assert list(import_names(names, existing)) == chosen
