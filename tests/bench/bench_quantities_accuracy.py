"""How right figures are read, on the labelled cases; beside Microsoft's recognizers with our unit list, if installed.

Run by ``make bench`` or alone. Fails when a floor is missed. The recognizers are no dependency: install them with
``pip install recognizers-text-suite "emoji<2"`` to see their row, or name a Python that has them in RECOGNIZERS_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))

from quantities_cases import Score, load, score, truths

from bulletins.quantities.units import unit_table

# A change may raise these, never lower them: value+unit, label contains, label exact, hedge, parents.
FLOORS = {"develop": (0.995, 0.98, 0.95, 0.99, 0.98), "judge": (0.99, 0.96, 0.77, 0.99, 0.95)}
HEAD = (
    f"{'':<24}{'figures':>8}{'v+u P':>8}{'v+u R':>8}{'v+u F1':>8}{'label~':>8}{'label=':>8}{'hedge':>8}{'parents':>8}"
)

OTHERS = """
import json, sys, time
from recognizers_number_with_unit import NumberWithUnitRecognizer
from recognizers_number import recognize_number, recognize_percentage
from recognizers_text import Culture
texts, units = json.load(sys.stdin)
units.sort(key=len, reverse=True)
spent, found = 0.0, []
for text in texts:
    begin = time.perf_counter()
    row = []
    for result in recognize_percentage(text, Culture.Chinese):
        row.append((result.resolution["value"].rstrip("%"), "%"))
    for result in recognize_number(text, Culture.Chinese):
        rest = text[result.end + 1 :].lstrip("余多 ")
        unit = next((unit for unit in units if rest.startswith(unit)), None)
        if unit and unit not in ("%", "年", "月", "日", "时", "小时", "天") and result.resolution:
            row.append((str(result.resolution["value"]), unit))
    spent += time.perf_counter() - begin
    found.append(row)
json.dump([spent, found], sys.stdout)
"""


def main() -> int:
    missed = []
    print(HEAD)
    for name, floors in FLOORS.items():
        total = Score()
        for case in load(name)["case"]:
            score(case["text"], truths(case["figures"]), total)
        rates = (total.value_unit, total.label_contains, total.label_exact, total.hedges, total.parents_found)
        precision = total.hits / (total.hits + total.invented)
        recall = total.hits / (total.hits + total.missed)
        print(_row(f"gongbao, {name}", total.hits + total.missed, (precision, recall, *rates)))
        missed += [name for rate, floor in zip(rates, floors, strict=True) if rate < floor]
    print(_beside())
    if missed:
        print(f"below the floor: {', '.join(missed)}", file=sys.stderr)
    return 1 if missed else 0


def _row(name: str, figures: int, rates: tuple[float, ...]) -> str:
    return f"{name:<24}{figures:>8}" + "".join(f"{rate:>8.4f}" for rate in rates)


def _beside() -> str:
    """The row of the recognizers over both files, or the reason why there is none."""
    python = os.environ.get("RECOGNIZERS_PYTHON", sys.executable)
    cases = [case for name in FLOORS for case in load(name)["case"]]
    units = sorted(unit_table().kinds)
    job = json.dumps([[case["text"] for case in cases], units])
    done = subprocess.run([python, "-c", OTHERS], input=job, capture_output=True, text=True, check=False)
    if done.returncode:
        return "recognizers-text          not installed here: no row (pip install recognizers-text-suite 'emoji<2')"
    spent, found = json.loads(done.stdout)
    hits = wanted = offered = 0
    for case, row in zip(cases, found, strict=True):
        left = [(Decimal(value), unit) for value, unit in row if _number(value)]
        wanted += len(expected := truths(case["figures"]))
        offered += len(left)
        for truth in expected:
            if (truth.value, truth.unit) in left:
                left.remove((truth.value, truth.unit))
                hits += 1
    precision, recall = hits / offered, hits / wanted
    begin = time.perf_counter()
    for case in cases:
        score(case["text"], (), Score())
    ours = time.perf_counter() - begin
    row = _row("recognizers-text + units", wanted, (precision, recall, 2 * hits / (offered + wanted)))
    return f"{row}   no labels, no hedges, no totals; takes {spent / ours:.0f} times as long"


def _number(value: str) -> bool:
    return value.replace(".", "", 1).replace("-", "", 1).isdigit()


if __name__ == "__main__":
    sys.exit(main())
