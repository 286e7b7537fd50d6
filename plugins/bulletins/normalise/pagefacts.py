"""What a page says of its text in lines like 发布时间：… 来源：… 浏览次数：…, read as facts."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from .dates import DATE, date_line, find_date, impossible_dates
from .pagetools import TOOLS_BEHIND, tool_fits
from .people import names_people
from .quiet import quiet
from .wordlists import narrowed, simplified, table

_LONGEST = 200
_LONG_KEY = 4
_VALUE = 40
_FEWEST_CELLS = 2
TOOLS = {"counter": "counter", "widget": "share-bar", "editor": "editor-line"}
_TRIM = " \u3000\t\n|｜/【】〖〗[]()（）·;；,，、"


class Fact(NamedTuple):
    """What a source line says: a kind of [keys] in furniture.toml, and the words of the line."""

    kind: str
    value: str


@cache
def _keys() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds any key with its colon, and the kind of each key."""
    kinds = {key: kind for kind, keys in table("furniture")["keys"].items() for key in keys}
    words = "|".join(" ?".join(map(re.escape, key)) for key in sorted(kinds, key=len, reverse=True))
    begin = r"(?:^|(?<=[\s|｜/【\[(（·;；,，\d日秒次大中小】\]]))"
    # 信息来源：市水务局浏览次数：12 has no blank between; a long key can't be part of a name.
    long = "|".join(sorted((re.escape(key) for key in kinds if len(key) >= _LONG_KEY), key=len, reverse=True))
    return re.compile(rf"{begin}(?:({words})\s*[:：]|[\[【]\s*({words})\s*[\]】]\s*[:：]?)|({long})[:：]"), kinds


_SAYS_MORE = re.compile(r"\d|[^\s:：]{11}")
# A key that the lists don't know, behind a blank: 属于：通知公告.
_OTHER_KEY = re.compile(r"(?<=\s)[\u4e00-\u9fff]{2,6}(?=[:：])")


def key_kind(text: str) -> str:
    """The kind of a line that is a key and nothing else; "" for any other.

    >>> key_kind("发布日期"), key_kind("发布日期："), key_kind("通知")
    ('date', 'date', '')
    """
    return _keys()[1].get(simplified(text).rstrip(" :：").replace(" ", ""), "")


_SIGN = re.compile(r"[:：】\]]")


def facts_of(text: str, *, loose: bool = False) -> tuple[Fact, ...]:
    """The facts of a source line; () when the line is none.

    A source line is made of nothing but key: value pairs, the values short and without a full stop; a date may
    stand before the first key. ``loose`` lets keys that nobody knows stand between: for lines outside the text.

    >>> facts_of("2022-11-03 来源:市水务局 浏览次数:12")
    (Fact(kind='date', value='2022-11-03'), Fact(kind='origin', value='市水务局'), Fact(kind='counter', value='12'))
    >>> facts_of("时间：11月3日"), facts_of("来源：市水务局负责核查。")
    ((), ())
    """
    if len(text) > _LONGEST or not _SIGN.search(text) or not quiet(text, "source-line"):
        return ()
    return _facts_of(text, loose)


# ．發布單位：… in a list of facts
_MARK = re.compile(r"^[．.·•●■◆▪]\s?(?=[^\d\s.])")
# A date or buttons in full width; a name in full width stays as it is printed.
_WIDE = re.compile(r"[０-９][．－／：]|[［｜］]")


