"""The command line as a script sees it: real subprocesses, exit codes, JSON of the contract, refusals."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bulletins.disk import walk
from bulletins.problems import Refusal

REGISTRY = """departments:
- {name: 云溪市水务局, slug: shuiwu, short: 市水务局, region: 云溪市}
- {name: 云溪市民政局, slug: minzheng, short: 市民政局, region: 云溪市}
"""
REPORT = """北河桥头排水管网改造完工

发布时间:2024-07-12 来源:市水务局 浏览次数:88 字体:[大 中 小]

7月10日,市水务局完成北河桥头排水管网改造。

一、主要做法。新铺排水管道1260米,改造检查井45座。
二、投入情况。共投入资金320万元,其中,市级资金200万元,区级资金120万元。

分享到:
"""


def bulletins(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bulletins.cli", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/departments.yaml").write_text(REGISTRY, "utf-8")
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    return tmp_path


def posts(work: Path) -> list[str]:
    return sorted(str(path.relative_to(work)) for path in (work / "content/posts").rglob("*") if path.is_file())


def test_a_report_whose_post_nobody_could_read_is_refused_with_a_cure(work: Path) -> None:
    (work / "long.md").write_text(f"---\ntitle: {'清淤渠道' * 90}\ntags: [a]\n---\n\n清淤渠道5公里。\n", "utf-8")
    done = bulletins("normalise", "long.md", "--department", "云溪市水务局", cwd=work)
    assert done.returncode == 1 and not list(work.glob("content/posts/**/*.md"))
    assert done.stderr.startswith("long.md: [front-matter] ") and "--title" in done.stderr
    cured = bulletins("normalise", "long.md", "--department", "云溪市水务局", "--title", "清淤", cwd=work)
    assert cured.returncode == 0


def test_normalise_writes_a_post_and_prints_its_path(work: Path) -> None:
    done = bulletins("normalise", "a.txt", cwd=work)
    assert done.returncode == 0, done.stderr
    assert posts(work) == [done.stdout.strip()]
    text = (work / done.stdout.strip()).read_text("utf-8")
    assert "date: 2024-07-12\n" in text and "department: 云溪市水务局\n" in text
    assert "## 一、主要做法" in text and "浏览次数" not in text and "分享到" not in text


def test_json_follows_the_contract_and_writes_nothing(work: Path) -> None:
    done = bulletins("normalise", "a.txt", "--json", cwd=work)
    document = json.loads(done.stdout)["documents"]["a.txt"]
    (bulletin,) = document["bulletins"]
    assert bulletin["title"] == "北河桥头排水管网改造完工" and bulletin["title_basis"] == "stated"
    assert bulletin["date"] == "2024-07-12" and bulletin["date_basis"] == "stated"
    assert bulletin["department"] == "云溪市水务局" and bulletin["series"] is None
    assert [section["level"] for section in bulletin["sections"]] == [1, 1]
    assert bulletin["path"].startswith("content/posts/2024/")
    assert "分享到:" in document["dropped"] and document["captions"] == []
    assert posts(work) == []


def test_twice_is_once_and_an_edited_post_is_never_overwritten(work: Path) -> None:
    path = bulletins("normalise", "a.txt", cwd=work).stdout.strip()
    before = (work / path).stat().st_mtime_ns
    again = bulletins("normalise", "a.txt", cwd=work)
    assert again.returncode == 0 and (work / path).stat().st_mtime_ns == before and posts(work) == [path]
    edited = (work / path).read_text("utf-8").replace("主要做法", "做法")
    (work / path).write_text(edited, "utf-8")
    third = bulletins("normalise", "a.txt", cwd=work)
    assert (work / path).read_text("utf-8") == edited
    assert posts(work) == [path, path + ".new"] and path in third.stderr and path + ".new" in third.stderr
    forced = bulletins("normalise", "a.txt", "--force", cwd=work)
    assert "主要做法" in (work / path).read_text("utf-8") and path in forced.stderr
    assert "换掉了正文 1 行" in forced.stderr


def test_what_an_editor_added_to_a_post_stays_there(work: Path) -> None:
    path = bulletins("normalise", "a.txt", cwd=work).stdout.strip()
    fields = "topics: [排水]\ncorrections:\n- {date: 2024-07-20, note: 改了一个字}\nstatus: archived"
    edited = (work / path).read_text("utf-8").replace("status: published", fields)
    (work / path).write_text(edited, "utf-8")
    again = bulletins("normalise", "a.txt", cwd=work)
    assert again.stdout.strip() == path and posts(work) == [path]
    assert (work / path).read_text("utf-8") == edited
    report = (work / "a.txt").read_text("utf-8").replace("主要做法", "做法与成效")
    (work / "a.txt").write_text(report, "utf-8")
    bulletins("normalise", "a.txt", "--force", cwd=work)
    forced = (work / path).read_text("utf-8")
    assert "做法与成效" in forced and "status: archived" in forced
    assert "topics: [排水]" in forced and "改了一个字" in forced


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("完成3公里", "已经完成3公里，两岸栏杆装好"),
        ("完成3公里", "完成2.8公里"),
        ("title: 南河清淤通报", "title: 南河清淤三公里"),
        ("date: 2024-07-12", "date: 2024-07-13"),
        ("department: 云溪市水务局", "department: 云溪市民政局"),
        ("南河清淤完成3公里。", "南河清淤完成3公里。\n\n清出的泥都已运走。"),
    ],
)
def test_the_edited_post_of_one_sentence_keeps_its_place(work: Path, before: str, after: str) -> None:
    (work / "r.txt").write_text("南河清淤通报\n\n2024-07-12 云溪市水务局\n\n南河清淤完成3公里。\n", "utf-8")
    path = bulletins("normalise", "r.txt", cwd=work).stdout.strip()
    made = (work / path).read_text("utf-8")
    assert before in made
    (work / path).write_text(made.replace(before, after), "utf-8")
    again = bulletins("normalise", "r.txt", cwd=work)
    assert (work / path).read_text("utf-8") == made.replace(before, after)
    assert posts(work) == [path, path + ".new"] and (work / (path + ".new")).read_text("utf-8") == made
    assert f"{path}: " in again.stderr and f"{path}.new" in again.stderr
    forced = bulletins("normalise", "r.txt", "--force", cwd=work)
    assert (work / path).read_text("utf-8") == made and f"{path}: 按 --force 覆盖了原有稿件，换掉了" in forced.stderr


def test_the_report_of_the_next_month_is_a_bulletin_of_its_own(work: Path) -> None:
    for day, length in (("2024-07-12", 3), ("2024-08-12", 5)):
        words = f"南河清淤通报\n\n{day} 云溪市水务局\n\n南河清淤本月完成{length}公里，两岸栏杆都已装好。\n"
        (work / f"{length}.txt").write_text(words, "utf-8")
    done = bulletins("normalise", "3.txt", "5.txt", cwd=work)
    assert len(posts(work)) == 2 and "覆盖" not in done.stderr
    assert bulletins("normalise", "5.txt", "3.txt", cwd=work).stdout.split() == done.stdout.split()[::-1]


def test_two_reports_of_one_title_keep_their_posts(work: Path) -> None:
    head = "".join(REPORT.splitlines(keepends=True)[:3])
    (work / "b.txt").write_text(head + "\n夜间值守的人员已经全部撤回驻地休整待命。\n", "utf-8")
    done = bulletins("normalise", "a.txt", "b.txt", cwd=work)
    first = done.stdout
    assert len(set(first.split())) == 2 and all(path in done.stderr for path in first.split())
    for _ in range(2):
        assert bulletins("normalise", "a.txt", "b.txt", cwd=work).stdout == first
    assert bulletins("normalise", "b.txt", "a.txt", cwd=work).stdout.split() == first.split()[::-1]
    assert posts(work) == sorted(first.split())


def test_a_report_named_twice_gives_one_post(work: Path) -> None:
    (work / "in").mkdir()
    (work / "in/a.txt").write_text(REPORT, "utf-8")
    done = bulletins("normalise", "in", "in/a.txt", "a.txt", cwd=work)
    assert done.returncode == 0 and len(set(done.stdout.split())) == 1
    assert posts(work) == [done.stdout.split()[0]]


GIVEN = """---
title: 清淤
date: 2024-07-01
department: 云溪市水务局
slug: qing-yu
topics: [防汛]
---

