"""Every labelled case under tests/cases/quantities: values, negatives, audits, and the floors of accuracy."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from quantities_cases import Score, load, score, truths

from bulletins.figures import Facets, Kind
from bulletins.markdown import tables_of
from bulletins.quantities import find_figures, find_quantities, find_statistics, table_sums

SPELLINGS = [(entry, spelling) for entry in load("values")["value"] for spelling in entry["spellings"]]


@pytest.mark.parametrize(("entry", "spelling"), SPELLINGS, ids=[spelling for _, spelling in SPELLINGS])
@pytest.mark.parametrize("around", ["累计完成{}。", "累计完成{}，其他工作同步推进"], ids=["stop", "comma"])
def test_one_value_many_spellings(entry: dict[str, Any], spelling: str, around: str) -> None:
    found = find_statistics(around.format(spelling))
    assert [(s.quantity.value, s.quantity.unit) for s in found] == [(Decimal(entry["value"]), entry["unit"])]
    assert found[0].quantity.upper == (Decimal(entry["upper"]) if "upper" in entry else None)
    assert bool(found[0].quantity.hedge) == entry.get("hedged", False)
    assert "".join(found[0].quantity.text.split()) in "".join(spelling.split())


@pytest.mark.parametrize("entry", load("negatives")["negative"], ids=lambda entry: entry["text"])
def test_what_counts_nothing(entry: dict[str, Any]) -> None:
    assert [s.printed for s in find_statistics(entry["text"])] == []
    if "kinds" in entry:
        digits = [q for q in find_quantities(entry["text"]) if q.text[0].isdigit()]
        assert [q.kind.value for q in digits] == entry["kinds"]
    assert find_figures(entry["text"]).highlights == ()


@pytest.mark.parametrize("entry", load("audits")["audit"], ids=lambda entry: entry["text"])
def test_whether_parts_make_up_the_total(entry: dict[str, Any]) -> None:
    figures = find_figures(entry["text"])
    if entry["audit"] == "none":
        assert figures.breakdowns == ()
        return
    first = figures.breakdowns[0]
    assert first.audit.value == entry["audit"]
    assert first.difference == Decimal(entry.get("difference", "0"))
    told = [message for _, message in figures.suspicious if "相差" in message]
    assert bool(told) == (entry["audit"] == "differs")


@pytest.mark.parametrize("case", load("develop")["case"], ids=lambda case: case["text"][:16])
def test_every_figure_of_a_developed_paragraph_is_found(case: dict[str, Any]) -> None:
    total = Score()
    wrong = [line for line in score(case["text"], truths(case["figures"]), total) if not line.startswith("label:")]
    assert wrong == case.get("accepted", [])


@pytest.mark.parametrize(
    ("name", "floors"),
    [
        ("develop", (0.995, 0.98, 0.95, 0.99, 0.98)),
        ("judge", (0.99, 0.96, 0.77, 0.99, 0.95)),
    ],
)
def test_floors_of_accuracy(name: str, floors: tuple[float, ...]) -> None:
    """A change may raise these floors, never lower them."""
    total = Score()
    for case in load(name)["case"]:
        score(case["text"], truths(case["figures"]), total)
    reached = (total.value_unit, total.label_contains, total.label_exact, total.hedges, total.parents_found)
    assert all(value >= floor for value, floor in zip(reached, floors, strict=True)), reached


@pytest.mark.xfail(strict=True, reason="known failures: see tests/cases/quantities/known_failures.toml")
@pytest.mark.parametrize("case", load("known_failures")["failure"], ids=lambda case: case["text"])
def test_known_failures(case: dict[str, Any]) -> None:
    assert score(case["text"], truths(case["figures"]), Score()) == []


@pytest.mark.parametrize("case", load("told")["case"], ids=lambda case: case["text"][:16])
def test_a_figure_says_what_its_sentence_says(case: dict[str, Any]) -> None:
    figures = find_figures(case["text"])
    boxes = {highlight.statistic for highlight in figures.highlights}
    lines = [[piece.strip() for piece in line.split("|")] for line in case["figures"].strip().splitlines()]
    assert [statistic.printed for statistic in figures.statistics] == [line[0] for line in lines]
    for index, (_, label, beside, box) in enumerate(lines):
        statistic = figures.statistics[index]
        said = {word for name in fields(Facets) for word in getattr(statistic.facets, name.name).split()}
        assert statistic.label == label
        assert said - {"总量"} == set(beside.split()) - {"-"}, statistic.printed
        assert box == "-" or (index in boxes) == (box == "box"), statistic.printed


@pytest.mark.parametrize("entry", load("tables")["table"], ids=lambda entry: entry["text"].split("\n")[0])
def test_totals_of_a_table_are_held_against_its_cells(entry: dict[str, Any]) -> None:
    [(start, rows)] = tables_of(entry["text"])
    assert start == 0
    found = [(one.row_name, one.column_name, one.stated, one.parts) for one in table_sums(rows)]
    lines = [[piece.strip() for piece in line.split("|")] for line in entry["sums"].strip().splitlines()]
    assert found == [(row, column, Decimal(stated), Decimal(parts)) for row, column, stated, parts in lines]


def test_no_trap_reaches_a_box() -> None:
    for name in ("develop", "judge"):
        for case in load(name)["case"]:
            figures = find_figures(case["text"])
            true = {truth.printed for truth in truths(case["figures"])}
            for highlight in figures.highlights:
                statistic = figures.statistics[highlight.statistic]
                assert statistic.quantity.kind is Kind.STATISTIC
                assert any(printed in statistic.printed for printed in true), statistic.printed


def test_there_are_enough_cases_and_a_quarter_is_kept_back() -> None:
    figures = {name: sum(len(truths(c["figures"])) for c in load(name)["case"]) for name in ("develop", "judge")}
    assert sum(figures.values()) + len(SPELLINGS) + len(load("negatives")["negative"]) >= 400
    assert figures["judge"] * 4 >= sum(figures.values())