# Several rules ask about the same lines; only short ones come here.
@lru_cache(maxsize=2048)
def _facts_of(text: str, loose: bool) -> tuple[Fact, ...]:
    pattern, kinds = _keys()
    if pieced := _pieced(text):
        return pieced
    text = _MARK.sub("", narrowed(text) if _WIDE.search(text) else text)
    found = list(pattern.finditer(simplified(text)))
    if not found:
        return ()
    facts: list[Fact] = []
    head = text[: found[0].start()].strip(_TRIM)
    if head:
        named = _DATE_BEHIND.fullmatch(head)
        if named and date_line(named[2]) and _is_publisher(named[1].strip(_TRIM)):
            facts.append(Fact("date", named[2]))
        elif date_line(head):
            facts.append(Fact("date", head))
        elif not all(map(_is_publisher, head.split())):
            return ()
    told = {kinds[next(filter(None, one.groups())).replace(" ", "")] for one in found}
    for this, following in zip(found, [*found[1:], None], strict=True):
        behind = text[this.end() : following.start() if following else len(text)].rstrip()
        other = _OTHER_KEY.search(behind) if loose else None
        if other and _SAYS_MORE.search(behind, other.end()):
            return ()
        value = TOOLS_BEHIND.sub("", behind[: other.start()] if other else behind).strip(_TRIM)
        kind = kinds[next(filter(None, this.groups())).replace(" ", "")]
        if kind == "widget" and (dated := _DATE_BEHIND_TOOLS.fullmatch(value)) and date_line(dated[2]):
            facts.append(Fact("date", dated[2]))
            value = dated[1]
        if (len(value) > _VALUE and kind not in {"title", "index"}) or not tool_fits(kind, value, told):
            return ()
        if kind in _NAMED and (dated := _DATE_BEHIND.fullmatch(value)) and find_date(dated[2]):
            facts += (Fact(kind, dated[1].strip(_TRIM)), Fact("date", dated[2]))
            continue
        facts.append(Fact(kind, value))
    strong = set(table("furniture")["strong"]["kinds"])
    if not any(fact.kind in strong and _fits(fact) for fact in facts):
        return ()
    return tuple(fact._replace(kind="date") if fact.kind == "weak" else fact for fact in facts)


def _pieced(text: str) -> tuple[Fact, ...]:
    """The facts of a line whose cells lack colons: 2026.09.29 | 阅读 734 | 来源 本馆; one is a date."""
    cells = [cell for cell in re.split(r"\s*[|｜]\s*", text.strip()) if cell]
    if len(cells) < _FEWEST_CELLS or len(cells) != len(re.findall("[|｜]", text.strip(" |｜"))) + 1:
        return ()
    found: list[Fact] = []
    for cell in cells:
        key, _, value = cell.partition(" ")
        kind = _keys()[1].get(simplified(key), "")
        if date_line(cell):
            found.append(Fact("date", cell))
        elif kind in {"origin", "department", "author", "counter"} and value and tool_fits(kind, value, set()):
            found.append(Fact(kind, value))
        else:
            return ()
    return tuple(found) if any(fact.kind == "date" for fact in found) else ()


# The address of the page over its facts.
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.){1,4}[a-z]{2,8}/?", re.ASCII)


def _is_publisher(name: str) -> bool:
    """Whether words before a date are the office or site that published the page."""
    return _SITE.fullmatch(name) is not None or names_people(simplified(name))


_NOBODY = frozenset(["佚名", "本站", "本网", "原创", "网络", "互联网", "转载", "综合", "本站原创", "网络整理"])
_BESIDE_A_DATE = 12
_CODE = re.compile(r"[A-Za-z]*\d[\w./-]{5,}")


def is_firm(text: str, facts: tuple[Fact, ...]) -> bool:
    """Whether facts make a line one of the page by themselves: a date behind its key, who it comes from, a key that no
    text uses. 来源：河水、雨水, 分类：可回收物 may be what the text has to say.

    >>> [is_firm(text, facts_of(text)) for text in ("来源：市水务局", "来源：河水、雨水", "发布时间：2022-11-03")]
    [True, False, True]
    """
    if not facts:
        return False
    tools = [fact.kind for fact in facts if fact.kind in TOOLS]
    own = _own_keys().search(simplified(_MARK.sub("", text)))
    return len(tools) > 1 or own is not None or any(map(_is_firm, facts))


