"""docs/security.md says how many bad inputs there are: as many as the files hold, and every class of them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "hostile"


def test_the_table_counts_every_case_of_every_class() -> None:
    counted = {}
    for path in CASES.glob("*.toml"):
        data = tomllib.loads(path.read_text("utf-8"))
        counted[path.stem] = len(data.get("case", ())) + sum(
            len(group["forms"]) + len(group["allowed"]) for group in data.get("group", ())
        )
    rows = re.findall(r"^\| (\w+): [^|]+\| (\d+) \| (\d+) \|$", (ROOT / "docs/security.md").read_text("utf-8"), re.M)
    assert {name: (int(cases), int(held)) for name, cases, held in rows} == {k: (n, n) for k, n in counted.items()}
    assert sum(counted.values()) >= 300
