"""Pictures leave two traces in a pasted text: a repeated headline (the alt text), and a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..markdown import CAPTION
from .draft import Draft, Edit, Line, Mark, dropped
from .enumerators import enumerator_of
from .furniture import kind_of
from .sources import facts_of
from .wordlists import HAN, alternatives, simplified, table

_LONGEST = 80
_CAPTION = 60
_SCENE_SHORTEST = 9
_SCENE = 40
_SCENES = 6
_SENTENCE_ENDS = ("。", "！", "？", "”")
_ENDS = tuple("。！？；：，、!?;:,")
_STOPPED = tuple("。；：，、;:,")
_SALUTATION = 6
_EXCLAIMED = 36
_STARTS = re.compile(
    r"(?:图为|图爲|圖為|图片说明\s*[：:]?|图片[：:]|图说[：:]|图注[：:]|图[：:]|(?:上|下|左|右|本|组)图(?:为|[：:])|图[左右中](?:为|[：:])"
    r"|图(?:\d{1,2}|[①-⑳一二三四五六七八九十]{1,2})\s*(?:为|[：:、.．]|\s))"
    r"|(?:摄影|供图|图片来源|图源|图片由)\s*[：:]?"
)
_ENDINGS = re.compile(
    r"[（(【\[][^（）()。]{0,30}(?:摄|摄影|供图|图|资料图|资料图片|资料照片|图片)"
    rf"(?:[/／][{HAN}]{{2,4}})?[)）】\]]$|[\s　][{HAN}·]{{2,8}}\s?(?:摄|摄影|供图)$"
)
_SITE_BEHIND = re.compile(r"(.{4,70}?)\s*[_|｜\-–—]+\s*[^_|｜]{2,24}(?:[_|｜\-]\s*[^_|｜]{2,24})?")
_WORDS = re.compile(r"[^\W_].*[^\W_]")
_STATEMENT = re.compile("显示|表明|所示|看出|可见")


@cache
def _genre() -> re.Pattern[str]:
    words = alternatives(table("headlines")["genres"])
    return re.compile(rf".{{4,}}(?:{words})(?:[（(][^（）()]{{1,16}}[)）])?")


def key_of(text: str) -> str:
    """What two spellings of a headline have in common: their letters and digits.

    >>> key_of("防汛 在行动(七)") == key_of("防汛在行动（七）")
    True
    """
    return "".join(filter(str.isalnum, text))


def exclaims(text: str) -> bool:
    """Whether the first line of a text is a headline that ends in ！ or ？: longer than 同志们！, and one sentence.

    >>> exclaims("致敬！抗洪一线的水务人！"), exclaims("同志们！")
    (True, False)
    """
    ends = text.endswith(("！", "？", "!", "?"))
    return ends and _SALUTATION < len(text) <= _EXCLAIMED and headlike(text[:-1])


def headlike(text: str) -> bool:
    """Whether a line could be a headline: short, no final stop, no cells, no enumerator, no furniture."""
    if (
        not (3 < len(text) <= _LONGEST or text in table("headlines")["genres"])
        or text.endswith(_ENDS)
        or "\t" in text
        or "。" in text
    ):
        return False
    return _WORDS.search(text) is not None


def looks_like_title(text: str) -> bool:
    """Whether a line reads as the headline of a document: it ends in 通知, 通报, 简报（第3期） and the like.

    >>> looks_like_title("石桥县春季植树情况通报(2020年第3期)"), looks_like_title("出动人员20人次")
    (True, False)
    """
    return headlike(text) and enumerator_of(text) is None and bool(_genre().fullmatch(simplified(text)))


def headline_keys(draft: Draft) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the lines that may stand again as alt text, and keys of headlines that run over two lines.

    A headline is the first line of the report or the first one under a department; in a report that begins with
    its text, any line that reads as a title.
    """
    lines = draft.lines
    single: set[str] = set()
    double: set[str] = set()
    fresh = True
    for line, following in zip(lines, (*lines[1:], None), strict=False):
        if draft.mark(line) == "department":
            fresh = True
        elif fresh and not (kind_of(line.text) or facts_of(line.text)):
            fresh = False
            headline = headlike(line.text) or exclaims(line.text)
            if headline and not _written(line.text) and not line.text.startswith("##"):
                single.add(key_of(line.text))
                if following and headlike(following.text):
                    double.add(key_of(line.text + following.text))
    if not single:
        single = {key_of(line.text) for line in lines if looks_like_title(line.text)}
    return frozenset(single - {""}), frozenset(double - {""})


def _written(text: str) -> bool:
    """Opens with an enumerator other than a numeral and a verb, which a headline may have too."""
    found = enumerator_of(text)
    return found is not None and not found.style.startswith("lead")


def repeats(draft: Draft) -> frozenset[int]:
    """Offsets of lines that say a headline again."""
    single, double = headline_keys(draft)
    seen: set[str] = set()
    found: set[int] = set()
    for index, line in enumerate(draft.lines):
        if len(line.text) > _LONGEST or line.text.endswith(_STOPPED) or not _alone(draft, index):
            continue
        key = key_of(line.text)
        if key in double or (key in single and key in seen):
            found.add(line.start)
        seen.add(key)
    return frozenset(found)


