"""The scripts of search as published: what they weigh on a reader's way, and what a strict policy would refuse."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from bulletins.site.cache import Cache
from bulletins.site.files import theme_files
from bulletins.site.language import languages_of
from bulletins.site.scripts import published_scripts

THEME = Path(__file__).parents[2] / "themes" / "gazette"
MOST = 8 * 1024  # bytes of all scripts of search together, compressed


@pytest.fixture(scope="module")
def scripts() -> dict[str, bytes]:
    files = published_scripts(theme_files(THEME, languages_of(THEME, ("zh-CN", "en"))), Cache(None))
    return {name: data for name, data in files.items() if re.search(r"js/search[^/]*\.js$", name)}


@pytest.mark.parametrize("folder", ["theme/js/", "theme/en/js/"])
def test_all_scripts_of_search_weigh_less_than_eight_kilobytes(scripts: dict[str, bytes], folder: str) -> None:
    own = {name.removeprefix(folder): data for name, data in scripts.items() if name.startswith(folder)}
    assert own.keys() == {"search.js", "search-hit.js"}
    assert sum(len(gzip.compress(data, 9, mtime=0)) for data in own.values()) <= MOST


def test_no_script_of_search_makes_code_or_markup_out_of_text(scripts: dict[str, bytes]) -> None:
    asking = (
        rb"\beval\b|\bFunction\(|WebAssembly|innerHTML|outerHTML|insertAdjacentHTML|document\.write|setTimeout\(['\"]"
    )
    assert [(name, found) for name, data in scripts.items() if (found := re.search(asking, data))] == []


def test_no_script_of_search_asks_for_more_than_old_browsers_know(scripts: dict[str, bytes]) -> None:
    """ES2017: no object spread, optional chaining, nullish default, look-behind, Unicode classes, bare catch."""
    words = rb"\{\.\.\.|,\.\.\.\w+\}|\?\.[a-z_(\[]|\?\?|\(\?<|\\p\{|\bcatch\{|\bfor await\b"
    younger = words + rb"|\.(flat|flatMap|at|matchAll|replaceAll|fromEntries|replaceChildren)\("
    assert [(name, found) for name, data in scripts.items() if (found := re.search(younger, data))] == []
