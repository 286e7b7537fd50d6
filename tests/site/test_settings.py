"""A settings file that can't be used is refused with its line, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from sites import PROJECT, build, fresh_content

OURS = f'PLUGIN_PATHS = ["{PROJECT}/plugins"]\nPLUGINS = ["bulletins.site"]\nTHEME = "themes/gazette"\n'


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("A = 1\nB = (\n", 2, "SyntaxError"),
        ("A = 1\nB = 1 / 0\n", 2, "ZeroDivisionError"),
        ("\nraise SystemExit(0)\n", 2, "SystemExit"),
        ("", 0, "bulletins.site"),
        (f"{OURS}SITE = []\n", 0, "没有 SITE"),
        (f"{OURS}SITE = {{1: 2}}\n", 0, "没有 SITE"),
        (f'{OURS}SITE = {{"name": 7}}\n', 0, "name 不是文字"),
    ],
    ids=["syntax", "error", "exit", "empty", "list", "number as key", "number as name"],
)
def test_settings_that_can_not_be_used_are_refused_with_their_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text(text, "utf-8")
    done = build(fresh_content(tmp_path / "content"), tmp_path / "output", "--settings", str(settings))
    assert done.returncode == 1
    told = [one for one in done.stderr.splitlines() if "[settings]" in one]
    assert len(told) == 1
    assert told[0].split(" ", 1)[0] in (f"{settings}:{line}:" if line else f"{settings}:", "pelicanconf.py:")
    assert what in told[0]
    assert " — " in told[0]
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output").exists()
