"""Page furniture: lines that a web page puts around a text, by the word lists of data/furniture.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from .cells import cells
from .dates import date_line
from .draft import Draft, Edit, Line, Mark, between, dropped
from .edges import kind_below
from .kinds import Standing, is_channel, is_column, kind_of, standing_of
from .names import names_on_line
from .pagefacts import facts_of
from .quiet import ends_in_quantity, quiet
from .tail import STOPS, head_of, listed, tail_of
from .wordlists import HAN, simplified, table

_LINK = 60
_NAME = 6
_ACCOUNT = 12
_BETWEEN = 3
_TOOL = 24
# Items of a menu in HTML.
BULLET_OF_A_MENU = re.compile("^[•·]\\s*")
_TOP = 40
_FEWEST = 4
_PAIRED = frozenset(["neighbours", "share-bar", "related-links"])
# A line of the outline is no link, even where a list of links is open; nor is what an office adds to its text.
_OUTLINE = re.compile(
    r"#|[一二三四五六七八九十]{1,3}[、是]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条，]"
    r"|(?:附件?|附表|附注|备?注|说明|联系人?|(?:联系|咨询|监督|举报|投诉|报名|服务)?(?:电话|热线|邮箱|方式)|(?:办公)?地[址点]|时间|抄[送报]|报送|主送|印发"
    r"|图)\d*\s*[:：]"
)


def furniture(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out share bars, counters, font-size widgets, breadcrumbs, print and close, neighbours, footers.

    Safe: the whole line must match, and the less its words are furniture's own the more must bear it out: its place
    above or below the text, furniture beside it. What says a sentence or a quantity stays (``quiet``).

    >>> from .draft import edited, first_draft
    >>> text = "正文。\\n分享到：\\n上一篇：无"
    >>> edited(text, (item for item in furniture(first_draft(text)) if isinstance(item, Edit)))
    '正文。\\n\\n'
    """
    lines = draft.lines
    tail, begin = tail_of(lines, kind_of), head_of(lines, kind_of)
    text_lines = listed(lines, kind_of)
    outside = [not (begin <= index < tail or index in text_lines) for index in range(len(lines))]
    judged = _judged(draft, begin, tail, outside)
    strong = _strong(draft, judged, outside)
    at_tail, at_edge = _placed()
    for index, (line, (kind, standing)) in enumerate(zip(lines, judged, strict=True)):
        if not standing or draft.mark(line) == "caption" or (index < tail and kind in at_tail):
            continue
        if outside[index]:
            leaves = standing >= Standing.KEYED or index in strong
        else:
            leaves = kind not in at_edge and (
                standing == Standing.SURE or (standing == Standing.KEYED and index in strong)
            )
        if leaves:
            yield from dropped(line, kind)


def _judged(draft: Draft, begin: int, tail: int, outside: list[bool]) -> list[tuple[str, Standing]]:
    """Kind and standing of each line, by its own words and, outside the text, by where it stands."""
    lines = draft.lines
    head = _head(lines)
    pathed = min(_PATH_LINES, begin) if begin < len(lines) else 0  # without a sentence nothing tells a path from text
    menu, pieces = _menu(lines[: min(begin, _TOP)]), cells(lines[: min(begin, _TOP)])
    found: list[tuple[str, Standing]] = []
    for index, line in enumerate(lines):
        text = BULLET_OF_A_MENU.sub("", line.text) if outside[index] else line.text
        kind, standing = standing_of(text)
        below = kind_of(lines[index + 1].text) if index + 1 < len(lines) else ""
        if kind == "ruler" and index + 1 < len(lines) and date_line(lines[index + 1].text):
            standing = Standing.KEYED  # 完 over the date of a press release
        elif kind == "picture" and index + 1 < len(lines) and _captioned(draft, index):
            standing = Standing.SURE
        elif kind == "related-head":
            standing = Standing.BESIDE  # links under it, or nothing
        if index in pieces:
            kind, standing = pieces[index], Standing.KEYED
        elif line.start in menu or (index < head and is_column(text)):
            kind, standing = kind or "breadcrumb", Standing.KEYED
        elif index < head and not kind and _ends_path(lines, index):
            kind, standing = "breadcrumb", Standing.KEYED
        elif not kind and outside[index] and is_column(text):
            kind, standing = "breadcrumb", Standing.BESIDE
        elif index < pathed and kind in {"", "breadcrumb"} and _is_path(lines, index):
            kind, standing = "breadcrumb", Standing.KEYED
        elif index < head and kind == "parting" and _OFFICIAL.fullmatch(simplified(text)):
            standing = Standing.KEYED
        elif index < head and below == "account-head" and not kind and len(text) <= _ACCOUNT:
            kind, standing = "account-head", Standing.KEYED
        elif index and kind == found[-1][0] == "account-head":
            standing = Standing.KEYED
        elif index >= tail and outside[index] and standing < Standing.KEYED:
            other = kind_below(text, found[-1][0] if found else "", below, last=index + 1 == len(lines))
            kind, standing = other if other[1] > standing else (kind, standing)
        elif not index and below == "breadcrumb" and not draft.mark(line) and _is_site(lines[: begin + 1]):
            kind, standing = "account-head", Standing.KEYED
        found.append((kind, standing))
    for index in _between_tools(lines, found, tail, outside):
        found[index] = ("page-widget", Standing.KEYED)
    return found


