"""What a figure counts, as a phrase of the text.

The policy, in order: the noun that touches the number on its left (折叠床2610张); the noun on its right when a verb,
a scope or nothing stands on its left (8个高铁站); a verb alone when it is all there is (整改85处); else the subject of
an earlier clause. A verb in front is dropped, unless what is left would be too bare to stand in a box (出动人员).
"""

from __future__ import annotations

import re
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
    ends,
    starts,
    tokens,
    word_set,
)
from bulletins.quantities.trimming import with_quotation, without_front, without_tail

_CLAUSE_MARKS = frozenset("，,。.；;：:\n!?！？()")
_EACH = re.compile(
    r"每(?:秒|分钟|公斤|千克|斤|吨|亩|公顷|人|天|日|月|年|次|户|个|名|平方米|立方米|度|千瓦时|[只头件家村镇株盒瓶台班趟周季生张辆本位例组起]|小时|公里|学期|学年)$"
)
# 符合条件的每台补助15万元: what follows 每台 is what is said of each.
_EACH_INSIDE = re.compile(r"每[只头件家村镇株盒瓶台班趟生辆本位例组起人户亩吨斤](?=(?!每)[\u4e00-\u9fff]{2,6}$)")
_SHARE_OF = re.compile(r"占[^，,。；;]{2,12}的$")
_LIES_IN = re.compile(
    r"((?:最[大高低小多])?[\u4e00-\u9fff]{1,8}[量值数额率温])(?:出现)?(?:为|是|在)[\u4e00-\u9fff]{1,7}[乡镇村县区市站]$"
)
# 空白村由去年的37个减为零: what follows 由 is when, not whose.
_FROM_THEN = re.compile(
    r"[由从](?:去年|上年|前年|上月|上季度|年初|年末|原来|原先|过去|以前|此前|最初|当初)(?:同期|同月|年底|年末|底|末|初)?的$"
)
_DONE = frozenset({"已", "已经", "现已", "已全部", "均已", "全部"})
# 任务分解到14个乡镇: the verb leads on to what is counted.
_LEADING = ("分解到", "落实到", "细化到", "延伸到", "覆盖到", "下沉到")
_NOT_DONE = ("正在", "尚未", "还未", "仍未", "暂未")
_NAMELESS = frozenset("后前时同期起")
_EACH_DAY = frozenset({"日均", "月均", "年均"})
_NAMED = re.compile(r"[A-Za-z\u3400-\u9fff]")
_REACH = 48


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
    depth, closed = 0, low
    for index in range(end - 1, low - 1, -1):
        char = text[index]
        if char not in _CLAUSE_MARKS or (char == "." and text[index - 1 : index + 2].strip(".").isascii()):
            continue
        if char == ")":
            depth, closed = depth + 1, index + 1
        elif char != "(":
            return closed if depth > 0 else index + 1
        elif depth == 0:
            return index + 1
        else:
            depth -= 1
    return closed if depth > 0 else low


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
    if since := _FROM_THEN.search(clause):
        clause = clause[: since.start()]
    if clause.endswith("的"):
        return NONE
    if lies := _LIES_IN.search(clause):  # 最大点降雨量为桃源镇278.5毫米 is said of the rain, not of the place
        return Phrase(start + lies.start(1), start + lies.end(1), "noun")
    if inside := _EACH_INSIDE.search(clause):
        start, clause = start + inside.end(), clause[inside.end() :]
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
    if len(found) > 2 and last.kind in {VERB, SOFT} and clause[found[-2].start : found[-2].end] in _EACH_DAY:
        del found[-2:]  # 蔬菜日均供应6000吨 counts vegetables
        last = found[-1]
    leads = clause.endswith(_LEADING, 0, last.end)
    if (
        last.kind == VERB
        and len(found) > 1
        and found[-2].kind == NOUN
        and not leads
        and not _acts(clause[: last.start])
    ):
        found[-1] = last._replace(kind=SOFT)  # 火灾扑救120起: an activity with its object in front
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
    return word in {"由", "从"} or word in word_set("fillers")


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
    if index and clause[found[index - 1].start : found[index - 1].end].endswith(_NOT_DONE):
        index -= 1  # 正在整改 is not 整改
    end = found[-1].end
    if clause[end - 1] == "了" and end - found[-1].start > 1:
        end -= 1
    return Phrase(offset + _done(clause, found, index), offset + end, "verb")


