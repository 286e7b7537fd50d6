"""规范化记录 of the parts of a compendium: each shows its own lines under the numbers that they have in the report."""

from __future__ import annotations

import json

from bulletins.departments import Department, Registry
from bulletins.site.ledgermaking import make_records

REPORT = """春灌工作汇编

云溪市水务局

渠首检修早动手

市水务局检修闸门3座,疏浚渠道12公里。
下一步继续巡查。

云溪市农业农村局

种子化肥早到田

市农业农村局调运化肥800吨。
"""
REGISTRY = Registry(
    (
        Department("云溪市水务局", "shuiwu", region="云溪市"),
        Department("云溪市农业农村局", "nongye", region="云溪市"),
    )
)


def records() -> list[dict[str, list[list[object]]]]:
    _, made, _ = make_records(REPORT.encode(), "reports/a.txt", REGISTRY)
    return [json.loads(made[name]) for name in ("渠首检修早动手", "种子化肥早到田")]


def words(record: dict[str, list[list[object]]]) -> list[tuple[int, str]]:
    return [(number, "".join(text for text, _ in runs)) for number, runs in record["original"]]  # type: ignore[misc, attr-defined]


def test_a_part_begins_with_its_own_department() -> None:
    water, farms = (words(record) for record in records())
    assert "云溪市农业农村局" not in [text for _, text in water]
    assert [text for _, text in farms][:2] == ["云溪市农业农村局", "种子化肥早到田"]
    assert [row[3] for row in records()[1]["rows"] if row[1] == "department"] == ["云溪市农业农村局"]


def test_lines_keep_the_numbers_of_the_report() -> None:
    lines = REPORT.split("\n")
    shown = [line for record in records() for line in words(record)]
    assert shown and all(lines[number - 1] == text for number, text in shown)
    assert sorted(number for number, _ in shown) == [number for number, line in enumerate(lines, 1) if line]
