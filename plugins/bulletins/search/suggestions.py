"""What can be suggested: departments, topics, labels of statistics, words of titles and titles themselves, by
spelling, pinyin and initials.

Suggestions never add results; they are words a reader may choose to search for instead.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import nsmallest
from itertools import chain

from pypinyin import lazy_pinyin

from .documents import SearchDocument
from .folding import fold
from .spreading import Rule

DEPARTMENT, TOPIC, LABEL, WORD, TITLE = range(5)
SLIP = "\x02"  # begins the keys that leave out one character of a term

_KEYS_IN_SHARD = 256
_LABELS = 3000
_WORDS = 1000
_WORD_LENGTHS = (2, 3, 4)
_RUN = re.compile("[\u4e00-\u9fff]+")
# Characters that join words: what holds one is hardly a word that anyone looks for.
_JOINING = dict.fromkeys(map(ord, "的了和与及或等在对为于由从被把将并就之其这那是有不第年月日号"), " ")
_SPELLING, _PINYIN, _INITIALS = 10, 18, 10
_SLIP_LENGTHS = range(3, 13)

Row = tuple[str, int, str]
Term = tuple[int, str]


def write_suggestions(
    terms: Iterable[Term], short: Iterable[tuple[str, str]] = ()
) -> tuple[list[str], list[list[Sequence[object]]]]:
    """The first key of each shard, and the shards: columns of key, kind, printed term, sorted by key.

    >>> _, shards = write_suggestions([(TOPIC, "防汛")])
    >>> list(zip(*shards[0]))
    [('fangxun', 1, '防汛'), ('fx', 1, '防汛'), ('防汛', 1, '防汛')]
    """
    shards = SUGGESTIONS.spread(SUGGESTIONS.sorted(suggested(terms, short)))
    return [shard[0][0] for shard in shards], [list(zip(*shard, strict=True)) for shard in shards]


def suggested(terms: Iterable[Term], short: Iterable[tuple[str, str]] = ()) -> set[Row]:
    """Rows of key, kind and term.

    Keys are the folded term, its pinyin, its initials (each cut short), and for terms of three to twelve
    characters that are no titles or words of them, SLIP and the term without one character. ``short`` are pairs of
    an abbreviation and what it is short for: found as slips are, by those who type it whole.
    """
    return {row for term in set(terms) for row in _rows(*term)} | {(SLIP + key, WORD, term) for key, term in short}


def terms_of(documents: Iterable[SearchDocument], words: Iterable[str], labels: Iterable[str]) -> set[Term]:
    """What can be suggested of bulletins, the frequent words of their titles and labels."""
    found: set[Term] = {(WORD, word) for word in words} | {(LABEL, label) for label in labels}
    for document in documents:
        found.add((TITLE, document.title))
        found.update((DEPARTMENT, name) for name, _ in document.departments)
        found.update((TOPIC, topic) for topic in document.topics)
    return found


def frequent_labels(labels: Mapping[str, int]) -> list[str]:
    """The labels that most statistics have, with how many.

    >>> frequent_labels({"出动人员": 1, "折叠床": 2})
    ['折叠床', '出动人员']
    """
    # Most used first; equal ones in the order of their characters, so that equal documents give equal files.
    return nsmallest(_LABELS, labels, key=lambda label: (-labels[label], label))


def frequent_words(titles: Sequence[str]) -> list[str]:
    """Runs of two to four characters that stand in several titles, the most frequent first.

    One that only ever stands inside the same longer one is left out: no dictionary is needed to see words.

    >>> frequent_words(["各地加强防汛值守", "全市防汛会商", "部署防汛值守"])
    ['防汛', '防汛值守']
    """
    counts = Counter(chain.from_iterable(_runs(fold(title)) for title in titles))
    frequent = {word: count for word, count in counts.items() if count > 1}
    inside = {part for word, count in frequent.items() for part in (word[1:], word[:-1]) if frequent.get(part) == count}
    found = sorted(frequent.keys() - inside, key=lambda word: (-frequent[word], word))
    return found[:_WORDS]


def _runs(title: str) -> set[str]:
    return {
        run[start : start + length]
        for run in _RUN.findall(title.translate(_JOINING))
        for length in _WORD_LENGTHS
        for start in range(len(run) - length + 1)
    }


def _rows(kind: int, term: str) -> Iterator[Row]:
    spelling = fold(term)
    if not spelling:
        return
    sounds = _sounds(spelling[: _PINYIN // 2]) if kind == TITLE else tuple(lazy_pinyin(spelling, errors=list))  # type: ignore[arg-type]
    starts = [0, _after_place(spelling)] if kind == DEPARTMENT else [0]
    for start in starts:
        tail, heard = spelling[start:], sounds[start:]
        initials = "".join(sound[0] for sound in heard)
        keys = {tail[:_SPELLING], "".join(heard)[:_PINYIN].lower(), initials[:_INITIALS].lower()}
        yield from ((key, kind, term) for key in keys)
        if kind < WORD and len(tail) in _SLIP_LENGTHS:
            yield from ((SLIP + tail[:at] + tail[at + 1 :], kind, term) for at in range(len(tail)))


def _after_place(name: str) -> int:
    """Where a department's name goes on after its place, so that 应急管理局 finds 云溪市应急管理局; else 0."""
    found = re.match(".{1,7}?[省市县区](?=..)", name)
    return found.end() if found else 0


def _sounds(text: str) -> tuple[str, ...]:
    """Pinyin character by character: for titles the readings of single characters do, at a tenth of the time."""
    return tuple(sound_of(char) for char in text)


@cache
def sound_of(char: str) -> str:
    """The commonest reading of a character, without its tone; what has none stays.

    >>> sound_of("汛"), sound_of("a")
    ('xun', 'a')
    """
    return "".join(lazy_pinyin(char)) or char


def _order(key: str) -> bytes:
    # By UTF-16 units, as browsers compare strings.
    return key.encode("utf-16-be", "surrogatepass")


SUGGESTIONS = Rule(_order, lambda row: row[1:], _KEYS_IN_SHARD)
