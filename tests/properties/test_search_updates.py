"""An index made from a former build has the bytes of a clean one, whatever changed in between."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial

import pytest

from bulletins.search import (
    Kept,
    SearchDocument,
    SearchSettings,
    SearchStatistic,
    Source,
    build_from,
    build_index,
    pack_kept,
    unpack_kept,
)
from bulletins.search.spreading import Rule, respread

ALPHABETS = ("一", "ab", "应急管理防汛", "工作的市abA12,. \n對後𠀀", "应急")


class Author:
    """Writes bulletins of few characters and set phrases, and changes them."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.alphabet = self.draw.choice(ALPHABETS)
        self.phrases = [self.words(12) for _ in range(3)]
        self.sizes = SearchSettings(
            leaf_limit=self.draw.choice((1, 2, 5)),
            list_limit=self.draw.choice((3, 12, 40)),
            depth_limit=self.draw.choice((2, 9)),
            shard_bytes=self.draw.choice((8, 60, 300)),
            lead_units=self.draw.choice((0, 5)),
            texts_per_file=self.draw.choice((1, 2, 8)),
            block_places=self.draw.choice((8, 40, 500_000)),
        )

    def words(self, most: int) -> str:
        return "".join(self.draw.choices(self.alphabet, k=self.draw.randint(0, most)))

    def text(self) -> str:
        parts = (
            self.draw.choice(self.phrases) if self.draw.random() < 0.5 else self.words(8)
            for _ in range(self.draw.randint(0, 8))
        )
        return "".join(parts) + self.draw.choice(("", f"。{self.words(9)}"))

    def statistics(self) -> tuple[SearchStatistic, ...]:
        values = [self.draw.choice(("18", "7.5", "无", str(self.draw.randint(0, 40)))) for _ in range(3)]
        return tuple(SearchStatistic(f"{value}件", self.words(3), value) for value in values)

    def bulletin(self, number: int) -> SearchDocument:
        date = f"2022-01-{1 + number // 4:02d}"
        return SearchDocument(f"b/{number:03d}/", self.words(6), date, text=self.text(), statistics=self.statistics())

    def changed(self, documents: list[SearchDocument]) -> list[SearchDocument]:
        """One to two changes: some words, a title, a statistic; a bulletin more, or one less."""
        documents = list(documents)
        for _ in range(self.draw.randint(1, 2)):
            at, kind = self.draw.randrange(len(documents)), self.draw.random()
            one = documents[at]
            start = self.draw.randint(0, len(one.text))
            end = start + self.draw.randint(0, 4)
            if kind < 0.6:
                documents[at] = replace(one, text=one.text[:start] + self.words(4) + one.text[end:])
            elif kind < 0.7:
                documents[at] = replace(one, title=self.words(6))
            elif kind < 0.8:
                documents[at] = replace(one, statistics=self.statistics())
            elif kind < 0.9 or len(documents) < 2:
                documents.append(self.bulletin(len(documents)))
            else:
                documents.pop(self.draw.choice((at, -1)))
        return documents


@pytest.mark.parametrize("seed", range(200))
def test_rows_spread_over_shards_again_are_spread_as_anew(seed: int) -> None:
    draw = random.Random(seed)
    rule = Rule(int, lambda row: row[1], draw.choice((1, 3, 9)), draw.choice((2, 5, 1 << 30)))
    rows = rule.sorted({(str(draw.randint(0, 40)), draw.randint(0, 3)) for _ in range(draw.randint(0, 60))})
    shards = rule.spread(rows)
    gone = set(draw.sample(rows, min(len(rows), draw.randint(0, 4))))
    added = rule.sorted({(str(draw.randint(0, 50)), 9) for _ in range(draw.randint(0, 3))})
    firsts, left = [shard[0][0] for shard in shards], {row[0] for row in gone}
    again = respread(rule, firsts, lambda at: list(shards[at]), gone.__contains__, left, added)
    found = [shards[one] if isinstance(one, int) else one for one in again]
    assert found == rule.spread(rule.sorted([*(row for row in rows if row not in gone), *added]))


def sources(documents: list[SearchDocument]) -> list[Source]:
    return [Source(repr(one), one.date, one.url, partial(replace, one)) for one in documents]


def read_again(kept: Kept, sizes: SearchSettings) -> Kept:
    found = unpack_kept(b"".join(bytes(part) for part in pack_kept(kept)), kept.maker, sizes)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(60))
def test_a_row_of_changes_gives_the_bytes_of_a_clean_build(seed: int) -> None:
    author = Author(seed)
    documents = [author.bulletin(number) for number in range(author.draw.randint(1, 20))]
    built = build_from(sources(documents), settings=author.sizes)
    for step in range(3):
        documents = author.changed(documents)
        kept = built.kept if step else read_again(built.kept, author.sizes)
        built = build_from(sources(documents), kept, settings=author.sizes)
        assert built.files == build_index(documents, settings=author.sizes)


@pytest.mark.parametrize("seed", range(10))
def test_changes_inside_cells_of_many_places_give_the_bytes_of_a_clean_build(seed: int) -> None:
    author = Author(seed)
    sizes = replace(author.sizes, leaf_limit=1 + seed % 3, list_limit=(40, 100, 300)[seed % 3], depth_limit=20)
    documents = [author.bulletin(number) for number in range(author.draw.randint(20, 70))]
    built = build_from(sources(documents), settings=sizes)
    for _ in range(3):
        documents = author.changed(author.changed(documents))
        built = build_from(sources(documents), read_again(built.kept, sizes), settings=sizes)
        assert built.files == build_index(documents, settings=sizes)


def test_what_is_kept_serves_its_own_maker_alone_and_nothing_broken() -> None:
    author = Author(1)
    data = b"".join(
        bytes(part)
        for part in pack_kept(build_from(sources([author.bulletin(1)]), maker="one", settings=author.sizes).kept)
    )
    assert unpack_kept(data, "one", author.sizes)
    assert unpack_kept(data, "other", author.sizes) is None
    for broken in (b"", data[:7], data[:100], data[:-1], data + b"x", b"\xff" * 400):
        assert unpack_kept(broken, "one", author.sizes) is None
