"""What an index is made from, taken from bulletins one after another, so that no two of them need be in memory."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from .advice import abbreviations
from .documents import SearchDocument, SearchSettings
from .folded import Folded, fold_documents, joined, spliced
from .folding import fold
from .keeping import Kept
from .numbers import Row, rows_of
from .texts import Phrasing, to_json, write_texts

_AT_ONCE = 512  # bulletins looked at together, whole files of texts


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin to be indexed: equal ``key``, equal document, unless it is empty; ``load`` gives it."""

    key: str
    date: str
    url: str
    load: Callable[[], SearchDocument]


@dataclass(frozen=True, slots=True)
class Base:
    """What an index is made from. ``changed``: numbers of the bulletins to be looked at, all of them without a former
    build; ``documents``: those of them that are loaded already."""

    sources: Sequence[Source]
    documents: Mapping[int, SearchDocument]
    changed: list[int]
    former: Kept | None
    settings: SearchSettings

    def load(self, number: int) -> SearchDocument:
        """A bulletin."""
        return self.documents.get(number) or self.sources[number].load()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found in bulletins. ``texts``: files; ``fields``: of each what parts but the lists and texts are made
    from, in JSON; ``statistics``: of each the rows of its statistics and their labels, in JSON (nothing of bulletins
    without a key, which no later build can know again); ``rows``: these of the bulletins looked at; ``labels``: how
    many statistics have each."""

    folded: Folded
    texts: list[bytes]
    fields: list[str]
    statistics: list[bytes]
    rows: Mapping[int, Sequence[Row]]
    labels: Counter[str]


def card_of(field: str) -> SearchDocument:
    """What a bulletin's fields say of it, without its text and statistics.

    >>> card_of(_field(SearchDocument("a/", "甲", "2022-01-01", (("水务局", "d/"),), topics=("防汛",)))).departments
    (('水务局', ''),)
    """
    _, _, title, departments, column, topics = json.loads(field)
    return SearchDocument("", title, "", tuple((name, "") for name in departments), column, tuple(topics))


def gathered(base: Base, phrasing: Phrasing) -> Gathered:
    """Look at the bulletins that are to be looked at; what is known of the others is taken over."""
    count, former = len(base.sources), base.former
    known: tuple[list[str], list[bytes]] = (former.fields, former.statistics) if former else ([], [])
    fields, statistics = [*known[0][:count], *[""] * (count - len(known[0]))], known[1][:count]
    statistics += [b""] * (count - len(statistics))
    labels = Counter(former.labels) if former else Counter()
    gone = [former.statistics[number] for number in base.changed if number < len(former.keys)] if former else []
    for known_rows in filter(None, gone):
        labels.subtract(json.loads(known_rows)[1])
    rows: dict[int, Sequence[Row]] = {}
    folded, texts = [], []
    per_file = base.settings.texts_in_file(count)
    for numbers in _portions([number for number in base.changed if number < count], per_file):
        documents = [base.load(number) for number in numbers]
        folded.append(fold_documents(documents, base.settings))
        texts += write_texts(documents, per_file, phrasing) if former is None else []
        for number, one in zip(numbers, documents, strict=True):
            own = [statistic.label for statistic in one.statistics]
            fields[number], rows[number] = _field(one), rows_of(one)
            labels.update(own)
            if base.sources[number].key:
                statistics[number] = to_json([rows[number], own])
    row = joined(folded, base.settings)
    if former:
        row, texts = spliced(former.folded, row, base.changed, count, base.settings), _mended(base, per_file, phrasing)
    return Gathered(row, texts, fields, statistics, rows, +labels)


def _portions(numbers: Sequence[int], per_file: int) -> Iterator[list[int]]:
    """So many at once, whole files of texts where all are looked at."""
    rest = iter(numbers)
    while some := list(islice(rest, max(_AT_ONCE // per_file, 1) * per_file)):
        yield some


def _mended(base: Base, per_file: int, phrasing: Phrasing) -> list[bytes]:
    """The files of texts, those without a changed bulletin as they were."""
    former, count = base.former, len(base.sources)
    texts = [former.files[name] for name in former.texts[: -(-count // per_file)]] if former else []
    texts += [b""] * (-(-count // per_file) - len(texts))
    for file in sorted({number // per_file for number in base.changed}):
        documents = [base.load(number) for number in range(file * per_file, min((file + 1) * per_file, count))]
        if documents:
            texts[file] = write_texts(documents, per_file, phrasing)[0]
    return texts


def _field(one: SearchDocument) -> str:
    departments = [name for name, _ in one.departments]
    return json.dumps([len(fold(one.title)), abbreviations(one), one.title, departments, one.column, one.topics])
