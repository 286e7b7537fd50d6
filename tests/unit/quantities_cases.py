"""The labelled cases under tests/cases/quantities, read for the unit tests and the bench, and scored the same way."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from bulletins.figures import Figures
from bulletins.quantities import find_figures

CASES = Path(__file__).parent.parent / "cases" / "quantities"


@dataclass(frozen=True)
class Truth:
    """One figure as a person read it."""

    printed: str
    value: Decimal
    upper: Decimal | None
    unit: str
    label: str
    hedged: bool
    total: str


@dataclass
class Score:
    """Counts over many paragraphs; every rate is 1 when there was nothing to find."""

    hits: int = 0
    missed: int = 0
    invented: int = 0
    contains: int = 0
    exact: int = 0
    hedge: dict[str, int] = field(default_factory=lambda: {"hit": 0, "missed": 0, "invented": 0})
    parents: dict[str, int] = field(default_factory=lambda: {"hit": 0, "missed": 0, "invented": 0})

    @property
    def value_unit(self) -> float:
        return _f1(self.hits, self.missed, self.invented)

    @property
    def label_contains(self) -> float:
        return self.contains / self.hits if self.hits else 1.0

    @property
    def label_exact(self) -> float:
        return self.exact / self.hits if self.hits else 1.0

    @property
    def hedges(self) -> float:
        return _f1(self.hedge["hit"], self.hedge["missed"], self.hedge["invented"])

    @property
    def parents_found(self) -> float:
        return _f1(self.parents["hit"], self.parents["missed"], self.parents["invented"])


def _f1(hits: int, missed: int, invented: int) -> float:
    return 2 * hits / (2 * hits + missed + invented) if hits + missed + invented else 1.0


def load(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


def truths(figures: str) -> list[Truth]:
    return [_truth(line) for line in figures.strip().splitlines()]


def _truth(line: str) -> Truth:
    printed, number, label, *marks = (piece.strip() for piece in line.split("|"))
    amount, _, unit = number.partition(" ")
    low, _, high = amount.partition("..")
    total = next((mark.removeprefix("of ") for mark in marks if mark.startswith("of ")), "")
    return Truth(printed, Decimal(low), Decimal(high) if high else None, unit, label, "~" in marks, total)


def score(text: str, expected: Sequence[Truth], into: Score) -> list[str]:
    """Match figures of ``text`` in order with the truth, add to ``into``, and say what was wrong."""
    figures = find_figures(text, wrapped=True)
    totals = {part: breakdown.total for breakdown in figures.breakdowns for part in breakdown.parts}
    wrong: list[str] = []
    used: set[int] = set()
    for truth in expected:
        index = next((i for i in _matching(figures, truth) if i not in used), None)
        if index is None:
            into.missed += 1
            wrong.append(f"not found: {truth.printed} {truth.value} {truth.unit}")
            continue
        used.add(index)
        into.hits += 1
        wrong.extend(_compare(figures, index, totals, truth, into))
    for index, statistic in enumerate(figures.statistics):
        if index not in used:
            into.invented += 1
            wrong.append(f"invented: {statistic.printed} [{statistic.label}]")
    return wrong


def _matching(figures: Figures, truth: Truth) -> Iterator[int]:
    for index, statistic in enumerate(figures.statistics):
        quantity = statistic.quantity
        if (quantity.value, quantity.upper, quantity.unit) == (truth.value, truth.upper, truth.unit):
            yield index


def _compare(figures: Figures, index: int, totals: dict[int, int], truth: Truth, into: Score) -> Iterator[str]:
    statistic = figures.statistics[index]
    contains = truth.label in statistic.label or statistic.label in truth.label
    into.contains += contains
    into.exact += truth.label == statistic.label
    if truth.label != statistic.label:
        yield f"{'label' if contains else 'LABEL'}: {truth.printed} {truth.label} read as {statistic.label}"
    hedged = bool(statistic.quantity.hedge)
    if _count(into.hedge, hedged, truth.hedged):
        yield f"hedge: {truth.printed} read as {statistic.quantity.hedge!r}"
    total = figures.statistics[totals[index]].printed if index in totals else ""
    if truth.total and truth.total == total:
        into.parents["hit"] += 1
    else:
        into.parents["missed"] += bool(truth.total)
        into.parents["invented"] += bool(total)
        if truth.total or total:
            yield f"total of {truth.printed}: {truth.total or 'none'} read as {total or 'none'}"


def _count(into: dict[str, int], found: bool, true: bool) -> bool:
    if found and true:
        into["hit"] += 1
    else:
        into["missed"] += true
        into["invented"] += found
    return found != true
