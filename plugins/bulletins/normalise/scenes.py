"""Scenes: a line that tells who does what and where, left over from a picture that the paste lost."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .draft import Draft
from .enumerators import enumerator_of
from .kinds import kind_of
from .pagefacts import facts_of
from .repeats import ENDS
from .wordlists import HAN, alternatives, simplified, table

CAPTION_LONGEST = 60
_SHORTEST = 7
_LONGEST = 40
_TOLD_LONGEST = 30
_MOST = 6
_PLACE = 24
_PLACES = (
    "现场",
    "场景",
    "合影",
    "一角",
    "现场情形",
    "工作照",
    "实景",
    "剪影",
    "瞬间",
    "模拟图",
    "效果图",
    "示意图",
    "鸟瞰图",
    "预报图",
    "实况图",
    "构成图",
    "分布图",
    "走势图",
    "趋势图",
)
_SENTENCE_ENDS = ("。", "！", "？", "”")
# Who speaks next, on a line of its own: 市气象局副局长 李某.
_SPEAKER = re.compile(rf"[{HAN}]{{2,20}}[长任员席人记授]\s+[{HAN}·]{{2,4}}(?:[（(][^（）()]{{2,8}}[）)])?[：:]?")


_DAY = r"(?:(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日[上下中]?午?，?|(?:近日|日前|连日来)，)?"
_BODIES = (
    "局|委|法院|检察院|海关|支队|大队|中队|派出所|供电所|供水站|卫生院|医院|学校|工会|妇联|团委|镇政府|乡政府|街道办"
)


@cache
def _scene() -> re.Pattern[str]:
    words = table("headlines")["scenes"]
    return re.compile(f".{{0,14}}(?:{alternatives(words['people'])}).{{0,12}}(?:{alternatives(words['doing'])})")


@cache
def _at_a_place() -> re.Pattern[str]:
    """<people> 在 <place> <does something>, without any mark: 技术员在柳湾村嫁接果苗."""
    words = table("headlines")["scenes"]
    return re.compile(
        f"{_DAY}[{HAN}]{{0,12}}(?:{alternatives(words['actors'])})们?[正冒顶]?[{HAN}]{{0,3}}在"
        f"[{HAN}A-Z0-9]{{1,12}}(?:{alternatives(words['places'])})[{HAN}0-9]{{3,16}}"
    )


@cache
def _body_at_a_place() -> re.Pattern[str]:
    """A body does something at a place. The same words head a text, so they need more than sentences around them."""
    places = alternatives(table("headlines")["scenes"]["places"])
    return re.compile(f"{_DAY}[{HAN}]{{2,12}}(?:{_BODIES})[正]?在[{HAN}A-Z0-9]{{1,12}}(?:{places})[{HAN}0-9]{{3,16}}")


@cache
def _acting() -> re.Pattern[str]:
    words = table("headlines")["scenes"]
    return re.compile(f"{_DAY}[{HAN}]{{0,8}}?(?:{alternatives(words['actors'])})们?[{HAN}A-Z0-9]{{5,18}}")


@cache
def _slogan() -> re.Pattern[str]:
    return re.compile(alternatives(table("headlines")["scenes"]["slogans"]))


def is_scene(draft: Draft, index: int) -> bool:
    """Whether a line between sentences tells who does what: the picture above it was lost.

    Several may follow each other as several pictures did; a line among them that tells no scene makes a verse of all.
    Where a part of the report ends, the people at the head of the line are enough.
    """
    return _stands(draft, index, at_end=False) or _stands(draft, index, at_end=True)


def _stands(draft: Draft, index: int, *, at_end: bool) -> bool:
    if not _tells(draft, index, at_end=at_end):
        return False
    lines = draft.lines
    first = last = index
    while first > max(0, index - _MOST) and _tells(draft, first - 1, at_end=at_end):
        first -= 1
    while last < min(len(lines) - 1, index + _MOST) and _tells(draft, last + 1, at_end=at_end):
        last += 1
    if not first or not (lines[first - 1].text.endswith(_SENTENCE_ENDS) or (not at_end and _heads(draft, first))):
        return False
    if at_end:
        return _ends_part(draft, last) and not _is_verse([line.text for line in lines[first : last + 1]])
    if _ends_part(draft, last):
        return True
    below = lines[last + 1].text
    spoken = lines[index].text.endswith(_PLACES) and _SPEAKER.fullmatch(below) is not None
    return "。" in below or spoken or bool(facts_of(below) or enumerator_of(below))


def _heads(draft: Draft, index: int) -> bool:
    """Whether a line is the first under a source line that has the headline above it."""
    if not facts_of(draft.lines[index - 1].text):
        return False
    return any(wordlike(line.text) and len(line.text) > _SHORTEST for line in draft.lines[:index])


def _ends_part(draft: Draft, index: int) -> bool:
    """Whether the text, or a department's part of it, ends with a line."""
    if index + 1 == len(draft.lines):
        return True
    below = draft.lines[index + 1]
    return bool(draft.mark(below) or kind_of(below.text))


def _is_verse(texts: list[str]) -> bool:
    """Lines of one length."""
    return len(texts) > 1 and len({len(text) for text in texts}) == 1


def _tells(draft: Draft, index: int, *, at_end: bool) -> bool:
    line = draft.lines[index]
    told = "" if draft.mark(line) else _told(line.text)
    if told != "body" or at_end:
        return told == "scene" or (at_end and told != "")
    after = draft.lines[index + 1].text if index + 1 < len(draft.lines) else ""
    return enumerator_of(after) is not None


# Asked of each line by its neighbours as well.
@lru_cache(maxsize=1 << 16)
def _told(text: str) -> str:
    """What a line tells by its own words: a "scene", a "body" at a place, somebody "acting"; "" for none of these."""
    if not _SHORTEST <= len(text) <= _LONGEST or not wordlike(text):
        return ""
    plain = simplified(text)
    if _scene().match(plain) or (len(plain) <= _PLACE and plain.endswith(_PLACES)):
        return "scene"
    if len(plain) > _TOLD_LONGEST or _slogan().search(plain):
        return ""
    if _at_a_place().fullmatch(plain):
        return "scene"
    if _body_at_a_place().fullmatch(plain):
        return "body"
    return "acting" if _acting().fullmatch(plain) else ""


def wordlike(text: str) -> bool:
    """Short, without a stop, and neither enumerated nor a department nor furniture.

    >>> wordlike("护林员清点树苗"), wordlike("一、清点树苗"), wordlike("已清点。")
    (True, False, False)
    """
    if len(text) > CAPTION_LONGEST or text.endswith(ENDS) or "。" in text or "\t" in text:
        return False
    return not (enumerator_of(text) or kind_of(text) or facts_of(text))
