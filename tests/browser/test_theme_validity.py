"""Every kind of page of the built site, and every component's examples, before html-validate.

The checker comes from npm in one fixed version into a folder of the reader's cache, never into this project. Without
npm, or a network on the first run, the tests are skipped and say so.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from gallery import write_gallery
from site_sample import Sample

pytestmark = pytest.mark.browser

PACKAGES = ("html-validate@10.17.0", "acorn@8.15.0")
NAME = "-".join(PACKAGES).replace("@", "-")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongbao" / NAME
SECONDS = 120
RULES = {
    "root": True,
    "extends": ["html-validate:recommended", "html-validate:document"],
    "rules": {
        "require-sri": "off",  # no file comes from another host
        "no-trailing-whitespace": "off",
        "tel-non-breaking": "off",
        "prefer-native-element": "off",  # a box that scrolls sideways is a region, suggestions are a listbox
        "wcag/h32": "off",  # the filters answer while one types, and only where a script runs
    },
}
BROKEN = "<!DOCTYPE html><html lang='zh-CN'><head><title>坏</title></head><body><ul id='a'><p id='a'></p></ul></body>"


@pytest.fixture(scope="module")
def checker() -> Path:
    """The checker's program, installed when it is not there yet."""
    program = CACHE / "node_modules" / ".bin" / "html-validate"
    if program.exists():
        return program
    if not shutil.which("npm"):
        pytest.skip("npm is not installed: no HTML checker")
    CACHE.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(CACHE), *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    if done.returncode or not program.exists():
        pytest.skip(f"npm could not install {PACKAGES}: {done.stderr.strip()[-200:]}")
    return program


@pytest.fixture(scope="module")
def complaints(checker: Path, sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Page → what the checker says of it, all in one run."""
    place = tmp_path_factory.mktemp("validity")
    write_gallery(place)
    (place / "broken.html").write_text(BROKEN, "utf-8")
    (place / "rules.json").write_text(json.dumps(RULES), "utf-8")
    paths = {path.partition("?")[0] for path in sample.kinds.values()} | {sample.bulletins[0], sample.bulletins[-1]}
    pages = {name: sample.folder / name / ("" if name.endswith(".html") else "index.html") for name in sorted(paths)}
    pages |= {"gallery": place / "gallery" / "index.html", "broken": place / "broken.html"}
    command = [str(checker), "--config", str(place / "rules.json"), "--formatter", "json", *map(str, pages.values())]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    found = {
        Path(file["filePath"]): [
            f"{words['line']}: {words['ruleId']}: {words['message']}" for words in file["messages"]
        ]
        for file in json.loads(done.stdout)
    }
    return {name: found.get(path, []) for name, path in pages.items()}


def test_every_kind_of_page_is_valid(complaints: Mapping[str, list[str]]) -> None:
    assert {name: found for name, found in complaints.items() if found and name not in {"broken", "gallery"}} == {}


def test_every_component_is_valid(complaints: Mapping[str, list[str]]) -> None:
    # On the one page that holds every example, landmarks share their names; on no other page.
    assert [words for words in complaints["gallery"] if "unique-landmark" not in words] == []


def test_the_checker_sees_a_fault(complaints: Mapping[str, list[str]]) -> None:
    rules = {words.split(": ")[1] for words in complaints["broken"]}
    assert {"no-dup-id", "element-permitted-content"} <= rules


def test_scripts_are_understood_by_engines_of_2017(checker: Path, sample: Sample, tmp_path: Path) -> None:
    young = tmp_path / "young.js"
    young.write_text("a?.b;", "utf-8")
    command = [str(checker.with_name("acorn")), "--ecma2017", "--silent"]
    refused = [
        path.name
        for path in (young, *sorted((sample.folder / "theme").rglob("*.js")))  # as they are served
        if subprocess.run([*command, str(path)], capture_output=True, timeout=SECONDS, check=False).returncode
    ]
    assert refused == ["young.js"]
