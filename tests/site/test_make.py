"""make as an editor types it: real recipes, names as they come from browsers and chat programs, what is said last."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTRY = """departments:
- {name: 云溪市水务局, slug: shuiwu, short: 市水务局, region: 云溪市}
- {name: 云溪市林业局, slug: linye, short: 市林业局, region: 云溪市}
"""
REPORT = """南岭村饮水管道换新

发布时间：2024-06-18 来源：市水务局

6月17日，市水务局换完南岭村最后一段饮水管道，共换管道860米，212户用水恢复正常。
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the Makefile, a small content folder, and the command where make looks for it."""
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/departments.yaml").write_text(REGISTRY, "utf-8")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("bulletins", "python"):
        (tmp_path / ".venv/bin" / name).symlink_to(Path(sys.executable).parent / name)
    (tmp_path / ".venv/.site").touch()
    return tmp_path


def make(desk: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "GONGBAO_"))}
    return subprocess.run(
        ["make", "PYTHON=python3", *words],
        cwd=desk,
        env={**environment, "HOME": str(desk)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def posts(desk: Path, content: str = "content") -> list[Path]:
    return sorted((desk / content / "posts").rglob("*.md"))


@pytest.mark.parametrize("name", ["南岭 管道[2](1)（终稿）.txt", "~管道'三\"$HOME`id`&;exit 1.txt"])
def test_a_report_is_brought_in_whatever_its_name(desk: Path, name: str) -> None:
    (desk / name).write_text(REPORT, "utf-8")
    done = make(desk, "import", f"REPORTS={name}")
    assert done.returncode == 0, done.stderr
    assert len(posts(desk)) == 1 and "make check" in done.stderr
    again = make(desk, "import", f"REPORTS={name}")
    assert again.stdout == done.stdout and "没有变化" in again.stderr and len(posts(desk)) == 1


def test_several_reports_come_as_a_list_with_a_pattern_and_from_home(desk: Path) -> None:
    (desk / "收件").mkdir()
    for number in range(4):
        text = REPORT.replace("南岭", f"第{number}河").replace("860", f"86{number}")
        (desk / f"收件/{number} 号.txt").write_text(text, "utf-8")
    (desk / "收件/3 号.txt").rename(desk / "三.txt")
    assert make(desk, "import", "REPORTS='收件/0 号.txt' 三.txt 收件/1*.txt").returncode == 0
    assert len(posts(desk)) == 3
    assert make(desk, "import", "REPORTS=~/收件/2 号.txt").returncode == 0
    assert len(posts(desk)) == 4


def test_what_is_not_there_is_one_refusal_and_a_last_line(desk: Path) -> None:
    done = make(desk, "import", "REPORTS=收件/没有 这份(1).txt")
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if "没有这个文件" in line] == [
        "收件/没有 这份(1).txt: [file] 没有这个文件 — 检查路径，换一个文件"
    ]
    assert "没有收进来" in done.stderr.splitlines()[-2]


def test_a_title_is_written_as_it_was_typed(desk: Path) -> None:
    title = "节水50%：“一户一表”省下$5万，'试点'与\"推广\"$(shell id)`id`"
    done = make(desk, "new", f"TITLE={title}", "DEPARTMENT=市水务局", "DATE=2024-06-18")
    assert done.returncode == 0, done.stderr
    read = make(desk, "check", f"POSTS={done.stdout.strip()}")
    assert "查了 1 份稿件：0 处错误" in read.stderr and "可以发布" in read.stderr
    (post,) = posts(desk)
    assert title in post.read_text("utf-8").replace("''", "'")


def test_one_post_is_checked_alone_and_the_last_line_says_whether_to_publish(desk: Path) -> None:
    head = "---\ntitle: 换管道\ndate: 2024-06-18\ndepartment: 云溪市水务局\nslug: {}\n{}---\n\n换好了。\n"
    folder = desk / "content/posts/2024"
    folder.mkdir()
    (folder / "a b(1).md").write_text(head.format("a", "status: 发布\n"), "utf-8")
    (folder / "c.md").write_text(head.format("c", ""), "utf-8")
    done = make(desk, "check", "POSTS=content/posts/2024/a b(1).md")
    assert done.returncode == 2 and "1 处错误，0 处提醒。改正 1 处错误后才能发布" in done.stderr
    assert done.stdout == (
        "content/posts/2024/a b(1).md:6: [front-matter] 错误：status“发布”不是约定的状态 — 写成 status: published\n"
    )
    assert make(desk, "check", "POSTS=content/posts/2024/c.md").returncode == 0


def test_usage_is_said_in_chinese(desk: Path) -> None:
    wrong = make(desk, "new", "TITLE=甲", "DEPARTMENT=市水务局", "DATE=2024-02-31")
    assert "“2024-02-31”不存在" in wrong.stderr and "usage" not in wrong.stderr
    unnamed = make(desk, "new", "TITLE=甲")
    assert "没有写明部门" in unnamed.stderr and "市水务局、市林业局" in unnamed.stderr
    assert "departments.yaml" not in unnamed.stderr


def test_a_work_copy_is_made_anew_and_what_was_changed_in_it_is_kept(desk: Path) -> None:
    (desk / "收 件").mkdir()
    (desk / "收 件/甲.txt").write_text(REPORT, "utf-8")
    (desk / "收 件/乙.pdf").write_bytes(b"%PDF-1.4 nothing")
    for name in ("pelicanconf.py", "publishconf.py", "themes"):
        (desk / name).symlink_to(ROOT / name)
    first = make(desk, "site", "REPORTS=收 件")
    assert first.returncode == 2 and "其余的已经建成" in first.stderr and (desk / "output/index.html").exists()
    (post,) = posts(desk, "work/content")
    post.write_text(post.read_text("utf-8").replace("212户", "213户"), "utf-8")
    (desk / "收 件/乙.pdf").unlink()
    (desk / "收 件/甲.txt").write_text(REPORT.replace("860米", "870米"), "utf-8")
    second = make(desk, "site", "REPORTS=收 件")
    assert second.returncode == 0 and "work/content-1" in second.stderr, second.stderr
    assert "213户" in posts(desk, "work/content-1")[0].read_text("utf-8")
    assert "212户" in posts(desk, "work/content")[0].read_text("utf-8")
    back = make(desk, "rollback")
    assert back.returncode == 0 and "（北京时间）建好的网站" in back.stdout
    last = make(desk, "rollback")
    assert last.returncode == 2 and "make site" in last.stderr
