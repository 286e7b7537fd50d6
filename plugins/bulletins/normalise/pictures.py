"""Captions: the words under a picture that the paste lost, or left as a file name or an alt text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..markdown import CAPTION
from .dates import date_line
from .draft import Draft, Line, Mark
from .edges import is_credit
from .kinds import kind_of
from .markup import BULLET
from .repeats import LONGEST, repeats
from .scenes import CAPTION_LONGEST, is_scene, wordlike
from .tail import tail_of
from .wordlists import HAN, simplified

_TRIANGLE = 24
# Signs at the head of a caption that point at the picture.
_ARROWS = "↑↓⬆⬇"
_SIGNS = "▲△▼▽" + _ARROWS
# ↑12.3% tells of a rise.
_SHARE = re.compile(r"\d\s?(?:%|％|个?百分点|倍)")
_STARTS = re.compile(
    r"(?:图为|图爲|圖為|图片说明\s*[：:]?|图片[：:]|图说[：:]|图注[：:]|图[：:]|(?:上|下|左|右|本|组)图(?:为|[：:])|图[左右中](?:为|[：:])"
    r"|图(?:\d{1,2}|[①-⑳一二三四五六七八九十]{1,2})\s*(?:为|[：:、.．]|\s))"
    r"|(?:摄影|供图|图片来源|图源|图片由)\s*[：:]?"
)
_ENDINGS = re.compile(
    r"[（(【\[][^（）()。]{0,30}(?:摄|摄影|供图|提供|图|资料图|资料图片|资料照片|图片)"
    rf"(?:[/／][{HAN}]{{2,4}})?[)）】\]]$|[\s　][{HAN}·]{{2,8}}\s?(?:摄|摄影|供图)$"
    rf"|(?<=[。！])[{HAN}·]{{2,4}}\s?[/／]?\s?(?:摄|摄影|供图)$|[\s　](?:资料图片?|资料照片|效果图|示意图)$"
    rf"|[（(](?:制图|绘图|漫画)\s?[:：]\s?[{HAN}·]{{2,4}}[)）]$|[（(](?:图|图片|摄影|摄|供图)\s?[/／:：|｜]\s?[^（）()。]{{2,16}}[)）]$"
    rf"|(?<=[{HAN}][{HAN}])[\s　]+(?:摄影|图片|供图|摄)\s?[：:/／|｜]\s?[{HAN}·]{{2,8}}$"
)
_MARK = re.compile("[，。；：,;:！？]")
# Whose words below the picture are, and nothing of what it shows: 图片：李某.
_NAMED = re.compile(f"图(?:片)?[：:]\\s?[{HAN}·]{{2,4}}")
# Keys that open a caption even where it is a whole sentence.
_SPEAKS = re.compile("[为说注]")
# The head over the pictures of a press release.
_GALLERY = re.compile(r"(?:相关|新闻|现场|附)?(?:图片|相片|照片|图集)\s*[:：]?")
_GALLERY_HEAD = 10  # characters of the longest head, and some blanks
_GALLERY_LONGEST = 6  # captions under one head
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
    tail = tail_of(lines, kind_of)
    gallery = any(len(line.text) <= _GALLERY_HEAD and _GALLERY.fullmatch(simplified(line.text)) for line in lines)
    begun = next((index for index, line in enumerate(lines) if line.start not in signs and not kind_of(line.text)), 0)
    for index, line in enumerate(lines):
        if index >= tail and is_credit(line.text):
            continue
        if draft.markdown:
            own = _starred(line.text)
        else:
            own = _tells(draft, index) or (gallery and _in_gallery(draft, index)) or _over_table(lines, index)
        if own or (signs and index > begun and _below_sign(draft, index, signs)):
            yield Mark(line.start, "caption")


def _tells(draft: Draft, index: int) -> bool:
    """Whether a line of a plain text is a caption by its own words. Markdown has a sign for captions, *…*."""
    text = draft.lines[index].text
    if kind_of(text):
        return False
    triangle = text[0] in _SIGNS and _lone_triangle(draft.lines, index)
    return is_caption(text) or triangle or is_scene(draft, index)


_TABLE = re.compile(
    r"(?:附)?表\s?(?:\d{1,2}(?:[-－.]\d{1,2})?|[一二三四五六七八九十]{1,2})?[\s　:：.．、]+[^。；]{4,50}"
)
_UNIT = re.compile(r"[（(]?单位\s?[:：].{1,16}")


def _over_table(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a line is the title of the table below it: 表1 各区灌溉面积, with rows under it."""
    if "\t" in lines[index].text or not _TABLE.fullmatch(simplified(lines[index].text)):
        return False
    below = [line.text for line in lines[index + 1 : index + 3] if not _UNIT.fullmatch(simplified(line.text))]
    return bool(below) and "\t" in below[0]


