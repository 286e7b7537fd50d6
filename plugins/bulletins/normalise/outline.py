"""The outline of a bulletin: which lines are enumerated, how they nest, and where a headline ends."""

from __future__ import annotations

import re
from itertools import pairwise

from .draft import Draft, Line
from .enumerators import Enumerator, borne_out, confirmed, enumerator_of, number_of
from .items import Item

HEADING_LONGEST = 45
ITEM_LONGEST = 25
_COLON_HEAD = 20
_STOP = re.compile("[。！？]")
_ENDS = ("。", "！", "？", "；", "，", "、", "：", ";")
# 附件：1.… with further numbered names under it is a list of files, not an outline.
_ATTACHED = re.compile(r"附件\s?\d{0,2}[：:]")
_ATTACHMENT = re.compile(r"\d{1,2}[.．、][^。]{2,60}")
# 一是…，二是… in one sentence.
_SECOND_BEHIND = re.compile("[，、；]二(?:是|要)")
INLINE = re.compile(
    r"(?:(?<=[。；！？：])|^)(?:(?P<shi>[一二三四五六七八九十]{1,2})是|第(?P<ordinal>[一二三四五六七八九十])[，、](?=\S)"
    r"|(?P<yao>[一二三四五六七八九十]{1,2})要(?=\S)|（(?P<hanbracket>[一二三四五六七八九十]{1,2})）|（(?P<arabicbracket>\d{1,2})）|(?P<circled>[①-⑳])"
    r"|(?P<arabic>\d{1,2})[、.．](?!\d))"
)


def outline(draft: Draft, lines: list[Line]) -> list[Item]:
    """The enumerated lines of one bulletin, in order, with levels decided."""
    items = _nested(draft, lines)
    for run in {id(item.run): item.run for item in items}.values():
        _decide(run)
    return items


def _decide(run: list[Item]) -> None:
    """A run is one of headings when most of its items read as headlines and at least one has text under it."""
    # What follows the last of several items may as well close the whole: it makes no item a heading.
    above = run[:-1] or run
    heads = [item for item in run if item.split or item.bare]
    has_text = any(item.split for item in run) or any(item.content for item in above)
    singles = [item for item in above if item.single and item.content]
    # Where an item has no headline at all, most of the others must have one with its text.
    share = 3 if any(not item.cut for item in run) else 2
    if (
        run[0].enumerator.style == "article"
        or not has_text
        or (len(heads) + len(singles)) * share < len(run) * (share - 1)
    ):
        return
    for item in run:
        item.heading = item.cut > 0


def _nested(draft: Draft, lines: list[Line]) -> list[Item]:
    found = _enumerators(draft, lines)
    stack: list[Item] = []
    items: list[Item] = []
    loose = False
    for line, enumerator in zip(lines, found, strict=True):
        if not enumerator or _inline_run(line.text, enumerator):
            if items and not (draft.markdown and draft.mark(line).startswith("list")):
                items[-1].content = True
            loose = True
            continue
        parent: Item | None
        run: list[Item]
        if stack and (_deeper(stack, enumerator, loose) or _runs_on(items, stack, enumerator)):
            parent, run = stack[-1], []
            stack[-1].content = True
        else:
            parent, run = _level_of(stack, enumerator)
        item = Item(line, enumerator, parent, run, head_end(line.text, enumerator))
        run.append(item)
        stack.append(item)
        items.append(item)
        loose = False
    return items


def _enumerators(draft: Draft, lines: list[Line]) -> list[Enumerator | None]:
    """What each line opens with. A headline known by its frame (◆, 【】) counts on by itself."""
    found: list[Enumerator | None] = []
    framed = 0
    attached = False
    for line in lines:
        label = draft.mark(line)
        attached = _ATTACHED.match(line.text) is not None or (attached and _ATTACHMENT.fullmatch(line.text) is not None)
        if label == "headline":
            framed += 1
            found.append(Enumerator("mark", framed, 0))
        else:
            found.append(None if label or attached or "\t" in line.text else enumerator_of(line.text))
    for index, number in _bare_numbers(draft, lines).items():
        found[index] = found[index] or number
    running = confirmed(found)
    seen: set[tuple[int, ...]] = set()
    return [
        one if one and (not one.runs_only or one.style in running) and borne_out(line.text, one, seen) else None
        for line, one in zip(lines, found, strict=True)
    ]


_BARE = re.compile(r"(\d{1,2}) (?=[\u4e00-\u9fff]{2})")
_BARE_LONGEST = 24
_DOTTED = re.compile(r"\d{1,2}[.．]\d")


def _bare_numbers(draft: Draft, lines: list[Line]) -> dict[int, Enumerator]:
    """Short lines 1 总体情况, 2 存在问题 over sentences, that count up from one; a number alone may count anything."""
    found: dict[int, Enumerator] = {}
    for index, (line, after) in enumerate(pairwise(lines)):
        number = _BARE.match(line.text) if line.text[0].isdecimal() and len(line.text) <= _BARE_LONGEST else None
        if not number or draft.mark(line) or line.text.endswith(_ENDS) or _STOP.search(line.text):
            continue
        if int(number[1]) == len(found) + 1 and (_STOP.search(after.text) or _DOTTED.match(after.text)):
            found[index] = Enumerator("arabic", int(number[1]), number.end())
    return found if len(found) > 1 else {}