def _is_firm(fact: Fact) -> bool:
    if fact.kind in {"date", "written", "updated"}:
        return _is_date(fact.value) and len(DATE.sub("", fact.value)) <= _BESIDE_A_DATE
    if fact.kind in {"origin", "department", "author"}:
        return fact.value in _NOBODY or names_people(simplified(fact.value))
    return fact.kind == "index" and _CODE.fullmatch(fact.value) is not None


@cache
def _own_keys() -> re.Pattern[str]:
    keys = "|".join(" ?".join(key) for key in table("furniture")["strong"]["own"])
    return re.compile(rf"(?:^|[\s|｜/【\[(（])(?:{keys})\s?[:：\]】]")


def opens_with_key(text: str) -> bool:
    """Whether a line begins like a source line, whatever follows: 发布日期：…

    >>> opens_with_key("发布日期：112-09-21 承办：某科"), opens_with_key("发布会现场")
    (True, False)
    """
    return len(text) <= _LONGEST and _SIGN.search(text) is not None and _keys()[0].match(simplified(text)) is not None


# 【字体：大 中 小】 2023-08-02 来源：…
_DATE_BEHIND_TOOLS = re.compile(r"(.{0,12}?[】\])）])\s*((?:19|20)\d\d\s?[-年/.].{4,16})")
_NAMED = frozenset({"origin", "department", "author"})
_DATE_BEHIND = re.compile(r"(.{2,24}?)\s+((?:19|20)\d\d\s?[-年/.].{4,24})")


def _fits(fact: Fact) -> bool:
    """Whether the value is what its key promises: a date key with some other words is a line of the body."""
    if fact.kind in {"date", "written", "updated"}:
        return _is_date(fact.value)
    if fact.kind in {"origin", "department", "author"}:
        return 0 < len(fact.value) <= 30 and not re.search("[，；：！？]", fact.value)
    return True


def _is_date(value: str) -> bool:
    """Whether a value holds a date, be it one that no calendar has: that it does not exist is said elsewhere."""
    return find_date(value) is not None or any(impossible_dates(value))


_TAKEN_FROM = re.compile(
    r"(?:以下文章|本文)来源于\s?[:：]?\s?(\S{2,24}?)\s?(?:[,，]\s?作者\s?[:：]?\s?(\S{2,16}))?\s?[.。]?"
)


def with_colons(text: str, fewest: int = 1) -> str:
    """发布时间 2023-01-18 来源 市水务局 with the colons that it lacks; any other text as it is.

    Safe: keys and values take turns from the first word on, ``fewest`` pairs at least.

    >>> with_colons("发布时间 2023-01-18 10:20 来源 市水务局"), with_colons("来源 市水务局", 2)
    ('发布时间：2023-01-18 10:20 来源：市水务局', '来源 市水务局')
    """
    if quoted := _TAKEN_FROM.fullmatch(text):
        return f"来源：{quoted[1]} 作者：{quoted[2]}" if quoted[2] else f"来源：{quoted[1]}"
    words = text.split() if len(text) <= _LONGEST else []
    keys = _keys()[1]
    at = [index for index, word in enumerate(words) if simplified(word) in keys]
    if len(at) < fewest or at[0] or any(two - one < 2 for one, two in pairwise([*at, len(words)])):
        return text
    ends = [*at[1:], len(words)]
    return " ".join(f"{words[one]}：{' '.join(words[one + 1 : two])}" for one, two in zip(at, ends, strict=True))


_BAR = re.compile(r"([^\s|｜丨]{2,6})\s?[|｜丨]\s?([^\s|｜丨]{2,20})")


def with_colon(text: str) -> str:
    """来源 | 市水务局 as 来源：市水务局; any other text as it is. Only below the body: above, a bar may part cells.

    >>> with_colon("来源 | 市水务局"), with_colon("甲 | 乙 | 丙")
    ('来源：市水务局', '甲 | 乙 | 丙')
    """
    found = _BAR.fullmatch(text)
    return f"{found[1]}：{found[2]}" if found else text
