"""How fast figures are found, labels and breakdowns included, and how that grows on hostile input.

Run by ``make bench`` or alone. Prints; asserts nothing, since time on a shared machine is no test.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "unit"))

from quantities_cases import load

from bulletins.quantities import find_figures

ROUNDS = 5
PROSE = (
    "要坚持问题导向，压实各方责任，做到及时发现、及时上报、及时处置，切实维护群众利益，确保各项工作落到实处。",
    "各县区、各部门结合实际细化措施，加强协同配合，形成工作合力，推动任务有序开展。",
    "市水务局召开专题会议，传达上级精神，分析当前形势，安排部署下一阶段重点工作。",
)
HOSTILE = {
    "50,000 digits": ("1", 50_000),
    "10,000 brackets": ("(", 10_000),
    "nested totals": ("1个(", 5_000),
    "其中 over and over": ("其中1个", 5_000),
    "commas": ("1,234,", 8_000),
    "numerals": ("三", 40_000),
    "quotes": ("“1", 10_000),
    "bare list": ("1个,", 10_000),
}


def posts(count: int, prose: int) -> list[str]:
    """Invented bodies: labelled paragraphs, each followed by ``prose`` sentences without figures."""
    choose = random.Random(7)
    cases = [case["text"] for name in ("develop", "judge") for case in load(name)["case"]]
    return [
        "\n".join(choose.choice(cases) + "".join(choose.choices(PROSE, k=prose)) for _ in range(8))
        for _ in range(count)
    ]


def best(texts: list[str], rounds: int = ROUNDS) -> float:
    spent = []
    for _ in range(rounds):
        begin = time.process_time()
        for text in texts:
            find_figures(text)
        spent.append(time.process_time() - begin)
    return min(spent)


def main() -> None:
    # Work reports have about one figure in 300 bytes; a statistics bulletin one in 50.
    for name, count, prose in (("posts", 30, 14), ("statistics bulletins", 60, 0)):
        bodies = posts(count, prose)
        size = sum(len(body.encode()) for body in bodies) / 1000
        figures = sum(len(find_figures(body).statistics) for body in bodies)
        seconds = best(bodies)
        print(f"{name:<20} {size:,.0f} KB, {figures:,} figures: {size / seconds:,.0f} KB/s, {figures / seconds:,.0f}/s")
    for name, (piece, count) in HOSTILE.items():
        once, twice = best([piece * count], 2), best([piece * count * 2], 2)
        print(
            f"{name:<20} {once * 1000:8.1f} ms; twice the length takes {twice / once if once else 0:.1f} times as long"
        )


if __name__ == "__main__":
    main()
