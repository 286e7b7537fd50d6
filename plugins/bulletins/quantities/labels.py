"""What a figure counts, as a phrase of the text.

The policy, in order: the noun that touches the number on its left (折叠床2610张); the noun on its right when a verb,
a scope or nothing stands on its left (8个高铁站); a verb alone when it is all there is (整改85处); else the subject of
an earlier clause. A verb in front is dropped, unless what is left would be too bare to stand in a box (出动人员).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bulletins.quantities.phrases import (
    ADJECTIVE,
    ADVERB,
    FILLER,
    JOINER,
    MARK,
    NOUN,
    PREPOSITION,
    SCOPE,
    SOFT,
    VERB,
    Token,
    tokens,
    word_list,
    word_set,
)

_CLAUSE_ENDS = "，,。；;：:\n!?！？"
_RIGHT_ENDS = re.compile(r"[，,。；;：:\n!?！？()（）、]")
_EACH = re.compile(
    r"每(?:公斤|千克|斤|吨|亩|公顷|人|天|日|月|年|次|户|个|名|平方米|立方米|度|千瓦时|[只头件家村镇株盒瓶台班趟周季生张辆本位例]|小时|公里|学期|学年)$"
)
_SHARE_OF = re.compile(r"占[^，,。；;]{2,12}的$")
_NAMED = re.compile(r"[A-Za-z\u3400-\u9fff]")
_REACH = 48
_RIGHT_REACH = 40
_LONG_PREDICATE = 10


class Phrase(NamedTuple):
    """A phrase, its span in the text, and how it was found: "noun", "object" (of a verb), "verb", "right" or "none"."""

    start: int
    end: int
    how: str


NONE = Phrase(-1, -1, "none")


def region_start(text: str, end: int, floor: int) -> int:
    """Where the clause that ends at ``end`` begins, not before ``floor``; an open bracket begins a clause too.

    >>> region_start("甲，乙丙3人", 4, 0)
    2
    """
    low = max(floor, end - _REACH)
    piece = text[low:end]
    cut = max(piece.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    depth = 0
    for index in range(len(piece) - 1, cut - 1, -1):
        if piece[index] == ")":
            depth += 1
        elif piece[index] == "(":
            depth -= 1
            if depth < 0:
                return low + index + 1
    if depth > 0:
        return low + piece.index(")", cut) + 1
    return low + cut


def left_phrase(text: str, start: int, end: int) -> Phrase:
    """The phrase on the left of a number within ``start``..``end`` (hedge excluded).

    >>> text = "累计抽查应急队伍"
    >>> phrase = left_phrase(text, 0, len(text)); text[phrase.start:phrase.end], phrase.how
    ('应急队伍', 'object')
    """
    clause = text[start:end]
    share = _SHARE_OF.search(clause)
    if share:
        return Phrase(start + share.start(), start + share.end() - 1, "noun")
    each = _EACH.search(clause)
    found = tokens(clause[: each.start()] if each else clause)
    while found and _idle(clause, found[-1]):
        found.pop()
    if not found:
        return NONE
    last = found[-1]
    if last.kind == ADJECTIVE and len(found) > 1 and found[-2].kind == NOUN:
        found[-2:] = [Token(NOUN, found[-2].start, last.end)]
        last = found[-1]
    if last.kind in {VERB, ADJECTIVE} or (last.kind == SOFT and not _nominal(found)):
        return _verb_phrase(clause, found, start)
    if last.kind in {PREPOSITION, SCOPE, JOINER}:
        return NONE
    return _noun_phrase(clause, found, start)


def _idle(clause: str, token: Token) -> bool:
    """Words between a label and its number that belong to neither."""
    if token.kind in {ADVERB, FILLER}:
        return True
    if token.kind == MARK:
        return clause[token.start] in " \n\t-—…"
    word = clause[token.start : token.end]
    return word in {"由", "从", "的"} or word in word_set("fillers")


def _nominal(found: list[Token]) -> bool:
    """体温测量: a soft verb after a noun names an activity."""
    for token in reversed(found):
        if token.kind != SOFT:
            return token.kind in {NOUN, MARK, VERB}
    return False


def _verb_phrase(clause: str, found: list[Token], offset: int) -> Phrase:
    index = len(found) - 1
    while index and found[index - 1].kind in {VERB, SOFT}:
        index -= 1
    if index > 1 and found[index - 1].kind == ADJECTIVE and clause[: found[index - 1].start].endswith("其中"):
        index -= 1
    if index and clause[found[index - 1].start : found[index - 1].end] in word_set("levels"):
        index -= 1
    return Phrase(offset + found[index].start, offset + found[-1].end, "verb")


def _noun_phrase(clause: str, found: list[Token], offset: int) -> Phrase:
    index = len(found) - 1
    while index and _joins(clause, found, index - 1, index):
        index -= 1
    begin, end = found[index].start, found[-1].end
    begin = _without_front(clause, begin, end)
    end = _without_tail(clause, begin, end)
    before = found[index - 1] if index else None
    acted = before is not None and before.kind in {VERB, SOFT}
    if before is not None and acted and begin == before.end and clause[begin:end] in word_set("bare"):
        begin = before.start
    if begin >= end or not _NAMED.search(clause, begin, end):
        return NONE
    return Phrase(offset + begin, offset + end, "object" if acted else "noun")


def _joins(clause: str, found: list[Token], left: int, right: int) -> bool:
    """Whether the word at ``left`` belongs to the phrase that begins at ``right``."""
    kind, following = found[left].kind, found[right].kind
    if kind in {NOUN, MARK}:
        return not (kind == MARK and clause[found[left].start] in " \n\t—…")
    if kind == JOINER:
        return left > 0 and found[left - 1].kind in {NOUN, SOFT, MARK} and following != JOINER
    if kind == ADJECTIVE:
        return following == NOUN or (following == SOFT and found[-1].kind == NOUN)
    if kind == VERB and following == NOUN and left and found[left - 1].kind == NOUN:
        rest, before = clause[found[right].start : found[-1].end], clause[: found[left].start]
        return rest.startswith(word_list("measures")) and not _acts(before)
    if kind != SOFT or following not in {NOUN, SOFT, MARK, ADJECTIVE}:
        return False
    return _builds_noun(clause, found, left, right)


def _builds_noun(clause: str, found: list[Token], left: int, right: int) -> bool:
    """Whether the soft verb at ``left`` makes a compound with what follows, rather than acting on it."""
    before = found[left - 1].kind if left else ""
    rest = clause[found[right].start : found[-1].end]
    if (before == NOUN and _acts(clause[: found[left].start])) or clause[: found[left].start].endswith(")"):
        return rest.startswith(word_list("compound"))
    if before in {NOUN, MARK, VERB}:
        return True
    if all(token.kind == SOFT for token in found[right:]):
        return True
    if len(rest) == 1 or clause[found[left - 1].start : found[left - 1].end] in word_set("modifiers"):
        return left > 0 or len(rest) == 1
    if found[right].kind == SOFT:
        return before == SOFT and left > 1 and found[left - 2].kind in {NOUN, MARK}
    if before in {ADVERB, FILLER}:
        return False
    return rest.startswith(word_list("compound")) or before == JOINER


def _acts(noun: str) -> bool:
    return noun.endswith(word_list("actors")) and not noun.endswith(word_list("places"))


def _without_front(clause: str, begin: int, end: int) -> int:
    while begin < end:
        if clause[begin] in " \n\t":
            begin += 1
            continue
        for word in word_list("modifiers"):
            if clause.startswith(word, begin) and begin + len(word) < end and _whole(clause, begin, end, word):
                begin += len(word)
                break
        else:
            return begin
    return begin


def _whole(clause: str, begin: int, end: int, word: str) -> bool:
    """A one-character modifier is taken off only where two characters stay (名, 类 begin words of their own)."""
    return len(word) > 1 or (word in "了的着过、·及和与" and end - begin > 2)


def _without_tail(clause: str, begin: int, end: int) -> int:
    changed = True
    while changed:
        changed = False
        if clause[end - 1] == ")" and (opened := clause.rfind("(", begin, end)) > begin and end - opened > 3:
            end = opened
        for word in word_list("tails"):
            if (
                end - len(word) - begin >= 2
                and clause.endswith(word, begin, end)
                and not _kept(clause, begin, end, word)
            ):
                end -= len(word)
                changed = True
                break
    return end


def _kept(clause: str, begin: int, end: int, word: str) -> bool:
    return word in {"数", "为", "等", "有", "共", "达", "约"} and clause[end - 2 : end] in word_set("nouns")


def right_phrase(text: str, start: int, ceiling: int) -> Phrase:
    """The noun phrase that begins at ``start`` and ends before ``ceiling`` (the next number or the end).

    >>> text = "党员领导干部组建综合协调小组"
    >>> phrase = right_phrase(text, 0, len(text)); text[phrase.start:phrase.end]
    '党员领导干部'
    """
    ceiling = min(ceiling, start + _RIGHT_REACH)
    stop = _RIGHT_ENDS.search(text, start, ceiling)
    wide = ceiling if stop is None else stop.start()
    if stop is not None and stop.group() == "、" and stop.end() < ceiling:
        further = re.compile(r"[，,。；;：:\n!?！？()（）]").search(text, start, ceiling)
        full = ceiling if further is None else further.start()
        if "的" in text[wide:full] and "的" not in text[start:wide]:
            wide = full
    clause = text[start:wide]
    if not clause:
        return NONE
    of = clause.rfind("的")
    length = _noun_length(clause)
    if of > 0 and (length == 0 or length > of > 6 or (length <= of and _relative(clause, length))):
        begin = of + 1
        inner = _noun_length(clause[begin:])
        if inner:
            return _trim_right(text, start + begin, start + begin + inner)
    return _trim_right(text, start, start + length) if length else NONE


def _relative(clause: str, length: int) -> bool:
    """A clause between the number and its noun: 措施无缝隙、点位全覆盖的检查."""
    return length >= 3 and "、" in clause[:length]


def housed(text: str, phrase: Phrase) -> Phrase:
    """28户企业疫情防控…: what 户 and 家 count ends with the first name of such a house.

    >>> housed("企业疫情防控组织领导", Phrase(0, 10, "right"))
    Phrase(start=0, end=2, how='right')
    """
    clause = text[phrase.start : phrase.end]
    ends = [clause.find(word) + len(word) for word in word_list("housed") if word in clause]
    if not ends or len(clause) - min(ends) < 4 or clause[min(ends)] in "和及与、":
        return phrase
    return phrase._replace(end=phrase.start + min(ends))


def _trim_right(text: str, begin: int, end: int) -> Phrase:
    clause = text[begin:end]
    front = _without_front(clause, 0, len(clause))
    tail = _without_tail(clause, front, len(clause))
    while tail > front and clause[tail - 1] in "、和及与·“ ":
        tail -= 1
    return Phrase(begin + front, begin + tail, "right") if tail > front else NONE


def _noun_length(clause: str) -> int:
    """How far the noun phrase at the start of ``clause`` reaches; 0 when it starts with a verb or a function word."""
    end = 0
    only_verbs = True
    for token in tokens(clause):
        word = clause[token.start : token.end]
        if token.kind == VERB and not end and clause.startswith(word_list("compound"), token.end):
            end = token.end
            continue
        if (token.kind == VERB and len(word) > 1) or word in word_set("right_stops"):
            break
        if token.kind in {PREPOSITION, ADVERB, FILLER, SCOPE}:
            break
        if token.kind in {ADJECTIVE, SOFT} and end and clause[:end].endswith(word_list("agents")):
            break
        if token.kind == NOUN and (cut := _stop_inside().search(word, 1)):
            return token.start + cut.start()
        only_verbs = only_verbs and token.kind in {SOFT, JOINER}
        end = token.end
    return 0 if only_verbs and end <= 2 and end < len(clause) else end


@cache
def _stop_inside() -> re.Pattern[str]:
    """Function words that end a noun even in the middle of an unknown run."""
    words = "|".join(word for word in word_list("right_stops") if len(word) > 1)
    return re.compile(
        rf"{words}|(?<![棉蒙])被|(?<![平年人户月日])均|已|仍|拟|未(?!成年|就业|婚|来)|[一两三四五六七八九十](?:次|天)"
    )


def predicate(text: str, start: int, ceiling: int) -> Phrase:
    """What the people counted do or suffer, when nothing names them: 127人正在接受医学观察, 3人死亡.

    >>> text = "正在接受医学观察。"
    >>> phrase = predicate(text, 0, len(text)); text[phrase.start:phrase.end]
    '接受医学观察'
    """
    stop = _RIGHT_ENDS.search(text, start, min(ceiling, start + _RIGHT_REACH))
    end = stop.start() if stop else min(ceiling, start + _RIGHT_REACH)
    found = tokens(text[start:end])
    while found and found[0].kind in {ADVERB, FILLER, ADJECTIVE}:
        found.pop(0)
    if not found or found[0].kind not in {VERB, SOFT, NOUN} or end - start - found[0].start > _LONG_PREDICATE:
        return NONE
    return Phrase(start + found[0].start, end, "right")


def elided_subject(text: str, start: int, floor: int) -> Phrase:
    """The last noun phrase of the clause before ``start`` in the same sentence, for a clause without a subject."""
    low = max(floor, start - _REACH)
    end = start
    while end > low and text[end - 1] in "，,、；;：: ":
        end -= 1
    if end <= low or text[end - 1] in "。\n!?！？":
        return NONE
    begin = region_start(text, end, low)
    phrase = left_phrase(text, begin, end)
    return phrase if phrase.how in {"noun", "object"} else NONE