def _deeper(stack: list[Item], enumerator: Enumerator, loose: bool) -> bool:
    """Whether an enumerator opens a run below the last item, when no open run can go on with it."""
    if any(_continues(item, enumerator, same=True) for item in stack):
        return False
    top = stack[-1]
    if enumerator.number != 1:
        if any(_continues(item, enumerator, same=False) for item in stack):
            return False
        return enumerator.rank > top.enumerator.rank and all(
            item.enumerator.style != enumerator.style for item in stack
        )
    if all(item.enumerator.style != enumerator.style for item in stack):
        return enumerator.rank >= top.enumerator.rank or enumerator.spoken or top.enumerator.spoken
    return (
        enumerator.spoken and top.enumerator.style == enumerator.style and (not loose or top.line.text.endswith("："))
    )


def _runs_on(items: list[Item], stack: list[Item], enumerator: Enumerator) -> bool:
    """一、 1. 2. 二、 3. 4.: whether the enumerator goes on with the count of the chapter before, one level below."""
    above = stack[-1]
    if enumerator.number < 2 or any(item.enumerator.style == enumerator.style for item in stack):
        return False
    last = next((item for item in reversed(items) if item.enumerator.style == enumerator.style), None)
    return (
        last is not None
        and last.enumerator.number + 1 == enumerator.number
        and last.parent is not None
        and last.parent is not above
        and any(item is last.parent for item in above.run)
    )


def _continues(item: Item, enumerator: Enumerator, *, same: bool) -> bool:
    last = item.run[-1].enumerator.number
    if not same and not (enumerator.mixes and item.enumerator.mixes):
        return False
    if same and all(other.enumerator.style != enumerator.style for other in item.run):
        return False
    return enumerator.number == last + 1 or (enumerator.number == 0 and last > 0)


def _level_of(stack: list[Item], enumerator: Enumerator) -> tuple[Item | None, list[Item]]:
    """Close what is open until the run is found that the enumerator belongs to; (its parent, the run)."""
    depth = next((d for d in range(len(stack) - 1, -1, -1) if _continues(stack[d], enumerator, same=True)), -1)
    if depth < 0 and enumerator.number != 1:
        depth = next((d for d in range(len(stack) - 1, -1, -1) if _continues(stack[d], enumerator, same=False)), -1)
    if depth >= 0:
        item = stack[depth]
        del stack[depth:]
        return item.parent, item.run
    depth = next((d for d in range(len(stack)) if stack[d].enumerator.style == enumerator.style), -1)
    if depth >= 0:
        item = stack[depth]
        del stack[depth:]
        return item.parent, item.run if enumerator.number != 1 else []
    while stack and stack[-1].enumerator.rank >= enumerator.rank:
        stack.pop()
    return (stack[-1] if stack else None), []


def head_end(text: str, enumerator: Enumerator) -> int:
    """Where the headline of an enumerated line ends: before its first stop, at the line's end, or 0 for no headline.

    A headline is short (45 characters) and closes every bracket and quotation mark that it opens. A colon parts
    it from its text only after a very short headline.

    >>> text = "一是强化组织领导。成立专班，倒排工期。"
    >>> text[: head_end(text, enumerator_of(text))]
    '一是强化组织领导'
    """
    found = _STOP.search(text, enumerator.length)
    stop = found.start() if found else len(text)
    colon = text.find("：", enumerator.length, enumerator.length + _COLON_HEAD)
    if (
        0 < colon < stop
        and (stop - enumerator.length > HEADING_LONGEST or not found)
        and len(text) - colon > ITEM_LONGEST
    ):
        stop = colon
    elif found and found.group() != "。":
        stop = found.end()
        if stop < len(text):
            return 0
    if not enumerator.length < stop <= enumerator.length + HEADING_LONGEST or not _closed(
        text[enumerator.length : stop]
    ):
        return 0
    return 0 if not found and stop == len(text) and text.endswith(_ENDS) else stop


def _closed(head: str) -> bool:
    return all(head.count(left) == head.count(right) for left, right in ("《》", "“”", "（）", "「」"))


def _inline_run(text: str, enumerator: Enumerator) -> bool:
    """一是…。二是… in one line: a run inside a paragraph, not a line of one."""
    if enumerator.style == "shi" and _SECOND_BEHIND.search(text):
        return True
    if enumerator.style not in INLINE.groupindex:
        return False
    numbers = [
        number_of(found[found.lastgroup or 0]) for found in INLINE.finditer(text) if found.lastgroup == enumerator.style
    ]
    return len(numbers) > 1 and numbers[1] == numbers[0] + 1