def _between_tools(
    lines: tuple[Line, ...], judged: list[tuple[str, Standing]], tail: int, outside: list[bool]
) -> Iterator[int]:
    """Short lines below the text with sure furniture right above and right below, or nothing below: what a page sets
    there is its own, whatever it says. What an office adds to its text (附件：, 联系人：, a name, a date) is not."""
    sure = [standing >= Standing.KEYED for _, standing in judged]
    run: list[int] = []
    for index in range(tail, len(lines) + 1):
        inside = index < len(lines) and not sure[index]
        if inside:
            run.append(index)
            continue
        framed = (
            bool(run) and run[0] > tail and sure[run[0] - 1] and len(run) <= (_BETWEEN if index < len(lines) else 1)
        )
        if framed and all(outside[one] and _is_link(lines[one].text) and len(lines[one].text) <= _TOOL for one in run):
            yield from run
        run = []


def _captioned(draft: Draft, index: int) -> bool:
    """Whether 图片 stands under a sentence and over a caption: a picture was there."""
    lines = draft.lines
    return draft.mark(lines[index + 1]) == "caption" and index > 0 and lines[index - 1].text.endswith(tuple(STOPS))


def _strong(draft: Draft, judged: list[tuple[str, Standing]], outside: list[bool]) -> frozenset[int]:
    """Lines that furniture beside them bears out: in a run of them one is sure, or was taken out before."""
    lines = draft.lines
    gaps = draft.places("dropped", "facts", "path")
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and judged[index][1] and (not run or outside[index] == outside[run[-1]]):
            run.append(index)
            continue
        if run and _borne_out(draft, judged, run, gaps):
            found |= set(run)
        run = [index] if index < len(lines) and judged[index][1] else []
    return frozenset(found)


def _borne_out(draft: Draft, judged: list[tuple[str, Standing]], run: list[int], gaps: list[int]) -> bool:
    """Whether a run of lines holds one that is sure and not alone, stands at a line taken out, or bears itself out."""
    lines = draft.lines
    if len(run) > 1 and any(judged[index][1] >= Standing.KEYED for index in run):
        return True
    if any(_paired(judged[one][0], judged[two][0], lines[one].text, lines[two].text) for one, two in pairwise(run)):
        return True
    above = draft.origin(lines[run[0] - 1].start) if run[0] else -1
    below = draft.origin(lines[run[-1] + 1].start) if run[-1] + 1 < len(lines) else 1 << 62
    return between(gaps, above, draft.origin(lines[run[0]].start)) or between(
        gaps, draft.origin(lines[run[-1]].start), below
    )


_BEFORE_AND_AFTER = re.compile("上一(.).*\n.{0,3}下一\\1")


def _paired(kind: str, other: str, above: str, below: str) -> bool:
    """Whether two lines below each other bear each other out: 上一条：… over 下一条：…, 分享 over 收藏."""
    if kind != other or kind not in _PAIRED or above == below:
        return False
    return kind != "neighbours" or _BEFORE_AND_AFTER.search(simplified(f"{above}\n{below}")) is not None


_PATH_LINES = 3
_PATH = re.compile(
    r"[^\s>»›＞<。，；：:！？、]{2,20}(?:\s*(?:>{1,2}|＞{1,2}|»|›|-{1,2}>)\s*[^\s>»›＞<。，；：:！？]{2,20}){2,5}\s*[>＞]?"
)


def _is_path(lines: tuple[Line, ...], index: int) -> bool:
    """Whether one of the first lines is a way through a site, whatever its stations are called: a headline follows, and
    no sentence stands above it."""
    if not _PATH.fullmatch(lines[index].text) or index + 1 == len(lines):
        return False
    around = [line.text for line in (*lines[:index], lines[index + 1])]
    return not any(stop in text for text in around for stop in "。；：")


