"""A small reader of Chinese clauses: which words are verbs, adverbs, scopes, and what is left over are nouns.

Not a segmenter of the language. It knows the few hundred words that open and close the phrases of official prose,
and takes everything between them as names of things. Longest word first, left to right, one look at each character.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from bulletins.quantities.tables import by_first, by_last, load, words

VERB, SOFT, ADVERB, ADJECTIVE, FILLER, PREPOSITION, SCOPE, NOUN, JOINER, MARK = "VWDAFPSNJM"
_JOINERS = frozenset("、和及与·")
_SUFFIXED = frozenset({VERB, SOFT, ADVERB, ADJECTIVE})
_SHORT = frozenset({VERB, SOFT, ADVERB, FILLER, PREPOSITION})
_WORDS = frozenset({NOUN, SOFT, VERB, ADJECTIVE, MARK})
_ET_AL = ("等人员", "等人口", "等人才", "等人民", "等人工")  # 商场等人员密集场所
_SUFFIXES = frozenset("率额费款值者度权")
_ASPECTS = frozenset("了到出完好着过")
_ALWAYS = frozenset("对向为从由在将把给按与等已均仍并共")
_MARKS = frozenset("“”‘’「」『』\"'《》()（）[]【】 \n\t-—…")
_SPECIAL = _JOINERS | _MARKS


class Token(NamedTuple):
    """A word of a clause: its class and its span in the clause."""

    kind: str
    start: int
    end: int


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Word → class, and for each first character the lengths worth trying, longest first."""
    data = load("phrases")
    found: dict[str, str] = {}
    order = (
        (NOUN, "nouns"),
        (SCOPE, "scopes"),
        (ADVERB, "adverbs"),
        (ADVERB, "modifiers"),
        (ADJECTIVE, "adjectives"),
        (FILLER, "fillers"),
        (SOFT, "soft"),
        (VERB, "verbs"),
        (PREPOSITION, "prepositions"),
    )
    for kind, key in order:
        for word in data[key].split():
            if key == "modifiers" and len(word) == 1:
                continue
            found.setdefault(word, kind)
    lengths: dict[str, set[int]] = {}
    for word in found:
        lengths.setdefault(word[0], set()).add(len(word))
    return found, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


@cache
def word_list(key: str) -> tuple[str, ...]:
    """A list of ``phrases.toml``, longest word first, for ``startswith`` and ``endswith``.

    >>> "检查" in word_list("soft")
    True
    """
    return words(load("phrases")[key])


@cache
def word_set(key: str) -> frozenset[str]:
    """A list of ``phrases.toml`` as a set."""
    return frozenset(word_list(key))


@cache
def _by_first(key: str) -> dict[str, tuple[str, ...]]:
    return by_first(word_list(key))


@cache
def _by_last(key: str) -> dict[str, tuple[str, ...]]:
    return by_last(word_list(key))


def starts(key: str, text: str, start: int = 0) -> bool:
    """Whether a word of the list ``key`` stands at ``start``.

    >>> starts("compound", "监测站点", 2)
    True
    """
    if start >= len(text):
        return False
    return text.startswith(_by_first(key).get(text[start], ()), start)


def ends(key: str, text: str, end: int | None = None) -> bool:
    """Whether a word of the list ``key`` ends at ``end``.

    >>> ends("actors", "市水务局"), ends("actors", "")
    (True, False)
    """
    end = len(text) if end is None else end
    if end <= 0:
        return False
    return text.endswith(_by_last(key).get(text[end - 1], ()), 0, end)


def _suffixed(clause: str, place: int, lexicon: dict[str, str]) -> bool:
    """覆盖率, 报销额: one character that makes a noun of a verb, unless it opens a word of its own."""
    return clause[place : place + 1] in _SUFFIXES and clause[place : place + 2] not in lexicon


def _aspect(clause: str, place: int, lexicon: dict[str, str]) -> bool:
    """完成了, 追踪到, 梳理出: the character belongs to the verb, unless it opens a word of its own."""
    return clause[place : place + 1] in _ASPECTS and clause[place : place + 2] not in lexicon


def _swallowed(kind: str, char: str, last: bool, found: list[Token], noun: int) -> bool:
    """Whether a word of one character belongs to the word it touches: 福建 holds no 建, 有价值 no 有."""
    if noun < 0 and not (found and found[-1].kind in _WORDS):
        return False
    if kind in {VERB, SOFT}:
        return True
    return not last and char not in _ALWAYS


def tokens(clause: str) -> list[Token]:
    """The words of a clause; runs of unknown characters are one noun.

    A verb or preposition of one character counts only where no unknown noun runs into it: 福建 holds no 建.

    >>> [(t.kind, "累计抽查集中隔离点"[t.start:t.end]) for t in tokens("累计抽查集中隔离点")]
    [('D', '累计'), ('W', '抽查'), ('A', '集中'), ('W', '隔离'), ('N', '点')]
    """
    return list(_tokens(clause))


@lru_cache(maxsize=4096)  # offices count the same goods again and again
def _tokens(clause: str) -> tuple[Token, ...]:
    lexicon, lengths = _lexicon()
    found: list[Token] = []
    place, size, noun = 0, len(clause), -1
    while place < size:
        char = clause[place]
        sizes = lengths.get(char)
        if sizes is None and char not in _SPECIAL:
            noun = place if noun < 0 else noun
            place += 1
            continue
        kind, length = (JOINER if char in _JOINERS else MARK if char in _MARKS else NOUN), 1
        for length_ in sizes or ():
            known = lexicon.get(clause[place : place + length_])
            if known == PREPOSITION and length_ == 2 and clause.startswith(_ET_AL, place):
                continue
            if known is not None and place + length_ <= size and (length_ > 1 or kind != JOINER):
                kind, length = known, length_
                break
        if (length == 1 and kind in _SHORT and _swallowed(kind, char, place + 1 == size, found, noun)) or (
            kind == ADVERB and noun >= 0 and clause[place : place + length] in word_set("modifiers")
        ):
            kind = NOUN
        elif length > 1 and kind in _SUFFIXED and _suffixed(clause, place + length, lexicon):
            kind, length = NOUN, length + 1
        elif length > 1 and kind in {VERB, SOFT} and _aspect(clause, place + length, lexicon):
            length += 1
        if kind == NOUN:
            noun = place if noun < 0 else noun
        else:
            if noun >= 0:
                found.append(Token(NOUN, noun, place))
                noun = -1
            found.append(Token(kind, place, place + length))
        place += length
    if noun >= 0:
        found.append(Token(NOUN, noun, size))
    return tuple(found)