清淤**12**处，见[附表](/files/a.csv)。
"""


def test_a_post_that_was_given_is_written_as_it_is_or_beside(work: Path) -> None:
    place = work / "content/posts/2024/qing-yu.md"
    (work / "mine.md").write_text(GIVEN, "utf-8")
    assert bulletins("normalise", "mine.md", cwd=work).stdout.strip() == "content/posts/2024/qing-yu.md"
    assert place.read_text("utf-8") == GIVEN
    edited = GIVEN.replace("[防汛]", "[排水]").replace("清淤**12**", "清淤**13**")
    for changed in (GIVEN.replace("[防汛]", "[排水]"), edited):
        (work / "mine.md").write_text(changed, "utf-8")
        done = bulletins("normalise", "mine.md", cwd=work)
        assert done.stdout == "" and "没有覆盖" in done.stderr
        assert place.read_text("utf-8") == GIVEN
    forced = bulletins("normalise", "mine.md", "--force", cwd=work)
    assert "主题“防汛”、正文 1 行" in forced.stderr
    assert place.read_text("utf-8") == edited


def test_a_post_that_was_given_another_title_keeps_what_an_editor_marked_up(work: Path) -> None:
    (work / "mine.md").write_text(GIVEN, "utf-8")
    path = bulletins("normalise", "mine.md", "--title", "清淤完成", cwd=work).stdout.strip()
    text = (work / path).read_text("utf-8")
    assert "title: 清淤完成\n" in text and "topics: [防汛]\n" in text
    assert text.endswith("\n\n清淤**12**处，见[附表](/files/a.csv)。\n")


def test_quantities_of_a_report_fit_the_file_as_it_stands(work: Path) -> None:
    done = bulletins("quantities", "a.txt", "--json", cwd=work)
    rows = json.loads(done.stdout)["documents"]["a.txt"]
    text = (work / "a.txt").read_text("utf-8")
    for row in rows:
        assert text[row["span_start"] : row["span_end"]] == row["text"]
    values = {row["value"]: row for row in rows}
    assert set(values) == {1260, 45, 3200000, 2000000, 1200000}
    assert values[2000000]["parent_start"] == values[3200000]["span_start"]
    assert values[3200000]["unit"] == "元" and values[45]["unit"] == "座" and values[45]["upper"] is None
    assert {row["department"] for row in rows} == {"云溪市水务局"}


def test_quantities_of_a_post_fit_the_file_as_it_stands(work: Path) -> None:
    path = bulletins("normalise", "a.txt", cwd=work).stdout.strip()
    rows = json.loads(bulletins("quantities", path, "--json", cwd=work).stdout)["documents"][path]
    text = (work / path).read_text("utf-8")
    assert {row["value"] for row in rows} == {1260, 45, 3200000, 2000000, 1200000}
    assert all(text[row["span_start"] : row["span_end"]] == row["text"] for row in rows)


def test_a_page_of_another_generator_is_counted_as_it_is_normalised(work: Path) -> None:
    head = "---\ntitle: 清淤完成\ndate: 2024-07-12\ntags: [水]\n---\n\n"
    (work / "page.md").write_text(head + "市水务局清淤12处。\n", "utf-8")
    assert bulletins("normalise", "page.md", "--department", "市水务局", cwd=work).returncode == 0
    done = bulletins("quantities", "page.md", "--json", cwd=work)
    assert done.returncode == 0, done.stderr
    assert [row["text"] for row in json.loads(done.stdout)["documents"]["page.md"]] == ["12处"]


def test_a_folder_that_cannot_be_looked_into_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert list(walk(tmp_path / "none")) == []
    with pytest.raises(Refusal, match="打不开文件夹"):
        list(walk(tmp_path / "file"))


BAD = {
    "missing.txt": (None, "没有这个文件"),
    "empty.txt": (b"", "空"),
    "blank.txt": (b" \n\n", "空"),
    "binary.txt": (b"\x00\x01\x02" * 200, ""),
    "broken.txt": ("排水管网改造，共投入320万元。".encode() + b"\xff\xfe\xfd\xfc\xff" * 9, ""),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_one_line_and_the_others_go_on(work: Path, name: str) -> None:
    data, words = BAD[name]
    if data is not None:
        (work / name).write_bytes(data)
    done = bulletins("normalise", name, "a.txt", cwd=work)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith(name)]
    assert re.match(r"[^:]+(:\d+)?: .+ — .+", line) and words in line
    assert len(posts(work)) == 1


def test_an_unknown_department_is_refused_with_the_nearest(work: Path) -> None:
    done = bulletins("normalise", "a.txt", "--department", "云溪市水利局", cwd=work)
    assert done.returncode == 1 and "云溪市水务局" in done.stderr and posts(work) == []


def test_an_impossible_date_is_wrong_usage(work: Path) -> None:
    done = bulletins("normalise", "a.txt", "--date", "2024-02-30", cwd=work)
    assert done.returncode == 2 and "2024-02-30" in done.stderr and "Traceback" not in done.stderr


def test_personal_data_stops_at_the_door(work: Path) -> None:
    (work / "b.txt").write_text(REPORT + "联系人手机13800138000。\n", "utf-8")
    done = bulletins("normalise", "b.txt", cwd=work)
    line = len(REPORT.splitlines()) + 1
    assert done.returncode == 1 and f"b.txt:{line}: [personal-data]" in done.stderr
    assert "13800138000" not in done.stderr and posts(work) == []


def test_a_department_nobody_knows_is_proposed_with_its_evidence(work: Path) -> None:
    (work / "c.txt").write_text(REPORT.replace("市水务局", "石桥市园林管护局"), "utf-8")
    done = bulletins("normalise", "c.txt", cwd=work)
    assert done.returncode == 0 and "石桥市园林管护局" in done.stderr and "第 " in done.stderr
    assert "review: [department" in (work / done.stdout.strip()).read_text("utf-8")


def test_a_stated_day_that_does_not_exist_is_told_with_its_line(work: Path) -> None:
    (work / "d.txt").write_text("清淤通知\n发布时间：2024-02-30 来源：市水务局\n\n清淤12公里。\n", "utf-8")
    done = bulletins("normalise", "d.txt", cwd=work)
    assert done.returncode == 0 and "d.txt:2: [date] 报告写明的日期“2024-02-30”日历上没有" in done.stderr
    assert "date" in (work / done.stdout.strip()).read_text("utf-8").partition("review: [")[2].partition("]")[0]


def test_adopt_gives_a_content_folder_that_builds(work: Path) -> None:
    (work / "new/posts").mkdir(parents=True)
    (work / "c.txt").write_text(REPORT.replace("市水务局", "石桥市园林管护局"), "utf-8")
    done = bulletins("normalise", "c.txt", "--into", "new/posts", "--adopt", cwd=work)
    assert done.returncode == 0, done.stderr
    assert "石桥市园林管护局" in (work / "new/departments.yaml").read_text("utf-8")
    assert (work / "new/reports/c.txt").read_text("utf-8").startswith("北河桥头")
    built = bulletins("build", "--content", "new", "--output", "site", cwd=work)
    assert built.returncode == 0, built.stderr
    assert (work / "site/index.html").exists()


@pytest.mark.parametrize("indent", ["", "  "])
def test_adopt_keeps_what_an_editor_wrote_into_the_registry(work: Path, indent: str) -> None:
    place = work / "content/departments.yaml"
    written = "# 按市政府文件的顺序\ndepartments:\n" + "".join(
        f"{indent}{line}\n" for line in ["# 水务", *REGISTRY.splitlines()[1:]]
    )
    place.write_text(written, "utf-8")
    (work / "c.txt").write_text(REPORT.replace("市水务局", "石桥市园林管护局"), "utf-8")
    done = bulletins("import", "c.txt", "--adopt", cwd=work)
    assert done.returncode == 0, done.stderr
    text = place.read_text("utf-8")
    assert text.startswith(written) and f"{indent}- name: 石桥市园林管护局\n" in text


def test_a_registry_that_can_only_be_written_anew_is_said(work: Path) -> None:
    place = work / "content/departments.yaml"
    place.write_text("# 名录\ndepartments: [{name: 云溪市水务局, slug: shuiwu}]\n", "utf-8")
    (work / "c.txt").write_text(REPORT.replace("市水务局", "石桥市园林管护局"), "utf-8")
    done = bulletins("import", "c.txt", "--adopt", cwd=work)
    assert done.returncode == 0 and "注释没有保留" in done.stderr
    assert "云溪市水务局" in place.read_text("utf-8") and "石桥市园林管护局" in place.read_text("utf-8")


def test_everything_works_under_the_c_locale(work: Path) -> None:
    done = bulletins("normalise", "a.txt", "--explain", cwd=work, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="")
    assert done.returncode == 0 and "规范化" not in done.stderr and "，" in done.stdout


def test_two_runs_at_once_lose_nothing(work: Path) -> None:
    for number in range(4):
        (work / f"r{number}.txt").write_text(REPORT.replace("1260", f"126{number}"), "utf-8")
    command = [sys.executable, "-m", "bulletins.cli", "normalise", "--date", "2024-07-12"]
    runs = [subprocess.Popen([*command, f"r{n}.txt"], cwd=work, stdout=subprocess.DEVNULL) for n in range(4)]
    assert [run.wait(60) for run in runs] == [0, 0, 0, 0]
    texts = [(work / path).read_text("utf-8") for path in posts(work)]
    assert all(any(f"126{number}米" in text for text in texts) for number in range(4))


def test_new_gives_a_draft_that_checks_as_unfinished(work: Path) -> None:
    done = bulletins("new", "--title", "汛前检查", "--department", "市水务局", "--date", "2024-05-01", cwd=work)
    path = done.stdout.strip()
    assert done.returncode == 0 and path == "content/posts/2024/xun-qian-jian-cha.md"
    assert "department: 云溪市水务局\n" in (work / path).read_text("utf-8")
    checked = bulletins("check", "--json", cwd=work)
    rules = {finding["rule"] for finding in json.loads(checked.stdout)["findings"]}
    assert checked.returncode == 0 and rules == {"placeholder"}
    unnamed = bulletins("new", cwd=work)
    assert unnamed.returncode == 1 and "市水务局、市民政局" in unnamed.stderr


@pytest.mark.parametrize(
    ("option", "value", "rule"),
    [
        ("--date", "0999-01-01", "date"),
        ("--date", "2999-01-01", "date"),
        ("--title", "长" * 301, "front-matter"),
        ("--title", "清淤\n完成", "front-matter"),
        ("--title", "张某某13800138000", "personal-data"),
    ],
)
def test_what_no_post_may_hold_is_refused_before_one_is_written(work: Path, option: str, value: str, rule: str) -> None:
    for command in (["new", "--department", "市水务局"], ["normalise", "a.txt"]):
        done = bulletins(*command, option, value, cwd=work)
        assert done.returncode == 1 and f"[{rule}]" in done.stderr and "138001" not in done.stderr
    assert posts(work) == []


def test_a_title_may_hold_a_wide_blank(work: Path) -> None:
    path = bulletins("new", "--title", "云溪市\u3000清淤", "--department", "市水务局", cwd=work).stdout.strip()
    assert "title: 云溪市\u3000清淤\n" in (work / path).read_text("utf-8")


def test_import_keeps_the_report_and_says_what_check_would(work: Path) -> None:
    done = bulletins("import", "a.txt", cwd=work)
    assert done.returncode == 0, done.stderr
    assert (work / "content/reports/a.txt").read_bytes() == (work / "a.txt").read_bytes()
    assert "source: reports/a.txt\n" in (work / done.stdout.strip()).read_text("utf-8")
    again = bulletins("import", "a.txt", cwd=work)
    assert again.stdout == done.stdout and posts(work) == [done.stdout.strip()]


def test_check_names_every_fault_at_once_with_line_and_rule(work: Path) -> None:
    path = work / bulletins("normalise", "a.txt", cwd=work).stdout.strip()
    text = path.read_text("utf-8").replace("云溪市水务局", "云溪市水利局").replace("200万元", "210万元")
    path.write_text(text + "\n联系人13800138000，见[附件](files/none.pdf)。\n", "utf-8")
    (path.parent / "b.md").write_text("---\ntitle: 乙\ndate: 2024-13-01\n---\n", "utf-8")
    done = bulletins("check", cwd=work)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    lines = done.stdout.splitlines()
    rules = {re.match(r"\S+:\d+: \[([a-z-]+)\] .+ — .+", line)[1] for line in lines}  # type: ignore[index]
    assert {"department", "sum", "personal-data", "link", "date", "front-matter"} <= rules
    named = bulletins("check", str(path.relative_to(work)), cwd=work)
    assert "b.md" not in named.stdout and named.returncode == 1


def test_check_of_one_post_named_in_two_ways_finds_no_duplicate(work: Path) -> None:
    (work / "content/posts/a.md").write_text(GIVEN.replace("，见[附表](/files/a.csv)", ""), "utf-8")
    done = bulletins("check", "content/posts/a.md", str(work / "content/posts/a.md"), cwd=work)
    assert (done.returncode, done.stdout) == (0, "") and "查了 1 份稿件" in done.stderr


def test_check_finds_two_figures_for_one_thing_and_period(work: Path) -> None:
    for name, value, day in (("a", "4.52", "2024-01-08"), ("b", "4.61", "2024-03-01"), ("c", "4.61", "2025-01-08")):
        text = f"---\ntitle: 就业{name}\ndate: {day}\ndepartment: 云溪市民政局\nslug: {name}\n---\n\n"
        period = "2024年" if name == "c" else "2023年"
        (work / f"content/posts/{name}.md").write_text(f"{text}{period}全市城镇新增就业{value}万人。\n", "utf-8")
    (line,) = bulletins("check", cwd=work).stdout.splitlines()
    assert line.startswith("content/posts/b.md:8: [contradiction] ") and "a.md 第 8 行" in line


def test_check_tells_of_a_table_whose_total_differs(work: Path) -> None:
    table = "| 县区 | 户数 |\n|---|---|\n| 东区 | 812 |\n| 西区 | 640 |\n| 合计 | 1462 |\n"
    (work / "content/posts/a.md").write_text(f"{GIVEN.partition('清淤**')[0]}{table}", "utf-8")
    (line,) = bulletins("check", "content/posts/a.md", cwd=work).stdout.splitlines()
    assert line.startswith("content/posts/a.md:13: [sum] 提醒：表格“合计”一行“户数”一列是1462，各项相加得1452，相差10")


def test_check_compares_no_figures_that_are_only_called_by_their_unit(work: Path) -> None:
    for name, value in (("a", "1730"), ("b", "2840")):
        head = GIVEN.partition("topics")[0].replace("qing-yu", name).replace("清淤", f"转移{name}")
        text = f"{head}---\n\n2023年，转移人员中有老人和行动不便的{value}人。\n"
        (work / f"content/posts/{name}.md").write_text(text, "utf-8")
    assert bulletins("check", cwd=work).stdout == ""


def git(work: Path, *words: str) -> None:
    who = ["-c", "user.name=编辑", "-c", "user.email=bianji@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *words], cwd=work, check=True, capture_output=True)


LINED = "---\ntitle: {0}\ndate: 2024-06-0{1}\ndepartment: 云溪市水务局\nslug: {2}\n---\n\n{0}，共{1}处。\n"


def test_check_tells_which_addresses_a_change_takes_away(work: Path) -> None:
    folder = work / "content/posts/2024"
    folder.mkdir()
    names = ("same", "slug", "year", "draft", "gone", "moved")
    for number, name in enumerate(names, 1):
        (folder / f"{name}.md").write_text(LINED.format(f"第{number}渠清淤", number, name), "utf-8")
    git(work, "init", "-q")
    git(work, "add", "content")
    git(work, "commit", "-q", "-m", "发布")
    (folder / "same.md").write_text((folder / "same.md").read_text("utf-8") + "\n又补一句。\n", "utf-8")
    for name, old, new in (
        ("slug", "slug: slug", "slug: other"),
        ("year", "2024-06", "2023-06"),
        ("draft", "slug: draft", "slug: draft\nstatus: draft"),
    ):
        (folder / f"{name}.md").write_text((folder / f"{name}.md").read_text("utf-8").replace(old, new), "utf-8")
    (folder / "gone.md").unlink()
    (folder / "moved.md").rename(folder / "new-name.md")
    done = bulletins("check", "--json", cwd=work)
    found = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "address-gone"]
    assert done.returncode == 0
    assert {(Path(f["path"]).name, f["line"], f["severity"]) for f in found} == {
        ("slug.md", 5, "warning"),
        ("year.md", 3, "warning"),
        ("draft.md", 6, "warning"),
        ("gone.md", 0, "warning"),
    }
    assert all("/bulletins/2024/" in f["message"] for f in found)
    (one,) = json.loads(bulletins("check", str(folder / "slug.md"), "--json", cwd=work).stdout)["findings"]
    assert "/bulletins/2024/other/" in one["message"] and "slug 改回 slug" in one["hint"]


def test_a_parent_under_a_former_name_is_told(work: Path) -> None:
    registry = work / "content/departments.yaml"
    registry.write_text(
        REGISTRY.replace("short: 市水务局,", "short: 市水务局, former_names: [云溪市水电局],")
        + "- {name: 云溪市节水中心, slug: jieshui, parent: 云溪市水电局}\n",
        "utf-8",
    )
    done = bulletins("check", cwd=work)
    assert done.returncode == 0 and done.stdout == (
        "content/departments.yaml:4: [departments] 提醒：“云溪市节水中心”的 parent“云溪市水电局”不是规范名称 — "
        "改为“云溪市水务局”\n"
    )


def test_what_was_done_is_said_also_where_it_was_nothing(work: Path) -> None:
    first = bulletins("import", "a.txt", cwd=work)
    assert "写了 1 篇稿件" in first.stderr and "再运行 make check" in first.stderr
    again = bulletins("import", "a.txt", cwd=work)
    assert "没有改动任何稿件" in again.stderr and "没有变化" in again.stderr and "make check" not in again.stderr
    report = work / "content/reports/a.txt"
    report.write_text(REPORT.replace("45座", "46座"), "utf-8")
    third = bulletins("normalise", str(report), cwd=work)
    assert "没有改动任何稿件" in third.stderr and "1 篇的新文字写在旁边" in third.stderr
