"""Lines that name a department and nothing else: heads of a compendium's parts, letterheads, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .dates import DATE, date_line, day_line
from .desk import Desk
from .draft import Draft, Edit, Line, Mark
from .enumerators import enumerator_of
from .markup import BULLET
from .names import names_on_line
from .pagetools import without_tools
from .wordlists import HAN, simplified

_SENTENCE = re.compile("[。！？；]")
# 市水务局：找水源, 市水务局｜找水源, 【市水务局】找水源.
_SPEAKER = re.compile(
    r"(?:(?P<name>[^\s【〖［]{3,16}?)\s?[：:｜|]|[【〖［](?P<framed>[^】〗］\s]{3,16})[】〗］])\s*(?=[^\s：:]{2})"
)
# ●市水务局：找水源, 一、市水务局：找水源.
_MARKED = re.compile(
    rf"(?:{BULLET.pattern}|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]|\d{{1,2}}[.、．])\s?"
)
_SPEAKER_LONGEST = 45
_HEAD_LINES = 4
_HEAD_LONGEST = 90
_FEWEST_BARE = 2
_BELOW = 3
_PAGE_HEAD = 14
_NEAR = 120
_ADDRESSED = ("：", ":")


# 01, NO.2, 三 on a line of its own over a department: the running number of a part.
_RUNNING = re.compile(r"(?:NO\.?|No\.?|PART|Part)?\s?(?:0?[1-9]|1\d|[一二三四五六七八九十])[.、]?")
_CREDIT = re.compile(r"(?:来源|信息来源|供稿|编辑|责编|校对|审核|监制|文字|图片|图文|摄影|作者)\s*[丨|｜┃]")
_FRAMED_BODY = re.compile(
    rf"【[{HAN}]{{2,16}}(?:公司|集团|支行|中心|大学|学院|医院|银行|协会|联盟|总站|电厂|水厂|气象台|海事处)】"
)


def mark_departments(draft: Draft, desk: Desk) -> Iterator[Mark]:
    """Mark the lines that consist of names of departments; what they are for is decided later."""
    named = [
        len(line.text) <= 80 and not _CREDIT.match(line.text) and bool(names_on_line(line.text, desk.known))
        for line in draft.lines
    ]
    framed = sum(told for line, told in zip(draft.lines, named, strict=True) if line.text[0] == "【")
    bare = _bare(draft) or _own_name(draft) if not any(named) else frozenset()
    for line, told in zip(draft.lines, named, strict=True):
        # Among 【市水务局】 and its like a firm or a league in the same frame heads a part as well.
        if told or line.start in bare or (framed > 1 and _FRAMED_BODY.fullmatch(line.text)):
            yield Mark(line.start, "department")


_BARE = re.compile(rf"[{HAN}]{{2,10}}(?:局|委|办|厅|支队|大队|中心|法院|检察院|办公室|委员会|联合会|总工会)")


def _bare(draft: Draft) -> frozenset[int]:
    """Lines 水务局, 民政局 in a report that names no level anywhere: each alone after a blank line, with text under it
    that speaks of it. One alone proves nothing."""
    lines = draft.lines
    found = [
        line.start
        for line, after in pairwise(lines)
        if _BARE.fullmatch(line.text)
        and line.blanks
        and not after.blanks
        and draft.text.find(line.text, line.end, line.end + _NEAR) >= 0
    ]
    return frozenset(found) if len(found) >= _FEWEST_BARE else frozenset()


_OWN_NAME = re.compile(rf"[{HAN}]{{2,12}}(?:处|署|局|厅|委员会|公所|中心|部)")


def _own_name(draft: Draft) -> frozenset[int]:
    """The one line near the head that names a body without its level, where the text below begins with that name."""
    for line in draft.lines[:_PAGE_HEAD]:
        if _OWN_NAME.fullmatch(simplified(line.text)) and f"\n{line.text}" in draft.text[line.end :]:
            return frozenset({line.start})
    return frozenset()


def split_departments(draft: Draft, desk: Desk) -> Iterator[Edit | Mark]:
    """Take department lines into the identity: a head before each part of a compendium, one head above a single
    bulletin, or the signature (落款) with its date.

    A compendium needs two heads that stand alone, each with sentences under it; a name inside a sentence, an
    addressee (…：) or a name in a list starts nothing.
    """
    lines = draft.lines
    groups = list(_groups(draft, lines))
    signed = [group for group in groups if _is_signature(lines, group)]
    ends = frozenset(signed)
    standing = [group for group in groups if group not in ends]
    # 市水务局： over a text is an addressee, unless several take turns.
    named = [group for group in standing if not lines[group[1]].text.endswith(_ADDRESSED)]
    plain = _heads(lines, named)
    heads = plain or _heads(lines, standing)
    speakers = [] if heads or desk.department else _speakers(lines, desk)
    note = "option" if desk.department else "department"
    edits: list[Edit | Mark] = []
    if len(heads) > 1 and not desk.department:
        for first, last in heads:
            begin = first - 1 if first > 1 and _RUNNING.fullmatch(lines[first - 1].text) else first
            edits.append(Mark(lines[begin].start, "part"))
            edits += [Edit(line.start, line.end, "", "department") for line in lines[begin : last + 1]]
    elif len(speakers) > 1:
        for line, length in speakers:
            edits += [Mark(line.start, "part"), Edit(line.start, line.start + length, "", "department")]
    elif plain and not any(_is_body(draft, line) for line in lines[: plain[0][0]]):
        for first, last in [group for group in named if group[0] <= plain[0][0]]:
            edits += [Edit(line.start, line.end, "", note) for line in lines[first : last + 1]]
    taken = {edit.start for edit in edits if isinstance(edit, Edit)}
    several = any(isinstance(edit, Mark) for edit in edits)
    starts = {first for first, _ in heads} | {len(lines)} if several else set()
    for first, last in signed if several or len(signed) == 1 else ():
        dated = last + 1 < len(lines) and _is_date(lines[last + 1].text)
        if several and last + 1 + dated not in starts:
            continue
        edits += [
            Edit(line.start, line.end, "", "signature") for line in lines[first : last + 1] if line.start not in taken
        ]
        if dated:
            edits.append(Edit(lines[last + 1].start, lines[last + 1].end, "", "date"))
    return iter(sorted(edits, key=lambda edit: (edit.start, isinstance(edit, Edit))))


def _speakers(lines: tuple[Line, ...], desk: Desk) -> list[tuple[Line, int]]:
    """Lines 市水务局：headline over a text, each with the length of what names the department."""
    found: list[tuple[Line, int]] = []
    above = ""
    told = False  # in a text that has begun, 一、市水务局： heads a task
    for line, after in pairwise(lines):
        opened, above = above.endswith(("：", ":")), line.text
        mark = _MARKED.match(line.text) if found or not told else None
        told = told or _SENTENCE.search(line.text) is not None
        name = _SPEAKER.match(line.text, mark.end() if mark else 0) if len(line.text) <= _SPEAKER_LONGEST else None
        headline = name and not _SENTENCE.search(line.text) and _SENTENCE.search(after.text)
        if name and headline and names_on_line(name["name"] or name["framed"], desk.known):
            if opened and name["framed"] and not found:
                return []  # 情况如下： over 【市水务局】已完成 opens a list of one document.
            found.append((line, name.end()))
    return found


def _is_body(draft: Draft, line: Line) -> bool:
    """Whether a line belongs to the text and not to its head: a sentence or an outline."""
    found = enumerator_of(line.text)
    outlined = draft.mark(line).startswith("heading") or (found is not None and not found.style.startswith("lead"))
    return outlined or _SENTENCE.search(line.text) is not None


def _groups(draft: Draft, lines: tuple[Line, ...]) -> Iterator[tuple[int, int]]:
    """First and last index of department lines under each other: at most one blank line between, or above any text."""
    first = -1
    told = False
    for index, line in enumerate(lines):
        named = draft.mark(line) == "department" or _signed_and_dated(line.text)
        told = told or (not named and _SENTENCE.search(line.text) is not None)
        if named and (first < 0 or line.blanks <= 1 or not told):
            first = index if first < 0 else first
        elif named:
            yield first, index - 1
            first = index
        elif first >= 0:
            yield first, index - 1
            first = -1
    if first >= 0:
        yield first, len(lines) - 1


_PUBLISHED_AT = re.compile(r"\s*发表于\s*\S{2,8}$")


def _signed_and_dated(text: str) -> bool:
    """云溪市水务局 2022年11月3日 on one line, as a signature or as the byline of a page."""
    text = without_tools(text) if len(text) <= _HEAD_LONGEST else text
    found = DATE.search(text) if len(text) <= 60 else None
    if not found:
        return False
    before, after = text[: found.start()].strip(), _PUBLISHED_AT.sub("", text[found.end() :]).strip()
    return bool(names_on_line(before or after)) and not (before and after)


def _is_signature(lines: tuple[Line, ...], group: tuple[int, int]) -> bool:
    """A department under sentences, and at the end or over a date."""
    first, last = group
    if not any(_SENTENCE.search(line.text) for line in lines[max(0, first - 8) : first]):
        return False
    if lines[last].text.endswith(_ADDRESSED):
        return False
    return last + 1 == len(lines) or _is_date(lines[last + 1].text) or _signed_and_dated(lines[last].text)


def _is_date(text: str) -> bool:
    return day_line(text) or date_line(text) is not None


def _heads(lines: tuple[Line, ...], groups: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The groups that stand alone, each with sentences between it and the next group."""
    ends = [start for start, _ in groups[1:]] + [len(lines)]
    return [
        (first, last)
        for (first, last), end in zip(groups, ends, strict=False)
        if (_stands_alone(lines, first) or _speaks_below(lines, last))
        and any(_SENTENCE.search(line.text) for line in lines[last + 1 : end])
        and any(_SENTENCE.search(line.text) for line in lines[last + 1 : end])
    ]


def _stands_alone(lines: tuple[Line, ...], first: int) -> bool:
    """At the head of the report, after a blank line, or after a sentence; not in a list that a colon opens."""
    if not first:
        return True
    above = lines[first - 1].text
    if above.endswith(("：", ":", "、", "，")):
        return False
    numbered = first > 1 and lines[first - 1].blanks > 0 and _RUNNING.fullmatch(above)
    return first <= _HEAD_LINES or lines[first].blanks > 0 or bool(numbered) or above.endswith(("。", "！", "？", "）"))


def _speaks_below(lines: tuple[Line, ...], last: int) -> bool:
    """Whether a text under the name, or under a headline below it, begins with that very name: what stands right above
    is the caption or the verse that ends the part before."""
    name = lines[last].text.strip("【】〖〗[]（）() ")
    above = lines[last - 1].text if last else ""
    return not above.endswith(("：", ":", "、", "，")) and any(
        line.text.startswith(name) and _SENTENCE.search(line.text) for line in lines[last + 1 : last + 1 + _BELOW]
    )
