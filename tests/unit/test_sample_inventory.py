"""The hand-made inventory of the sample reports agrees with the reports and with itself."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "content" / "reports"
INVENTORY: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "cases" / "sample" / "inventory.toml").read_text(encoding="utf-8")
)["report"]
DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")
HAN = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
SCALES = {"十": 10, "百": 100, "千": 1000}


def named(entry: dict[str, Any]) -> str:
    return str(entry["file"])


def words(entry: dict[str, Any]) -> str:
    """The report without any white space, so that a hard wrap inside a number doesn't matter."""
    encoding = "gb18030" if "gb18030" in entry["quirks"] else "utf-8-sig"
    return "".join((REPORTS / entry["file"]).read_bytes().decode(encoding).split())


def han_number(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in HAN:
            digit = HAN[char]
        elif char in SCALES:
            section += (digit or 1) * SCALES[char]
            digit = 0
        elif char == "万":
            total += (section + digit) * 10_000
            section = digit = 0
    return total + section + digit


def number_of(printed: str) -> Decimal:
    """A second, simpler reading of a printed number than the one the program uses."""
    text = printed.translate(DIGITS).replace(",", "").lstrip("约超过近")
    arabic = "".join(char for char in text.split("—")[0] if char in "0123456789.")
    if not arabic:
        return Decimal(han_number(text))
    scale = 10_000 if "万" in text else 100_000_000 if "亿" in text else 1
    return Decimal(arabic) * scale


def test_every_report_is_in_the_inventory_once() -> None:
    assert sorted(map(named, INVENTORY)) == sorted(path.name for path in REPORTS.iterdir())


@pytest.mark.parametrize("entry", INVENTORY, ids=named)
def test_figures_stand_in_the_report_with_their_value(entry: dict[str, Any]) -> None:
    text = words(entry)
    for printed, value, unit, label in entry["figures"]:
        assert printed in text, printed
        assert number_of(printed) == Decimal(value), printed
        assert printed.endswith((unit, "％", "个百分点")), printed
        assert label in text, label


@pytest.mark.parametrize("entry", INVENTORY, ids=named)
def test_sums_are_what_the_inventory_says(entry: dict[str, Any]) -> None:
    text = words(entry)
    for total, parts, audit in entry["sums"]:
        assert all(printed in text for printed in (total, *parts)), total
        difference = number_of(total) - sum(map(number_of, parts))
        assert (difference == 0) == (audit == "adds-up"), total
        assert audit in {"adds-up", "differs"} or difference > 0, total
