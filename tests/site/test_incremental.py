"""Whatever is edited, a build that takes things over gives the bytes of one that takes nothing over."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sites import PROJECT, add_post, build, fresh_content, tree

Edit = Callable[[Path, Path, random.Random], None]


def _posts(content: Path) -> list[Path]:
    return sorted(content.glob("posts/**/*.md"))


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    path.write_text(text.replace(old, new), "utf-8")


def change_words(content: Path, theme: Path, chance: random.Random) -> None:
    path = chance.choice(_posts(content))
    path.write_text(path.read_text("utf-8") + f"\n市教育局又检查{chance.randint(2, 9000)}处。\n", "utf-8")


def change_title(content: Path, theme: Path, chance: random.Random) -> None:
    _change(chance.choice(_posts(content)), "title: ", f"title: 第{chance.randint(1, 99)}版")


def change_date(content: Path, theme: Path, chance: random.Random) -> None:
    path = chance.choice(_posts(content))
    lines = path.read_text("utf-8").split("\n")
    day = f"-0{chance.randint(1, 9)}-11"
    path.write_text("\n".join(line[:10] + day if line.startswith("date:") else line for line in lines), "utf-8")


def change_topic(content: Path, theme: Path, chance: random.Random) -> None:
    topic = chance.choice(["防讯", "方寻", "物资", "汛期"])
    path = chance.choice(_posts(content))
    lines = [line for line in path.read_text("utf-8").split("\n") if not line.startswith("topics:")]
    path.write_text("\n".join([lines[0], f"topics: [{topic}]", *lines[1:]]), "utf-8")


def add(content: Path, theme: Path, chance: random.Random) -> None:
    number = chance.randint(10, 99)
    body = f"共发放{number}顶帐篷，见[前文](/bulletins/2024/lian-he/)。"
    add_post(content, f"xin-{number}", body, f"新稿{number}")


def delete(content: Path, theme: Path, chance: random.Random) -> None:
    spare = [path for path in _posts(content) if path.name.startswith(("xin-", "xiao-che"))]
    if len(spare) > 1:
        chance.choice(spare).unlink()


def rename(content: Path, theme: Path, chance: random.Random) -> None:
    spare = [path for path in _posts(content) if path.name.startswith("xin-")]
    if spare:
        path = chance.choice(spare)
        path.rename(path.with_name(f"gai-{chance.randint(1, 10**6)}.md"))


def draft(content: Path, theme: Path, chance: random.Random) -> None:
    spare = [path for path in _posts(content) if path.name.startswith(("xin-", "gai-"))]
    if spare:
        _change(chance.choice(spare), "slug:", "status: draft\nslug:")


def change_department(content: Path, theme: Path, chance: random.Random) -> None:
    old, new = chance.choice([("管水", "管好水"), ("0000-8030101", "0000-8030102"), ("治水", "治好水")])
    _change(content / "departments.yaml", old, new)


def change_short_name(content: Path, theme: Path, chance: random.Random) -> None:
    _change(content / "departments.yaml", "short: 市民政局", f"short: 市民政{chance.choice('甲乙丙')}局")


def change_report(content: Path, theme: Path, chance: random.Random) -> None:
    path = content / "reports/fang-xun.txt"
    path.write_text(path.read_text("utf-8") + f"\n分享到：微信{chance.randint(1, 9)}\n", "utf-8")


def change_template(content: Path, theme: Path, chance: random.Random) -> None:
    number = chance.randint(1, 10**6)
    _change(theme / "templates/components/card.html", '<li class="card">', f'<li class="card" data-n="{number}">')


def change_row(content: Path, theme: Path, chance: random.Random) -> None:
    number = chance.randint(1, 10**6)
    _change(theme / "templates/components/figures_table.html", "<tr><th", f'<tr data-n="{number}"><th')


def change_style(content: Path, theme: Path, chance: random.Random) -> None:
    path = theme / "static/css/base.css"
    path.write_text(path.read_text("utf-8") + f"\n/* {chance.random()} */\n", "utf-8")


def change_setting(content: Path, theme: Path, chance: random.Random) -> None:
    _change(theme.parent / "conf.py", '"sample"', f'"contact": "0000-{chance.randint(1000, 9999)}", "sample"')


EDITS: tuple[Edit, ...] = (
    *(change_words, change_title, change_date, change_topic, add, add, delete, rename, draft, change_department),
    *(change_short_name, change_report, change_template, change_row, change_style, change_setting),
)
SETTINGS = f"""import sys
sys.path.insert(0, {str(PROJECT)!r})
from pelicanconf import *
PLUGIN_PATHS = [{str(PROJECT / "plugins")!r}]
THEME = "theme"
SITE = {{**SITE, "sample": True}}
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_any_edits_give_the_bytes_of_a_full_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = fresh_content(tmp_path / "content")
    theme = tmp_path / "theme"
    shutil.copytree(PROJECT / "themes/gazette", theme)
    (tmp_path / "conf.py").write_text(SETTINGS, "utf-8")
    options = ("--settings", str(tmp_path / "conf.py"))
    edits = list(EDITS)
    chance.shuffle(edits)
    while True:
        done = build(content, tmp_path / "output", *options)
        assert done.returncode == 0, done.stderr
        full = build(content, tmp_path / "full", "--full", *options)
        assert full.returncode == 0, full.stderr
        assert tree(tmp_path / "output") == tree(tmp_path / "full")
        if not edits:
            break
        for edit in edits[:4]:
            edit(content, theme, chance)
        del edits[:4]


def test_a_version_of_the_program_takes_nothing_over(content: Path, tmp_path: Path) -> None:
    package = tmp_path / "plugins"
    shutil.copytree(PROJECT / "plugins", package, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copytree(PROJECT / "themes", tmp_path / "themes")
    shutil.copy(PROJECT / "pelicanconf.py", tmp_path)
    environment = {"PYTHONPATH": str(package)}
    for _ in range(2):
        done = build(content, tmp_path / "output", cwd=tmp_path, **environment)
        assert done.returncode == 0, done.stderr
    _change(package / "bulletins/site/fill.py", '"发布日期"', '"公布日期"')
    done = build(content, tmp_path / "output", cwd=tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    assert "公布日期" in (tmp_path / "output/bulletins/2024/fang-xun/index.html").read_text("utf-8")
