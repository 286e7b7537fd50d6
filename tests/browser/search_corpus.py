"""Invented bulletins of varied wording for the tests and the bench of search: the same for the same seed.

Real text of some size has hundreds of thousands of character pairs. Here words of two to four characters are drawn
once from common characters and used as often as Zipf's law has it, between particles, figures, names in Latin
letters, Traditional spellings and full-width digits.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from itertools import accumulate

from bulletins.search import SearchDocument, SearchStatistic

DEPARTMENTS = ("水务局", "应急管理局", "教育局", "统计局", "民政局", "交通运输局", "卫生健康委", "住建局")
COLUMNS = ("工作动态", "通知公告", "政策解读")
TOPICS = ("防汛", "养老", "入学", "道路养护", "应急救援")
PARTICLES = "的和在对为与及并等将由以从向按"
UNITS = ["件", "人次", "处", "户", "吨", "台", "公里", "万元", "平方米"]
TRADITIONAL = ["應急管理", "災後重建", "醫療衛生", "臺風防禦", "學校開學"]
LATIN = ["GDP", "N95", "5G", "App", "PM2.5", "VOCs", "e-mail", "ISO9001", "Wi-Fi"]


class Wording:
    """A vocabulary and how often each of its words is used."""

    def __init__(self, seed: int = 11, words: int = 30_000) -> None:
        self.random = random.Random(seed)
        # Level 1 of GB 2312, the 3,755 common characters, more frequent ones first in an arbitrary, fixed order.
        common = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
        self.random.shuffle(common)
        weights = list(accumulate(1 / (rank + 20) for rank in range(len(common))))
        draw = lambda length: "".join(self.random.choices(common, cum_weights=weights, k=length))  # noqa: E731
        self.words = [draw(self.random.choice((2, 2, 2, 3, 4))) for _ in range(words)]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(words)))

    def phrase(self, length: int) -> str:
        """So many words, some with a particle after them."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=length)
        return "".join(word + (self.random.choice(PARTICLES) if self.random.random() < 0.3 else "") for word in words)

    def figure(self) -> SearchStatistic:
        """A label, a number and a unit, printed in one of the usual manners."""
        value = self.random.choice((self.random.randint(2, 99), self.random.randint(100, 99_999)))
        unit = self.random.choice(UNITS[:7])
        printed = self.random.choice((f"{value}{unit}", f"{value:,}{unit}", f"{value}余{unit}"))
        if value > 9_999 and self.random.random() < 0.5:
            printed = f"{value / 10_000:g}万{unit}"
        return SearchStatistic(printed, self.phrase(2), str(value), unit)

    def sentence(self) -> tuple[str, tuple[SearchStatistic, ...]]:
        """A sentence of some clauses, now and then with a figure or an unusual spelling."""
        clauses, figures = [self.phrase(self.random.randint(3, 7)) for _ in range(self.random.randint(1, 3))], []
        if self.random.random() < 0.3:
            figures.append(self.figure())
            clauses.append(figures[0].label + figures[0].printed)
        if self.random.random() < 0.05:
            clauses.append(self.random.choice(TRADITIONAL) + self.phrase(1))
        if self.random.random() < 0.05:
            clauses.append(f"{self.random.choice(LATIN)} {self.phrase(1)}１８{self.random.randint(100, 999)}")
        return "，".join(clauses) + "。", tuple(figures)

    def document(self, number: int) -> SearchDocument:
        """A bulletin of four to eight blocks."""
        date = dt.date(2015, 1, 1) + dt.timedelta(days=self.random.randrange(4000))
        blocks, figures = [], []
        for _ in range(self.random.randint(4, 8)):
            sentences = [self.sentence() for _ in range(self.random.randint(3, 8))]
            blocks.append("".join(text for text, _ in sentences))
            figures += [figure for _, found in sentences for figure in found]
        departments = tuple((f"云溪市{name}", "departments/x/") for name in self.random.sample(DEPARTMENTS, 1))
        return SearchDocument(
            url=f"bulletins/{date.year}/b{number:06d}/",
            title=self.phrase(4)
            + self.random.choice(("情况通报", "工作进展", "的通知", f"（{date.year}年第{number % 97}期）")),
            date=date.isoformat(),
            departments=departments,
            column=self.random.choice(COLUMNS),
            topics=tuple(self.random.sample(TOPICS, self.random.randint(0, 2))),
            text="\n".join(blocks),
            statistics=tuple(figures),
        )


def corpus(size: int, seed: int = 11) -> list[SearchDocument]:
    """So many bulletins."""
    wording = Wording(seed)
    return [wording.document(number) for number in range(size)]


def queries(documents: list[SearchDocument], count: int, seed: int = 5) -> Iterator[str]:
    """Pieces of titles and texts of one to twenty characters, some of them two pieces with a blank between."""
    draw = random.Random(seed)
    for number in range(count):
        document = draw.choice(documents)
        text = document.title if draw.random() < 0.15 else document.text
        pieces = []
        for _ in range(2 if number % 8 == 0 else 1):
            length = draw.choice((1, 2, 2, 3, 4, 6, 10, 20))
            start = draw.randrange(max(len(text) - length, 1))
            pieces.append(text[start : start + length])
        yield " ".join(pieces)
