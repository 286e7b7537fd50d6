"""Imports go one way: nouns ← registry and posts ← rooms ← doors. A room never imports its neighbour."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "plugins" / "bulletins"
NOUNS = {"model", "figures", "problems", "views", "slugs", "wording", "yamllines", "yamlslips"}
PAPERS = {"departments", "fields", "onelines", "shortforms", "markdown", "unknown", "front_matter", "post"}
ROOMS = {"reading", "normalise", "quantities", "grouping", "search", "check", "editing"}
DOORS = {"confined", "disk", "history", "looking", "workspace", "commands", "cli", "site"}
MAY = (
    dict.fromkeys(NOUNS, NOUNS)
    | dict.fromkeys(PAPERS, NOUNS | PAPERS)
    | {name: NOUNS | PAPERS | {name} for name in ROOMS}
    | dict.fromkeys(DOORS, NOUNS | PAPERS | ROOMS | DOORS)
)
FORBIDDEN_IN_CORE = {"pelican", "pathlib", "os", "shutil", "time", "subprocess", "sys", "tempfile"}


def imported(path: Path) -> set[tuple[str, str]]:
    """(kind, name) of all imports: "own" rooms of this package, or "other" top-level packages."""
    found: set[tuple[str, str]] = set()
    depth = len(path.relative_to(PACKAGE).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {("other", alias.name.partition(".")[0]) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and all(alias.name.startswith("Pure") for alias in node.names):
            continue  # a path as a value opens nothing
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = (node.module or "").split(".")
            found.add(("own", names[1]) if names[0] == "bulletins" and len(names) > 1 else ("other", names[0]))
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            names = [node.module.partition(".")[0]] if node.module else [alias.name for alias in node.names]
            found |= {("own", name) for name in names if not name.startswith("__")}
    return found


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    own = {name for kind, name in imported(path) if kind == "own"}
    assert own <= MAY[room] | {room}, f"{room} may not import {sorted(own - MAY[room] - {room})}"
    if room not in DOORS:
        assert not {name for kind, name in imported(path) if kind == "other"} & FORBIDDEN_IN_CORE


def test_only_site_imports_pelican() -> None:
    using = {path.relative_to(PACKAGE).parts[0] for path in MODULES if ("other", "pelican") in imported(path)}
    assert using <= {"site"}