def _page_titles(draft: Draft) -> set[int]:
    """The first line, when it is the headline below with the site's name behind it: 春灌进展_云溪市水务局."""
    for index, line in enumerate(draft.lines[:2]):
        head = _SITE_BEHIND.fullmatch(line.text)
        below = draft.lines[index + 1 : index + 7] if head else ()
        if head and len(key_of(head[1])) > 3 and any(key_of(other.text) == key_of(head[1]) for other in below):
            return {line.start}
    return set()


def repeated_headline(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out a headline that stands again in the text: the alt text of a picture, or a page title pasted twice.

    Safe: the first stays, and only the first line of a text or a department, or a line that ends like a
    document's title, counts as a headline; an equal paragraph or list item is never touched.

    >>> from .draft import edited, first_draft
    >>> text = "春灌情况通报\\n正文一。\\n春灌情况通报\\n正文二。"
    >>> edited(text, (item for item in repeated_headline(first_draft(text)) if isinstance(item, Edit)))
    '春灌情况通报\\n正文一。\\n\\n正文二。'
    """
    again = repeats(draft)
    titles = _page_titles(draft)
    for line in draft.lines:
        if line.start in titles:
            yield from dropped(line, "repeated-headline")
        elif line.start in again and not draft.mark(line):
            yield Mark(line.start, "picture")
            yield Edit(line.start, line.end, "", "repeated-headline")


def captions(draft: Draft) -> Iterator[Mark]:
    """Mark the words under a picture. Nothing is taken out: a caption stays where it stands, as a caption.

    A caption says so (图为…, 图1：…, …（李某摄）), or it is the only short line without a stop right below an alt text
    or a picture's file name; several such lines in a row are a verse and stay paragraphs.
    """
    lines = draft.lines
    signs = repeats(draft) | {line.start for line in lines if kind_of(line.text) == "picture"}
    for index, line in enumerate(lines):
        own = _starred(line.text) if draft.markdown else _tells(draft, index)
        if own or (signs and index and _below_sign(draft, index, signs)):
            yield Mark(line.start, "caption")


def _tells(draft: Draft, index: int) -> bool:
    """Whether a line of a plain text is a caption by its own words. Markdown has a sign for captions, *…*."""
    text = draft.lines[index].text
    triangle = text[0] in "▲△▼▽" and _lone_triangle(draft.lines, index)
    return is_caption(text) or triangle or _is_scene(draft, index)


def _alone(draft: Draft, index: int) -> bool:
    """In Markdown a line inside a paragraph, or right under a heading, is no alt text and no caption."""
    lines = draft.lines
    if not draft.markdown:
        return True
    if index and lines[index - 1].text.startswith("##"):
        return False
    return (not index or lines[index].blanks > 0) and (index + 1 == len(lines) or lines[index + 1].blanks > 0)


def is_caption(text: str) -> bool:
    """Whether a line says itself that it is a caption.

    >>> is_caption("图为工作人员清理河道。"), is_caption("巡查现场（李某 摄）"), is_caption("图书馆开放20天")
    (True, True, False)
    """
    if len(text) > _LONGEST:
        return False
    plain = text.lstrip("▲△▼▽ ")
    if _ENDINGS.search(plain) and "。" not in plain[:-1]:
        return True
    found = _STARTS.match(plain)
    if not found or found.end() == len(plain):
        return False
    return "为" in found.group() or not (plain.endswith("。") or _STATEMENT.search(plain))


def _below_sign(draft: Draft, index: int, signs: frozenset[int]) -> bool:
    """Whether a line is the caption of the picture sign above it."""
    lines = draft.lines
    line = lines[index]
    if draft.mark(line) == "department" or (draft.markdown and not line.blanks):
        return False
    if lines[index - 1].start not in signs or line.blanks > 1 or line.start in signs or not _wordlike(line.text):
        return False
    if index + 1 == len(lines):
        return True
    after = lines[index + 1]
    return after.start in signs or not _wordlike(after.text) or after.blanks > line.blanks + 1


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
    if not _SCENE_SHORTEST <= len(line.text) <= _SCENE or draft.mark(line) or not _wordlike(line.text):
        return False
    return _scene().match(simplified(line.text)) is not None


def _wordlike(text: str) -> bool:
    """Short, without a stop, and neither enumerated nor a department nor furniture."""
    if len(text) > _CAPTION or text.endswith(_ENDS) or "。" in text or "\t" in text:
        return False
    return not (enumerator_of(text) or kind_of(text) or facts_of(text))


def _lone_triangle(lines: tuple[Line, ...], index: int) -> bool:
    """▲ under a picture: one short line, and no other ▲ beside it."""
    line = lines[index]
    if not 5 < len(line.text) <= _CAPTION or line.text.endswith(("；", "：", ";", ":")):
        return False
    beside = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return all(other.text[0] not in "▲△▼▽" for other in beside) and not line.text.rstrip("。").count("。")


def _starred(text: str) -> bool:
    return text[0] == "*" and CAPTION.fullmatch(text) is not None