def _ends_path(lines: tuple[Line, ...], index: int) -> bool:
    """Whether a short line says again where the path above it led: the column, over its headline."""
    text, path = lines[index].text, lines[index - 1].text if index else ""
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    headed = (
        len(text) <= len(following)
        and following[:1] not in "—（("
        and not (facts_of(following) or date_line(following))
    )
    column = 1 < len(text) <= _ACCOUNT and path.rstrip("> »＞").endswith(text) and kind_of(path) == "breadcrumb"
    return column and headed


_OFFICIAL = re.compile(rf"[{HAN}]{{2,16}}(?:门户网站|政府网站|官方网站|政务网|政府网|资讯网|信息网)")
_MOTTO = re.compile(rf"[{HAN}]{{2,8}}\s+[∣丨|｜]\s+[^。；]{{4,20}}")
_SITE = re.compile(rf"[{HAN}]{{2,8}}(?:发布厅?|在线|网站?|政务|融媒体?|平台|频道|门户)")


def _is_site(head: tuple[Line, ...]) -> bool:
    """Whether a page opens with the name of its site or account, or with name and motto: the headline is still to
    come, below the path."""
    later = any(len(line.text) > _NAME and "。" not in line.text and not kind_of(line.text) for line in head[2:])
    return (later and _SITE.fullmatch(simplified(head[0].text)) is not None) or _MOTTO.fullmatch(
        head[0].text
    ) is not None


@cache
def _placed() -> tuple[frozenset[str], frozenset[str]]:
    """The kinds that count only below the text, and those that count only above or below it."""
    words = table("furniture")
    return frozenset(words["tail_only"]), frozenset(words["edge_only"])


def _head(lines: tuple[Line, ...]) -> int:
    """Index of the headline under names of columns; 0 where a sentence comes first, or what is no headline."""
    for index, line in enumerate(lines):
        text = BULLET_OF_A_MENU.sub("", line.text)
        named = index + 1 < len(lines) and kind_of(lines[index + 1].text) == "account-head"
        if not (is_column(text) or kind_of(text) or named or _ends_path(lines, index)):
            return index if len(text) > _NAME and not any(stop in text for stop in "。；;") else 0
    return 0


def _menu(lines: tuple[Line, ...]) -> frozenset[int]:
    """Short lines in succession over a text, most of them channels of a page: the others are channels as well."""
    found: set[int] = set()
    run: list[Line] = []
    for line in (*lines, Line(0, 0, "", 0)):
        if 1 < len(line.text) <= _NAME:
            run.append(line)
            continue
        known = sum(is_channel(one.text) for one in run)
        found |= {one.start for one in run} if len(run) >= _FEWEST and 3 * known >= 2 * len(run) else set()
        run = []
    return frozenset(found)


def related_links(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out 相关文章： with the list of headlines under it, when nothing but headlines follows to the end.

    Safe: one line with a full stop, a long line, a signature or a date below, and only the head itself is taken. A
    head that may be one of the text (相关政策) needs furniture above it or among the links.

    >>> from .draft import edited, first_draft
    >>> text = "正文。\\n相关阅读\\n甲县开展巡查"
    >>> edited(text, (item for item in related_links(first_draft(text)) if isinstance(item, Edit)))
    '正文。\\n\\n'
    """
    lines = draft.lines
    begin = len(lines)
    certain = False
    below = ""
    for index in range(len(lines) - 1, -1, -1):
        kind, standing = standing_of(lines[index].text)
        above = kind_of(lines[index - 1].text) if index else ""
        kind = kind or kind_below(lines[index].text, above, below, last=False)[0]
        below = kind
        if kind == "related-head":
            certain = certain or standing >= Standing.KEYED or _sure_around(lines, index)
            begin = index if certain else begin
        elif not (kind or _is_link(lines[index].text)):
            break
    if begin not in listed(lines, kind_of):
        for line in lines[begin:]:
            yield from dropped(line, "related-links")


def _sure_around(lines: tuple[Line, ...], index: int) -> bool:
    around = lines[max(0, index - 1) : index] + lines[index + 1 :]
    return any(standing_of(line.text)[1] >= Standing.KEYED for line in around)


def _is_link(text: str) -> bool:
    plain = text.strip()
    if _OUTLINE.match(plain) or len(plain) > _LINK or any(stop in plain for stop in "。；;"):
        return False
    if ends_in_quantity(plain) or not quiet(plain, "related-links"):
        return False
    # A bar of the sites of other offices is a list of links; a name alone may sign the text.
    return not date_line(plain) and ("|" in plain or not names_on_line(plain))
