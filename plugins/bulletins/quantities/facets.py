"""What a text states about a figure beside its label: cumulative, scope, per, change and its base, period."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from bulletins.figures import Facets
from bulletins.quantities.phrases import NOUN, tokens
from bulletins.quantities.tables import load, words

_SENTENCE_HEAD = re.compile(r"(?:.*[。；;\n!?])?", re.DOTALL)
_DURING = re.compile(r"(?:春节|(?:国庆|清明|端午|中秋|元宵|重阳)节|[\u4e00-\u9fff]{2})期间")
_YEAR_BEFORE = re.compile(r"(?:较|比)(?:19|20)[0-9]{2}年(?:同期|底|末)?$")
_YIELDS = frozenset({"增产", "增收", "减产", "减收"})
_REACH = 90
_COMPARED = re.compile(r"(?:较|比|与)[^，,。；;、:：\n]{1,14}?(?:相比)?$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:市|县|区|镇|乡|街道|社区|村|省)(?![\u4e00-\u9fff]?(?:级|场|民|委|局))")
_PLACES = frozenset("市县区镇乡道社村省")
_DATES = re.compile(
    r"(?<![0-9:])(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日?(?:至|-|到)(?:[0-9]{1,2}月)?[0-9]{1,2}日|(?<![0-9:])(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}(?:-|至)[0-9]{1,2}月(?:份)?"
    r"|(?:19|20)[0-9]{2}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|末)?|度|末|底|上半年|下半年)?|[0-9]{1,2}月(?:[0-9]{1,2}日|份|底|末|上旬|中旬|下旬)?(?:以来)?"
)
_AS_OF = re.compile(
    r"截[至止](?:到)?(?:目前|今日|当前|发稿|(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月(?:[0-9]{1,2}日|底|末)?(?:[0-9]{1,2}时)?|(?:19|20)[0-9]{2}年(?:底|末))?"
)


class ChangeTail(NamedTuple):
    """A verb of change at the end of a clause: where it (with its base) begins, its direction, its base."""

    start: int
    direction: str
    base: str


@cache
def _pattern(key: str) -> tuple[re.Pattern[str], frozenset[str]]:
    """The words of a facet as a pattern, and the characters one of which every match holds."""
    stated = words(load("phrases")["facets"][key])
    extra = {"cumulative": "|(?<!公)共(?![同享建产青济])"}.get(key, "")
    return re.compile("|".join(map(re.escape, stated)) + extra), frozenset(word[0] for word in stated)


@cache
def _scopes() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = load("phrases")
    every = [word for word in words(data["scopes"] + " " + data["levels"]) if len(word) > 1]
    names = "|".join(map(re.escape, every))
    firsts = frozenset(word[0] for word in every)
    return re.compile(names), re.compile(rf"(?:^|[，,])(?:截[至止][^，,]{{0,12}}?[，,]?)?({names})"), firsts


@cache
def _changes() -> tuple[re.Pattern[str], frozenset[str], re.Pattern[str], frozenset[str]]:
    data = load("phrases")["change"]
    rise, fall = words(data["rise"]), words(data["fall"])
    verbs = "|".join(sorted((word for word in rise + fall), key=len, reverse=True))
    long = "|".join(word for word in rise + fall if len(word) > 1)
    bases = "|".join(map(re.escape, words(data["base"])))
    adverbs = "|".join(data["adverbs"].split())
    tail = re.compile(rf"(?:({verbs})(?:了|约|近|超|为|达|-)?|({long})幅度?(?:为|达)?)$")
    last = frozenset(word[-1] for word in rise + fall) | frozenset("了约近超为达-幅度")
    return tail, frozenset(rise), re.compile(rf"({bases})?(?:{adverbs})*$"), last


def change_tail(text: str, start: int, end: int, unit_kind: str) -> ChangeTail | None:
    """The verb of change that ends at ``end``, if any: then the number is a change and no level.

    增长到 and 提高至 lead to a level; a verb of one character counts only with a base or before a share.

    >>> text = "地区生产总值同比增长"
    >>> change_tail(text, 0, len(text), "share")
    ChangeTail(start=6, direction='rise', base='同比')
    """
    tail, rise, basis, last = _changes()
    piece = text[max(start, end - 40) : end].rstrip(" \n")
    if piece[-1:] not in last:
        return None
    match = tail.search(piece)
    if not match:
        return None
    verb = match.group(1) or match.group(2)
    head = piece[: match.start()]
    base = basis.search(head)
    place = base.start() if base else match.start()
    # 分别 belongs to the change, but says nothing of what it is measured against.
    stated = (base.group(1) or "").removeprefix("分别") if base else ""
    if not stated and (compared := _COMPARED.search(head[:place])):
        place, stated = compared.start(), compared.group()
    if not stated and place == 0 and (year := _YEAR_BEFORE.search(text[max(0, start - 9) : start])):
        stated = year.group()  # 比2023年多0.15万人: the date before parted the clause
    if not stated and unit_kind not in {"share", "points"} and (len(verb) == 1 or (verb in _YIELDS and head)):
        return None
    return ChangeTail(max(start, end - 40) + place, "rise" if verb in rise else "fall", stated)


def facets_of(text: str, region: int, start: int, change: ChangeTail | None) -> Facets:
    """The facets of the number at ``start`` whose clause begins at ``region``; ``text`` is folded.

    >>> facets_of("截至10月31日，全市累计检查", 9, 15, None).cumulative
    '截至10月31日'
    """
    low = max(0, start - _REACH)
    sentence = text[low:start]
    sentence = sentence[_SENTENCE_HEAD.match(sentence).end() :]  # type: ignore[union-attr]
    clause = text[region:start]
    as_of = _AS_OF.search(sentence) if "截" in sentence else None
    cumulative = as_of.group() if as_of else _stated("cumulative", clause)
    scope = _scope(clause, sentence)
    period = "" if as_of else _period(sentence)
    return _shared(
        cumulative,
        scope,
        _stated("per", clause),
        change.direction if change else "",
        change.base if change else "",
        period,
    )


# Most figures of a bulletin share their facets with others.
_shared = lru_cache(maxsize=1024)(Facets)


def _scope(clause: str, sentence: str) -> str:
    inside, opening, firsts = _scopes()
    if not firsts.isdisjoint(sentence):
        if not firsts.isdisjoint(clause) and (named := _last(inside, clause)):
            return named
        if len(sentence) > len(clause) and (named := _last(opening, sentence)):
            return named
    return _place(clause)


def _period(sentence: str) -> str:
    if ("月" in sentence or "年" in sentence) and (dates := _last(_DATES, sentence)):
        return dates
    if "期间" in sentence and (named := _last(_DURING, sentence)):
        return named
    return _stated("period", sentence)


def _place(clause: str) -> str:
    if _PLACES.isdisjoint(clause[:9]) or clause[0] in "向对从在由为将以按与给":
        return ""
    match = _PLACE.match(clause)
    if not match or tokens(match.group())[0].kind != NOUN:
        return ""
    return match.group()


def _stated(key: str, text: str) -> str:
    pattern, firsts = _pattern(key)
    return "" if firsts.isdisjoint(text) else _last(pattern, text)


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = ""
    for match in pattern.finditer(text):
        found = match.group(match.lastindex or 0)
    return found