def _in_gallery(draft: Draft, index: int) -> bool:
    """Whether a line is one of the captions under 相關圖片, which stands below the text beside the page's own words."""
    lines = draft.lines
    head = index - 1
    if draft.mark(lines[index]) or kind_of(lines[index].text) or date_line(lines[index].text):
        return False
    while head >= 0 and _one_sentence(lines[head].text) and not kind_of(lines[head].text):
        if index - head > _GALLERY_LONGEST or lines[head + 1].blanks:
            return False
        head -= 1
    if head < 1 or not _GALLERY.fullmatch(simplified(lines[head].text)):
        return False
    framed = kind_of(lines[head - 1].text) or (lines[head].blanks and index + 1 < len(lines))
    return bool(framed) and len(lines[index].text) <= LONGEST and _one_sentence(lines[index].text)


def is_caption(text: str) -> bool:
    """Whether a line says itself that it is a caption.

    >>> is_caption("图为工作人员清理河道。"), is_caption("巡查现场（李某 摄）"), is_caption("图书馆开放20天")
    (True, True, False)
    """
    if len(text) > LONGEST or kind_of(text) == "picture":
        return False
    plain = simplified(text.lstrip(_SIGNS + " "))
    if plain[:1] in "（(" and plain[-1:] in "）)":
        plain = plain[1:-1]
    if _ENDINGS.search(plain) and _one_sentence(plain):
        return True
    found = _STARTS.match(plain)
    if not found or found.end() == len(plain) or _NAMED.fullmatch(plain):
        return False
    return _SPEAKS.search(found.group()) is not None or not (plain.endswith("。") or _STATEMENT.search(plain))


def _one_sentence(text: str) -> bool:
    """Nothing but the credit stands behind a full stop: 铺设应急管道。（通讯员 黎原 摄）."""
    stop = text.find("。", 0, -1)
    return stop < 0 or (
        len(text) <= CAPTION_LONGEST and text.count("。", 0, -1) == 1 and bool(_CREDIT.fullmatch(text, stop + 1))
    )


_CREDIT = re.compile(r"[（(【\[][^。]{2,30}[)）】\]]|[^。]{2,20}(?:摄|供图)")


def _below_sign(draft: Draft, index: int, signs: frozenset[int]) -> bool:
    """Whether a line is the caption of the picture sign above it."""
    lines = draft.lines
    line = lines[index]
    if draft.mark(line) == "department" or (draft.markdown and not line.blanks):
        return False
    if lines[index - 1].start not in signs or line.blanks > 1 or line.start in signs or not wordlike(line.text):
        return False
    if BULLET.match(line.text) and line.text[0] not in _SIGNS:
        return False
    # The page's headline right under a department: the part's own headline follows, no picture was there.
    if index > 1 and draft.mark(lines[index - 2]) == "department" and not kind_of(lines[index - 1].text):
        return False
    if index + 1 == len(lines):
        return True
    after = lines[index + 1]
    headed = draft.mark(after) == "department" or BULLET.match(after.text) is not None or not wordlike(after.text)
    return after.start in signs or headed or after.blanks > line.blanks + 1


def _lone_triangle(lines: tuple[Line, ...], index: int) -> bool:
    """▲ under a picture: one short line, and no other ▲ beside it; or a few without any mark, between sentences."""
    line = lines[index]
    if not 5 < len(line.text) <= CAPTION_LONGEST or line.text.endswith(("；", "：", ";", ":")):
        return False
    if line.text[0] in _ARROWS and _SHARE.search(line.text):
        return False
    first = last = index
    while first and lines[first - 1].text[0] in _SIGNS:
        first -= 1
    while last + 1 < len(lines) and lines[last + 1].text[0] in _SIGNS:
        last += 1
    if first == last:
        return not line.text.rstrip("。").count("。") or _one_sentence(line.text)
    beside = lines[max(0, first - 1) : first] + lines[last + 1 : last + 2]
    return all(len(one.text) <= _TRIANGLE and not _MARK.search(one.text) for one in lines[first : last + 1]) and all(
        "。" in one.text for one in beside
    )


def _starred(text: str) -> bool:
    return text[0] == "*" and CAPTION.fullmatch(text) is not None