def _done(clause: str, found: list[Token], index: int) -> int:
    """饮水困难群众已解决: what is done is said of the noun before 已, and reads only with it."""
    begin = found[index].start
    if index < 2 or clause[found[index - 1].start : found[index - 1].end] not in _DONE:
        return begin
    subject = _noun_phrase(clause, found[: index - 1], 0)
    if subject.how == "none" or found[index - 2].kind != NOUN or _acts(clause[: found[index - 2].end]):
        return begin
    return subject.start


def _noun_phrase(clause: str, found: list[Token], offset: int) -> Phrase:
    index = len(found) - 1
    while index and _joins(clause, found, index - 1, index):
        index -= 1
    begin, end = found[index].start, found[-1].end
    begin = with_quotation(clause, without_front(clause, begin, end), end)
    end = without_tail(clause, begin, end)
    before = found[index - 1] if index and found[index - 1].end <= begin else None
    acted = before is not None and before.kind in {VERB, SOFT}
    word = clause[begin:end]
    bare = word in word_set("bare") or (len(word) == 1 and word not in _NAMELESS)  # 抽水泵, 收割机
    if before is not None and acted and begin == before.end:
        verb = clause[before.start : before.end]
        if bare or verb in word_set("telling"):
            begin = before.start
        elif verb in word_set("states") and index > 1 and found[index - 2].kind in {VERB, SOFT}:
            begin = before.start  # 救助走失老人: the second verb tells which people
    if begin >= end or clause[begin:end] in _NAMELESS or not _NAMED.search(clause, begin, end):
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
        each = clause[found[left].start : found[left].end] in _EACH_DAY
        return following == NOUN or (following == SOFT and found[-1].kind == NOUN and not each)
    if kind == VERB and following == NOUN and left and found[left - 1].kind == NOUN:
        rest, before = clause[found[right].start : found[-1].end], clause[: found[left].start]
        if any(token.kind == PREPOSITION for token in found[max(0, left - 4) : left - 1]):
            return False  # 向困难群众发放价格补贴: whom it is given to is no part of the name
        return starts("measures", rest) and not _acts(before)
    if kind == SOFT and following == JOINER:
        return left > 0 and found[left - 1].kind == NOUN and not _acts(clause[: found[left].start])
    if kind != SOFT or following not in {NOUN, SOFT, MARK, ADJECTIVE}:
        return False
    return _builds_noun(clause, found, left, right)


def _builds_noun(clause: str, found: list[Token], left: int, right: int) -> bool:
    """Whether the soft verb at ``left`` makes a compound with what follows, rather than acting on it."""
    before = found[left - 1].kind if left else ""
    rest = clause[found[right].start : found[-1].end]
    if clause[found[left].start : found[left].end] in word_set("acting"):
        return False
    if (before == NOUN and _acts(clause[: found[left].start])) or clause[: found[left].start].endswith(")"):
        return starts("compound", rest)
    if before in {NOUN, MARK, VERB}:
        return True
    if all(token.kind == SOFT for token in found[right:]) or rest.endswith("率"):
        return True
    if len(rest) == 1 or clause[found[left - 1].start : found[left - 1].end] in word_set("modifiers"):
        return left > 0 or len(rest) == 1
    if found[right].kind == SOFT:
        return before == SOFT and left > 1 and found[left - 2].kind in {NOUN, MARK}
    if before in {ADVERB, FILLER}:
        return False
    return starts("compound", rest) or before == JOINER


def _acts(noun: str) -> bool:
    return ends("actors", noun) and not ends("places", noun)
