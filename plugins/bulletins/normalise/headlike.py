"""What a line at the head of a text may be: a headline or its rest, a person, or what stands over headlines."""

from __future__ import annotations

import re

from .enumerators import enumerator_of
from .headfacts import PERSON, REPORTERS, SPEAKER
from .markup import BULLET
from .names import despaced
from .pagefacts import opens_with_key
from .repeats import exclaims, headlike
from .titlelines import genres
from .wordlists import HAN

# 附件2, 特急 over the title: they stay in the body, and the title is sought below.
_REST = re.compile(rf"(?:[和与及的暨]|工作)[{HAN}]{{1,8}}|[{HAN}]{{2,3}}")
_PRELUDE = re.compile(
    r"附件\s?\d{0,2}|文件|特急|特提|加急|(?:机密|秘密)(?:★.{0,6})?|内部资料.{0,8}|注意保存|\d{6,8}|(?:此件)?(?:主动|依申请|不予)公开"
    # The class of an answer to a deputy's proposal.
    r"|[（(]?[A-D]类?[）)]?|[（(](?:根据|按照?)录音整理[^（）()]*[）)]"
)
_NAME = 3
# 类别：防疫 under a headline says something of the page, whatever its key.
_KEYED = re.compile(rf"[{HAN}]{{2,4}}[:：][^。；]{{1,12}}")
# （统计日期：2025年10月1日至31日） says something of the text.
_ASIDE = re.compile(r"[（(][^（）()]*[:：][^（）()]*[）)]")
FRAMED = re.compile("【[^【】]{2,10}】")
_CONTENTS = re.compile(r"[【\[]?(?:本期)?(?:要目|目录|目 录|导读|内容提要|摘要|提要|要点|导语|编者按)[】\]]?[:：]?")


def is_prelude(text: str) -> bool:
    """What may stand over a headline and belongs to the text: 附件2, 特急, 编者按：…"""
    return _PRELUDE.fullmatch(despaced(text)) is not None or text.lstrip("【〔[").startswith(
        ("编者按", "编者的话", "按语")
    )


def is_person(text: str) -> bool:
    """Whether a line under a title names who spoke, and is not the title's last word."""
    if REPORTERS.fullmatch(text):
        return True
    if SPEAKER.fullmatch(text.replace(" ", "")):
        return True
    return text[0] not in "和与及的暨" and text not in genres() and PERSON.fullmatch(text) is not None


def _tail_end(text: str) -> bool:
    """The short rest of a headline that was broken: 和窗口, 工作的通知."""
    found = _REST.fullmatch(text)
    return found is not None and (len(text) > _NAME or text[0] in "和与及的暨" or text in genres())


def is_head_line(text: str, running: frozenset[str], following: bool) -> bool:
    """Whether a line could be a headline here, or the rest of one: neither a sentence nor an item."""
    text = despaced(text)
    if _CONTENTS.fullmatch(text):
        return False
    if following and _tail_end(text):
        return True
    if (
        opens_with_key(text)
        or (following and (_KEYED.fullmatch(text) or FRAMED.fullmatch(text)))
        or _ASIDE.fullmatch(text)
    ):
        return False
    if BULLET.match(text) or not (headlike(text) or (not following and exclaims(text))):
        return False
    found = enumerator_of(text)
    return found is None or (found.style.startswith("lead") and found.style not in running)
