"""Head lines: series, title, subtitle, document number, issue and date move from the body into the identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .dates import DATE, date_line
from .desk import Desk
from .draft import Draft, Edit, Line, between
from .enumerators import confirmed, enumerator_of
from .issuers import parts
from .markup import BULLET
from .repeats import exclaims, headlike, looks_like_title
from .wordlists import HAN, alternatives, table

# 附件2, 特急 over the title: they stay in the body, and the title is sought below.
_REST = re.compile(rf"(?:[和与及的暨]|工作)[{HAN}]{{1,8}}|[{HAN}]{{2,3}}")
_PRELUDE = re.compile(r"附件\s?\d{0,2}|特急|特提|加急|机密|秘密|内部资料.{0,8}")
_SPEAKER = re.compile(rf"[{HAN}]{{2,12}}(?:局|委|办|院|中心|大队|支队|委员会|政府)[：:]")
_LONGEST_TITLE = 60
_SHORTEST_INSIDE = 10
DOCUMENT_NUMBER = re.compile(rf"[（(]?\s*[{HAN}A-Za-z]{{1,14}}〔(?:19|20)\d\d〕\s?第?\d{{1,4}}号\s*[）)]?")
_NUMBERED = r"(?:第|总第)\s*[\d一二三四五六七八九十百]{1,4}\s*[期号]"
_ISSUE = re.compile(
    rf"[（(【\[]?\s*(?:(?:19|20)\d\d年?)?\s*{_NUMBERED}\s*(?:[（(]?\s*总?{_NUMBERED}\s*[）)]?)?\s*[）)】\]]?"
)
# 原创 name account 2024-07-29 18:05, as a page made for telephones signs; a time is needed where 原创 is missing.
_BYLINE = re.compile(
    rf"(?:原创\s+(?:[\w“”·]{{2,16}}\s+){{0,3}}(?:{DATE.pattern})|(?:[\w“”·]{{2,16}}\s+){{1,3}}(?:20\d\d-\d\d-\d\d\s+\d\d:\d\d))"
    r"(?:\s*发表于\s*\S{2,8})?"
)


def headlines(draft: Draft, desk: Desk) -> Iterator[Edit]:
    """Take the head lines of each bulletin into its identity, each with the name of the field as its note.

    The zone ends at the first line that is no head line: a sentence, an enumerated line, an addressee, a caption.
    One or two lines are the title (a third only when it completes 关于…的通知); of four and more lines without a
    stop the first is the title and the others are a verse of the body.
    """
    preface, *bodies = parts(draft)
    running = confirmed(enumerator_of(line.text[:8]) for line in draft.lines)
    several = len(bodies) > 1
    yield from _zone(draft, preface, "option" if desk.title and several else "series", running, keep_body=False)
    titled = "option" if desk.title and not several else "title"
    for body in bodies:
        edits = list(_zone(draft, body, titled, running, keep_body=True))
        if not several and not any(edit.note == titled for edit in edits):
            edits += _title_inside(draft, body, {edit.start for edit in edits}, titled)
        edits += _closing_date(body, {edit.start for edit in edits})
        yield from sorted(edits)


def _zone(draft: Draft, lines: list[Line], note: str, running: frozenset[str], *, keep_body: bool) -> Iterator[Edit]:
    """Edits for the head lines at the beginning of ``lines``."""
    candidates: list[Line] = []
    facts: list[Edit] = []
    titled = False
    pictures = sorted(place for place, label in draft.marks.items() if label == "picture") if draft.marks else []
    for line in lines:
        named = draft.mark(line) == "title"
        fact = note if named else fact_of(line.text)
        titled = titled or named
        if fact:
            facts.append(Edit(line.start, line.end, "", fact))
            continue
        if _PRELUDE.fullmatch(line.text):
            continue
        if titled or draft.mark(line) or not _head_line(line.text, running, bool(candidates)):
            break
        if candidates and _SPEAKER.match(line.text):
            break
        if candidates and between(pictures, draft.origin(candidates[-1].start), draft.origin(line.start)):
            break
        candidates.append(line)
    else:
        candidates = candidates[:-1] if keep_body else candidates
    series, title = _masthead(candidates, facts)
    chosen = title if not keep_body else title[: title_length([line.text for line in title])]
    found = facts + [Edit(line.start, line.end, "", "series") for line in series]
    found += [Edit(line.start, line.end, "", note) for line in chosen]
    yield from sorted(found)


def _masthead(candidates: list[Line], facts: list[Edit]) -> tuple[list[Line], list[Line]]:
    """云溪应急简报 over 第12期, or 市教育局工作动态 over a headline, names the series and not the title."""
    issues = [edit.start for edit in facts if edit.note == "issue"]
    if len(candidates) > 1 and _masthead_words().search(candidates[0].text):
        first = candidates[0]
        if any(first.start < issue for issue in issues) or _EDITION.fullmatch(first.text):
            return candidates[:1], candidates[1:]
    return [], candidates


# 市教育局工作动态 names who speaks and how, but not what about.
_EDITION = re.compile(rf"[{HAN}]{{2,14}}(?:局|委|办|厅|院|中心)(?:工作)?(?:简报|专报|快报|信息|动态|快讯|要情)")


@cache
def _masthead_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(table('headlines')['mastheads'])})$")


def title_length(lines: list[str]) -> int:
    """How many of the lines without a stop at the head are the title; the rest are a verse.

    >>> title_length(["与雨水赛跑", "——水务人在行动", "雨来了", "人在", "堤在", "家在"])
    2
    >>> title_length(["云溪市水务局关于做好", "汛期值守工作的", "通知"]), title_length(["加强巡查", "守好每一处堤防"])
    (3, 2)
    """
    main = [index for index, text in enumerate(lines) if not text.startswith("——")]
    if not main:
        return min(len(lines), 1)
    for count in (1, 2, 3):
        joined = "".join(lines[index] for index in main[:count])
        if count <= len(main) and looks_like_title(joined) and (count == 1 or "关于" in joined):
            return _with_subtitle(lines, main[count - 1] + 1)
    if len(main) == 2 and len(lines[main[0]] + lines[main[1]]) <= _LONGEST_TITLE:
        return _with_subtitle(lines, main[1] + 1)
    return _with_subtitle(lines, main[0] + 1)


def _with_subtitle(lines: list[str], count: int) -> int:
    return count + 1 if count < len(lines) and lines[count].startswith("——") else count


def fact_of(text: str) -> str:
    """The field of the identity that a head line states by its form; "" for none.

    >>> fact_of("云水发〔2022〕11号"), fact_of("（第12期）"), fact_of("2022年11月3日"), fact_of("防汛简报")
    ('document-number', 'issue', 'date', '')
    """
    if len(text) > 60:
        return ""
    if DOCUMENT_NUMBER.fullmatch(text):
        return "document-number"
    if _ISSUE.fullmatch(text):
        return "issue"
    if date_line(text):
        return "date"
    return "byline" if _BYLINE.fullmatch(text) else ""


def _tail_end(text: str) -> bool:
    """The short rest of a headline that was broken: 和窗口, 工作的通知."""
    return _REST.fullmatch(text) is not None


def _head_line(text: str, running: frozenset[str], following: bool) -> bool:
    """Whether a line could be a headline here, or the rest of one: neither a sentence nor an item."""
    if following and _tail_end(text):
        return True
    if BULLET.match(text) or not (headlike(text) or (not following and exclaims(text))):
        return False
    found = enumerator_of(text)
    return found is None or (found.style.startswith("lead") and found.style not in running)


def _title_inside(draft: Draft, lines: list[Line], taken: set[int], note: str) -> list[Edit]:
    """A report that begins with its text may hold its title further down, as the page repeated it. A line under a
    department's or a date is left alone: it may head another text."""
    signed = False
    for line in lines if len(lines) > len(taken) + 1 else ():
        free = line.start not in taken and not signed
        if free and len(line.text) >= _SHORTEST_INSIDE and looks_like_title(line.text):
            return [Edit(line.start, line.end, "", note)]
        signed = draft.mark(line) == "department" or fact_of(line.text) != ""
    return []


def _closing_date(lines: list[Line], taken: set[int]) -> Iterator[Edit]:
    """Dates on the last lines, under a signature or alone; the first line stays."""
    found: list[Edit] = []
    for line in reversed(lines[1:]):
        if line.start in taken or not date_line(line.text):
            break
        found.append(Edit(line.start, line.end, "", "date"))
    yield from reversed(found)
