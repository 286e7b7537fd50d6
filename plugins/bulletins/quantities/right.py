"""What is counted when nothing on the left says so: the phrase on the right (8个高铁站), or an earlier clause."""

from __future__ import annotations

import re
from functools import cache

from bulletins.quantities.labels import NONE, Phrase, left_phrase, region_start
from bulletins.quantities.phrases import (
    ADJECTIVE,
    ADVERB,
    FILLER,
    JOINER,
    NOUN,
    PREPOSITION,
    SCOPE,
    SOFT,
    VERB,
    ends,
    starts,
    tokens,
    word_list,
    word_set,
)
from bulletins.quantities.trimming import without_front, without_tail

_RIGHT_ENDS = re.compile(r"[，,。；;：:\n!?！？()（）、]|(?<![0-9A-Za-z])\.|\.(?![0-9A-Za-z])")
_RIGHT_REACH = 40
_REACH = 48
_LONG_PREDICATE = 10
# What is said of a thing, and no name of it: 房产1.26万平方米未入账, 37个减为零.
_PREDICATE = re.compile(
    r"未(?!成年|就业|婚|来|满|央)|没有|尚未|已(?!婚)|均(?!价|衡)|仍|因(?![素子果此特])"
    r"|(?:[增减升降提缩扩压][少加长高低短大小升降减]?|[变改翻])(?:为|到|至|成)"
)
_DIGIT = re.compile(r"[0-9]")
_SENTENCE_PART = re.compile(r"[，,。；;：:\n!?！？()（）]")


def right_phrase(text: str, start: int, ceiling: int) -> Phrase:
    """The noun phrase that begins at ``start`` and ends before ``ceiling`` (the next number or the end).

    >>> text = "党员干部组建抢险小组"
    >>> phrase = right_phrase(text, 0, len(text)); text[phrase.start:phrase.end]
    '党员干部'
    """
    ceiling = min(ceiling, start + _RIGHT_REACH)
    stop = _RIGHT_ENDS.search(text, start, ceiling)
    wide = ceiling if stop is None else stop.start()
    if stop is not None and stop.group() == "、" and stop.end() < ceiling:
        further = _SENTENCE_PART.search(text, start, ceiling)
        full = ceiling if further is None else further.start()
        # 19个项目、资金1.84亿元: what touches the next number is that number's.
        touches = further is None and ceiling < len(text) and ceiling < start + _RIGHT_REACH
        listed = not touches and not _DIGIT.search(text, wide, full)
        if listed or ("的" in text[wide:full] and "的" not in text[start:wide]):
            wide = full
    clause = text[start:wide]
    if not clause or clause[0] in "的、" or clause in {"中", "内", "里"} or _PREDICATE.match(clause):
        return NONE
    of = clause.rfind("的")
    length = _noun_length(clause)
    if of > 0 and (length == 0 or length > of > 6 or (length <= of and _relative(clause, length))):
        begin = of + 1
        inner = _noun_length(clause[begin:])
        if inner:
            return _trim_right(text, start + begin, start + begin + inner)
    if start + length == ceiling < len(text) and (owner := _owner_in_front(clause[:length])):
        return _trim_right(text, start, start + owner)
    if 0 < of < length and ends("agents", clause, of):
        length = of  # 60名警力的突击队 counts the officers
    while length > 2 and clause[length - 1] in "也都均已还仍将共":
        length -= 1
    if length > 2 and length == len(clause) and clause[length - 1] in "中内里" and clause[length - 2] not in "其集之":
        length -= 1
    return _trim_right(text, start, start + length) if length else NONE


def _owner_in_front(clause: str) -> int:
    """Where the counted noun ends, when the rest belongs to the next number (8个部门|结余资金2374.6万元); else 0."""
    for end in range(2, len(clause) - 1):
        if ends("owners", clause, end):
            return end
    return 0


def _relative(clause: str, length: int) -> bool:
    """A clause between the number and its noun: 责任全到人、时段全覆盖的检查."""
    return length >= 3 and "、" in clause[:length]


def housed(text: str, phrase: Phrase) -> Phrase:
    """28户企业安全生产…: what 户 and 家 count ends with the first name of such a house.

    >>> housed("企业安全生产组织领导", Phrase(0, 10, "right"))
    Phrase(start=0, end=2, how='right')
    """
    clause = text[phrase.start : phrase.end]
    ends = [clause.find(word) + len(word) for word in word_list("housed") if word in clause]
    if not ends or len(clause) - min(ends) < 4 or clause[min(ends)] in "和及与、":
        return phrase
    return phrase._replace(end=phrase.start + min(ends))


def people(text: str, phrase: Phrase) -> Phrase:
    """三百名警力兵分九路: what 人 and 名 count ends with the last word for people in it.

    >>> people("警力兵分九路", Phrase(0, 6, "right"))
    Phrase(start=0, end=2, how='right')
    """
    clause = text[phrase.start : phrase.end]
    last = max(clause.rfind(word) + len(word) if word in clause else 0 for word in word_list("persons"))
    return phrase._replace(end=phrase.start + last) if last and len(clause) - last >= 2 else phrase


def _trim_right(text: str, begin: int, end: int) -> Phrase:
    clause = text[begin:end]
    front = without_front(clause, 0, len(clause))
    tail = without_tail(clause, front, len(clause))
    while tail > front and clause[tail - 1] in "、和及与·“ ":
        tail -= 1
    return Phrase(begin + front, begin + tail, "right") if tail > front else NONE


def _noun_length(clause: str) -> int:
    """How far the noun phrase at the start of ``clause`` reaches; 0 when it starts with a verb or a function word."""
    end = 0
    only_verbs = True
    for token in tokens(clause):
        word = clause[token.start : token.end]
        if token.kind == VERB and not end and starts("compound", clause, token.end):
            end = token.end
            continue
        if (token.kind == VERB and len(word) > 1) or word in word_set("right_stops"):
            break
        if token.kind in {PREPOSITION, ADVERB, FILLER, SCOPE}:
            break
        if token.kind in {ADJECTIVE, SOFT} and end and ends("agents", clause, end):
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
        rf"{words}|因(?![素子果此特])|(?<![棉蒙])被|(?<![平年人户月日])均|已|仍|拟|尚(?=[未不有无需])|逐(?=[户个一矿村项栋家人企厂车船校院])|未(?!成年|就业|婚|来)|[一两三四五六七八九十](?:次|天)"
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
