"""Captions: the words under a picture that the paste lost, or left as a file name or an alt text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..markdown import CAPTION
from .draft import Draft, Line, Mark
from .enumerators import enumerator_of
from .furniture import kind_of
from .markup import BULLET
from .pagefacts import facts_of
from .repeats import ENDS, LONGEST, repeats
from .wordlists import HAN, alternatives, simplified, table

_CAPTION = 60
_TRIANGLE = 24
_SCENE_SHORTEST = 9
_SCENE = 40
_SCENES = 6
_PLACE = 24
_PLACES = ("现场", "场景", "合影", "一角", "现场情形", "工作照", "实景", "剪影", "瞬间")
_SENTENCE_ENDS = ("。", "！", "？", "”")
_STARTS = re.compile(
    r"(?:图为|图爲|圖為|图片说明\s*[：:]?|图片[：:]|图说[：:]|图注[：:]|图[：:]|(?:上|下|左|右|本|组)图(?:为|[：:])|图[左右中](?:为|[：:])"
    r"|图(?:\d{1,2}|[①-⑳一二三四五六七八九十]{1,2})\s*(?:为|[：:、.．]|\s))"
    r"|(?:摄影|供图|图片来源|图源|图片由)\s*[：:]?"
)
_ENDINGS = re.compile(
    r"[（(【\[][^（）()。]{0,30}(?:摄|摄影|供图|提供|图|资料图|资料图片|资料照片|图片)"
    rf"(?:[/／][{HAN}]{{2,4}})?[)）】\]]$|[\s　][{HAN}·]{{2,8}}\s?(?:摄|摄影|供图)$"
)
_MARK = re.compile("[，。；：,;:！？]")
_STATEMENT = re.compile("显示|表明|所示|看出|可见")


def captions(draft: Draft) -> Iterator[Mark]:
    """Mark the words under a picture. Nothing is taken out: a caption stays where it stands, as a caption.

    A caption says so (图为…, 图1：…, …（李某摄）), or it is the only short line without a stop right below an alt text
    or a picture's file name; several such lines in a row are a verse and stay paragraphs.
    """
    lines = draft.lines
    if draft.post:
        yield from (Mark(line.start, "caption") for line in lines if _starred(line.text))
        return
    signs = repeats(draft) | {line.start for line in lines if kind_of(line.text) == "picture"}
    begun = next((index for index, line in enumerate(lines) if line.start not in signs and not kind_of(line.text)), 0)
    for index, line in enumerate(lines):
        own = _starred(line.text) if draft.markdown else _tells(draft, index)
        if own or (signs and index > begun and _below_sign(draft, index, signs)):
            yield Mark(line.start, "caption")


def _tells(draft: Draft, index: int) -> bool:
    """Whether a line of a plain text is a caption by its own words. Markdown has a sign for captions, *…*."""
    text = draft.lines[index].text
    if kind_of(text):
        return False
    triangle = text[0] in "▲△▼▽" and _lone_triangle(draft.lines, index)
    return is_caption(text) or triangle or _is_scene(draft, index)


def is_caption(text: str) -> bool:
    """Whether a line says itself that it is a caption.

    >>> is_caption("图为工作人员清理河道。"), is_caption("巡查现场（李某 摄）"), is_caption("图书馆开放20天")
    (True, True, False)
    """
    if len(text) > LONGEST or kind_of(text) == "picture":
        return False
    plain = simplified(text.lstrip("▲△▼▽ "))
    if plain[:1] in "（(" and plain[-1:] in "）)":
        plain = plain[1:-1]
    if _ENDINGS.search(plain) and _one_sentence(plain):
        return True
    found = _STARTS.match(plain)
    if not found or found.end() == len(plain):
        return False
    return "为" in found.group() or not (plain.endswith("。") or _STATEMENT.search(plain))


def _one_sentence(text: str) -> bool:
    """Nothing but the credit stands behind a full stop: 铺设应急管道。（通讯员 黎原 摄）."""
    stop = text.find("。", 0, -1)
    return stop < 0 or (
        len(text) <= _CAPTION and text.count("。", 0, -1) == 1 and bool(_CREDIT.fullmatch(text, stop + 1))
    )


_CREDIT = re.compile(r"[（(【\[][^。]{2,30}[)）】\]]|[^。]{2,20}(?:摄|供图)")


def _below_sign(draft: Draft, index: int, signs: frozenset[int]) -> bool:
    """Whether a line is the caption of the picture sign above it."""
    lines = draft.lines
    line = lines[index]
    if draft.mark(line) == "department" or (draft.markdown and not line.blanks):
        return False
    if lines[index - 1].start not in signs or line.blanks > 1 or line.start in signs or not _wordlike(line.text):
        return False
    if BULLET.match(line.text) and line.text[0] not in "▲△▼▽":
        return False
    # The page's headline right under a department: the part's own headline follows, no picture was there.
    if index > 1 and draft.mark(lines[index - 2]) == "department" and not kind_of(lines[index - 1].text):
        return False
    if index + 1 == len(lines):
        return True
    after = lines[index + 1]
    headed = BULLET.match(after.text) is not None or not _wordlike(after.text)
    return after.start in signs or headed or after.blanks > line.blanks + 1


@cache
def _scene() -> re.Pattern[str]:
    words = table("headlines")["scenes"]
    return re.compile(f".{{0,14}}(?:{alternatives(words['people'])}).{{0,12}}(?:{alternatives(words['doing'])})")


def _is_scene(draft: Draft, index: int) -> bool:
    """A line between sentences that tells who does what: the picture above it was lost. Several may follow each other
    as several pictures did; a line among them that tells no scene makes a verse of all."""
    if not _tells_scene(draft, index):
        return False
    lines = draft.lines
    first = last = index
    while first > max(0, index - _SCENES) and _tells_scene(draft, first - 1):
        first -= 1
    while last < min(len(lines) - 1, index + _SCENES) and _tells_scene(draft, last + 1):
        last += 1
    if not first or not lines[first - 1].text.endswith(_SENTENCE_ENDS):
        return False
    if last + 1 == len(lines):
        return True
    below = lines[last + 1]
    return "。" in below.text or bool(draft.mark(below) or kind_of(below.text) or facts_of(below.text))


def _tells_scene(draft: Draft, index: int) -> bool:
    line = draft.lines[index]
    if not _SCENE_SHORTEST - 2 <= len(line.text) <= _SCENE or draft.mark(line) or not _wordlike(line.text):
        return False
    plain = simplified(line.text)
    return _scene().match(plain) is not None or (len(plain) <= _PLACE and plain.endswith(_PLACES))


def _wordlike(text: str) -> bool:
    """Short, without a stop, and neither enumerated nor a department nor furniture."""
    if len(text) > _CAPTION or text.endswith(ENDS) or "。" in text or "\t" in text:
        return False
    return not (enumerator_of(text) or kind_of(text) or facts_of(text))


def _lone_triangle(lines: tuple[Line, ...], index: int) -> bool:
    """▲ under a picture: one short line, and no other ▲ beside it; or a few without any mark, between sentences."""
    line = lines[index]
    if not 5 < len(line.text) <= _CAPTION or line.text.endswith(("；", "：", ";", ":")):
        return False
    first = last = index
    while first and lines[first - 1].text[0] in "▲△▼▽":
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].text[0] in "▲△▼▽":
        last += 1
    if first == last:
        return not line.text.rstrip("。").count("。") or _one_sentence(line.text)
    beside = lines[max(0, first - 1) : first] + lines[last + 1 : last + 2]
    return all(len(one.text) <= _TRIANGLE and not _MARK.search(one.text) for one in lines[first : last + 1]) and all(
        "。" in one.text for one in beside
    )


def _starred(text: str) -> bool:
    return text[0] == "*" and CAPTION.fullmatch(text) is not None
