"""A theme that has grown too heavy stops the build; ours has not."""

from __future__ import annotations

import random
import shutil
import string
from pathlib import Path

import pytest
from sites import PROJECT, build, fresh_content, tree

from bulletins.site.budget import SCRIPTS, STYLES, overweight
from bulletins.site.files import theme_files
from bulletins.site.language import languages_of

THEME = PROJECT / "themes" / "gazette"


def noise(size: int) -> str:
    """Letters that compress to about three quarters of their number."""
    return "".join(random.Random(1).choices(string.ascii_letters + string.digits, k=size))


def test_our_theme_is_within_its_budget_in_every_language() -> None:
    languages = languages_of(THEME, ["zh-CN", "en"])
    files = theme_files(THEME, languages)
    assert {"theme/css/site.css", "theme/js/site.js", "theme/en/js/site.js"} <= set(files)
    assert overweight(files, [language.prefix for language in languages]) == []


@pytest.mark.parametrize(
    ("path", "size", "where"),
    [
        ("theme/css/site.css", STYLES, "theme/css/site.css"),
        ("theme/js/site.js", SCRIPTS, "theme/js/"),
        ("theme/en/js/early.js", SCRIPTS, "theme/en/js/"),
    ],
)
def test_what_weighs_too_much_is_named(path: str, size: int, where: str) -> None:
    heavy = overweight({path: noise(2 * size).encode()}, ["", "en/"])
    assert [(problem.path, problem.rule) for problem in heavy] == [(where, "theme")]
    assert overweight({path: noise(size).encode()}, ["", "en/"]) == []


def test_a_heavy_theme_stops_the_build_and_the_old_site_stays(tmp_path: Path) -> None:
    content = fresh_content(tmp_path / "content")
    place = tmp_path / "project"
    shutil.copytree(THEME, place / "themes" / "gazette")
    (place / "pelicanconf.py").write_text(
        (PROJECT / "pelicanconf.py").read_text("utf-8").replace('["plugins"]', f"[{str(PROJECT / 'plugins')!r}]"),
        "utf-8",
    )
    assert build(content, tmp_path / "output", cwd=place).returncode == 0
    before = tree(tmp_path / "output")
    sheet = place / "themes" / "gazette" / "static" / "css" / "layout.css"
    sheet.write_text(sheet.read_text("utf-8") + f"/* {noise(2 * STYLES)} */\n", "utf-8")
    refused = build(content, tmp_path / "output", cwd=place)
    assert refused.returncode == 1
    assert "theme/css/site.css: [theme] 压缩后有" in refused.stderr
    assert tree(tmp_path / "output") == before
