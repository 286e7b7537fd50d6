"""What a text states about a figure beside its label: cumulative, scope, per, change and its base, period."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from bulletins.figures import Facets
from bulletins.quantities.phrases import NOUN, tokens
from bulletins.quantities.qualifiers import qualifier_of
from bulletins.quantities.tables import load, words

_SENTENCE_HEAD = re.compile(r"(?:.*[。；;\n!?])?", re.DOTALL)
_DURING = re.compile(r"(?:春节|(?:国庆|清明|端午|中秋|元宵|重阳)节|[\u4e00-\u9fff]{2})期间")
_YEAR_BEFORE = re.compile(r"(?:较|比)(?:19|20)[0-9]{2}年(?:同期|底|末)?$")
_YIELDS = frozenset({"增产", "增收", "减产", "减收"})
_REACH = 90
_COMPARED = re.compile(r"(?:较|比|与)[^，,。；;、:：\n]{1,14}?(?:相比)?$")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,6}?(?:市|县|区|镇|乡|街道|社区|村|省)(?![\u4e00-\u9fff]?(?:级|场|民|委|局))")
_SPOT_ENDS = frozenset("镇乡道村区县库站大高多低少强")
_PLACES = frozenset("市县区镇乡道社村省")
_YEAR = r"(?:(?:(?:19|20)[0-9]{2}|去|今|上|当|次|明)年)?"
# A date that ends a span is no date of its own: 1月至|11月.
_NO_END = r"(?<![0-9:\-])(?<![0-9月日时年][至到])"
_DAY = rf"{_YEAR}[0-9]{{1,2}}月(?:[0-9]{{1,2}}日(?:[0-9]{{1,2}}时(?:[0-9]{{1,2}}分)?)?)?"
_TO_DAY = rf"(?:{_DAY}|[0-9]{{1,2}}日(?:[0-9]{{1,2}}时)?|[0-9]{{1,2}}时)"
# A span of time is taken whole or not at all: never the last month of 1月至11月.
_DATES = re.compile(
    rf"{_NO_END}(?:{_YEAR}[0-9]{{1,2}}月[0-9]{{1,2}}(?:至|-|到)[0-9]{{1,2}}日"
    rf"|{_DAY}(?:至|-|到){_TO_DAY}(?:份|底|末)?"
    rf"|{_YEAR}[0-9]{{1,2}}(?:月)?(?:-|至|到)[0-9]{{1,2}}月(?:份)?"
    r"|(?:19|20)[0-9]{2}年?(?:-|至|到)(?:19|20)[0-9]{2}年"
    rf"|{_DAY}(?:(?:份|底|末|初|上旬|中旬|下旬)?(?:以来|前(?![后述])|以前|起)?)"
    r"|(?:19|20)[0-9]{2}年(?:以前|以来|度|末|底|上半年|下半年|(?:第?[一二三四]|前三)季度)?)"
)
_WITHIN = re.compile(r"[0-9]+(?:个)?(?:小时|分钟|天|日|个月|周)(?:以|之)?内$")
_SPOT = r"[\u4e00-\u9fff]{2,8}(?:镇|乡|街道|村|社区|水库|站|[县区](?!级))"
# 最大降雨点为霜桥县枫岭镇，降雨量…: the figure is that place's, whatever the sentence opens with.
_NAMED_SPOT = re.compile(
    rf"(?:点|站|处|地)(?:出现)?(?:为|是|在|于)({_SPOT})$|出现在({_SPOT})$|^({_SPOT})最[大高多低少强]$"
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
    every = [word for word in words(data["scopes"] + " " + data["levels"]) if len(word) > 1 and word != "全年"]
    names = "|".join(map(re.escape, every))
    firsts = frozenset(word[0] for word in every)
    # 城镇 is of its own clause only; 全市 holds on to the end of the sentence.
    wide = "|".join(map(re.escape, [word for word in words(data["scopes"]) if word != "全年"]))
    opening = re.compile(rf"(?:^|[，,])(?:截[至止][^，,]{{0,12}}?[，,]?)?({wide})(?!各类)")
    return re.compile(rf"(?:{names})(?!各类)"), opening, firsts


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


def facets_of(text: str, region: int, start: int, change: ChangeTail | None, end: int = -1) -> Facets:
    """The facets of the number at ``start``..``end`` whose clause begins at ``region``; ``text`` is folded.

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
    within = _WITHIN.search(text, low, region) if text[region - 1 : region] == "内" else None
    period = within.group() if within else "" if as_of else _period(sentence)
    return _shared(
        cumulative,
        scope,
        _stated("per", clause),
        change.direction if change else "",
        change.base if change else "",
        period,
        "" if change else _qualifier(clause, sentence, text[end : end + 4] if end > 0 else ""),
    )


# Most figures of a bulletin share their facets with others.
_shared = lru_cache(maxsize=1024)(Facets)


def _scope(clause: str, sentence: str) -> str:
    inside, opening, firsts = _scopes()
    if len(sentence) > len(clause) and (spot := _spot(sentence[: len(sentence) - len(clause)])):
        return spot
    if not firsts.isdisjoint(sentence):
        if not firsts.isdisjoint(clause) and (named := _last(inside, clause)):
            return named
        opened = sentence.rfind("(")
        if opened > sentence.rfind(")"):  # 市级调拨5940件（救生衣2150件 …: the scope of the whole is that of its parts
            head = sentence[:opened]
            if named := _last(inside, head[max(head.rfind(mark) for mark in "，,：:、") + 1 :]):
                return named
        if len(sentence) > len(clause) and (named := _last(opening, sentence)):
            return named
    return _place(clause)


def _qualifier(clause: str, sentence: str, following: str) -> str:
    said = qualifier_of(clause, following)
    head = sentence[: len(sentence) - len(clause)]
    if "最" in head and "最" not in said and _spot(head):
        return " ".join(filter(None, (qualifier_of(head.rstrip("，, ").rpartition("，")[2], ""), said)))
    return said


@cache
def _strong() -> frozenset[str]:
    """The words for a time that hold against a date before them."""
    return frozenset(load("phrases")["facets"]["strong_period"].split())


def _spot(head: str) -> str:
    """The place that the clause right before names: 最大降雨点为霜桥县枫岭镇."""
    head = head.rstrip("，, ")
    clause = head[max(head.rfind(mark) for mark in "，,：:") + 1 :]
    found = _NAMED_SPOT.search(clause) if clause[-1:] in _SPOT_ENDS else None
    return next(filter(None, found.groups())) if found else ""


def _period(sentence: str) -> str:
    """The time that stands nearest before the number: 年末累计结余 is no figure of 全年."""
    nearest, place = "", -1
    if ("月" in sentence or "年" in sentence) and (dates := _last_match(_DATES, sentence)):
        nearest, place = dates.group(), dates.start()
    if "期间" in sentence and (named := _last_match(_DURING, sentence)) and named.start() > place:
        nearest, place = named.group(), named.start()
    pattern, firsts = _pattern("period")
    if (
        firsts.isdisjoint(sentence)
        or not (said := _last_match(pattern, sentence))
        or said.start() < place + len(nearest)
    ):
        return nearest
    if not nearest or (said.group() in _strong() and not (said.group() == "全年" and nearest.endswith("年"))):
        return said.group()
    return nearest


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


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = ""
    for match in pattern.finditer(text):
        found = match.group(match.lastindex or 0)
    return found
